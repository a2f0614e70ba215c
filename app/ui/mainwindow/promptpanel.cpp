#include "ui/mainwindow/promptpanel.h"

#include "ui/prompteditor/prompteditor.h"
#include "ui/prompteditor/promptlistview.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/plainlabel.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QToolButton>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

QStringList localFiles(const QMimeData *data)
{
    QStringList paths;
    for (const QUrl &url : data->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

} // namespace

PromptPanel::PromptPanel(PromptEditing &editing, QWidget *parent)
    : QWidget(parent)
    , m_editing(editing)
    , m_editor(new PromptEditor(editing, this))
    , m_header(new QWidget(this))
    , m_name(new QLineEdit(m_header))
    , m_import(new QToolButton(m_header))
    , m_more(new QToolButton(m_header))
{
    setAcceptDrops(true);
    setFocusProxy(m_editor);
    makeHeader();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_editor);

    connect(&editing.model(), &PromptListModel::nameChanged, this, [this](const QString &name) {
        if (m_name->text() != name)
            m_name->setText(name);
        m_name->setCursorPosition(0);
    });
    connect(m_name, &QLineEdit::editingFinished, this, [this] {
        if (m_name->text() != m_editing.model().name())
            m_editing.rename(m_name->text());
    });
}

PromptPanel::~PromptPanel() = default;

PromptListView &PromptPanel::view() const
{
    return m_editor->view();
}

void PromptPanel::makeHeader()
{
    auto *title = plainLabel(tr("Prompts"), m_header);
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);

    m_name->setObjectName(u"listName"_s);
    m_name->setAccessibleName(tr("Name of the list"));
    m_name->setToolTip(tr("The name of the list; pictures are named after it"));
    m_name->setPlaceholderText(tr("Name of the list"));
    m_name->setFrame(false);
    m_name->setText(m_editing.model().name());
    QPalette quiet = m_name->palette();
    quiet.setColor(QPalette::Base, Qt::transparent);
    m_name->setPalette(quiet);

    auto *add = new QToolButton(m_header);
    add->setObjectName(u"addPrompt"_s);
    add->setIcon(icon(IconName::Add));
    add->setAccessibleName(tr("Add a prompt"));
    add->setToolTip(tr("Go to the row where the next prompt is typed"));
    connect(add, &QToolButton::clicked, this, &PromptPanel::goToNewRow);

    m_import->setObjectName(u"importButton"_s);
    m_more->setObjectName(u"morePrompts"_s);
    m_more->setIcon(icon(IconName::More));
    m_more->setAccessibleName(tr("More for the list"));
    m_more->setToolTip(tr("More for the list"));
    m_more->setPopupMode(QToolButton::InstantPopup);

    auto *layout = new QHBoxLayout(m_header);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->setSpacing(6);
    layout->addWidget(title);
    layout->addWidget(m_name, 1);
    for (QToolButton *button : {add, m_import, m_more}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
    }
}

void PromptPanel::setActions(QAction *import, const QList<QAction *> &more)
{
    m_import->setDefaultAction(import);
    m_import->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_import->setText(tr("Import…"));
    auto *menu = new QMenu(m_more);
    for (QAction *action : more) {
        if (action)
            menu->addAction(action);
        else
            menu->addSeparator();
    }
    m_more->setMenu(menu);
}

void PromptPanel::goToNewRow()
{
    view().setCurrentRow(m_editing.model().rowCount());
    view().setFocus(Qt::OtherFocusReason);
}

void PromptPanel::dragEnterEvent(QDragEnterEvent *event)
{
    if (!localFiles(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void PromptPanel::dropEvent(QDropEvent *event)
{
    emit filesDropped(localFiles(event->mimeData()));
    event->acceptProposedAction();
}

} // namespace ContactSheet
