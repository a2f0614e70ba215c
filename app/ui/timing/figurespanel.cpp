#include "ui/timing/figurespanel.h"

#include "ui/timing/comparisonbars.h"
#include "ui/timing/timesharelist.h"
#include "ui/timing/timingcolours.h"
#include "ui/timing/whatifsection.h"
#include "ui/widgets/plainlabel.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>
#include <QStyleOptionFocusRect>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int Columns = 3;
constexpr int Margin = 12;

/// How much larger a value is than its name.
constexpr double ValueSize = 1.35;

void setTextColour(QLabel *label, const QColor &colour)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, colour);
    palette.setColor(QPalette::Text, colour);
    label->setPalette(palette);
}

QFont boldFont(QFont font, double size)
{
    font.setBold(true);
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * size);
    else
        font.setPixelSize(int(font.pixelSize() * size));
    return font;
}

} // namespace

FiguresPanel::FiguresPanel(QWidget *parent)
    : QScrollArea(parent)
    , m_grid(new QGridLayout)
    , m_comparison(new ComparisonBars)
    , m_gain(plainLabel({}, this))
    , m_timeShares(new TimeShareList)
    , m_whatIf(new WhatIfSection)
{
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Figures of the run"));

    m_gain->setWordWrap(true);
    m_gain->hide();
    auto *content = new QWidget(this);
    m_grid->setHorizontalSpacing(Margin);
    m_grid->setVerticalSpacing(0);

    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(Margin, Margin / 2, Margin, Margin / 2);
    layout->setSpacing(Margin / 2);
    layout->addLayout(m_grid);
    layout->addWidget(m_comparison);
    layout->addWidget(m_gain);
    layout->addWidget(m_timeShares);
    layout->addWidget(m_whatIf);
    layout->addStretch(1);
    setWidget(content);
    // The ring of the keyboard is painted below what is in it.
    content->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    applyLook();
}

FiguresPanel::~FiguresPanel() = default;

QSize FiguresPanel::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 64, fontMetrics().height() * 14};
}

QSize FiguresPanel::minimumSizeHint() const
{
    return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(),
            fontMetrics().height() * 4};
}

void FiguresPanel::setFigures(const QList<Figure> &figures)
{
    const bool hasNewPlaces = m_places.size() < figures.size();
    while (m_places.size() < figures.size())
        addPlace();
    for (int i = 0; i < m_places.size(); ++i) {
        Place &place = m_places[i];
        const Figure figure = figures.value(i);
        if (figure == place.figure)
            continue;
        place.figure = figure;
        place.name->setText(figure.name);
        place.value->setText(figure.value);
        place.value->setAccessibleName(figure.name);
        place.value->setAccessibleDescription(figure.value);
        place.name->setToolTip(plainToolTip(figure.explanation));
        place.value->setToolTip(plainToolTip(figure.explanation));
    }
    if (hasNewPlaces)
        applyLook();
    describe();
}

void FiguresPanel::setComparison(const QList<ComparisonBar> &bars, const QString &gain)
{
    m_comparison->setBars(bars);
    m_gain->setText(gain);
    m_gain->setVisible(!gain.isEmpty());
    describe();
}

void FiguresPanel::setTimeShares(const QList<TimeShare> &shares)
{
    m_timeShares->setShares(shares);
    describe();
}

void FiguresPanel::setWhatIf(const WhatIf &whatIf, int atOnce)
{
    m_whatIf->setWhatIf(whatIf, atOnce);
    describe();
}

void FiguresPanel::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
}

void FiguresPanel::paintEvent(QPaintEvent *event)
{
    QScrollArea::paintEvent(event);
    if (!hasFocus() || !window()->testAttribute(Qt::WA_KeyboardFocusChange))
        return;
    QPainter painter(viewport());
    QStyleOptionFocusRect option;
    option.initFrom(viewport());
    option.state |= QStyle::State_KeyboardFocusChange;
    option.backgroundColor = palette().color(QPalette::Base);
    style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
}

void FiguresPanel::focusInEvent(QFocusEvent *event)
{
    QScrollArea::focusInEvent(event);
    viewport()->update();
}

void FiguresPanel::focusOutEvent(QFocusEvent *event)
{
    QScrollArea::focusOutEvent(event);
    viewport()->update();
}

/// Tells a screen reader that comes here everything at once: labels alone would have to be searched for.
void FiguresPanel::describe()
{
    QStringList lines;
    for (const Place &place : std::as_const(m_places))
        lines.append(tr("%1: %2").arg(place.figure.name, place.figure.value));
    lines.append(m_comparison->accessibleDescription());
    lines.append(m_gain->text());
    if (!m_timeShares->isHidden())
        lines.append({m_timeShares->accessibleName(), m_timeShares->accessibleDescription()});
    if (!m_whatIf->isHidden())
        lines.append({m_whatIf->accessibleName(), m_whatIf->accessibleDescription()});
    lines.removeAll(QString());
    setAccessibleDescription(lines.join(u'\n'));
}

void FiguresPanel::addPlace()
{
    const int row = int(m_places.size()) / Columns;
    const int column = int(m_places.size()) % Columns;
    const Place place{.name = plainLabel({}, widget()), .value = plainLabel({}, widget())};
    for (QLabel *label : {place.name, place.value}) {
        // The columns stay as wide as they are, whatever stands in them.
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    place.name->setWordWrap(true);
    place.value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    place.name->setAlignment(Qt::AlignLeft | Qt::AlignBottom);
    m_grid->addWidget(place.name, 3 * row, column);
    m_grid->addWidget(place.value, 3 * row + 1, column);
    m_grid->setRowMinimumHeight(3 * row + 2, Margin / 2);
    m_places.append(place);
}

void FiguresPanel::applyLook()
{
    // Room for the widest that stands in each column, so that nothing is cut or moves.
    const QFontMetrics values(boldFont(font(), ValueSize));
    for (int column = 0; column < Columns; ++column) {
        const int width =
            values.horizontalAdvance(column == Columns - 1 ? u"00.0 s · 00.0 s"_s : u"000.0 s"_s);
        // Where there is more room, a name that never changes gets what it needs for one line.
        const QString name = m_places.size() > column && !m_places.at(column).figure.isImportant
            ? m_places.at(column).figure.name
            : QString();
        m_grid->setColumnMinimumWidth(column, width + 1);
        m_grid->setColumnStretch(column, std::max(width, fontMetrics().horizontalAdvance(name) + 2));
    }
    for (const Place &place : std::as_const(m_places)) {
        place.name->setMinimumHeight(2 * fontMetrics().height());
        place.value->setFont(boldFont(font(), ValueSize));
        setTextColour(place.name, quietText(palette()));
        setTextColour(place.value,
                      place.figure.isImportant ? accentText(palette())
                                               : palette().color(QPalette::WindowText));
    }
}

} // namespace ContactSheet
