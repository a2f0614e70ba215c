#include "ui/widgets/plainlabel.h"

#include <QLabel>

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
    return text.toHtmlEscaped();
}

} // namespace ContactSheet
