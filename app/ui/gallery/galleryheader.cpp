#include "ui/gallery/galleryheader.h"

#include "ui/gallery/galleryview.h"
#include "ui/timing/timingcolours.h"
#include "ui/widgets/plainlabel.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int Margin = 12;
constexpr int SizeStep = 16;

} // namespace

GalleryHeader::GalleryHeader(QWidget *parent)
    : QWidget(parent)
    , m_choice(new QWidget(this))
    , m_doing(new QWidget(this))
    , m_halves(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_title(plainLabel(tr("Gallery"), m_choice))
    , m_show(new QComboBox(m_choice))
    , m_find(new QLineEdit(m_choice))
    , m_sizeName(plainLabel(tr("size"), m_doing))
    , m_size(new QSlider(Qt::Horizontal, m_doing))
    , m_saveSelected(new QPushButton(tr("Save selected…"), m_doing))
    , m_saveAll(new QPushButton(tr("Save all…"), m_doing))
{
    using Show = GalleryFilterModel::Show;
    m_show->setObjectName(u"showBox"_s);
    m_show->setAccessibleName(tr("Pictures to show"));
    m_show->addItem(tr("This run"), QVariant::fromValue(Show::All));
    m_show->addItem(tr("Saved"), QVariant::fromValue(Show::Saved));
    m_show->addItem(tr("Not saved"), QVariant::fromValue(Show::NotSaved));
    m_show->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_find->setObjectName(u"findField"_s);
    m_find->setPlaceholderText(tr("Find in prompts"));
    m_find->setAccessibleName(tr("Find in prompts"));
    m_find->setClearButtonEnabled(true);
    m_find->installEventFilter(this);
    m_size->setObjectName(u"sizeSlider"_s);
    m_size->setRange(GalleryView::SmallestTile, GalleryView::LargestTile);
    m_size->setSingleStep(SizeStep);
    m_size->setPageStep(4 * SizeStep);
    m_size->setAccessibleName(tr("Size of the pictures"));
    m_size->setToolTip(tr("Size of the pictures; also Ctrl and the mouse wheel"));
    m_saveSelected->setObjectName(u"saveSelectedButton"_s);
    m_saveAll->setObjectName(u"saveAllButton"_s);

    auto *choice = new QHBoxLayout(m_choice);
    choice->setContentsMargins({});
    choice->addWidget(m_title);
    choice->addWidget(m_show);
    choice->addStretch(1);
    choice->addWidget(m_find, 4);
    auto *doing = new QHBoxLayout(m_doing);
    doing->setContentsMargins({});
    doing->addWidget(m_sizeName);
    doing->addWidget(m_size, 1);
    doing->addWidget(m_saveSelected);
    doing->addWidget(m_saveAll);
    m_halves->setContentsMargins(Margin, Margin / 2, Margin, Margin / 2);
    m_halves->addWidget(m_choice, 1);
    m_halves->addWidget(m_doing);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    connect(m_show, &QComboBox::activated, this,
            [this] { emit showChosen(m_show->currentData().value<Show>()); });
    connect(m_find, &QLineEdit::textChanged, this, &GalleryHeader::wordsChanged);
    connect(m_size, &QSlider::valueChanged, this, &GalleryHeader::tileSizeChosen);
    connect(m_saveSelected, &QPushButton::clicked, this, &GalleryHeader::saveSelectedRequested);
    connect(m_saveAll, &QPushButton::clicked, this, &GalleryHeader::saveAllRequested);
    setCanSave(false, false);
    applyLook();
}

GalleryHeader::~GalleryHeader() = default;

QSize GalleryHeader::minimumSizeHint() const
{
    const int widest = std::max(m_choice->minimumSizeHint().width(), m_doing->minimumSizeHint().width());
    return {widest + 2 * Margin, m_halves->minimumSize().height()};
}

void GalleryHeader::setShow(GalleryFilterModel::Show show)
{
    m_show->setCurrentIndex(m_show->findData(QVariant::fromValue(show)));
}

void GalleryHeader::setTileSize(int size)
{
    const QSignalBlocker blocker(m_size);
    m_size->setValue(size);
}

void GalleryHeader::setCanSave(bool selected, bool all)
{
    m_saveSelected->setEnabled(selected);
    m_saveAll->setEnabled(all);
}

void GalleryHeader::clearFind()
{
    const QSignalBlocker blocker(m_find);
    m_find->clear();
}

void GalleryHeader::focusFind()
{
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
}

void GalleryHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOutAgain();
}

void GalleryHeader::layOutAgain()
{
    const int oneLine = m_choice->minimumSizeHint().width() + m_doing->minimumSizeHint().width()
        + m_halves->spacing() + 2 * Margin;
    m_halves->setDirection(width() < oneLine ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void GalleryHeader::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(0, height() - 1, width(), 1, faintLine(palette()));
}

void GalleryHeader::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
}

bool GalleryHeader::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_find || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Escape:
        if (!m_find->text().isEmpty())
            m_find->clear();
        else
            emit findLeft();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        emit findLeft();
        return true;
    default:
        return false;
    }
}

void GalleryHeader::applyLook()
{
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, quietText(palette()));
    m_sizeName->setPalette(quiet);
    const int letter = fontMetrics().averageCharWidth();
    m_find->setMinimumWidth(16 * letter);
    m_find->setMaximumWidth(40 * letter);
    m_size->setFixedWidth(14 * letter);
    layOutAgain();
}

} // namespace ContactSheet
