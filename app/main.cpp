#include "commandline/commandline.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"Contact Sheet"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CONTACTSHEET_VERSION));
    return ContactSheet::runCommandLine(QCoreApplication::arguments().sliced(1));
}
