#include "ui/viewer/pictureviewer.h"

#include "gallery/gallerymodel.h"
#include "ui/viewer/picturecanvas.h"
#include "ui/viewer/picturedetails.h"
#include "ui/viewer/viewerbar.h"
#include "ui/widgets/plainlabel.h"

#include <QKeyEvent>
#include <QLabel>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace ContactSheet {

namespace {

/// The shape of a picture of which nothing is known.
constexpr QSize UsualSize(1024, 1024);

JobRecord recordAt(const QModelIndex &index)
{
    return index.data(GalleryModel::RecordRole).value<JobRecord>();
}

/// The size that the picture of \a record will turn out to have, whose \a preview is turned already.
QSize expectedSize(const JobRecord &record, const QImage &preview)
{
    const QSize size = record.picture ? record.picture->size : QSize();
    if (size.isEmpty())
        return preview.isNull() ? UsualSize : preview.size();
    const bool isTurned =
        !preview.isNull() && (size.width() > size.height()) != (preview.width() > preview.height());
    return isTurned && size.width() != size.height() ? size.transposed() : size;
}

CanvasWords wordsFor(const QModelIndex &index)
{
    const auto phase = index.data(GalleryModel::PhaseRole).value<TilePhase>();
    const QString error = index.data(GalleryModel::ErrorRole).toString();
    const bool isToCome = phase == TilePhase::Waiting || isBeingMade(phase);
    return {.phase = phase,
            .headline = tileWords(phase),
            .reason = isToCome ? PictureViewer::tr("The image appears here the moment it arrives.") : error,
            .shape = recordAt(index).job.options.size.value_or(UsualSize)};
}

} // namespace

PictureViewer::PictureViewer(QThreadPool *pool, QWidget *parent)
    : QWidget(parent)
    , m_loader(pool)
    , m_place(new QVBoxLayout(this))
    , m_content(new QWidget(this))
    , m_bar(new ViewerBar(m_content))
    , m_canvas(new PictureCanvas(m_content))
    , m_details(new PictureDetails(m_content))
    , m_away(plainLabel(tr("The image is shown on the whole screen."), this))
{
    auto *parts = new QHBoxLayout;
    parts->setSpacing(0);
    parts->addWidget(m_canvas, 1);
    parts->addWidget(m_details);
    auto *layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addLayout(parts, 1);
    m_place->setContentsMargins(0, 0, 0, 0);
    m_place->addWidget(m_content);
    m_place->addWidget(m_away);
    m_away->setAlignment(Qt::AlignCenter);
    m_away->hide();
    m_bar->setDetailsVisible(true);
    m_content->installEventFilter(this); // It takes the keys wherever it stands.

    connect(m_bar, &ViewerBar::backRequested, this, &PictureViewer::leave);
    connect(m_bar, &ViewerBar::previousRequested, this, &PictureViewer::showPrevious);
    connect(m_bar, &ViewerBar::nextRequested, this, &PictureViewer::showNext);
    connect(m_bar, &ViewerBar::fitRequested, this, &PictureViewer::fit);
    connect(m_bar, &ViewerBar::actualSizeRequested, this, &PictureViewer::showActualSize);
    connect(m_bar, &ViewerBar::zoomInRequested, this, &PictureViewer::zoomIn);
    connect(m_bar, &ViewerBar::zoomOutRequested, this, &PictureViewer::zoomOut);
    connect(m_bar, &ViewerBar::detailsRequested, this, &PictureViewer::setDetailsVisible);
    connect(m_bar, &ViewerBar::fullScreenRequested, this, &PictureViewer::toggleFullScreen);
    connect(m_canvas, &PictureCanvas::zoomChanged, this, [this] {
        m_bar->setZoom(m_canvas->hasPicture() ? std::optional(m_canvas->transform().zoom()) : std::nullopt);
    });
    connect(&m_loader, &PictureLoader::pictureRead, this, &PictureViewer::showCanvas);
    connect(&m_loader, &PictureLoader::pictureFailed, this, &PictureViewer::showCanvas);
}

PictureViewer::~PictureViewer() = default;

void PictureViewer::setModel(QAbstractItemModel *model)
{
    if (m_model)
        disconnect(m_model, nullptr, this, nullptr);
    showIndex({});
    m_model = model;
    if (!model)
        return;
    connect(model, &QAbstractItemModel::dataChanged, this, &PictureViewer::followData);
    connect(model, &QAbstractItemModel::rowsInserted, this, &PictureViewer::followRows);
    connect(model, &QAbstractItemModel::rowsMoved, this, &PictureViewer::followRows);
    connect(model, &QAbstractItemModel::layoutChanged, this, &PictureViewer::followRows);
    connect(model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first) { followRemoval(first); });
    connect(model, &QAbstractItemModel::modelReset, this, [this] { followRemoval(0); });
}

bool PictureViewer::areDetailsVisible() const
{
    return !m_details->isHidden();
}

void PictureViewer::showIndex(const QModelIndex &index)
{
    if (m_isShowing == index.isValid() && m_current == index)
        return;
    m_current = index;
    m_isShowing = index.isValid();
    showCurrent(true);
    emit currentIndexChanged(index);
}

void PictureViewer::showNext()
{
    showRow(m_current.row() + 1);
}

void PictureViewer::showPrevious()
{
    showRow(m_current.row() - 1);
}

void PictureViewer::showFirst()
{
    showRow(0);
}

void PictureViewer::showLast()
{
    showRow(rowCount() - 1);
}

void PictureViewer::showRow(int row)
{
    if (m_isShowing && row >= 0 && row < rowCount())
        showIndex(indexAt(row));
}

void PictureViewer::fit()
{
    m_canvas->fit();
}

void PictureViewer::showActualSize()
{
    m_canvas->showActualSize();
}

void PictureViewer::zoomIn()
{
    m_canvas->zoomIn();
}

void PictureViewer::zoomOut()
{
    m_canvas->zoomOut();
}

void PictureViewer::toggleDetails()
{
    setDetailsVisible(!areDetailsVisible());
}

void PictureViewer::setDetailsVisible(bool isVisible)
{
    m_bar->setDetailsVisible(isVisible);
    if (isVisible == areDetailsVisible())
        return;
    if (m_details->hasFocus())
        m_canvas->setFocus();
    m_details->setVisible(isVisible);
    emit detailsVisibleChanged(isVisible);
}

void PictureViewer::toggleFullScreen()
{
    if (m_takesWholeScreen || !isVisible()) {
        leaveFullScreen();
        return;
    }
    m_takesWholeScreen = true;
    m_bar->setFullScreen(true);
    const QRect wholeScreen = screen()->geometry();
    m_place->removeWidget(m_content);
    m_content->setParent(this, Qt::Window);
    m_content->setGeometry(wholeScreen); // On the screen on which the window stands.
    m_away->show();
    m_content->showFullScreen();
    m_canvas->setFocus();
    emit fullScreenChanged(true);
}

void PictureViewer::leaveFullScreen()
{
    m_bar->setFullScreen(false);
    if (!m_takesWholeScreen)
        return;
    m_takesWholeScreen = false;
    m_away->hide();
    m_content->setParent(this, Qt::Widget);
    m_content->setWindowState(Qt::WindowNoState);
    m_place->insertWidget(0, m_content);
    m_content->show();
    window()->activateWindow();
    m_canvas->setFocus();
    emit fullScreenChanged(false);
}

void PictureViewer::stepBack()
{
    if (m_takesWholeScreen)
        leaveFullScreen();
    else
        leave();
}

void PictureViewer::leave()
{
    leaveFullScreen();
    emit closed();
}

bool PictureViewer::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        // What is a key of the viewer is no shortcut of the window around it.
        if (commandFor(*static_cast<QKeyEvent *>(event))) {
            event->accept();
            return true;
        }
        break;
    case QEvent::KeyPress:
        if (const Command command = commandFor(*static_cast<QKeyEvent *>(event))) {
            (this->*command)();
            return true;
        }
        break;
    case QEvent::Close:
        // Let it close, or the program could not be quit; its place has it back right after.
        QMetaObject::invokeMethod(this, &PictureViewer::leaveFullScreen, Qt::QueuedConnection);
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void PictureViewer::focusInEvent(QFocusEvent * /*event*/)
{
    m_canvas->setFocus(); // As a focus proxy it would keep Tab from ever reaching the bar.
}

void PictureViewer::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (!event->spontaneous())
        leaveFullScreen();
}

PictureViewer::Command PictureViewer::commandFor(const QKeyEvent &key)
{
    const Qt::KeyboardModifiers held = key.modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier);
    if (held != Qt::NoModifier && held != Qt::ControlModifier)
        return nullptr;
    switch (key.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return &PictureViewer::zoomIn;
    case Qt::Key_Minus:
    case Qt::Key_Underscore:
        return &PictureViewer::zoomOut;
    case Qt::Key_0:
        return &PictureViewer::fit;
    default:
        break;
    }
    if (held != Qt::NoModifier)
        return nullptr;
    switch (key.key()) {
    case Qt::Key_Right:
    case Qt::Key_PageDown:
        return &PictureViewer::showNext;
    case Qt::Key_Left:
    case Qt::Key_PageUp:
        return &PictureViewer::showPrevious;
    case Qt::Key_Home:
        return &PictureViewer::showFirst;
    case Qt::Key_End:
        return &PictureViewer::showLast;
    case Qt::Key_F:
        return &PictureViewer::fit;
    case Qt::Key_1:
        return &PictureViewer::showActualSize;
    case Qt::Key_I:
        return &PictureViewer::toggleDetails;
    case Qt::Key_F11:
        return &PictureViewer::toggleFullScreen;
    case Qt::Key_Escape:
        return &PictureViewer::stepBack;
    default:
        return nullptr;
    }
}

int PictureViewer::rowCount() const
{
    return m_model ? m_model->rowCount() : 0;
}

QModelIndex PictureViewer::indexAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_model->index(row, 0) : QModelIndex();
}

void PictureViewer::followRemoval(int first)
{
    if (m_isShowing && !m_current.isValid()) {
        showIndex(indexAt(std::min(first, rowCount() - 1)));
        if (!m_isShowing)
            leave();
        return;
    }
    followRows();
}

void PictureViewer::followRows()
{
    if (m_isShowing)
        showCurrent(false);
}

void PictureViewer::followData(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                               const QList<int> &roles)
{
    if (!m_isShowing || bottomRight.row() < m_current.row() - 1 || topLeft.row() > m_current.row() + 1)
        return;
    const bool isOfThumbnail = roles == QList<int>{GalleryModel::ThumbnailRole};
    if (!isOfThumbnail)
        showCurrent(false);
    else if (m_canvas->content().picture.isNull())
        showCanvas();
}

void PictureViewer::readAhead()
{
    QStringList files;
    for (const int step : {0, 1, -1}) {
        if (!m_isShowing)
            break;
        const QString file = indexAt(m_current.row() + step).data(GalleryModel::FileRole).toString();
        if (!file.isEmpty())
            files.append(file);
    }
    m_loader.want(files);
}

void PictureViewer::showCurrent(bool isAnother)
{
    readAhead();
    m_bar->setPosition(m_current.row(), rowCount());
    m_content->setWindowTitle(m_current.data().toString());
    m_canvas->setAccessibleDescription(m_current.data(Qt::AccessibleTextRole).toString());
    m_details->showFacts(pictureFacts(m_current), !isAnother);
    showCanvas();
}

void PictureViewer::showCanvas()
{
    const QModelIndex index = m_current;
    CanvasContent content{.file = index.data(GalleryModel::FileRole).toString(),
                          .preview = index.data(GalleryModel::ThumbnailRole).value<QImage>()};
    if (!index.isValid()) {
        m_canvas->showWords({.headline = tr("No image is open.")});
    } else if (content.file.isEmpty()) {
        m_canvas->showWords(wordsFor(index));
    } else if (const std::optional<Error> error = m_loader.error(content.file)) {
        m_canvas->showWords({.phase = TilePhase::Failed,
                             .headline = error->message,
                             .reason = error->detail,
                             .shape = expectedSize(recordAt(index), content.preview)});
    } else {
        content.picture = m_loader.picture(content.file);
        content.size = content.picture.isNull() ? expectedSize(recordAt(index), content.preview)
                                                : content.picture.size();
        m_canvas->showContent(content);
    }
}

} // namespace ContactSheet
