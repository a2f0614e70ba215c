#include "gallery/gallerytrash.h"

#include "core/runinpool.h"
#include "gallery/gallerymodel.h"

#include <QHash>

#include <algorithm>

namespace ContactSheet {

namespace {

QSet<QString> namesOf(const QList<TrashedFile> &files)
{
    QSet<QString> names;
    for (const TrashedFile &file : files)
        names.insert(file.file);
    return names;
}

} // namespace

GalleryTrash::GalleryTrash(GalleryModel *model, QThreadPool *pool, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_pool(pool)
{
    connect(model, &GalleryModel::modelReset, this, [this] { ++m_press; });
}

GalleryTrash::~GalleryTrash() = default;

void GalleryTrash::moveToTrash(const QList<JobId> &jobs)
{
    Step step{.number = ++m_asked, .press = m_press, .journal = m_model->journal()};
    QList<JobId> taken;
    QStringList files;
    for (const JobId job : jobs) {
        const int row = m_model->rowOf(job);
        if (row < 0 || m_model->tile(row).file.isEmpty() || m_model->tile(row).isTrashed)
            continue;
        const Tile &tile = m_model->tile(row);
        files.append(tile.file);
        taken.append(job);
        step.pictures.append({.job = job, .name = tile.record.picture->file, .file = {.file = tile.file}});
    }
    if (files.isEmpty())
        return;
    m_model->setTrashed(taken, true);
    runInPool(
        m_pool, this, [files] { return ContactSheet::moveToTrash(files); },
        [this, step](const TrashResult &result) { take(step, result); });
}

void GalleryTrash::take(const Step &asked, const TrashResult &result)
{
    QHash<QString, TrashedFile> trashed;
    for (const TrashedFile &file : result.moved)
        trashed.insert(file.file, file);
    Step step{.number = asked.number, .press = asked.press, .journal = asked.journal};
    QList<JobId> jobs;
    QList<JobId> left;
    for (const Picture &picture : asked.pictures) {
        const auto found = trashed.constFind(picture.file.file);
        if (found == trashed.constEnd()) {
            left.append(picture.job);
            continue;
        }
        jobs.append(picture.job);
        if (!found->inTrash.isEmpty())
            step.pictures.append({.job = picture.job, .name = picture.name, .file = *found});
    }
    if (asked.press == m_press)
        m_model->setTrashed(left, false);
    keep(step);
    tellMarks(asked, PictureMark::Kind::Trash, namesOf(result.moved));
    emit moved(jobs, result.failures);
}

void GalleryTrash::keep(const Step &step)
{
    if (step.pictures.isEmpty())
        return;
    const auto later = std::find_if(m_steps.begin(), m_steps.end(),
                                    [&step](const Step &other) { return other.number > step.number; });
    m_steps.insert(later, step);
    emit canUndoChanged(true);
}

void GalleryTrash::undo()
{
    if (m_steps.isEmpty())
        return;
    const Step step = m_steps.takeLast();
    QList<TrashedFile> files;
    for (const Picture &picture : step.pictures)
        files.append(picture.file);
    runInPool(
        m_pool, this, [files] { return restoreFromTrash(files); },
        [this, step](const TrashResult &result) { takeBack(step, result); });
    emit canUndoChanged(canUndo());
}

void GalleryTrash::takeBack(const Step &step, const TrashResult &result)
{
    const QSet<QString> waiting = namesOf(result.waiting);
    const QSet<QString> back = namesOf(result.moved);
    Step rest{.number = step.number, .press = step.press, .journal = step.journal};
    QList<JobId> jobs;
    for (const Picture &picture : step.pictures) {
        if (waiting.contains(picture.file.file))
            rest.pictures.append(picture);
        else if (back.contains(picture.file.file) && step.press == m_press)
            jobs.append(picture.job);
    }
    m_model->setTrashed(jobs, false);
    keep(rest);
    tellMarks(step, PictureMark::Kind::Restore, back);
    emit restored(int(result.moved.size()), jobs, result.failures);
}

void GalleryTrash::tellMarks(const Step &step, PictureMark::Kind kind, const QSet<QString> &files)
{
    QList<PictureMark> marks;
    for (const Picture &picture : step.pictures) {
        if (files.contains(picture.file.file))
            marks.append({.kind = kind, .job = picture.job, .file = picture.name});
    }
    if (!marks.isEmpty() && !step.journal.isEmpty())
        emit marked(step.journal, marks);
}

} // namespace ContactSheet
