#include "ui/viewer/picturefacts.h"

#include "core/formatting.h"
#include "gallery/gallerymodel.h"
#include "runs/displaynames.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(PictureDetails)
};

QString capitalized(const QString &text)
{
    return text.isEmpty() ? text : text.first(1).toUpper() + text.sliced(1);
}

QString sizeOnScreen(const QSize &size)
{
    return u"%1 × %2"_s.arg(size.width()).arg(size.height());
}

/// Facts in groups, of which an empty one has no heading.
class Groups
{
public:
    void begin(const QString &heading) { m_heading = heading; }
    void pair(const QString &name, const QString &value)
    {
        add({.kind = PictureFact::Kind::Pair, .name = name, .value = value});
    }
    void text(const QString &value) { add({.kind = PictureFact::Kind::Text, .value = value}); }

    [[nodiscard]] const QList<PictureFact> &facts() const { return m_facts; }

private:
    void add(const PictureFact &fact)
    {
        if (fact.value.isEmpty())
            return;
        if (!m_heading.isEmpty())
            m_facts.append({.kind = PictureFact::Kind::Heading, .name = std::exchange(m_heading, {})});
        m_facts.append(fact);
    }

    QString m_heading;
    QList<PictureFact> m_facts;
};

void addTimes(Groups *groups, const JobRecord &record)
{
    groups->begin(Texts::tr("Time"));
    for (const Phase phase : {Phase::Queued, Phase::Server, Phase::Download, Phase::Finish, Phase::Backoff}) {
        if (const std::optional<Moment> time = record.timeline.total(phase))
            groups->pair(capitalized(displayName(phase)), formatDuration(*time));
    }
    if (const std::optional<Moment> end = record.timeline.endMoment())
        groups->pair(Texts::tr("In all"), formatDuration(*end));
    if (record.timeline.attempts() > 1)
        groups->pair(Texts::tr("Tries"), QLocale().toString(record.timeline.attempts()));
}

} // namespace

QList<PictureFact> pictureFacts(const QModelIndex &index)
{
    if (!index.isValid())
        return {};
    const auto record = index.data(GalleryModel::RecordRole).value<JobRecord>();
    const ImageOptions &asked = record.job.options;
    const SavedPicture made = record.picture.value_or(SavedPicture());
    const QString byTheService = Texts::tr("the service's choice");

    Groups groups;
    groups.begin(Texts::tr("Prompt"));
    groups.text(record.job.prompt);
    groups.begin(Texts::tr("Prompt as the service revised it"));
    groups.text(made.revisedPrompt == record.job.prompt ? QString() : made.revisedPrompt);
    groups.begin(Texts::tr("What happened"));
    groups.text(index.data(GalleryModel::ErrorRole).toString());
    groups.begin(Texts::tr("The service's own words"));
    groups.text(index.data(GalleryModel::DetailRole).toString());

    groups.begin(Texts::tr("Asked for"));
    groups.pair(Texts::tr("Model"), asked.model);
    groups.pair(Texts::tr("Size"), asked.size ? sizeOnScreen(*asked.size) : byTheService);
    groups.pair(Texts::tr("Quality"), asked.quality.isEmpty() ? byTheService : asked.quality);
    if (record.job.seed)
        groups.pair(Texts::tr("Seed"), QString::number(*record.job.seed));

    groups.begin(Texts::tr("Image"));
    groups.pair(Texts::tr("State"), tileWords(index.data(GalleryModel::PhaseRole).value<TilePhase>()));
    if (record.picture) {
        groups.pair(Texts::tr("Size"), sizeOnScreen(made.size));
        groups.pair(Texts::tr("Format"), extension(made.format).toUpper());
        groups.pair(Texts::tr("File size"),
                    QLocale().formattedDataSize(made.bytes, 1, QLocale::DataSizeSIFormat));
    }
    addTimes(&groups, record);
    groups.begin(Texts::tr("File"));
    groups.text(QDir::toNativeSeparators(index.data(GalleryModel::FileRole).toString()));
    groups.begin(Texts::tr("Request id"));
    groups.text(record.requestId);
    return groups.facts();
}

} // namespace ContactSheet
