#include "library/index/libraryrows.h"

#include "storage/answerspool.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// Some disks count the time by two seconds.
constexpr qint64 CoarseTime = 2000;

PictureRow rowOf(const RunRecord &run, const JobRecord &record, const std::optional<SavedPicture> &picture,
                 const ReadPress &read)
{
    PictureRow row{.run = run.plan.id,
                   .job = record.job.id,
                   .index = record.job.index,
                   .prompt = record.job.prompt,
                   .model = run.plan.options.model,
                   .state = record.state};
    if (picture) {
        row.file = {.name = picture->file,
                    .bytes = picture->bytes,
                    .blake2b = picture->blake2b,
                    .isMarkedTrashed = read.trashedFiles.contains(picture->file),
                    .state = PictureFileState::Missing};
        row.size = picture->size;
        row.format = picture->format;
        const std::optional<Moment> end = record.timeline.endMoment();
        if (end && run.started.isValid())
            row.file.saved = run.started.toMSecsSinceEpoch()
                + std::chrono::duration_cast<std::chrono::milliseconds>(*end).count();
    } else if (record.error) {
        row.error = record.error->message;
    }
    return row;
}

/// Sees to it that what is known of a file is not found out again.
void lookAt(PictureRow &row, const QString &folder, const KnownFiles &known)
{
    KnownFile &file = row.file;
    if (file.name.isEmpty())
        return;
    const auto before = known.constFind(file.name);
    if (before != known.constEnd() && before->blake2b == file.blake2b && before->bytes == file.bytes) {
        file.state = before->state;
        file.seen = before->seen;
        file.inTrash = before->inTrash;
    }
    const FileLook look = lookAtFile(file, stampOf(pathOfFile(folder, file.name)));
    file.state = look.state;
    file.seen = look.seen;
    if (file.state != PictureFileState::Trashed)
        file.inTrash.clear(); // Brought back by another program.
}

PressRow readPress(const QString &library, const QString &folder, const QString &journal,
                   const QString &fallbackFolder, const KnownFiles &known)
{
    const QString place = library % u'/' % folder;
    const QString path = place % u'/' % journal;
    PressRow row{.folder = folder, .journal = journal, .stamp = stampOf(path).value_or(FileStamp())};
    row.started = row.stamp.time;
    const Result<ReadPress> read = readJournalFile(path, fallbackFolder);
    if (!read) {
        row.problem = read.error().message;
        return row;
    }
    if (read.value().started.isValid())
        row.started = read.value().started.toMSecsSinceEpoch();
    row.listName = read.value().listName;
    row.service = read.value().service;
    row.mayBeOpen = isPressUnended(read.value(), place, fallbackFolder);
    row.pictures = pictureRows(read.value());
    for (PictureRow &picture : row.pictures)
        lookAt(picture, place, known);
    return row;
}

} // namespace

QList<PictureRow> pictureRows(const ReadPress &read)
{
    QList<PictureRow> rows;
    QHash<RunId, RunId> origins;
    QHash<std::pair<int, int>, qsizetype> places; // Of each picture of a run that Generate asked for.
    for (const RunRecord &run : read.runs) {
        const RunId origin =
            run.plan.continues ? origins.value(*run.plan.continues, *run.plan.continues) : run.plan.id;
        origins.insert(run.plan.id, origin);
        for (const JobRecord &record : run.jobs) {
            const std::pair<int, int> place(int(origin), record.job.index);
            const PictureRow row = rowOf(run, record, record.picture, read);
            const auto before = places.constFind(place);
            if (before != places.constEnd() && rows.at(*before).file.name.isEmpty()) {
                rows[*before] = row;
            } else {
                places.insert(place, rows.size());
                rows.append(row);
            }
            for (const SavedPicture &extra : record.extraPictures)
                rows.append(rowOf(run, record, extra, read));
        }
    }
    return rows;
}

bool isPressOpen(const ReadPress &read)
{
    return std::any_of(read.runs.begin(), read.runs.end(), [](const RunRecord &run) {
        return !run.ended || std::any_of(run.jobs.begin(), run.jobs.end(), [](const JobRecord &record) {
            return !isEndState(record.state);
        });
    });
}

bool isPressUnended(const ReadPress &read, const QString &folder, const QString &fallbackFolder)
{
    if (isPressOpen(read))
        return true;
    const QStringList orders = read.closedOrders + read.unknownOrders.values() + read.unsavedOrders.values();
    const KeptAnswers kept(folder, fallbackFolder);
    return std::any_of(orders.begin(), orders.end(),
                       [&kept](const QString &order) { return kept.contains(order); });
}

PressFolderRows readPressFolder(const QString &library, const QString &folder, const QString &fallbackFolder,
                                const KnownFiles &known)
{
    const QString path = library % u'/' % folder;
    // The time before the names: what is added while they are read is then looked at again.
    PressFolderRows rows{.folder = folder, .time = timeOfFolder(path)};
    const QStringList journals = journalNames(path);
    for (const QString &journal : journals)
        rows.presses.append(readPress(library, folder, journal, fallbackFolder, known));
    return rows;
}

QString pathOfFile(const QString &folder, const QString &name)
{
    return QDir::cleanPath(QDir(folder).absoluteFilePath(name));
}

QStringList journalNames(const QString &folder)
{
    static const QRegularExpression Journal(u"^run(_[0-9]{1,9})?\\.jsonl$"_s);
    return QDir(folder)
        .entryList({u"run*.jsonl"_s}, QDir::Files | QDir::CaseSensitive, QDir::Name)
        .filter(Journal);
}

qint64 timeOfFolder(const QString &folder)
{
    const qint64 time = QFileInfo(folder).lastModified().toMSecsSinceEpoch();
    return time + CoarseTime < QDateTime::currentMSecsSinceEpoch() ? time : 0;
}

} // namespace ContactSheet
