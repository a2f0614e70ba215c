#include "ui/prompteditor/pastequestion.h"

#include "ui/widgets/plainlabel.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ContactSheet {

PasteQuestion::PasteQuestion(QWidget *parent)
    : QWidget(parent)
    , m_sentence(plainLabel(tr("What should become a row?"), this))
    , m_lines(new QPushButton(this))
    , m_blocks(new QPushButton(this))
{
    setObjectName(u"pasteQuestion"_s);
    m_lines->setObjectName(u"linesButton"_s);
    m_blocks->setObjectName(u"blocksButton"_s);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(u"cancelPasteButton"_s);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->addWidget(m_sentence);
    for (QPushButton *button : {m_lines, m_blocks, cancel}) {
        button->setAutoDefault(true); // Return presses the one with the focus.
        layout->addWidget(button);
    }
    connect(m_lines, &QPushButton::clicked, this, [this] { answer(m_text.lines); });
    connect(m_blocks, &QPushButton::clicked, this, [this] { answer(m_text.blocks); });
    connect(cancel, &QPushButton::clicked, this, [this] { answer({}); });
    hide();
}

PasteQuestion::~PasteQuestion() = default;

void PasteQuestion::ask(const PastedText &text)
{
    m_text = text;
    const auto rows = [](qsizetype count) {
        return count == 1 ? tr("1 row") : tr("%1 rows").arg(QLocale().toString(count));
    };
    m_lines->setText(tr("Every Line: %1").arg(rows(text.lines.size())));
    m_blocks->setText(tr("Every Block Between Blank Lines: %1").arg(rows(text.blocks.size())));
    show();
    m_lines->setFocus(Qt::OtherFocusReason);
}

void PasteQuestion::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        answer({});
    else
        QWidget::keyPressEvent(event);
}

void PasteQuestion::answer(QStringList texts)
{
    hide();
    m_text = {};
    emit answered(texts);
}

} // namespace ContactSheet
