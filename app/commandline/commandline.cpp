#include "commandline/commandline.h"

#include "commandline/generatecommand.h"
#include "commandline/practicecommand.h"
#include "commandline/terminal.h"
#include "library/decodehelper.h"

#include <QCoreApplication>

#include <csignal>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

QString usage()
{
    return Texts::tr(
        "Contact Sheet turns a list of prompts into pictures, many at once, and shows where the time "
        "went.\n\n"
        "  contactsheet generate [PROMPT …]   make a picture of each prompt, or of the sample list\n"
        "  contactsheet practice              run the practice service alone\n"
        "  contactsheet --version             print the version\n\n"
        "“contactsheet generate --help” and “contactsheet practice --help” list the options.");
}

} // namespace

int runCommandLine(const QStringList &arguments)
{
#ifdef Q_OS_UNIX
    // Whoever reads the output may leave early ("… | head -1"): no reason to drop pictures that are paid for.
    std::signal(SIGPIPE, SIG_IGN);
#endif
    const QString command = arguments.value(0);
    if (command == u"generate")
        return runGenerateCommand(arguments.mid(1));
    if (command == u"practice")
        return runPracticeCommand(arguments.mid(1));
    if (command == u"--decode-helper")
        return runDecodeHelper(); // Of the window, for itself: no help names it.
    if (command == u"--version" || command == u"-v") {
        Terminal(false).print(u"Contact Sheet "_s % QCoreApplication::applicationVersion());
        return 0;
    }
    if (command == u"--help" || command == u"-h") {
        Terminal(false).print(usage());
        return 0;
    }
    if (command.isEmpty())
        Terminal(true).printError(usage());
    else
        Terminal(true).printError(Texts::tr("There is no command “%1”.").arg(command) % u"\n\n" % usage());
    return int(ExitStatus::WrongUsage);
}

} // namespace ContactSheet
