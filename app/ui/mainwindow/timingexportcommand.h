#pragma once

#include "runs/runrecord.h"

#include <QList>
#include <QObject>
#include <QThreadPool>

class QWidget;

namespace ContactSheet {

class MessageBar;
class RunHistory;

/**
 * Writes the times of the runs on show to a file: asks for its name and kind, and says in place what came of
 * it. What is written is made and written away from the thread of the window; destroying this waits for it.
 */
class TimingExportCommand final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TimingExportCommand)

public:
    enum class Format {
        Csv,   ///< A table of the pictures.
        Trace, ///< For trace viewers.
    };
    Q_ENUM(Format)

    /// \a history and \a messages are not owned and must outlive this; \a window is where the dialog belongs.
    TimingExportCommand(RunHistory &history, MessageBar &messages, QWidget *window);
    ~TimingExportCommand() override;

public slots:
    /// Asks for a file, with a name after \a listName, and writes to it. Does nothing while no run is shown.
    void exportTiming(const QString &listName);

private:
    void write(const QString &path, Format format);

    RunHistory &m_history;
    MessageBar &m_messages;
    QWidget *m_window;
    QThreadPool m_pool; ///< One thread, so that two writes of one file keep their order.
};

} // namespace ContactSheet
