#include "gallery/galleryfiltermodel.h"
#include "gallery/gallerymodel.h"
#include "ui/gallery/galleryview.h"
#include "window/durations.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QScrollBar>

#include <memory>

using namespace ContactSheet;
using namespace ContactSheet::Bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int Starts = 9;
constexpr int Appended = 200;
constexpr int Frames = 1000;
constexpr int PixelsAFrame = 97;

/// A run of \a jobs pictures, from the one numbered \a first, all of them saved.
RunRecord runOf(int id, int first, int jobs)
{
    RunRecord run{.plan = {.id = RunId(id)}, .started = QDateTime::currentDateTimeUtc()};
    for (int i = first; i < first + jobs; ++i) {
        JobRecord record{.job = {.id = JobId(static_cast<quint64>(i)),
                                 .index = i,
                                 .prompt = u"a robot dog on its way to the lighthouse, stage %1"_s.arg(i)},
                         .state = JobState::Saved};
        record.timeline.beginAttempt(0ms);
        record.timeline.firstByte(900ms);
        record.timeline.lastByte(1000ms);
        record.timeline.releaseLane(1000ms);
        record.timeline.end(1010ms);
        record.picture =
            SavedPicture{.file = u"stage_%1.png"_s.arg(i), .bytes = 1700000, .size = {1024, 1024}};
        run.jobs.append(record);
    }
    return run;
}

QImage thumbnail()
{
    QImage image(180, 180, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.fillRect(image.rect(), QGradient(QGradient::MorpheusDen));
    return image;
}

/// As the window shows it: through the filter.
class Gallery final : public QObject
{
public:
    explicit Gallery(GalleryModel &model)
    {
        filter.setSourceModel(&model);
        view.setModel(&filter);
        view.viewport()->installEventFilter(this);
        view.resize(1280, 800);
        view.show();
        do
            finishFrame();
        while (!m_isPainted);
    }

    bool eventFilter(QObject * /*watched*/, QEvent *event) override
    {
        m_isPainted = m_isPainted || event->type() == QEvent::Paint;
        return false;
    }

    /// Handles whatever is due, and has the view painted once, as the screen shows it.
    void finishFrame()
    {
        m_isPainted = false;
        QCoreApplication::processEvents();
        if (!m_isPainted)
            view.viewport()->repaint();
    }

    GalleryFilterModel filter;
    GalleryView view;

private:
    bool m_isPainted = false;
};

template<typename Work>
std::chrono::nanoseconds timeOf(Work work)
{
    const Clock::time_point began = Clock::now();
    work();
    return Clock::now() - began;
}

void measure(int tiles)
{
    const std::string name = std::to_string(tiles) + " tiles: ";
    GalleryModel model;
    model.beginPress(u"/pictures"_s);
    const RunRecord run = runOf(1, 1, tiles);
    printMeasured(name + "filling the model", timeOf([&] { model.showRun(run); }));
    const QImage image = thumbnail();
    for (const JobRecord &record : run.jobs)
        model.setThumbnail(record.job.id, image);
    QCoreApplication::processEvents();

    Durations starts;
    for (int i = 0; i < Starts; ++i) {
        std::unique_ptr<Gallery> gallery;
        starts.add(timeOf([&] { gallery = std::make_unique<Gallery>(model); }));
    }
    printMeasured(name + "first frame, median", starts.percentile(0.5), 50ms);

    Gallery gallery(model);
    QScrollBar *bar = gallery.view.verticalScrollBar();
    Durations frames;
    for (int i = 0; i < Frames; ++i) {
        frames.add(timeOf([&] {
            bar->setValue((i * PixelsAFrame) % (bar->maximum() + 1));
            gallery.finishFrame();
        }));
    }
    printMeasured(name + "frame while scrolling, median", frames.percentile(0.5));
    printMeasured(name + "frame while scrolling, 99%", frames.percentile(0.99), 8ms);

    Durations appended;
    for (int i = 0; i < Appended; ++i) {
        bar->setValue(bar->maximum());
        const RunRecord one = runOf(2 + i, tiles + 1 + i, 1);
        appended.add(timeOf([&] {
            model.showRun(one);
            gallery.finishFrame();
        }));
    }
    printMeasured(name + "appending one and painting, median", appended.percentile(0.5), 5ms);
    printMeasured(name + "appending one and painting, 99%", appended.percentile(0.99));
}

} // namespace

/// The gallery with many tiles, in one process and without a service.
int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    {
        // The first window of a process also loads fonts and style, which is not the gallery's doing.
        GalleryModel model;
        const Gallery warm(model);
    }
    for (const int tiles : {10000, 100000})
        measure(tiles);
    return 0;
}
