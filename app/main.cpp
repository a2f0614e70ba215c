#include "commandline/commandline.h"
#include "ui/mainwindow/windowprogram.h"

#include <QCoreApplication>

#if defined(Q_OS_UNIX) && defined(NDEBUG)
#include <sys/resource.h>
#endif

using namespace Qt::StringLiterals;

namespace {

/// A dump of this process would hold keys. Developers, who build for debugging, get theirs.
void leaveNoDump()
{
#if defined(Q_OS_UNIX) && defined(NDEBUG)
    const rlimit none{};
    ::setrlimit(RLIMIT_CORE, &none);
#endif
}

} // namespace

int main(int argc, char *argv[])
{
    leaveNoDump();
    QCoreApplication::setApplicationName(u"Contact Sheet"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CONTACTSHEET_VERSION));
    if (argc == 1 && ContactSheet::hasDisplay())
        return ContactSheet::runWindow(argc, argv);
    QCoreApplication application(argc, argv);
    return ContactSheet::runCommandLine(QCoreApplication::arguments().sliced(1));
}
