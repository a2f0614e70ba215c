#include "ui/viewer/viewerbar.h"

#include "core/formatting.h"
#include "ui/timing/timingcolours.h"
#include "ui/widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int Margin = 6;

} // namespace

ViewerBar::ViewerBar(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins(Margin, Margin / 2, Margin, Margin / 2 + 1);
    m_layout->setSpacing(2);

    QToolButton *back =
        addButton(tr("Back to gallery"), tr("Back to gallery"), tr("Back to the gallery (Escape)"));
    m_layout->addSpacing(2 * Margin);
    m_previous = addButton(u"‹"_s, tr("Previous image"), tr("Previous image (Left)"));
    m_position = plainLabel({}, this);
    m_position->setAlignment(Qt::AlignCenter);
    m_layout->addWidget(m_position);
    m_next = addButton(u"›"_s, tr("Next image"), tr("Next image (Right)"));
    m_layout->addStretch(1);
    m_fit = addButton(tr("Fit"), tr("Fit"), tr("Show the whole image (F)"));
    m_actualSize = addButton(tr("100 %"), tr("Actual size"),
                             tr("Show each pixel of the image on one pixel of the screen (1)"));
    m_zoomOut = addButton(u"−"_s, tr("Zoom out"), tr("Zoom out (-)"));
    m_zoom = plainLabel({}, this);
    m_zoom->setAlignment(Qt::AlignCenter);
    m_zoom->setAccessibleName(tr("Zoom"));
    m_layout->addWidget(m_zoom);
    m_zoomIn = addButton(u"+"_s, tr("Zoom in"), tr("Zoom in (+)"));
    m_layout->addSpacing(2 * Margin);
    m_details = addButton(tr("Details"), tr("Details"), tr("Show or hide what is known of the image (I)"));
    m_details->setCheckable(true);
    m_fullScreen = addButton(tr("Full screen"), tr("Full screen"), tr("Begin or leave full screen (F11)"));
    m_fullScreen->setCheckable(true);

    connect(back, &QToolButton::clicked, this, &ViewerBar::backRequested);
    connect(m_previous, &QToolButton::clicked, this, &ViewerBar::previousRequested);
    connect(m_next, &QToolButton::clicked, this, &ViewerBar::nextRequested);
    connect(m_fit, &QToolButton::clicked, this, &ViewerBar::fitRequested);
    connect(m_actualSize, &QToolButton::clicked, this, &ViewerBar::actualSizeRequested);
    connect(m_zoomOut, &QToolButton::clicked, this, &ViewerBar::zoomOutRequested);
    connect(m_zoomIn, &QToolButton::clicked, this, &ViewerBar::zoomInRequested);
    connect(m_details, &QToolButton::clicked, this, &ViewerBar::detailsRequested);
    connect(m_fullScreen, &QToolButton::clicked, this, &ViewerBar::fullScreenRequested);
    setPosition(-1, 0);
    setZoom({});
}

ViewerBar::~ViewerBar() = default;

void ViewerBar::setPosition(int row, int count)
{
    const QLocale locale;
    const auto words = [&](int number) {
        return tr("%1 of %2", "the third of ten images: 3 of 10")
            .arg(locale.toString(number), locale.toString(count));
    };
    m_position->setText(row < 0 ? QString() : words(row + 1));
    // The buttons stay where they are under the pointer, whatever the number.
    m_position->setMinimumWidth(m_position->fontMetrics().horizontalAdvance(words(count)) + 2 * Margin);
    m_previous->setEnabled(row > 0);
    m_next->setEnabled(row >= 0 && row + 1 < count);
}

void ViewerBar::setZoom(std::optional<double> zoom)
{
    m_zoom->setText(zoom ? formatPercent(*zoom) : QString());
    m_zoom->setMinimumWidth(m_zoom->fontMetrics().horizontalAdvance(formatPercent(88.88)));
    for (QToolButton *button : {m_fit, m_actualSize, m_zoomOut, m_zoomIn})
        button->setEnabled(zoom.has_value());
}

void ViewerBar::setDetailsVisible(bool isVisible)
{
    m_details->setChecked(isVisible);
}

void ViewerBar::setFullScreen(bool isFullScreen)
{
    m_fullScreen->setChecked(isFullScreen);
}

void ViewerBar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(0, height() - 1, width(), 1, faintLine(palette()));
}

QToolButton *ViewerBar::addButton(const QString &text, const QString &name, const QString &toolTip)
{
    auto *button = new QToolButton(this);
    button->setText(text);
    button->setAccessibleName(name);
    button->setToolTip(plainToolTip(toolTip));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus); // A click leaves the keys to the picture.
    m_layout->addWidget(button);
    return button;
}

} // namespace ContactSheet
