#include "library/picturedecoder.h"
#include "library/thumbnail.h"
#include "ui/mainwindow/actions.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/theme/theme.h"
#include "ui/widgets/icons.h"
#include "window/heartbeat.h"
#include "workspace/workspace.h"

#include <QApplication>
#include <QScopeGuard>
#include <QSettings>

#include <cstdio>
#include <memory>

using namespace ContactSheet;
using namespace ContactSheet::Bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<QSettings> choices(const QString &home, const QString &server, const QString &atOnce)
{
    auto store = std::make_unique<QSettings>(home % u"/settings.ini"_s, QSettings::IniFormat);
    store->setValue(u"run/service"_s, u"compatible"_s);
    store->setValue(u"run/model"_s, u"any"_s);
    store->setValue(u"run/size"_s, QString());
    store->setValue(u"run/mode"_s, u"parallel"_s);
    store->setValue(u"run/at_once"_s, atOnce);
    store->setValue(u"services/base_urls"_s, u"{\"compatible\":\"%1\"}"_s.arg(server));
    return store;
}

PromptList listOf(int count)
{
    PromptList list{.name = u"gaps"_s};
    for (int i = 1; i <= count; ++i)
        list.prompts.append(
            {.text = u"a robot dog on its way to the lighthouse, stage %1"_s.arg(i), .line = i});
    return list;
}

void print(const std::string &what, const Durations &durations, bool hasGoal)
{
    using Goal = std::optional<Milliseconds>;
    printMeasured(what + ", 50%", durations.percentile(0.5));
    printMeasured(what + ", 99%", durations.percentile(0.99));
    printMeasured(what + ", 99.9%", durations.percentile(0.999), hasGoal ? Goal(16ms) : Goal());
    printMeasured(what + ", longest", durations.percentile(1), hasGoal ? Goal(50ms) : Goal());
}

} // namespace

/// windowgaps HOME SERVER AT_ONCE PICTURES PROGRAM: the window while a run goes on, from Generate to its end.
/// Pictures are decoded by PROGRAM, as they are where it is the window.
int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() != 6) {
        std::fprintf(stderr, "windowgaps: HOME SERVER AT_ONCE PICTURES PROGRAM\n");
        return 2;
    }
    const QString &home = words.at(1);
    const int pictures = words.at(4).toInt();
    const auto decoder = std::make_shared<PictureDecoder>(words.at(5));
    setPictureDecoder(decoder);
    const auto forgetDecoder = qScopeGuard([] { setPictureDecoder({}); });
    QObject::connect(&application, &QCoreApplication::aboutToQuit, &application,
                     [decoder = decoder.get()] { decoder->stop(); });
    QApplication::setWindowIcon(applicationIcon());
    Settings settings(choices(home, words.at(2), words.at(3)));
    ThemeSwitcher theme(settings.theme());
    Workspace workspace(home % u"/list.json"_s, home % u"/library"_s);
    MainWindow window(workspace, settings, theme);

    Heartbeat heartbeat;
    PressEnd end;
    QObject::connect(
        &workspace.keeper(), &ListKeeper::loaded, &window,
        [&] {
            workspace.openList(listOf(pictures));
            // What the start leaves to be done is not what is measured here.
            QTimer::singleShot(2s, &window, [&] {
                heartbeat.start();
                window.actions()[ActionId::Generate]->trigger();
            });
        },
        Qt::QueuedConnection);
    QObject::connect(&workspace, &Workspace::pressEnded, &window, [&](const PressEnd &how) {
        end = how;
        QTimer::singleShot(500ms, &window, [&] {
            heartbeat.stop();
            QCoreApplication::quit();
        });
    });
    QTimer::singleShot(240s, &window, [] { QCoreApplication::exit(2); });
    workspace.keeper().load();
    window.show();
    const int status = QApplication::exec();
    if (status != 0 || end.counts.saved != pictures) {
        std::fprintf(stderr, "windowgaps: %d of %d pictures were saved\n", end.counts.saved, pictures);
        return 2;
    }
    const double seconds = std::chrono::duration<double>(end.took).count();
    std::fprintf(
        stderr, "windowgaps: %d pictures in %.1f s, %.1f a second; %zu beats, the longest gap after %.2f s\n",
        pictures, seconds, pictures / seconds, heartbeat.gaps().count(),
        std::chrono::duration<double>(heartbeat.longestAfter()).count());
    print("gap of the event loop", heartbeat.gaps(), true);
    print("of it computed by the thread", heartbeat.work(), false);
    return 0;
}
