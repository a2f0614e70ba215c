#include "ui/services/limitfields.h"

#include "ui/theme/colours.h"
#include "ui/widgets/plainlabel.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpressionValidator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int Spacing = 8;
/// As many as the digits of RateLimits::Most.
constexpr int MostDigits = 6;

std::optional<int> limitOf(const QLineEdit &field)
{
    bool isNumber = false;
    const int number = field.text().toInt(&isNumber);
    const bool isLimit = isNumber && number >= RateLimits::Fewest;
    return isLimit ? std::optional(std::min(number, RateLimits::Most)) : std::nullopt;
}

QString textOf(std::optional<int> limit)
{
    return limit ? QString::number(*limit) : QString();
}

} // namespace

LimitFields::LimitFields(QWidget *parent)
    : QWidget(parent)
    , m_requests(new QLineEdit(this))
    , m_images(new QLineEdit(this))
    , m_note(plainLabel(tr("Empty: as many as the service takes. It is never asked for more than it allows."),
                        this))
{
    m_requests->setObjectName(u"requestsPerMinuteField"_s);
    m_images->setObjectName(u"imagesPerMinuteField"_s);
    m_note->setWordWrap(true);
    auto *requestsLabel = plainLabel(tr("requests a minute"), this);
    auto *imagesLabel = plainLabel(tr("images a minute"), this);
    requestsLabel->setBuddy(m_requests);
    imagesLabel->setBuddy(m_images);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(Spacing);
    layout->setVerticalSpacing(Spacing / 2);
    layout->addWidget(m_requests, 0, 0);
    layout->addWidget(requestsLabel, 0, 1);
    layout->addWidget(m_images, 1, 0);
    layout->addWidget(imagesLabel, 1, 1);
    layout->setColumnStretch(1, 1);
    layout->addWidget(m_note, 2, 0, 1, 2);
    setTabOrder(m_requests, m_images);
    setFocusProxy(m_requests);

    const QRegularExpression digits(u"[0-9]{0,%1}"_s.arg(MostDigits));
    for (const auto &[field, name] :
         {std::pair(m_requests, tr("Requests a minute")), std::pair(m_images, tr("Images a minute"))}) {
        field->setAccessibleName(name);
        field->setAccessibleDescription(m_note->text());
        field->setPlaceholderText(tr("no limit"));
        field->setValidator(new QRegularExpressionValidator(digits, field));
        connect(field, &QLineEdit::editingFinished, this, [this] {
            setLimits(limits()); // What was out of range is seen to be another number.
            emit finished();
        });
    }
    applyLook();
}

LimitFields::~LimitFields() = default;

void LimitFields::setLimits(const RateLimits &limits)
{
    m_requests->setText(textOf(limits.requestsPerMinute));
    m_images->setText(textOf(limits.imagesPerMinute));
}

RateLimits LimitFields::limits() const
{
    return {.requestsPerMinute = limitOf(*m_requests), .imagesPerMinute = limitOf(*m_images)};
}

void LimitFields::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
}

void LimitFields::applyLook()
{
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, quietText(palette()));
    m_note->setPalette(quiet);
    const int width = fontMetrics().horizontalAdvance(tr("no limit")) + 4 * Spacing;
    for (QLineEdit *field : {m_requests, m_images})
        field->setFixedWidth(width);
}

} // namespace ContactSheet
