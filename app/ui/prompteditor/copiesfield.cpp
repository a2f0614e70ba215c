#include "ui/prompteditor/copiesfield.h"

#include "prompts/prompt.h"

using namespace Qt::StringLiterals;

namespace ContactSheet {

CopiesField::CopiesField(QWidget *parent)
    : QSpinBox(parent)
{
    setObjectName(u"copiesSpinBox"_s);
    setAccessibleName(tr("Copies"));
    setPrefix(u"×"_s);
    setRange(FewestCopies, MostCopies);
    setFocusPolicy(Qt::ClickFocus);
    hide();
}

CopiesField::~CopiesField() = default;

void CopiesField::open(int copies, const QRect &note)
{
    hide(); // What changes while it is hidden is no choice of anybody.
    setValue(copies);
    QRect place(QPoint(), sizeHint());
    place.moveCenter(note.center());
    place.moveRight(parentWidget()->width() - 4);
    setGeometry(place);
    show();
    setFocus(Qt::OtherFocusReason);
    selectAll();
}

} // namespace ContactSheet
