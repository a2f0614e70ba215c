#include "library/index/librarytrash.h"

#include <QFileInfo>
#include <QStringList>

#include <iterator>

namespace ContactSheet {

QString nameInJournal(const LibraryPicture &picture)
{
    const QFileInfo file(picture.file);
    return file.path() == QFileInfo(picture.journal).path() ? file.fileName() : file.filePath();
}

LibraryTrash::Outcome LibraryTrash::move(const QList<LibraryPicture> &pictures)
{
    QStringList files;
    QHash<QString, LibraryPicture> asked;
    for (const LibraryPicture &picture : pictures) {
        if (!picture.file.isEmpty() && !asked.contains(picture.file)) {
            files.append(picture.file);
            asked.insert(picture.file, picture);
        }
    }
    const TrashResult result = moveToTrash(files);
    Outcome outcome{.failures = result.failures};
    QList<TrashedPicture> step;
    for (const TrashedFile &moved : result.moved) {
        outcome.pictures.append({asked.value(moved.file), moved});
        mark(outcome.pictures.constLast(), PictureMark::Kind::Trash);
        if (!moved.inTrash.isEmpty())
            step.append(outcome.pictures.constLast());
    }
    if (!step.isEmpty())
        m_steps.append(step);
    writeMarks();
    return outcome;
}

LibraryTrash::Outcome LibraryTrash::bringBack(const QList<TrashedPicture> &pictures)
{
    QList<TrashedFile> files;
    for (const TrashedPicture &picture : pictures)
        files.append(picture.file);
    const TrashResult result = restoreFromTrash(files);
    Outcome outcome{.failures = result.failures};
    QList<TrashedPicture> waiting;
    for (const TrashedPicture &picture : pictures) {
        if (result.waiting.contains(picture.file)) {
            waiting.append(picture);
            continue;
        }
        forget(picture.file.file);
        if (result.moved.contains(picture.file)) {
            outcome.pictures.append(picture);
            mark(picture, PictureMark::Kind::Restore);
        }
    }
    for (const TrashedPicture &picture : std::as_const(waiting))
        forget(picture.file.file);
    if (!waiting.isEmpty())
        m_steps.append(waiting);
    writeMarks();
    return outcome;
}

void LibraryTrash::writeMarks()
{
    for (auto marks = m_unwritten.begin(); marks != m_unwritten.end();) {
        // Where the folder is gone, so is what the mark was for.
        const bool isDone = !QFileInfo::exists(marks.key()) || appendMarks(marks.key(), marks.value());
        marks = isDone ? m_unwritten.erase(marks) : std::next(marks);
    }
}

void LibraryTrash::mark(const TrashedPicture &picture, PictureMark::Kind kind)
{
    m_unwritten[picture.picture.journal].append(
        {.kind = kind, .job = picture.picture.job, .file = nameInJournal(picture.picture)});
}

void LibraryTrash::forget(const QString &file)
{
    for (QList<TrashedPicture> &step : m_steps)
        step.removeIf([&file](const TrashedPicture &picture) { return picture.file.file == file; });
    m_steps.removeIf([](const QList<TrashedPicture> &step) { return step.isEmpty(); });
}

} // namespace ContactSheet
