#include "rawclient.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QUrl>

#include <cstdio>
#include <exception>
#include <iostream>

using namespace ContactSheet;
using namespace ContactSheet::Bench;
using namespace Qt::StringLiterals;

namespace {

/// Ends the program with a sentence on what is wrong.
[[noreturn]] void refuse(int exitStatus, const QString &sentence)
{
    std::fprintf(stderr, "rawclient: %s\n", qPrintable(sentence));
    std::exit(exitStatus);
}

int number(const QCommandLineParser &parser, const QString &option, int most)
{
    bool isNumber = false;
    const int value = parser.value(option).toInt(&isNumber);
    if (!isNumber || value < 1 || value > most)
        refuse(2,
               u"--%1 takes a number from 1 to %2, not \"%3\"."_s.arg(option).arg(most).arg(
                   parser.value(option)));
    return value;
}

std::uint16_t portOf(const QString &baseUrl)
{
    const QUrl url(baseUrl);
    if (url.scheme() != u"http" || url.host() != u"127.0.0.1" || url.port() < 1 || url.path() != u"/v1")
        refuse(2, u"--base-url takes http://127.0.0.1:PORT/v1, not \"%1\"."_s.arg(baseUrl));
    return static_cast<std::uint16_t>(url.port());
}

RawClient::Work parse(const QStringList &words)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Orders pictures from a server on this machine as fast as it answers.\n"
                                     "Prints one JSON object: wall_ms, and order_ms of each order."_s);
    parser.addHelpOption();
    parser.addOptions({
        {u"base-url"_s, u"http://127.0.0.1:PORT/v1, as the server prints it."_s, u"url"_s},
        {u"orders"_s, u"How many pictures to order."_s, u"number"_s, u"300"_s},
        {u"at-once"_s, u"How many orders are under way at a time."_s, u"number"_s, u"32"_s},
        {u"model"_s, u"The model to name."_s, u"name"_s, u"load"_s},
        {u"size"_s, u"The size to name."_s, u"size"_s, u"1024x1024"_s},
        {u"response-format"_s, u"url or b64_json."_s, u"format"_s, u"url"_s},
        {u"time-limit"_s, u"Give up after this time."_s, u"seconds"_s, u"300"_s},
    });
    parser.process(words);
    if (!parser.positionalArguments().isEmpty())
        refuse(2, u"there is no argument \"%1\"."_s.arg(parser.positionalArguments().constFirst()));
    return {
        .port = portOf(parser.value(u"base-url"_s)),
        .orders = number(parser, u"orders"_s, 1'000'000),
        .atOnce = number(parser, u"at-once"_s, 500),
        .model = parser.value(u"model"_s).toStdString(),
        .size = parser.value(u"size"_s).toStdString(),
        .responseFormat = parser.value(u"response-format"_s).toStdString(),
        .timeLimit = std::chrono::seconds(number(parser, u"time-limit"_s, 3600)),
    };
}

void print(const RawClient::Outcome &outcome)
{
    std::cout << R"({"wall_ms":)" << toMilliseconds(outcome.wallClock) << R"(,"order_ms":[)";
    const char *separator = "";
    for (const auto time : outcome.orderTimes) {
        std::cout << separator << toMilliseconds(time);
        separator = ",";
    }
    std::cout << "]}" << std::endl;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const RawClient::Work work = parse(QCoreApplication::arguments());
    try {
        RawClient client(work);
        print(client.run());
    } catch (const std::exception &error) {
        refuse(1, QString::fromLocal8Bit(error.what()) + u'.');
    }
    return 0;
}
