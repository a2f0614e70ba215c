#include "ui/prompteditor/promptrowpainter.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>
#include <QWidget>

namespace ContactSheet {

namespace {

constexpr int Margin = 12;
constexpr int BoxSide = 14;
constexpr int Gap = 8;
constexpr int Padding = 9; ///< Above and below the text.

QColor mixed(const QColor &a, const QColor &b, double share)
{
    return QColor::fromRgbF(float(a.redF() * share + b.redF() * (1 - share)),
                            float(a.greenF() * share + b.greenF() * (1 - share)),
                            float(a.blueF() * share + b.blueF() * (1 - share)));
}

/// Breaks \a text into lines of at most \a width and returns their height. Lines break where QPlainTextEdit
/// breaks them, so that nothing moves when a row is edited.
int breakLines(QTextLayout &layout, const QString &text, int width)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.setText(QString(text).replace(u'\n', QChar::LineSeparator));
    layout.beginLayout();
    qreal y = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(width, 1));
        line.setPosition({0, y});
        y += std::ceil(line.height());
    }
    layout.endLayout();
    return int(y);
}

} // namespace

PromptRowPainter::PromptRowPainter(const QWidget &widget, int width, int rows)
    : m_font(widget.font())
    , m_palette(widget.palette())
    , m_width(width)
{
    const qsizetype digits = std::max<qsizetype>(2, QString::number(rows).size());
    m_numberWidth = QFontMetrics(m_font).horizontalAdvance(QString(digits, u'0'));
}

PromptRowPlaces PromptRowPainter::places(const PromptRowContent &content) const
{
    const QFontMetrics metrics(m_font);
    const int lineHeight = metrics.height();
    const int noteWidth = content.note.isEmpty() ? 0 : metrics.horizontalAdvance(content.note);
    const int left = Margin + BoxSide + Gap + m_numberWidth + Gap;
    const int right = m_width - Margin;

    PromptRowPlaces places;
    places.box = {Margin, Padding + (lineHeight - BoxSide) / 2, BoxSide, BoxSide};
    places.number = {places.box.right() + 1 + Gap, Padding, m_numberWidth, lineHeight};
    places.note = {right - noteWidth, Padding, noteWidth, lineHeight};
    // As wide as the widest note that comes while pictures are made, so that no text moves then.
    const int noteRoom = std::max(noteWidth, metrics.horizontalAdvance(content.widestNote));
    const int textWidth = right - left - (content.note.isEmpty() ? 0 : noteRoom + Margin);
    QTextLayout text({}, m_font);
    places.text = {left, Padding, textWidth, std::max(lineHeight, breakLines(text, content.text, textWidth))};
    places.height = places.text.bottom() + 1;
    if (!content.mistake.isEmpty()) {
        QTextLayout mistake({}, m_font);
        places.mistake = {left, places.height + 2, right - left,
                          breakLines(mistake, content.mistake, right - left)};
        places.height = places.mistake.bottom() + 1;
    }
    places.height += Padding + 1; // The line between rows.
    return places;
}

void PromptRowPainter::paint(QPainter &painter, const PromptRowContent &content, bool isCurrent,
                             bool withText) const
{
    const PromptRowPlaces places = this->places(content);
    const QRect row(0, 0, m_width, places.height - 1);
    const QColor base = m_palette.color(QPalette::Base);
    const QColor textColor = m_palette.color(QPalette::Text);
    if (isCurrent)
        painter.fillRect(row, mixed(m_palette.color(QPalette::Highlight), base, 0.13));
    painter.fillRect(QRect(0, row.bottom() + 1, m_width, 1), mixed(textColor, base, 0.16));

    painter.setFont(m_font);
    if (content.isReal)
        paintBox(painter, places.box, content.isTicked);
    painter.setPen(quietColor());
    painter.drawText(places.number, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                     QString::number(content.number));
    if (content.noteTone == PromptRowContent::Tone::Accent)
        painter.setPen(m_palette.color(QPalette::Highlight));
    else if (content.noteTone == PromptRowContent::Tone::Wrong)
        painter.setPen(wrongColor());
    painter.drawText(places.note, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, content.note);

    if (withText) {
        QTextLayout text({}, m_font);
        breakLines(text, content.text, places.text.width());
        QList<QTextLayout::FormatRange> wrong;
        if (content.mistakeColumn > 0) {
            QTextCharFormat format;
            format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
            format.setUnderlineColor(wrongColor());
            wrong.append({int(positionOfColumn(content.text, content.mistakeColumn)), 1, format});
        }
        painter.setPen(content.isTicked && content.isReal ? textColor : quietColor());
        text.draw(&painter, places.text.topLeft(), wrong);
    }
    if (!content.mistake.isEmpty()) {
        QTextLayout mistake({}, m_font);
        breakLines(mistake, content.mistake, places.mistake.width());
        painter.setPen(wrongColor());
        mistake.draw(&painter, places.mistake.topLeft());
    }
}

QColor PromptRowPainter::quietColor() const
{
    return mixed(m_palette.color(QPalette::Text), m_palette.color(QPalette::Base), 0.6);
}

QColor PromptRowPainter::wrongColor() const
{
    const bool isDark = m_palette.color(QPalette::Base).lightnessF() < 0.5f;
    return isDark ? QColor(0xff, 0x8a, 0x80) : QColor(0xb3, 0x26, 0x1e);
}

void PromptRowPainter::paintBox(QPainter &painter, const QRect &box, bool isTicked) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(isTicked ? m_palette.color(QPalette::Highlight) : quietColor(), 1));
    painter.setBrush(isTicked ? m_palette.brush(QPalette::Highlight) : m_palette.brush(QPalette::Base));
    painter.drawRoundedRect(frame, 3, 3);
    if (isTicked) {
        QPainterPath tick;
        tick.moveTo(frame.left() + 3.2, frame.center().y() + 0.3);
        tick.lineTo(frame.left() + 5.5, frame.bottom() - 3.8);
        tick.lineTo(frame.right() - 3.2, frame.top() + 4.2);
        painter.setPen(QPen(m_palette.color(QPalette::HighlightedText), 1.6, Qt::SolidLine, Qt::RoundCap,
                            Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(tick);
    }
    painter.restore();
}

qsizetype positionOfColumn(const QString &text, int column)
{
    qsizetype position = 0;
    for (int i = 1; i < column && position + 1 < text.size(); ++i) {
        const bool isPair = text.at(position).isHighSurrogate() && text.at(position + 1).isLowSurrogate();
        position += isPair ? 2 : 1;
    }
    return std::min(position, std::max<qsizetype>(0, text.size() - 1));
}

} // namespace ContactSheet
