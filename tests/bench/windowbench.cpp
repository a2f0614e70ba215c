// What tests/bench/window.sh measures of the window. Prints one JSON object, or, for a start, nothing: how
// long that took is told by whoever started it.
#include "gallery/gallerymodel.h"
#include "services/accountsetup.h"
#include "ui/gallery/galleryview.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/singleinstance.h"
#include "ui/theme/theme.h"
#include "workspace/workspace.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMainWindow>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTimer>
#include <QWindow>

#include <cstdio>
#include <cstdlib>
#include <memory>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

double elapsed(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

/// Ends the process once the first frame of a window has been painted, without taking anything down: that
/// would count as well.
class FirstFrame final : public QObject
{
public:
    explicit FirstFrame(QWidget *window) { window->installEventFilter(this); }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) // The children are painted in the same turn.
            QTimer::singleShot(0, qApp, [] { std::_Exit(0); });
        return QObject::eventFilter(watched, event);
    }
};

/// The window of the program, made as the program makes it, in a home of its own.
struct Program
{
    QTemporaryDir home = {};
    SingleInstance instance = SingleInstance(home.path());
    Settings settings =
        Settings(std::make_unique<QSettings>(home.filePath(u"settings.ini"_s), QSettings::IniFormat));
    ThemeSwitcher theme = ThemeSwitcher(settings.theme());
    Workspace workspace = Workspace(home.filePath(u"list.json"_s), home.filePath(u"library"_s));
    MainWindow window = MainWindow(workspace, settings, theme);
};

int startEmpty()
{
    QMainWindow window;
    const FirstFrame frame(&window);
    window.resize(1440, 900);
    window.show();
    return QApplication::exec();
}

int start()
{
    Program program;
    [[maybe_unused]] const bool isSecond = program.instance.raiseOther();
    program.instance.listen();
    const FirstFrame frame(&program.window);
    program.workspace.keeper().load();
    program.window.show();
    return QApplication::exec();
}

double share(QList<double> sorted, double of)
{
    return sorted.isEmpty() ? 0
                            : sorted.at(std::min(sorted.size() - 1, qsizetype(double(sorted.size()) * of)));
}

QJsonObject percentiles(QList<double> milliseconds)
{
    std::sort(milliseconds.begin(), milliseconds.end());
    return {{u"count"_s, milliseconds.size()},
            {u"p50"_s, share(milliseconds, 0.5)},
            {u"p99"_s, share(milliseconds, 0.99)},
            {u"p999"_s, share(milliseconds, 0.999)},
            {u"max"_s, milliseconds.isEmpty() ? 0 : milliseconds.constLast()}};
}

void print(const QJsonObject &object)
{
    std::puts(QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
}

/// \a pictures from the load server at \a baseUrl, \a atOnce at a time, while a beat a millisecond tells how
/// long the event loop was away.
int gaps(const QString &baseUrl, int pictures, int atOnce)
{
    Program program;
    program.window.show();
    PromptList list{.name = u"load"_s};
    for (int i = 1; i <= pictures; ++i)
        list.prompts.append({.text = u"picture %1"_s.arg(i)});
    program.workspace.openList(list);

    RunChoices choices{.service = u"compatible"_s, .atOnce = atOnce};
    choices.options = {.model = u"load"_s, .size = QSize(1024, 1024)};
    const Result<ServiceAccount> account = accountFor(*findService(u"compatible"_s), baseUrl, {}, {});
    if (!account)
        return 2;

    QList<double> beats;
    QElapsedTimer sinceBeat;
    QTimer heart;
    heart.setTimerType(Qt::PreciseTimer);
    heart.setInterval(1ms);
    QObject::connect(&heart, &QTimer::timeout, qApp,
                     [&] { beats.append(elapsed(sinceBeat)), sinceBeat.start(); });
    QElapsedTimer run;
    QObject::connect(&program.workspace, &Workspace::pressStarted, qApp, [&] { run.start(); });
    QObject::connect(&program.workspace, &Workspace::pressEnded, qApp, [&](const PressEnd &end) {
        QJsonObject result = percentiles(beats);
        result.insert(u"saved"_s, end.counts.saved);
        result.insert(u"per_second"_s, end.counts.saved / (elapsed(run) / 1000));
        print(result);
        QCoreApplication::exit(end.counts.saved == pictures ? 0 : 2);
    });
    QTimer::singleShot(1s, qApp, [&] {
        sinceBeat.start();
        heart.start();
        program.workspace.generate(choices, account.value(), PracticeSpeed::Instant);
    });
    return QApplication::exec();
}

RunRecord runOf(int pictures)
{
    QStringList prompts;
    for (int i = 1; i <= pictures; ++i)
        prompts.append(u"robot dog number %1 in a meadow"_s.arg(i));
    RunRecord run{.plan = planRuns(prompts, 1, {}, PressMode::Parallel, 4, false).constFirst(),
                  .started = QDateTime::currentDateTimeUtc()};
    for (const Job &job : run.plan.jobs)
        run.jobs.append({.job = job});
    return run;
}

/// The gallery with \a pictures tiles: until its first frame, a tile more, and a frame while it scrolls.
int tiles(int pictures)
{
    const RunRecord run = runOf(pictures);
    GalleryModel model;
    model.beginPress(u"/nowhere"_s);
    GalleryView view;
    view.resize(1200, 800);
    view.setModel(&model);
    model.showRun(run);

    QElapsedTimer timer;
    timer.start();
    view.show();
    // Before it is exposed nothing is painted, whatever is asked for.
    while (!view.windowHandle()->isExposed())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    view.viewport()->repaint();
    QJsonObject result{{u"first_frame"_s, elapsed(timer)}};

    QList<double> appends;
    for (int i = 0; i < 50; ++i) {
        RunRecord more = runOf(1);
        more.plan.id = RunId(i + 2);
        more.jobs[0].job.id = JobId(quint64(pictures) + quint64(i) + 1);
        more.plan.jobs[0].id = more.jobs[0].job.id;
        timer.start();
        model.showRun(more);
        view.viewport()->repaint();
        appends.append(elapsed(timer));
    }
    result.insert(u"append"_s, percentiles(appends));

    QList<double> frames;
    for (int i = 0; i < 300; ++i) {
        timer.start();
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() + 97);
        view.viewport()->repaint();
        frames.append(elapsed(timer));
    }
    result.insert(u"scroll"_s, percentiles(frames));
    print(result);
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication::setApplicationName(u"Contact Sheet Benchmark"_s);
    const QApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments().sliced(1);
    const QString what = words.value(0);
    if (what == u"start-empty")
        return startEmpty();
    if (what == u"start")
        return start();
    if (what == u"gaps")
        return gaps(words.value(1), words.value(2).toInt(), words.value(3).toInt());
    if (what == u"tiles")
        return tiles(words.value(1).toInt());
    std::fputs("windowbench: start-empty, start, gaps URL PICTURES AT-ONCE, or tiles PICTURES\n", stderr);
    return 2;
}
