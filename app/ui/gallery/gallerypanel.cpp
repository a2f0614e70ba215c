#include "ui/gallery/gallerypanel.h"

#include "services/capabilities.h"
#include "ui/gallery/emptygallery.h"
#include "ui/gallery/galleryheader.h"
#include "ui/gallery/galleryrows.h"
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

bool canBeTriedAgain(const QModelIndex &index)
{
    return tileButton(index) == TileButton::TryAgain;
}

bool waitsToBeTriedAgain(const QModelIndex &index)
{
    return index.data(GalleryModel::RetryAtRole).isValid();
}

bool mayBeCharged(const QModelIndex &index)
{
    return tileButton(index) == TileButton::OrderAgain;
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
    , m_hint(tr("Type prompts on the left, then press Generate: the pictures appear here."))
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
    connect(&m_trash, &GalleryTrash::marked, this, &GalleryPanel::picturesMarked);
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
                        count == 1
                            ? tr("1 picture is back in its folder.")
                            : tr("%1 pictures are back in their folder.").arg(QLocale().toString(count)));
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
    GalleryAvailability now{
        .hasPictures = m_filter.rowCount() > 0,
        .hasSelection = !selected.isEmpty(),
        .hasSelectedSaved = std::any_of(selected.begin(), selected.end(), isSaved),
        .hasSelectedFailed = std::any_of(selected.begin(), selected.end(), canBeTriedAgain),
        .hasSelectedWaitingToRetry = std::any_of(selected.begin(), selected.end(), waitsToBeTriedAgain),
        .hasSelectedCharged = std::any_of(selected.begin(), selected.end(), mayBeCharged),
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

void GalleryPanel::setHint(const QString &sentence)
{
    m_hint = sentence;
    updateEmpty();
}

void GalleryPanel::updateEmpty()
{
    m_empty->setVisible(m_filter.rowCount() == 0);
    if (m_model.rowCount() == 0)
        m_empty->say(m_hint);
    else if (m_filter.show() == GalleryFilterModel::Show::All && m_filter.wantedWords().isEmpty())
        m_empty->say(tr("Every picture of this run is in the trash."));
    else
        m_empty->say(tr("No picture fits."), tr("Show all"));
}

} // namespace ContactSheet
