#pragma once

#include "ui/prompteditor/promptrowcontent.h"

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QRect>
#include <QString>

class QPainter;
class QWidget;

namespace ContactSheet {

/// Where the parts of one row are, relative to its top left corner.
struct PromptRowPlaces
{
    QRect box = {};
    QRect number = {};
    QRect text = {};
    QRect note = {};
    QRect mistake = {};
    int height = 0;
};

/// Measures and paints the rows of a prompt list that is \a width wide, of up to \a rows rows, in the font
/// and the palette of a widget.
class PromptRowPainter final
{
public:
    PromptRowPainter(const QWidget &widget, int width, int rows);

    [[nodiscard]] PromptRowPlaces places(const PromptRowContent &content) const;

    /// Paints \a content with its top left corner where the painter's is. Without \a withText the text is
    /// left to the field that stands there.
    void paint(QPainter &painter, const PromptRowContent &content, bool isCurrent, bool withText) const;

    [[nodiscard]] QColor quietColor() const;
    [[nodiscard]] QColor wrongColor() const;

private:
    void paintBox(QPainter &painter, const QRect &box, bool isTicked) const;

    QFont m_font;
    QPalette m_palette;
    int m_width;
    int m_numberWidth;
};

/// The place of the character \a column (from 1) of \a text as QString counts; the last one where there are
/// fewer.
[[nodiscard]] qsizetype positionOfColumn(const QString &text, int column);

} // namespace ContactSheet
