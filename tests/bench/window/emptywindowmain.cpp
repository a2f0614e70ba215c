#include "window/firstframe.h"

#include <QApplication>
#include <QMainWindow>

/// The least that any program with a window of Qt can be.
int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    new ContactSheet::Bench::FirstFrame(&application);
    QMainWindow window;
    window.resize(1440, 900); // As large as the program's.
    window.show();
    return QApplication::exec();
}
