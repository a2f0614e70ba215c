#include "commandline/practicecommand.h"

#include "commandline/interruptsignal.h"
#include "practice/practiceservice.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTextStream>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int WrongUsage = 2;

/// The context of this command's sentences for translators.
class PracticeCommand
{
    Q_DECLARE_TR_FUNCTIONS(ContactSheet::PracticeCommand)
};

QString help()
{
    return PracticeCommand::tr(
        "Usage: contactsheet practice [--port N] [--speed S]\n"
        "\n"
        "Runs the practice service: an image service on this computer that needs no key and costs\n"
        "nothing. It speaks OpenAI's Images API on 127.0.0.1 and draws its pictures itself.\n"
        "The first line of output is its base URL. Ctrl+C ends it.\n"
        "\n"
        "  --port N    listen on this port; without it, on a free one\n"
        "  --speed S   instant, quick (a picture in about 0.4 s; the default),\n"
        "              lifelike (about 4 s), or trouble (quick, with some of what goes wrong\n"
        "              with real services: rate limits, an error, a refusal)\n"
        "  --help      show this text\n");
}

QString words()
{
    QStringList words;
    for (const PracticeSpeed speed : practiceSpeeds())
        words.append(keyword(speed));
    return words.join(u", "_s);
}

void say(FILE *stream, const QString &text)
{
    QTextStream(stream) << text << Qt::flush;
}

int refuse(const QString &reason)
{
    say(stderr, PracticeCommand::tr("%1 See contactsheet practice --help.\n").arg(reason));
    return WrongUsage;
}

} // namespace

int runPracticeCommand(const QStringList &arguments)
{
    const QCommandLineOption port(u"port"_s, {}, u"N"_s, u"0"_s);
    const QCommandLineOption speed(u"speed"_s, {}, u"S"_s, keyword(PracticeSpeed::Quick));
    const QCommandLineOption helpOption(u"help"_s);
    QCommandLineParser parser;
    parser.addOptions({port, speed, helpOption});
    if (!parser.parse(QStringList(u"contactsheet"_s) + arguments))
        return refuse(parser.errorText());
    if (parser.isSet(helpOption)) {
        say(stdout, help());
        return 0;
    }
    if (const QStringList more = parser.positionalArguments(); !more.isEmpty())
        return refuse(PracticeCommand::tr("practice takes options only, and no \"%1\".").arg(more.first()));

    PracticeService::Options options;
    bool isPort = false;
    options.port = parser.value(port).toUShort(&isPort);
    if (!isPort)
        return refuse(PracticeCommand::tr("--port has to be a number from 0 to 65535, not \"%1\".")
                          .arg(parser.value(port)));
    const auto chosenSpeed = practiceSpeedFromKeyword(parser.value(speed));
    if (!chosenSpeed)
        return refuse(PracticeCommand::tr("--speed has to be one of %1, not \"%2\".")
                          .arg(words(), parser.value(speed)));
    options.speed = *chosenSpeed;

    // Before the base URL is out: whoever reads it may at once ask for the end.
    InterruptSignal interrupt;
    QObject::connect(&interrupt, &InterruptSignal::interrupted, qApp, &QCoreApplication::quit,
                     Qt::QueuedConnection);
    PracticeService service(options);
    const auto url = service.start();
    if (!url) {
        say(stderr, url.error().message + u'\n');
        return 1;
    }
    say(stdout, url.value().toString() + u'\n');
    say(stderr,
        PracticeCommand::tr(
            "These are practice pictures, drawn on this computer: no key, no cost. Ctrl+C ends the "
            "service.\n"));
    return QCoreApplication::exec();
}

} // namespace ContactSheet
