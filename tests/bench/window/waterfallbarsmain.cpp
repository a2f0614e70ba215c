#include "timing/timingmodel.h"
#include "ui/timing/waterfallview.h"
#include "window/durations.h"

#include <QApplication>
#include <QScrollBar>

#include <array>

using namespace ContactSheet;
using namespace ContactSheet::Bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int Requests = 10'000;
constexpr int AtOnce = 8;
constexpr int Frames = 1000;
constexpr int FramesOneWay = 40; ///< Zoomed in, then out again.
constexpr int PixelsAFrame = 97;

/// A run of which every tenth request fails and is tried again at once, and whose number at once changes
/// every minute.
RunRecord longRun()
{
    RunRecord run{.plan = {.id = RunId(1), .atOnce = AtOnce}, .atOnceChanges = {{.atOnce = AtOnce}}};
    std::array<Moment, AtOnce> free = {};
    for (int i = 0; i < Requests; ++i) {
        const int lane = i % AtOnce;
        Moment &now = free.at(std::size_t(lane));
        JobRecord record{.job = {.id = JobId(quint64(i + 1)),
                                 .index = i + 1,
                                 .prompt = u"a robot dog on its way to the lighthouse, stage %1"_s.arg(i)},
                         .state = JobState::Saved};
        const Moment length = std::chrono::milliseconds(300 + i * 7919 % 400);
        if (i % 10 == 0) {
            record.timeline.beginAttempt(now, lane + 1);
            now += length / 4;
            record.timeline.beginBackoff(now);
        }
        record.timeline.beginAttempt(now, lane + 1);
        record.timeline.markConnecting(now);
        record.timeline.markSent(now + 20ms);
        record.timeline.firstByte(now + length);
        now += length + 50ms;
        record.timeline.lastByte(now);
        record.timeline.releaseLane(now);
        record.timeline.end(now + 10ms);
        run.ended = std::max(run.ended.value_or(now), now + 10ms);
        run.jobs.append(record);
    }
    for (Moment at = 60s; at < *run.ended; at += 60s) {
        run.atOnceChanges.append(
            {.at = at, .atOnce = AtOnce - int(at / 60s) % 3, .reason = AtOnceReason::RateLimit});
        run.pauses.append({.begin = at, .until = at + 2s, .end = at + 2s});
    }
    return run;
}

/// How long the frames of \a view take between each of which \a change is made.
template<typename Change>
Durations framesOf(WaterfallView &view, Change change)
{
    Durations frames;
    for (int i = 0; i < Frames; ++i) {
        const Clock::time_point began = Clock::now();
        change(i);
        view.viewport()->repaint();
        frames.add(Clock::now() - began);
    }
    return frames;
}

void print(const std::string &name, const Durations &frames)
{
    printMeasured(name + ", median", frames.percentile(0.5));
    printMeasured(name + ", 99%", frames.percentile(0.99), 8ms);
}

} // namespace

/// The waterfall of a long run, in one process and without a service.
int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    TimingModel model;
    model.setRun(longRun());
    WaterfallView view;
    view.setModel(&model);
    view.resize(1440, 320);
    view.show();
    QCoreApplication::processEvents();

    for (const bool isByPlace : {false, true}) {
        view.setByPlace(isByPlace);
        view.fit();
        const std::string name = isByPlace ? "10,000 requests by place: " : "10,000 requests: ";
        QScrollBar *bar = view.verticalScrollBar();
        print(name + "frame while scrolling",
              framesOf(view, [bar](int i) { bar->setValue((i * PixelsAFrame) % (bar->maximum() + 1)); }));
        print(name + "frame while zooming", framesOf(view, [&view](int i) {
                  if (i / FramesOneWay % 2 == 0)
                      view.zoomIn();
                  else
                      view.zoomOut();
              }));
    }
    return 0;
}
