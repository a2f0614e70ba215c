#include "ui/prompteditor/prompteditor.h"

#include "ui/prompteditor/pastequestion.h"
#include "ui/prompteditor/promptlistview.h"
#include "ui/widgets/plainlabel.h"

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ContactSheet {

PromptEditor::PromptEditor(PromptEditing &editing, QWidget *parent)
    : QWidget(parent)
    , m_view(new PromptListView(editing, this))
    , m_question(new PasteQuestion(this))
    , m_counts(plainLabel({}, this))
    , m_price(plainLabel({}, this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setFocusProxy(m_view);
    m_view->setObjectName(u"promptListView"_s);
    m_view->setAccessibleName(tr("Prompts"));
    m_counts->setObjectName(u"countsLabel"_s);
    m_price->setObjectName(u"priceLabel"_s);
    m_counts->setWordWrap(true);

    auto *line = new QFrame(this);
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);

    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(12, 8, 12, 8);
    foot->addWidget(m_counts, 1);
    foot->addWidget(m_price);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_question);
    layout->addWidget(line);
    layout->addLayout(foot);

    connect(m_view, &PromptListView::choiceOfRowsNeeded, m_question, &PasteQuestion::ask);
    connect(m_question, &PasteQuestion::answered, this, [this](const QStringList &texts) {
        m_view->paste(promptsOf(texts));
        m_view->setFocus(Qt::OtherFocusReason);
    });
    connect(&editing.model(), &PromptListModel::countsChanged, this, &PromptEditor::showCounts);
    showCounts(editing.model().counts());
    updateColors();
}

PromptEditor::~PromptEditor() = default;

void PromptEditor::setPrice(const QString &price)
{
    m_price->setText(price);
}

void PromptEditor::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateColors();
}

void PromptEditor::updateColors()
{
    for (QLabel *label : {m_counts, m_price}) {
        QPalette colors = palette();
        colors.setColor(QPalette::WindowText, PromptRowPainter(*this, 0, 1).quietColor());
        label->setPalette(colors);
    }
}

void PromptEditor::showCounts(const PromptCounts &counts)
{
    const QLocale locale;
    const QString prompts =
        counts.prompts == 1 ? tr("1 prompt") : tr("%1 prompts").arg(locale.toString(counts.prompts));
    const QString images =
        counts.pictures == 1 ? tr("1 image") : tr("%1 images").arg(locale.toString(counts.pictures));
    QString text = tr("%1 → %2").arg(prompts, images);
    if (counts.mistakes > 0) {
        text = counts.mistakes == 1 ? tr("%1, 1 to correct").arg(text)
                                    : tr("%1, %2 to correct").arg(text, locale.toString(counts.mistakes));
    }
    m_counts->setText(text);
}

} // namespace ContactSheet
