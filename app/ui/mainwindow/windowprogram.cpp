#include "ui/mainwindow/windowprogram.h"

#include "core/filewriting.h"
#include "library/picturedecoder.h"
#include "library/thumbnail.h"
#include "services/accountsetup.h"
#include "settings/keychain.h"
#include "storage/pressfolder.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/singleinstance.h"
#include "ui/theme/theme.h"
#include "ui/widgets/icons.h"
#include "workspace/workspace.h"

#include <QApplication>
#include <QScopeGuard>
#include <QStandardPaths>
#include <QTimer>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

constexpr auto IconDelay = 200ms;

} // namespace

bool hasDisplay()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    return qEnvironmentVariableIsSet("QT_QPA_PLATFORM") || !qEnvironmentVariableIsEmpty("DISPLAY")
        || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
#else
    return true;
#endif
}

int runWindow(int &argc, char *argv[])
{
    const QApplication application(argc, argv);
    const QString place = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    [[maybe_unused]] const bool isPrivate =
        ensurePrivateFolder(place); // Else what is written there says why.
    SingleInstance instance(place);
    if (instance.raiseOther())
        return 0;
    instance.listen();

    // Stopped before anything waits for the last pictures, forgotten once nobody decodes any more.
    const auto decoder = std::make_shared<PictureDecoder>(QCoreApplication::applicationFilePath());
    setPictureDecoder(decoder);
    const auto forgetDecoder = qScopeGuard([] { setPictureDecoder({}); });
    QObject::connect(&application, &QCoreApplication::aboutToQuit, &application,
                     [decoder = decoder.get()] { decoder->stop(); });

    Settings settings(Settings::personalStore());
    ThemeSwitcher theme(settings.theme());
    Workspace workspace(ListKeeper::personalPath(), libraryFolder());
    MainWindow window(workspace, settings, theme, std::make_unique<Keychain>());
    forgetEnvironmentKeys(); // The window has read them.
    QObject::connect(&instance, &SingleInstance::raiseRequested, &window, &MainWindow::raiseAndActivate);
    workspace.keeper().load();
    workspace.findLeftPresses();
    window.show();
    // Drawn in many sizes, which nobody waits for with an empty screen. The screen answers only after some
    // turns of the event loop, so a timer of nothing would still be before the first frame.
    QTimer::singleShot(IconDelay, &window, [] { QApplication::setWindowIcon(applicationIcon()); });
    return QApplication::exec();
}

} // namespace ContactSheet
