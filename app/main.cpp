#include "commandline/commandline.h"
#include "ui/mainwindow/windowprogram.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QCoreApplication::setApplicationName(u"Contact Sheet"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CONTACTSHEET_VERSION));
    if (argc == 1 && ContactSheet::hasDisplay())
        return ContactSheet::runWindow(argc, argv);
    QCoreApplication application(argc, argv);
    return ContactSheet::runCommandLine(QCoreApplication::arguments().sliced(1));
}
