#include "ui/timing/underwaypainter.h"

#include "timing/timingmodel.h"
#include "ui/timing/timingcolours.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Waterfall)
};

/// Above the largest number, for the marks, and below the line of none.
constexpr int TopMargin = 6;
constexpr int BottomMargin = 3;
constexpr int MarkSize = 4;
constexpr int NarrowestPause = 2;

/// Marks nearer than this would hide each other: one stands for its neighbours.
constexpr int ClosestMarks = 2 * MarkSize;

/// Numbers as heights within the band.
class Heights
{
public:
    explicit Heights(const WaterfallScene &scene)
        : m_band(scene.layout.bandRect())
        , m_top(scene.underWay.largest)
    {}

    [[nodiscard]] int y(int count) const
    {
        const int room = m_band.height() - TopMargin - BottomMargin;
        return bottom() - int(std::lround(double(room) * count / m_top));
    }
    [[nodiscard]] int bottom() const { return m_band.bottom() - BottomMargin; }

private:
    QRect m_band;
    int m_top;
};

/// Goes through \a steps pixel by pixel: what happens within one costs one call of \a draw, however much it
/// is. \a draw gets the first and the last pixel, and the smallest and largest number there.
template<typename Draw>
void forEachColumn(const WaterfallScene &scene, const QList<CountStep> &steps, Draw draw)
{
    const int left = scene.layout.barsLeft();
    const int end = int(std::min(scene.x(scene.now), left + scene.scale.width()));
    auto step = std::upper_bound(steps.cbegin(), steps.cend(), scene.scale.begin(),
                                 [](Moment moment, const CountStep &s) { return moment < s.at; });
    int count = step == steps.cbegin() ? 0 : std::prev(step)->count;
    for (int x = left; x < end;) {
        int least = count;
        int most = count;
        for (; step != steps.cend() && scene.x(step->at) < x + 1; ++step) {
            count = step->count;
            least = std::min(least, count);
            most = std::max(most, count);
        }
        // Until the pixel of the next step the number stays.
        int next = x + 1;
        if (least == most)
            next = step == steps.cend() ? end : std::clamp(scene.pixel(step->at), next, end);
        draw(x, next, least, most);
        x = next;
    }
}

void drawLabels(QPainter &painter, const WaterfallScene &scene)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const QRect band = scene.layout.bandRect();
    const QString top = QString::number(scene.underWay.largest);
    const int numbers = metrics.horizontalAdvance(top);
    const int right = scene.layout.barsLeft() - 4;
    painter.setPen(quietText(scene.palette));
    painter.drawText(
        QRect(right - numbers, band.top() + TopMargin - metrics.height() / 2, numbers, metrics.height()),
        Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, top);
    const QRect name(WaterfallLayout::Margin, band.top(), right - numbers - 2 * WaterfallLayout::Margin,
                     band.height());
    painter.drawText(name, Qt::AlignVCenter | Qt::TextSingleLine,
                     metrics.elidedText(Texts::tr("Under way"), Qt::ElideRight, name.width()));
}

void drawPauseBands(QPainter &painter, const WaterfallScene &scene)
{
    const QRect band = scene.layout.bandRect();
    const QColor colour = partColour(BarPart::Backoff, scene.palette);
    for (const ServicePause &pause : scene.model.run().pauses) {
        const double from = scene.x(pause.begin);
        const double to = std::max(scene.x(pause.end.value_or(scene.now)), from + NarrowestPause);
        const QRectF rect =
            QRectF(from, band.top(), to - from, Heights(scene).bottom() - band.top()).intersected(band);
        if (rect.isEmpty())
            continue;
        painter.fillRect(rect, blended(scene.palette.color(QPalette::Base), colour, 0.18));
        painter.fillRect(rect,
                         QBrush(blended(scene.palette.color(QPalette::Base), colour, 0.6), Qt::BDiagPattern));
    }
}

void drawChanges(QPainter &painter, const WaterfallScene &scene)
{
    const QList<AtOnceChange> &changes = scene.model.run().atOnceChanges;
    const QRect band = scene.layout.bandRect();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(scene.palette.color(QPalette::Base), 1));
    int last = band.left() - ClosestMarks;
    for (qsizetype i = 1; i < changes.size(); ++i) {
        const QPoint place = changeMark(scene, i);
        if (place.x() < band.left() || place.x() > band.right() || place.x() - last < ClosestMarks)
            continue;
        last = place.x();
        // Its point says whether the number grew or shrank.
        const bool grew = changes.at(i).atOnce > changes.at(i - 1).atOnce;
        const int point = grew ? -MarkSize : MarkSize;
        const QPointF corners[] = {QPointF(place.x() - MarkSize - 0.5, place.y() - point * 0.75),
                                   QPointF(place.x() + MarkSize + 0.5, place.y() - point * 0.75),
                                   QPointF(place.x(), place.y() + point)};
        painter.setBrush(grew ? quietText(scene.palette) : partColour(BarPart::Backoff, scene.palette));
        painter.drawConvexPolygon(corners, 3);
    }
    painter.restore();
}

} // namespace

UnderWay underWayOf(const RunRecord &run)
{
    UnderWay underWay{.steps = underWaySteps(run), .allowed = allowedSteps(run)};
    underWay.largest = std::max({largestCount(underWay.steps), largestCount(underWay.allowed), 1});
    return underWay;
}

QPoint changeMark(const WaterfallScene &scene, qsizetype index)
{
    const AtOnceChange &change = scene.model.run().atOnceChanges.at(index);
    return {scene.pixel(change.at), Heights(scene).y(change.atOnce)};
}

void drawUnderWay(QPainter &painter, const WaterfallScene &scene)
{
    if (scene.layout.bandHeight() == 0)
        return;
    const QColor base = scene.palette.color(QPalette::Base);
    const QColor text = scene.palette.color(QPalette::Text);
    const QColor line = blended(base, text, 0.6);
    const QColor area = blended(base, text, 0.12);
    const QColor allowedLine = blended(base, text, 0.32);
    const QColor bottomLine = faintLine(scene.palette);
    const Heights heights(scene);

    drawLabels(painter, scene);
    drawPauseBands(painter, scene);
    forEachColumn(scene, scene.underWay.steps, [&](int from, int to, int least, int most) {
        painter.fillRect(from, heights.y(least), to - from, heights.bottom() - heights.y(least), area);
        painter.fillRect(from, heights.y(most), to - from, heights.y(least) - heights.y(most) + 1, line);
    });
    forEachColumn(scene, scene.underWay.allowed, [&](int from, int to, int least, int most) {
        painter.fillRect(from, heights.y(most) - 1, to - from, heights.y(least) - heights.y(most) + 1,
                         allowedLine);
    });
    painter.fillRect(scene.layout.barsLeft(), heights.bottom(), scene.layout.barsWidth(), 1, bottomLine);
    drawChanges(painter, scene);
}

} // namespace ContactSheet
