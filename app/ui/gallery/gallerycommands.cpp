// What the gallery does with pictures: copies, saves, moves to the trash, and says what came of it.
#include "services/capabilities.h"
#include "ui/gallery/gallerypanel.h"
#include "ui/gallery/galleryrows.h"
#include "ui/gallery/galleryview.h"
#include "ui/gallery/savecopiesdialog.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

QString shownNumber(qsizetype number)
{
    return QLocale().toString(number);
}

/// The name of \a folder alone: its whole path would push all else out of a line.
QString shownFolder(const QString &folder)
{
    const QString name = QDir(folder).dirName();
    return name.isEmpty() ? QDir::toNativeSeparators(folder) : name;
}

} // namespace

CopySource GalleryPanel::copySource(int row) const
{
    const Tile &tile = m_model.tile(row);
    const Job &job = tile.record.job;
    return {.file = tile.file,
            .values = {.list = m_pressName,
                       .index = job.index,
                       .prompt = job.prompt,
                       .started = m_model.started().toLocalTime(),
                       .model = job.options.model,
                       .size = job.options.size ? sizeText(*job.options.size) : QString(),
                       .seed = job.seed}};
}

void GalleryPanel::saveSelected()
{
    QList<CopySource> pictures;
    for (const QModelIndex &index : selectedSaved())
        pictures.append(copySource(m_filter.mapToSource(index).row()));
    save(pictures);
}

void GalleryPanel::saveAll()
{
    QList<CopySource> pictures;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (isSaved(m_model.index(row)))
            pictures.append(copySource(row));
    }
    save(pictures);
}

void GalleryPanel::save(const QList<CopySource> &pictures)
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    if (pictures.isEmpty())
        return;
    m_dialog = new SaveCopiesDialog(pictures, m_copyChoices, m_pool, this);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &SaveCopiesDialog::copied, this,
            [this, dialog = m_dialog.data()](const CopyResult &result) {
                if (m_copyChoices != dialog->choices()) {
                    m_copyChoices = dialog->choices();
                    emit copyChoicesChanged();
                }
                tellCopied(result, dialog->pictureCount(), m_copyChoices.folder);
            });
    m_dialog->open();
}

void GalleryPanel::tellCopied(const CopyResult &result, int pictures, const QString &folder)
{
    const qsizetype written = result.written.size();
    QString sentence;
    if (written == pictures && written == 1)
        sentence = tr("1 picture was saved into “%1”.").arg(shownFolder(folder));
    else if (written == pictures)
        sentence = tr("%1 pictures were saved into “%2”.").arg(shownNumber(written), shownFolder(folder));
    else
        sentence = tr("%1 of %2 pictures were saved into “%3”.")
                       .arg(shownNumber(written), shownNumber(pictures), shownFolder(folder));
    if (result.skipped == 1)
        sentence += u' ' + tr("1 file was there already and stayed as it was.");
    else if (result.skipped > 1)
        sentence += u' '
            + tr("%1 files were there already and stayed as they were.").arg(shownNumber(result.skipped));
    if (!result.failures.isEmpty())
        sentence += u' ' + result.failures.constFirst().message;
    if (result.failures.size() > 1)
        sentence += u' ' + tr("%1 did not work in all.").arg(shownNumber(result.failures.size()));
    m_messages->showMessage(sentence, {{tr("Open folder"), [this, folder] { open(folder); }}},
                            result.failures.isEmpty() ? MessageBar::Kind::Information
                                                      : MessageBar::Kind::Problem);
}

void GalleryPanel::copyPicture()
{
    const QStringList files = selectedFiles();
    if (files.isEmpty())
        return;
    const QString current = fileOf(m_view->currentIndex());
    m_clipboard.copyPicture(files.contains(current) ? current : files.constFirst(), files);
}

void GalleryPanel::copyFiles()
{
    if (const QStringList files = selectedFiles(); !files.isEmpty())
        m_clipboard.copyFiles(files);
}

void GalleryPanel::copyPrompts()
{
    QStringList prompts;
    for (const QModelIndex &index : selectedRows())
        prompts.append(index.data(GalleryModel::PromptRole).toString());
    if (!prompts.isEmpty())
        m_clipboard.copyPrompts(prompts);
}

void GalleryPanel::moveSelectedToTrash()
{
    const QModelIndexList leaving = selectedSaved();
    if (leaving.isEmpty())
        return;
    QList<JobId> jobs;
    for (const QModelIndex &index : leaving)
        jobs.append(jobOf(index));
    selectAfter(leaving);
    m_trash.moveToTrash(jobs);
}

void GalleryPanel::selectAfter(const QModelIndexList &leaving)
{
    QSet<int> rows;
    for (const QModelIndex &index : leaving)
        rows.insert(index.row());
    const int current = m_view->currentIndex().row();
    const int from = rows.contains(current) ? current : leaving.constFirst().row();
    int next = from;
    while (rows.contains(next))
        ++next;
    if (next >= m_filter.rowCount()) {
        next = from;
        while (rows.contains(next))
            --next;
    }
    if (next < 0) {
        m_view->clearSelection();
        return;
    }
    m_view->selectionModel()->setCurrentIndex(m_filter.index(next, 0), QItemSelectionModel::ClearAndSelect);
}

void GalleryPanel::tellMoved(int count, const QList<Error> &failures)
{
    QString sentence;
    if (count == 1)
        sentence = tr("1 picture was moved to the trash.");
    else if (count > 1)
        sentence = tr("%1 pictures were moved to the trash.").arg(shownNumber(count));
    if (!failures.isEmpty())
        sentence += (sentence.isEmpty() ? u""_s : u" "_s) + failures.constFirst().message;
    if (failures.size() > 1)
        sentence += u' ' + tr("%1 did not work in all.").arg(shownNumber(failures.size()));
    QList<MessageBar::Action> actions;
    if (count > 0 && m_trash.canUndo())
        actions.append({tr("Undo"), [this] { undoTrash(); }});
    m_messages->showMessage(sentence, actions,
                            failures.isEmpty() ? MessageBar::Kind::Information : MessageBar::Kind::Problem);
}

void GalleryPanel::undoTrash()
{
    m_trash.undo();
}

void GalleryPanel::openFolder()
{
    const QStringList files = selectedFiles();
    const QString folder = files.isEmpty() ? m_model.folder() : QFileInfo(files.constFirst()).absolutePath();
    if (!folder.isEmpty())
        open(folder);
}

void GalleryPanel::open(const QString &folder)
{
    if (m_openUrl(QUrl::fromLocalFile(folder)))
        return;
    m_messages->showMessage(tr("The folder could not be opened. Open “%1” in your file manager.")
                                .arg(QDir::toNativeSeparators(folder)),
                            {}, MessageBar::Kind::Problem);
}

} // namespace ContactSheet
