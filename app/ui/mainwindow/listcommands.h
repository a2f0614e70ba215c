#pragma once

#include <QObject>
#include <QStringList>

class QWidget;

namespace ContactSheet {

class MessageBar;
class Workspace;

/// What the commands of the list do: they ask for files, and say in place what came of it.
class ListCommands final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListCommands)

public:
    /// \a workspace and \a messages are not owned and must outlive this; \a window is where dialogs belong.
    ListCommands(Workspace &workspace, MessageBar &messages, QWidget *window);
    ~ListCommands() override;

public slots:
    void newList();
    void openList();
    void importList();
    void importFiles(const QStringList &paths);
    void saveList();
    void tickAll(bool isTicked);

private:
    void chooseFile(const QString &title, std::function<void(const QString &)> take);
    void offerUndo(const QString &sentence);

    Workspace &m_workspace;
    MessageBar &m_messages;
    QWidget *m_window;
};

} // namespace ContactSheet
