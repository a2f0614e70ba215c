#pragma once

#include "core/error.h"
#include "prompts/prompt.h"

#include <QObject>
#include <QThreadPool>

namespace ContactSheet {

/**
 * Reads lists of prompts from files, and writes them, away from the thread that asks.
 *
 * Each call ends with one signal, in the order of the calls. Destroying it waits until what was to be written
 * is on the disk.
 */
class PromptFiles final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PromptFiles)

public:
    /// The largest file that is read: a hundred thousand prompts of the greatest length fit many times over.
    static constexpr qint64 LargestFile = 64LL * 1000 * 1000;

    /// What a list is for once it has been read.
    enum class Purpose {
        Open,   ///< To take the place of the list on screen.
        Import, ///< To stand below what is there.
    };
    Q_ENUM(Purpose)

    explicit PromptFiles(QObject *parent = nullptr);
    ~PromptFiles() override;

public slots:
    /// Reads \a path, in any of the forms of readPrompts().
    void read(const QString &path, ContactSheet::PromptFiles::Purpose purpose);
    /// Writes \a list to \a path, in place of what stood there. Where the list needs another form than the
    /// ending of \a path names, it goes to a new file with the right ending instead.
    void write(const QString &path, const ContactSheet::PromptList &list);

signals:
    void listRead(const ContactSheet::PromptList &list, ContactSheet::PromptFiles::Purpose purpose);
    void listWritten(const QString &path);
    /// The file could not be read or written; the message names it. Nothing has changed.
    void failed(const ContactSheet::Error &error);

private:
    QThreadPool m_pool; ///< One thread, so that two writes of one file keep their order.
};

} // namespace ContactSheet
