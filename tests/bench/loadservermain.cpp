#include "loadserver.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>

using namespace ContactSheet::Bench;
using namespace Qt::StringLiterals;

namespace {

struct Arguments
{
    LoadServer::Settings settings = {};
    ServiceTimes serviceTimes;
    int edge = 0;
    quint64 seed = 0;
    QString logFile = {};
};

/// Ends the program with a sentence on what is wrong.
[[noreturn]] void refuse(const QString &sentence)
{
    std::fprintf(stderr, "loadserver: %s\n", qPrintable(sentence));
    std::exit(2);
}

quint64 number(const QCommandLineParser &parser, const QString &option, quint64 least, quint64 most)
{
    bool isNumber = false;
    const quint64 value = parser.value(option).toULongLong(&isNumber);
    if (!isNumber || value < least || value > most)
        refuse(u"--%1 takes a number from %2 to %3, not \"%4\"."_s.arg(option).arg(least).arg(most).arg(
            parser.value(option)));
    return value;
}

LoadServer::AnswerForm answerForm(const QString &name)
{
    if (name == u"url")
        return LoadServer::AnswerForm::Url;
    if (name == u"base64")
        return LoadServer::AnswerForm::Base64;
    refuse(u"--answer takes url or base64, not \"%1\"."_s.arg(name));
}

Arguments parse(const QStringList &words)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"An image service for benchmarks: prepared pictures after drawn service times.\n"
        "Prints its base URL and serves until SIGTERM, SIGINT or the idle limit."_s);
    parser.addHelpOption();
    parser.addOptions({
        {u"port"_s, u"Port on 127.0.0.1; 0 takes a free one."_s, u"number"_s, u"0"_s},
        {u"service-time"_s, u"constant:50ms, or lognormal:200ms by its median."_s, u"time"_s,
         u"lognormal:200ms"_s},
        {u"answer"_s, u"url or base64."_s, u"form"_s, u"url"_s},
        {u"picture"_s, u"Width and height of the pictures in pixels."_s, u"edge"_s, u"1024"_s},
        {u"seed"_s, u"Other service times and pictures for another seed."_s, u"number"_s, u"1"_s},
        {u"log"_s, u"Where to write one JSON object a line for each order, at the end."_s, u"file"_s},
        {u"idle-limit"_s, u"End after this time without any request."_s, u"seconds"_s, u"120"_s},
    });
    parser.process(words);
    if (!parser.positionalArguments().isEmpty())
        refuse(u"there is no argument \"%1\"."_s.arg(parser.positionalArguments().constFirst()));

    const quint64 seed = number(parser, u"seed"_s, 0, UINT32_MAX);
    const auto serviceTimes = ServiceTimes::parse(parser.value(u"service-time"_s).toStdString(), seed);
    if (!serviceTimes)
        refuse(u"--service-time takes constant:50ms or lognormal:200ms, not \"%1\"."_s.arg(
            parser.value(u"service-time"_s)));
    return {
        .settings = {.port = static_cast<std::uint16_t>(number(parser, u"port"_s, 0, 65535)),
                     .answerForm = answerForm(parser.value(u"answer"_s)),
                     .idleLimit = std::chrono::seconds(number(parser, u"idle-limit"_s, 1, 3600))},
        .serviceTimes = *serviceTimes,
        .edge = static_cast<int>(number(parser, u"picture"_s, 1, 4096)),
        .seed = seed,
        .logFile = parser.value(u"log"_s),
    };
}

/// Opened before the first order: a folder that cannot be written is told of at once, not after the work.
std::ofstream openLog(const QString &fileName)
{
    std::ofstream file;
    if (!fileName.isEmpty()) {
        file.open(fileName.toStdString());
        if (!file)
            refuse(u"the log \"%1\" cannot be written."_s.arg(fileName));
    }
    return file;
}

void writeLog(const OrderLog &log, std::ofstream file)
{
    log.write(file);
    file.close();
    if (!file)
        refuse(u"the log could not be written to its end."_s);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const Arguments arguments = parse(QCoreApplication::arguments());
    try {
        std::ofstream logFile = openLog(arguments.logFile);
        const PreparedAnswers answers(arguments.edge, arguments.seed);
        LoadServer server(arguments.settings, arguments.serviceTimes, answers);
        std::cout << "http://127.0.0.1:" << server.port() << "/v1" << std::endl;
        server.run();
        if (logFile.is_open())
            writeLog(server.log(), std::move(logFile));
    } catch (const std::exception &error) {
        refuse(QString::fromLocal8Bit(error.what()) + u'.');
    }
    return 0;
}
