#include "ui/widgets/keycap.h"

#include "ui/theme/colours.h"

#include <QPainter>

#include <algorithm>

namespace ContactSheet {

namespace {

constexpr int SideRoom = 7;
constexpr int EndRoom = 2;
constexpr double Radius = 4;

} // namespace

KeyCap::KeyCap(const QString &keys, QWidget *parent)
    : QWidget(parent)
    , m_keys(keys)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

KeyCap::~KeyCap() = default;

QSize KeyCap::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    const int height = metrics.height() + 2 * EndRoom + 1;
    return {std::max(metrics.horizontalAdvance(m_keys) + 2 * SideRoom, height), height};
}

void KeyCap::paintEvent(QPaintEvent *)
{
    const QColor base = palette().color(QPalette::Base);
    const QColor line =
        blended(palette().color(QPalette::Window), palette().color(QPalette::WindowText), 0.22);
    const QRectF cap = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);

    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(line);
    // The lower edge is seen twice, as that of a key.
    painter.setBrush(line);
    painter.drawRoundedRect(cap, Radius, Radius);
    painter.setBrush(base);
    painter.drawRoundedRect(cap.adjusted(0, 0, 0, -1), Radius, Radius);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(rect().adjusted(0, 0, 0, -1), Qt::AlignCenter | Qt::TextSingleLine, m_keys);
}

} // namespace ContactSheet
