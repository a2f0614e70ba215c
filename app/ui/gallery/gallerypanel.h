#pragma once

#include "core/ids.h"
#include "gallery/galleryfiltermodel.h"
#include "gallery/gallerytrash.h"
#include "library/picturecopies.h"
#include "ui/gallery/galleryclipboard.h"
#include "ui/widgets/messagebar.h"

#include <QList>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>

class QAction;
class QThreadPool;
class QUrl;

namespace ContactSheet {

class EmptyGallery;
class GalleryHeader;
class GalleryModel;
class GalleryView;
class SaveCopiesDialog;

/// What can be done in a gallery now.
struct GalleryAvailability
{
    bool hasPictures = false;               ///< Something is shown, so there is something to select.
    bool hasSelection = false;              ///< Its prompts can be copied.
    bool hasSelectedSaved = false;          ///< They can be copied, saved elsewhere and moved to the trash.
    bool hasSelectedFailed = false;         ///< They can be tried again without being charged twice.
    bool hasSelectedWaitingToRetry = false; ///< They need not wait.
    bool hasSelectedCharged = false;        ///< They can be ordered again, and may be charged a second time.
    bool hasSaved = false;                  ///< Any picture of the press can be saved elsewhere.
    bool hasFolder = false;                 ///< There is a folder to open.
    bool canUndoTrash = false;

    friend bool operator==(const GalleryAvailability &, const GalleryAvailability &) = default;
};

/**
 * The gallery of one press with all that is done with its pictures: filters and find, the size of the tiles,
 * copying, saving copies, the trash and its undo, the context menu; and in its place what went wrong.
 *
 * Commands work on the selected pictures that have a file and are not in the trash; where there is none they
 * do nothing. Files are read, decoded and moved in the pool.
 */
class GalleryPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GalleryPanel)

public:
    /// Opens a folder with the system's own program; false where there is none.
    using UrlOpener = std::function<bool(const QUrl &)>;

    /// \a pool is not owned; it and \a model must outlive the panel.
    GalleryPanel(GalleryModel &model, QThreadPool *pool, QWidget *parent = nullptr);
    ~GalleryPanel() override;

    [[nodiscard]] GalleryView *view() const { return m_view; }
    [[nodiscard]] GalleryFilterModel *filterModel() { return &m_filter; }
    [[nodiscard]] MessageBar *messageBar() const { return m_messages; }
    [[nodiscard]] GalleryAvailability availability() const { return m_availability; }
    /// The selected jobs, in the order of the list.
    [[nodiscard]] QList<JobId> selectedJobs() const;
    [[nodiscard]] CopyChoices copyChoices() const { return m_copyChoices; }
    [[nodiscard]] int tileSize() const;

    /// The name of the list, for the names of copies.
    void setPressName(const QString &name) { m_pressName = name; }
    /// Says \a sentence while there is no picture: what Generate will do.
    void setHint(const QString &sentence);
    void setCopyChoices(const CopyChoices &choices) { m_copyChoices = choices; }
    /// The context menu shows \a actions, which stay their owner's; nullptr stands for a line between two.
    void setContextActions(const QList<QAction *> &actions) { m_contextActions = actions; }
    void setUrlOpener(const UrlOpener &opener) { m_openUrl = opener; }

public slots:
    /// Asks where, then saves copies of the selected pictures.
    void saveSelected();
    /// The same for every picture of the press, shown or not.
    void saveAll();
    /// Puts the current picture and the names of all selected files on the clipboard.
    void copyPicture();
    void copyFiles();
    void copyPrompts();
    /// The selection goes on to the next picture.
    void moveSelectedToTrash();
    void undoTrash();
    /// Opens the folder of the first selected picture, else that of the press.
    void openFolder();
    void retrySelected();
    void selectAll();
    /// Selects \a jobs, as far as they are shown, and scrolls to the first; selectionChanged() does not come.
    void selectJobs(const QList<ContactSheet::JobId> &jobs);
    void showFilter(ContactSheet::GalleryFilterModel::Show show);
    /// Takes back filter and find.
    void showEverything();
    void focusFind();
    void setTileSize(int size);

signals:
    /// \a index is one of filterModel().
    void viewerRequested(const QModelIndex &index);
    void retryRequested(const QList<ContactSheet::JobId> &jobs);
    void selectionChanged(const QList<ContactSheet::JobId> &jobs);
    /// See GalleryTrash::marked().
    void picturesMarked(const QString &journal, const QList<ContactSheet::PictureMark> &marks);
    void tileSizeChanged(int size);
    void availabilityChanged();
    /// The person chose another form, folder or name: copyChoices() is to be kept.
    void copyChoicesChanged();

private:
    [[nodiscard]] QModelIndexList selectedRows() const;
    [[nodiscard]] QModelIndexList selectedSaved() const;
    [[nodiscard]] QStringList selectedFiles() const;
    [[nodiscard]] CopySource copySource(int row) const;
    void connectHeader();
    void connectView();
    void connectTrash();
    void select(const QList<JobId> &jobs);
    void selectAfter(const QModelIndexList &leaving);
    void save(const QList<CopySource> &pictures);
    void tellCopied(const CopyResult &result, int pictures, const QString &folder);
    void tellMoved(int count, const QList<Error> &failures);
    void open(const QString &folder);
    void showContextMenu(const QPoint &position);
    void takeSelection();
    void updateAvailability();
    void updateEmpty();

    GalleryModel &m_model;
    QThreadPool *m_pool;
    GalleryFilterModel m_filter;
    GalleryTrash m_trash;
    GalleryClipboard m_clipboard;
    GalleryHeader *m_header;
    MessageBar *m_messages;
    GalleryView *m_view;
    EmptyGallery *m_empty;
    QTimer m_changeTimer; ///< Gathers what changes while a run goes on.
    GalleryAvailability m_availability;
    QList<JobId> m_told; ///< The selection that was told last.
    bool m_isSelectingJobs = false;
    QPointer<SaveCopiesDialog> m_dialog;
    CopyChoices m_copyChoices;
    QString m_pressName;
    QString m_hint;
    QList<QAction *> m_contextActions;
    UrlOpener m_openUrl;
};

} // namespace ContactSheet
