#include "ui/services/imagechoices.h"

#include "services/servicecatalog.h"
#include "ui/services/choicebox.h"

#include <QHBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int Spacing = 6;

/// The word by which OpenAI means what is sent when no quality is.
const QString &autoQuality()
{
    static const QString word = u"auto"_s;
    return word;
}

QString shownSize(const QSize &size)
{
    return u"%1 × %2"_s.arg(size.width()).arg(size.height());
}

/// A service's word for a quality as it stands on the screen; words that nobody has explained stay as they
/// are.
QString shownQuality(const QString &quality)
{
    if (quality == u"low")
        return ImageChoices::tr("Low");
    if (quality == u"medium")
        return ImageChoices::tr("Medium");
    if (quality == u"high")
        return ImageChoices::tr("High");
    if (quality == u"xhigh")
        return ImageChoices::tr("Extra high");
    if (quality == u"max")
        return ImageChoices::tr("Maximum");
    return quality;
}

QString complaintOf(const Result<Done> &check)
{
    return check ? QString() : check.error().message;
}

} // namespace

ImageChoices::ImageChoices(QWidget *parent)
    : QWidget(parent)
    , m_serviceBox(new ChoiceBox(tr("Service"), {.least = 8, .most = 16}, this))
    , m_modelBox(new ChoiceBox(tr("Model"), {.least = 9, .most = 26}, this))
    , m_sizeBox(new ChoiceBox(tr("Size"), {.least = 14, .most = 17}, this))
    , m_qualityBox(new ChoiceBox(tr("Quality"), {.least = 9, .most = 14}, this))
{
    m_serviceBox->setObjectName(u"serviceBox"_s);
    m_modelBox->setObjectName(u"modelBox"_s);
    m_sizeBox->setObjectName(u"sizeBox"_s);
    m_qualityBox->setObjectName(u"qualityBox"_s);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Spacing);
    for (ChoiceBox *box : boxes())
        layout->addWidget(box);

    QList<Choice> services;
    for (const ServiceProfile &service : serviceCatalog())
        services.append({.text = service.shortName, .value = service.id});
    m_serviceBox->offer(services);
    connect(m_serviceBox, &ChoiceBox::chosen, this, &ImageChoices::chooseService);
    for (const auto signal : {&ChoiceBox::chosen, &ChoiceBox::typed}) {
        connect(m_modelBox, signal, this, &ImageChoices::chooseModel);
        connect(m_sizeBox, signal, this, &ImageChoices::chooseSize);
    }
    connect(m_qualityBox, &ChoiceBox::chosen, this, [this](const QString &quality) {
        m_options.quality = quality;
        takeChange();
    });
    const ServiceProfile &first = serviceCatalog().first();
    setChoices(first.id, {.model = first.defaultModel, .size = first.defaultSize});
}

ImageChoices::~ImageChoices() = default;

void ImageChoices::setChoices(const QString &service, const ImageOptions &options)
{
    const ServiceProfile *known = findService(service);
    const ServiceProfile &chosen = known ? *known : serviceCatalog().first();
    m_serviceBox->setValue(chosen.id, chosen.shortName);
    m_remembered.insert(chosen.id, options);
    show(options);
}

QString ImageChoices::service() const
{
    return m_serviceBox->value();
}

void ImageChoices::setOfferedModels(const QString &service, const QStringList &models)
{
    m_listed.insert(service, models);
    if (service == this->service())
        offerWhatTheModelCan();
}

void ImageChoices::setTight(bool isTight)
{
    for (ChoiceBox *box : boxes())
        box->setTight(isTight);
}

int ImageChoices::leastWidth(bool isTight) const
{
    int width = -Spacing;
    for (const ChoiceBox *box : boxes())
        width += box->isVisibleTo(this) ? box->leastWidth(isTight) + Spacing : 0;
    return width;
}

QList<ChoiceBox *> ImageChoices::boxes() const
{
    return {m_serviceBox, m_modelBox, m_sizeBox, m_qualityBox};
}

const ServiceProfile &ImageChoices::profile() const
{
    return *findService(service());
}

void ImageChoices::chooseService(const QString & /*id*/)
{
    const ServiceProfile &chosen = profile();
    show(m_remembered.value(chosen.id, {.model = chosen.defaultModel, .size = chosen.defaultSize}));
    takeChange();
}

void ImageChoices::chooseModel(const QString &model)
{
    m_options.model = model;
    takeChange();
}

void ImageChoices::chooseSize(const QString &text)
{
    const std::optional<QSize> size = sizeFromText(text);
    m_wrongSize = size || text.isEmpty() ? QString() : text;
    if (m_wrongSize.isEmpty())
        m_options.size = size;
    takeChange();
}

void ImageChoices::show(const ImageOptions &options)
{
    m_options = options;
    m_wrongSize.clear();
    offerWhatTheModelCan();
    judge();
}

void ImageChoices::offerWhatTheModelCan()
{
    const ServiceProfile &service = profile();
    QStringList models = m_listed.value(service.id);
    if (models.isEmpty())
        models = service.codec->models();
    QList<Choice> modelChoices;
    for (const QString &model : std::as_const(models))
        modelChoices.append({.text = model, .value = model});
    m_modelBox->setTypable(service.codec->models().isEmpty(), tr("Model"));
    m_modelBox->offer(modelChoices);
    m_modelBox->setValue(m_options.model, m_options.model);

    const Capabilities capabilities = service.codec->capabilities(m_options.model);
    const QString automatic = tr("Automatic");
    QList<Choice> sizes{{.text = automatic}};
    for (const QSize &size : offeredSizes(capabilities))
        sizes.append({.text = shownSize(size), .value = sizeText(size)});
    m_sizeBox->setTypable(capabilities.sizes.fixed.isEmpty(), tr("Width × height"));
    m_sizeBox->offer(sizes);
    if (m_wrongSize.isEmpty()) {
        const std::optional<QSize> size = m_options.size;
        m_sizeBox->setValue(size ? sizeText(*size) : QString(), size ? shownSize(*size) : automatic);
    } else {
        m_sizeBox->setValue(m_wrongSize, m_wrongSize);
    }

    QList<Choice> qualities;
    if (!capabilities.qualities.isEmpty() || !m_options.quality.isEmpty())
        qualities.append({.text = automatic});
    for (const QString &quality : capabilities.qualities) {
        // It means what is meant when none is named; who has chosen it sees it all the same.
        if (quality != autoQuality())
            qualities.append({.text = shownQuality(quality), .value = quality});
    }
    m_qualityBox->offer(qualities);
    m_qualityBox->setValue(m_options.quality,
                           m_options.quality.isEmpty() ? automatic : shownQuality(m_options.quality));
    m_qualityBox->setVisible(!qualities.isEmpty());
}

void ImageChoices::judge()
{
    const ServiceProfile &service = profile();
    const Capabilities capabilities = service.codec->capabilities(m_options.model);
    const QString wrongModel = complaintOf(service.codec->checkModel(m_options.model));
    const QString wrongSize = m_wrongSize.isEmpty()
        ? complaintOf(checkOptions({.size = m_options.size}, capabilities))
        : tr("“%1” is no size. Write a width and a height in pixels, such as 1024 × 768.").arg(m_wrongSize);
    const QString wrongQuality = complaintOf(checkOptions({.quality = m_options.quality}, capabilities));
    m_modelBox->complain(wrongModel);
    m_sizeBox->complain(wrongSize);
    m_qualityBox->complain(wrongQuality);

    QString first;
    for (const QString &sentence : {wrongQuality, wrongSize, wrongModel})
        first = sentence.isEmpty() ? first : sentence;
    if (std::exchange(m_problem, first) != first)
        emit problemChanged(first);
}

void ImageChoices::takeChange()
{
    m_remembered.insert(service(), m_options);
    offerWhatTheModelCan();
    judge();
    emit changed();
}

} // namespace ContactSheet
