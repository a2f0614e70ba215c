#include "ui/mainwindow/windowprogram.h"
#include "window/firstframe.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

void watchFirstFrame()
{
    new ContactSheet::Bench::FirstFrame(QCoreApplication::instance());
}

} // namespace

// The program makes its application itself, and this is called while it does.
Q_COREAPP_STARTUP_FUNCTION(watchFirstFrame)

/// The program as it is, but that it quits after its first frame.
int main(int argc, char *argv[])
{
    QCoreApplication::setApplicationName(u"Contact Sheet"_s);
    return ContactSheet::runWindow(argc, argv);
}
