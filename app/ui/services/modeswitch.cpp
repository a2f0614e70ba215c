#include "ui/services/modeswitch.h"

#include "ui/services/controlcolours.h"
#include "ui/timing/timingcolours.h"
#include "ui/widgets/plainlabel.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int SidePadding = 10;
constexpr int TopPadding = 7;
constexpr double Rounding = 4;

QFont boldFont(QFont font)
{
    font.setBold(true);
    return font;
}

} // namespace

/// One of the three, drawn so that the outer ones round off the whole.
class ModeSwitch::Segment final : public QAbstractButton
{
public:
    enum class Place { First, Middle, Last };

    Segment(Place place, const QString &text, QWidget *parent)
        : QAbstractButton(parent)
        , m_place(place)
    {
        setText(text);
        setCheckable(true);
        setAutoExclusive(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        // As wide as when it is chosen, so that nothing moves.
        const QFontMetrics metrics(boldFont(font()));
        return {metrics.horizontalAdvance(text()) + 2 * SidePadding, metrics.height() + 2 * TopPadding};
    }

protected:
    void paintEvent(QPaintEvent * /*event*/) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setClipRect(rect());
        // The rounded corners of the inner sides lie outside.
        const double outside = 2 * Rounding;
        const QRectF shape = QRectF(rect()).adjusted(m_place == Place::First ? 0.5 : -outside, 0.5,
                                                     m_place == Place::Last ? -0.5 : outside, -0.5);
        const SurfaceColours chosen = chosenColours(palette());
        QColor surface = isChecked() ? chosen.surface : palette().color(QPalette::Base);
        if (isEnabled() && !isChecked() && underMouse())
            surface = faintLine(palette());
        QColor line = palette().color(QPalette::WindowText);
        line.setAlphaF(0.25F);
        painter.setPen(line);
        painter.setBrush(surface);
        painter.drawRoundedRect(shape, Rounding, Rounding);
        if (m_place != Place::First)
            painter.drawLine(QPointF(0.5, 1), QPointF(0.5, height() - 1));
        if (hasFocus()) {
            painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(rect()).adjusted(3, 3, -3, -3), Rounding - 2, Rounding - 2);
        }
        painter.setFont(isChecked() ? boldFont(font()) : font());
        painter.setPen(!isEnabled()      ? palette().color(QPalette::Disabled, QPalette::Text)
                           : isChecked() ? chosen.text
                                         : palette().color(QPalette::Text));
        painter.drawText(rect(), Qt::AlignCenter, text());
    }

    void keyPressEvent(QKeyEvent *event) override
    {
        const bool isReversed = layoutDirection() == Qt::RightToLeft;
        const int key = event->key();
        if (key == Qt::Key_Left || key == Qt::Key_Up)
            modeSwitch()->step(isReversed && key == Qt::Key_Left ? 1 : -1);
        else if (key == Qt::Key_Right || key == Qt::Key_Down)
            modeSwitch()->step(isReversed && key == Qt::Key_Right ? -1 : 1);
        else
            QAbstractButton::keyPressEvent(event);
    }

private:
    [[nodiscard]] ModeSwitch *modeSwitch() const { return static_cast<ModeSwitch *>(parentWidget()); }

    Place m_place;
};

ModeSwitch::ModeSwitch(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Mode"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    struct Entry
    {
        QString name;
        QString explanation;
        QString objectName;
        Segment::Place place;
    };
    const Entry entries[] = {
        {tr("Sequential"), tr("One image after another."), u"sequentialButton"_s, Segment::Place::First},
        {tr("Parallel"), tr("Several images at once."), u"parallelButton"_s, Segment::Place::Middle},
        {tr("Both"), tr("The same images twice: one after another, then at once, to compare the times."),
         u"bothButton"_s, Segment::Place::Last},
    };
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (const Entry &entry : entries) {
        auto *segment = new Segment(entry.place, entry.name, this);
        segment->setObjectName(entry.objectName);
        segment->setToolTip(plainToolTip(entry.explanation));
        segment->setAccessibleDescription(entry.explanation);
        const auto mode = PressMode(m_segments.size());
        connect(segment, &QAbstractButton::toggled, this, [this, mode](bool isOn) {
            if (isOn)
                choose(mode);
        });
        layout->addWidget(segment);
        m_segments.append(segment);
    }
    setMode(m_mode);
}

ModeSwitch::~ModeSwitch() = default;

void ModeSwitch::setMode(PressMode mode)
{
    m_mode = mode;
    m_segments.at(qsizetype(mode))->setChecked(true);
    keepOneTabStop();
}

void ModeSwitch::choose(PressMode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    keepOneTabStop();
    emit modeChosen(mode);
}

void ModeSwitch::step(int by)
{
    const qsizetype next = qBound<qsizetype>(0, qsizetype(m_mode) + by, m_segments.size() - 1);
    m_segments.at(next)->setFocus(Qt::TabFocusReason);
    m_segments.at(next)->setChecked(true);
}

void ModeSwitch::keepOneTabStop()
{
    for (QAbstractButton *segment : std::as_const(m_segments))
        segment->setFocusPolicy(segment->isChecked() ? Qt::StrongFocus : Qt::ClickFocus);
}

} // namespace ContactSheet
