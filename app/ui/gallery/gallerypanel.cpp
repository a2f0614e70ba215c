#include "ui/gallery/gallerypanel.h"

#include "gallery/gallerymodel.h"
#include "services/capabilities.h"
#include "ui/gallery/emptygallery.h"
#include "ui/gallery/galleryheader.h"
#include "ui/gallery/galleryview.h"
#include "ui/gallery/savecopiesdialog.h"
#include "ui/gallery/tiledelegate.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QMenu>
#include <QSet>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

constexpr auto ChangeDelay = 30ms;

JobId jobOf(const QModelIndex &index)
{
    return index.data(GalleryModel::JobRole).value<JobId>();
}

QString fileOf(const QModelIndex &index)
{
    return index.data(GalleryModel::FileRole).toString();
}

bool isSaved(const QModelIndex &index)
{
    return index.data(GalleryModel::StateRole).value<JobState>() == JobState::Saved
        && !index.data(GalleryModel::IsTrashedRole).toBool();
}

bool canBeTriedAgain(const QModelIndex &index)
{
    return tileOffersRetry(index.data(GalleryModel::PhaseRole).value<TilePhase>());
}

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

GalleryPanel::GalleryPanel(GalleryModel &model, QThreadPool *pool, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_pool(pool)
    , m_trash(&model, pool)
    , m_clipboard(pool)
    , m_header(new GalleryHeader(this))
    , m_messages(new MessageBar(this))
    , m_view(new GalleryView(this))
    , m_empty(new EmptyGallery(m_view->viewport()))
    , m_openUrl(&QDesktopServices::openUrl)
{
    m_filter.setSourceModel(&model);
    m_view->setModel(&m_filter);
    auto *middle = new QVBoxLayout(m_view->viewport());
    middle->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_messages);
    layout->addWidget(m_view, 1);

    m_changeTimer.setSingleShot(true);
    m_changeTimer.setInterval(ChangeDelay);
    connect(&m_changeTimer, &QTimer::timeout, this, &GalleryPanel::updateAvailability);
    connect(&model, &GalleryModel::dataChanged, this,
            [this](const QModelIndex &, const QModelIndex &, const QList<int> &roles) {
                if (roles.contains(GalleryModel::StateRole) && !m_changeTimer.isActive())
                    m_changeTimer.start();
            });
    connect(&m_clipboard, &GalleryClipboard::failed, this, [this](const Error &error) {
        m_messages->showMessage(error.message, {}, MessageBar::Kind::Problem);
    });
    connectHeader();
    connectView();
    connectTrash();
    updateAvailability();
}

GalleryPanel::~GalleryPanel() = default;

void GalleryPanel::connectHeader()
{
    connect(m_header, &GalleryHeader::showChosen, &m_filter, &GalleryFilterModel::setShow);
    connect(m_header, &GalleryHeader::wordsChanged, &m_filter, &GalleryFilterModel::setWantedWords);
    connect(m_header, &GalleryHeader::wordsChanged, this, &GalleryPanel::updateEmpty);
    connect(m_header, &GalleryHeader::tileSizeChosen, m_view, &GalleryView::setTileSize);
    connect(m_header, &GalleryHeader::saveSelectedRequested, this, &GalleryPanel::saveSelected);
    connect(m_header, &GalleryHeader::saveAllRequested, this, &GalleryPanel::saveAll);
    connect(m_header, &GalleryHeader::findLeft, m_view, [this] { m_view->setFocus(Qt::OtherFocusReason); });
    m_header->setTileSize(m_view->tileSize());
}

void GalleryPanel::connectView()
{
    connect(m_view, &GalleryView::tileSizeChanged, m_header, &GalleryHeader::setTileSize);
    connect(m_view, &GalleryView::tileSizeChanged, this, &GalleryPanel::tileSizeChanged);
    connect(m_view, &GalleryView::viewerRequested, this, &GalleryPanel::viewerRequested);
    connect(m_view, &GalleryView::retryRequested, this,
            [this](const QModelIndex &index) { emit retryRequested({jobOf(index)}); });
    connect(m_view, &GalleryView::contextMenuRequested, this, &GalleryPanel::showContextMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &GalleryPanel::takeSelection);
    // A selection that goes with its tiles is not told by itself.
    connect(&m_filter, &QAbstractItemModel::modelReset, this, &GalleryPanel::takeSelection);
    connect(&m_filter, &QAbstractItemModel::rowsInserted, this, &GalleryPanel::updateAvailability);
    connect(&m_filter, &QAbstractItemModel::rowsRemoved, this, &GalleryPanel::updateAvailability);
    connect(&m_model, &GalleryModel::rowsInserted, this, &GalleryPanel::updateAvailability);
    connect(m_empty, &EmptyGallery::buttonClicked, this, &GalleryPanel::showEverything);
}

void GalleryPanel::connectTrash()
{
    connect(&m_trash, &GalleryTrash::canUndoChanged, this, &GalleryPanel::updateAvailability);
    connect(&m_trash, &GalleryTrash::moved, this,
            [this](const QList<JobId> &jobs, const QList<Error> &failures) {
                tellMoved(int(jobs.size()), failures);
            });
    connect(&m_trash, &GalleryTrash::restored, this,
            [this](int count, const QList<JobId> &jobs, const QList<Error> &failures) {
                select(jobs);
                if (!failures.isEmpty())
                    m_messages->showMessage(failures.constFirst().message, {}, MessageBar::Kind::Problem);
                else if (jobs.isEmpty()) // Of a press that is no longer shown: nobody sees them come back.
                    m_messages->showMessage(
                        count == 1 ? tr("1 picture is back in its folder.")
                                   : tr("%1 pictures are back in their folder.").arg(shownNumber(count)));
                else
                    m_messages->closeMessage();
            });
}

QModelIndexList GalleryPanel::selectedRows() const
{
    QModelIndexList rows = m_view->selectionModel()->selectedIndexes();
    std::sort(rows.begin(), rows.end());
    return rows;
}

QModelIndexList GalleryPanel::selectedSaved() const
{
    QModelIndexList rows = selectedRows();
    rows.removeIf([](const QModelIndex &index) { return !isSaved(index); });
    return rows;
}

QStringList GalleryPanel::selectedFiles() const
{
    QStringList files;
    for (const QModelIndex &index : selectedSaved())
        files.append(fileOf(index));
    return files;
}

QList<JobId> GalleryPanel::selectedJobs() const
{
    QList<JobId> jobs;
    for (const QModelIndex &index : selectedRows())
        jobs.append(jobOf(index));
    return jobs;
}

int GalleryPanel::tileSize() const
{
    return m_view->tileSize();
}

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

void GalleryPanel::retrySelected()
{
    QList<JobId> jobs;
    for (const QModelIndex &index : selectedRows()) {
        if (canBeTriedAgain(index))
            jobs.append(jobOf(index));
    }
    if (!jobs.isEmpty())
        emit retryRequested(jobs);
}

void GalleryPanel::selectAll()
{
    m_view->selectAll();
}

void GalleryPanel::selectJobs(const QList<JobId> &jobs)
{
    const QSet<JobId> wanted(jobs.begin(), jobs.end());
    if (wanted == QSet<JobId>(m_told.begin(), m_told.end()))
        return;
    m_isSelectingJobs = true;
    select(jobs);
    m_isSelectingJobs = false;
}

void GalleryPanel::select(const QList<JobId> &jobs)
{
    QItemSelection selection;
    QModelIndex first;
    for (const JobId job : jobs) {
        const int row = m_model.rowOf(job);
        const QModelIndex index = row < 0 ? QModelIndex() : m_filter.mapFromSource(m_model.index(row));
        if (!index.isValid())
            continue;
        selection.append(QItemSelectionRange(index));
        if (!first.isValid() || index < first)
            first = index;
    }
    if (first.isValid())
        m_view->selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    m_view->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    m_view->scrollTo(first);
}

void GalleryPanel::showFilter(GalleryFilterModel::Show show)
{
    m_header->setShow(show);
    m_filter.setShow(show);
    updateEmpty();
}

void GalleryPanel::showEverything()
{
    m_header->clearFind();
    m_filter.setWantedWords({});
    showFilter(GalleryFilterModel::Show::All);
    m_view->setFocus(Qt::OtherFocusReason);
}

void GalleryPanel::focusFind()
{
    m_header->focusFind();
}

void GalleryPanel::setTileSize(int size)
{
    m_view->setTileSize(size);
}

void GalleryPanel::showContextMenu(const QPoint &position)
{
    if (m_contextActions.isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(u"galleryMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction *action : std::as_const(m_contextActions)) {
        if (action)
            menu->addAction(action);
        else
            menu->addSeparator();
    }
    menu->popup(position);
}

void GalleryPanel::takeSelection()
{
    updateAvailability();
    const QList<JobId> jobs = selectedJobs();
    if (jobs == m_told)
        return;
    m_told = jobs;
    if (!m_isSelectingJobs)
        emit selectionChanged(jobs);
}

void GalleryPanel::updateAvailability()
{
    const QModelIndexList selected = m_view->selectionModel()->selectedIndexes();
    GalleryAvailability now{.hasPictures = m_filter.rowCount() > 0,
                            .hasSelection = !selected.isEmpty(),
                            .hasSelectedSaved = std::any_of(selected.begin(), selected.end(), isSaved),
                            .hasSelectedFailed =
                                std::any_of(selected.begin(), selected.end(), canBeTriedAgain),
                            .hasFolder = !m_model.folder().isEmpty(),
                            .canUndoTrash = m_trash.canUndo()};
    for (int row = 0; row < m_model.rowCount() && !now.hasSaved; ++row)
        now.hasSaved = isSaved(m_model.index(row));
    updateEmpty();
    if (now == m_availability)
        return;
    m_availability = now;
    m_header->setCanSave(now.hasSelectedSaved, now.hasSaved);
    emit availabilityChanged();
}

void GalleryPanel::updateEmpty()
{
    m_empty->setVisible(m_filter.rowCount() == 0);
    if (m_model.rowCount() == 0)
        m_empty->say(tr("Type prompts on the left, then press Generate: the pictures appear here."));
    else if (m_filter.show() == GalleryFilterModel::Show::All && m_filter.wantedWords().isEmpty())
        m_empty->say(tr("Every picture of this press is in the trash."));
    else
        m_empty->say(tr("No picture fits."), tr("Show all"));
}

} // namespace ContactSheet
