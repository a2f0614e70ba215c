#include "ui/widgets/plainlabel.h"

#include <QLabel>
#include <QTextDocument>

namespace ContactSheet {

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    return label;
}

QString plainToolTip(const QString &text)
{
    // Marked up as what it is: Qt guesses, and an escaped text without a tag would be shown with its escapes.
    return text.isEmpty() ? text : Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal);
}

} // namespace ContactSheet
