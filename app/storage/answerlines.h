#pragma once

#include <QByteArray>
#include <QFile>
#include <QHash>
#include <QList>
#include <QSet>
#include <QString>

namespace ContactSheet {

/// The folder in which answers are kept, relative to that of their press.
[[nodiscard]] QString folderOfAnswers();

/// The place of the file with the small answers of a press that are kept, relative to the press's folder.
[[nodiscard]] QString answerLinesName();

/// A folder below which answers are kept, in folderOfAnswers().
struct AnswerPlace
{
    QString folder;
    /// It is made where it is not there, as the program's own; that of a press which is gone stays away.
    bool isMade = false;
};

/// Makes the folder of answers at \a place, where it is not there; false where that cannot be.
bool makeFolderOfAnswers(const AnswerPlace &place);

/// The largest file of such answers that is read: a hundred thousand with links take a third of it.
constexpr qint64 LargestAnswerLines = qint64(256) * 1024 * 1024;

/**
 * Keeps small answers, such as those with links, as lines of one file: a file for each costs a disk more than
 * all the rest that is done for a picture (measured on ext4, where a tenth of a run's wall clock went there).
 *
 * What was added outlives the program, but not a power cut. A line that was cut off is none. Any one thread.
 */
class AnswerLines final
{
    Q_DISABLE_COPY_MOVE(AnswerLines)

public:
    /// Writes at the first of \a places that takes it.
    explicit AnswerLines(const QList<AnswerPlace> &places);
    ~AnswerLines();

    /// Adds \a answer to \a order. False where no place takes the whole of it, or its file would become too
    /// large to be read: then nothing is left of it.
    bool add(const QString &order, const QByteArray &answer);

    /// Takes out the answers to \a orders; a file without any other is removed, one that cannot be read is
    /// not.
    void remove(const QSet<QString> &orders);

private:
    [[nodiscard]] bool addAt(const AnswerPlace &place, const QByteArray &line);

    QList<AnswerPlace> m_places;
    QFile m_file;
};

/// The answers in \a folder, by their orders. Lines that cannot be read are left out. For a pool.
[[nodiscard]] QHash<QString, QByteArray> readAnswerLines(const QString &folder);

} // namespace ContactSheet
