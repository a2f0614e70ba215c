#include "ui/mainwindow/listcommands.h"

#include "core/filename.h"
#include "prompts/promptlistfile.h"
#include "ui/widgets/messagebar.h"
#include "workspace/workspace.h"

#include <QFileDialog>
#include <QLocale>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

QString documentsFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

/// A dialog that is closed by itself is gone; it stops nothing else while it is open.
void openDialog(QFileDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace

ListCommands::ListCommands(Workspace &workspace, MessageBar &messages, QWidget *window)
    : QObject(window)
    , m_workspace(workspace)
    , m_messages(messages)
    , m_window(window)
{
    PromptFiles &files = workspace.files();
    connect(&files, &PromptFiles::failed, this, [this](const Error &error) {
        m_messages.showMessage(error.message, {}, MessageBar::Kind::Problem);
    });
    connect(&files, &PromptFiles::listWritten, this, [this](const QString &path) {
        m_messages.showMessage(tr("The list was saved as “%1”.").arg(QDir::toNativeSeparators(path)));
    });
    connect(&files, &PromptFiles::listRead, this,
            [this](const PromptList &list, PromptFiles::Purpose purpose) {
                const QString count = QLocale().toString(list.prompts.size());
                if (purpose == PromptFiles::Purpose::Open) {
                    m_workspace.openList(list);
                    offerUndo(tr("“%1” is shown, with %2 prompts.").arg(list.file, count));
                } else {
                    m_workspace.importList(list);
                    offerUndo(list.prompts.size() == 1
                                  ? tr("1 prompt of “%1” was added.").arg(list.file)
                                  : tr("%1 prompts of “%2” were added.").arg(count, list.file));
                }
            });
}

ListCommands::~ListCommands() = default;

void ListCommands::offerUndo(const QString &sentence)
{
    m_messages.showMessage(sentence, {{tr("Undo"), [this] { m_workspace.editing().history().undo(); }}});
}

void ListCommands::chooseFile(const QString &title, std::function<void(const QString &)> take)
{
    auto *dialog = new QFileDialog(m_window, title, documentsFolder(),
                                   tr("Lists of prompts (*.txt *.csv *.jsonl);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, std::move(take));
    openDialog(dialog);
}

void ListCommands::newList()
{
    if (m_workspace.prompts().rowCount() == 0)
        return;
    m_workspace.openList({.name = tr("prompts")});
    offerUndo(tr("An empty list is shown."));
}

void ListCommands::openList()
{
    chooseFile(tr("Open List"),
               [this](const QString &path) { m_workspace.files().read(path, PromptFiles::Purpose::Open); });
}

void ListCommands::importList()
{
    chooseFile(tr("Import Prompts"), [this](const QString &path) { importFiles({path}); });
}

void ListCommands::importFiles(const QStringList &paths)
{
    for (const QString &path : paths)
        m_workspace.files().read(path, PromptFiles::Purpose::Import);
}

void ListCommands::saveList()
{
    const PromptList list = m_workspace.prompts().list();
    const QString extension = writePrompts(list.prompts).extension;
    const QString name = safeFileName(list.name) % u'.' % extension;
    auto *dialog = new QFileDialog(m_window, tr("Save List"), documentsFolder() % u'/' % name,
                                   extension == u"csv" ? tr("Prompts with copies and ticks (*.csv)")
                                                       : tr("Text, a prompt a line (*.txt)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(extension);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, list](const QString &path) { m_workspace.files().write(path, list); });
    openDialog(dialog);
}

void ListCommands::tickAll(bool isTicked)
{
    QList<int> rows(m_workspace.prompts().rowCount());
    std::iota(rows.begin(), rows.end(), 0);
    if (!rows.isEmpty())
        m_workspace.editing().setTicked(rows, isTicked);
}

} // namespace ContactSheet
