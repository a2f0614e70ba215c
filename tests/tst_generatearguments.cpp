#include "commandline/generatearguments.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

GenerateArguments read(const QStringList &arguments)
{
    const Result<GenerateArguments> result = readGenerateArguments(arguments);
    if (!result)
        qWarning("%s", qPrintable(result.error().message)); // Which fails the test.
    return result ? result.value() : GenerateArguments();
}

} // namespace

class TestGenerateArguments : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void asksForTheSampleListByDefault();
    void readsEveryOption();
    void letsTheProgramFindTheNumberAtOnce();
    void readsModesAndSpeeds_data();
    void readsModesAndSpeeds();
    void takesPromptsThatLookLikeOptionsAfterTwoDashes();
    void takesOptionsBetweenPrompts();
    void refusesWhatIsWrong_data();
    void refusesWhatIsWrong();
    void saysTheFirstThingThatIsWrong();
    void helpsWhateverElseIsSaid();
    void helpsWithEveryOption();
};

void TestGenerateArguments::asksForTheSampleListByDefault()
{
    const GenerateArguments arguments = read({});
    QVERIFY(arguments.prompts.isEmpty());
    QVERIFY(arguments.promptsFile.isEmpty());
    QCOMPARE(arguments.service, u"practice"_s);
    QCOMPARE(arguments.mode, PressMode::Parallel);
    QCOMPARE(arguments.atOnce, 4);
    QCOMPARE(arguments.copies, 1);
    QCOMPARE(arguments.speed, PracticeSpeed::Quick);
    QVERIFY(!arguments.size && !arguments.model && !arguments.timeout);
    QVERIFY(!arguments.isQuiet && !arguments.wantsHelp);
}

void TestGenerateArguments::readsEveryOption()
{
    const GenerateArguments arguments = read({u"--prompts"_s,   u"list.txt"_s,
                                              u"--list-name"_s, u"my list"_s,
                                              u"--service"_s,   u"compatible"_s,
                                              u"--base-url"_s,  u"http://[::1]/v1"_s,
                                              u"--model=m"_s,   u"--size"_s,
                                              u"640x480"_s,     u"--quality"_s,
                                              u"high"_s,        u"--count"_s,
                                              u"3"_s,           u"--mode"_s,
                                              u"both"_s,        u"--requests-per-minute"_s,
                                              u"30"_s,          u"--images-per-minute"_s,
                                              u"100000"_s,      u"--at-once"_s,
                                              u"100"_s,         u"--out"_s,
                                              u"folder"_s,      u"--name"_s,
                                              u"{index}"_s,     u"--allow-http"_s,
                                              u"a.local"_s,     u"--allow-http"_s,
                                              u"b.local"_s,     u"--timeout"_s,
                                              u"86400"_s,       u"--report"_s,
                                              u"report.json"_s, u"--timing-csv"_s,
                                              u"times.csv"_s,   u"--trace"_s,
                                              u"trace.json"_s,  u"--quiet"_s});
    QCOMPARE(arguments.promptsFile, u"list.txt"_s);
    QCOMPARE(arguments.listName, u"my list"_s);
    QCOMPARE(arguments.service, u"compatible"_s);
    QCOMPARE(arguments.baseUrl, u"http://[::1]/v1"_s);
    QCOMPARE(arguments.model, u"m"_s);
    QCOMPARE(arguments.size, QSize(640, 480));
    QCOMPARE(arguments.quality, u"high"_s);
    QCOMPARE(arguments.copies, 3);
    QCOMPARE(arguments.mode, PressMode::Both);
    QCOMPARE(arguments.atOnce, 100);
    QVERIFY(!arguments.isAtOnceAutomatic);
    QCOMPARE(arguments.rateLimits, (RateLimits{.requestsPerMinute = 30, .imagesPerMinute = 100'000}));
    QCOMPARE(arguments.folder, u"folder"_s);
    QCOMPARE(arguments.names, NameTemplate::parse(u"{index}"_s).value());
    QCOMPARE(arguments.plainHttpHosts, (QStringList{u"a.local"_s, u"b.local"_s}));
    QCOMPARE(arguments.timeout, std::chrono::seconds(24h));
    QCOMPARE(arguments.reportFile, u"report.json"_s);
    QCOMPARE(arguments.timingCsvFile, u"times.csv"_s);
    QCOMPARE(arguments.traceFile, u"trace.json"_s);
    QVERIFY(arguments.isQuiet);
}

void TestGenerateArguments::letsTheProgramFindTheNumberAtOnce()
{
    QVERIFY(read({u"--at-once"_s, u"auto"_s}).isAtOnceAutomatic);
    QVERIFY(!read({}).isAtOnceAutomatic);
    QCOMPARE(read({}).rateLimits, RateLimits());
}

void TestGenerateArguments::readsModesAndSpeeds_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<PressMode>("readMode");
    QTest::addColumn<QString>("speed");
    QTest::addColumn<PracticeSpeed>("readSpeed");
    QTest::newRow("1") << u"sequential"_s << PressMode::Sequential << u"instant"_s << PracticeSpeed::Instant;
    QTest::newRow("2") << u"parallel"_s << PressMode::Parallel << u"quick"_s << PracticeSpeed::Quick;
    QTest::newRow("3") << u"both"_s << PressMode::Both << u"lifelike"_s << PracticeSpeed::Lifelike;
    QTest::newRow("4") << u"both"_s << PressMode::Both << u"trouble"_s << PracticeSpeed::Trouble;
}

void TestGenerateArguments::readsModesAndSpeeds()
{
    QFETCH(const QString, mode);
    QFETCH(const QString, speed);
    const GenerateArguments arguments = read({u"--mode"_s, mode, u"--speed"_s, speed});
    QTEST(arguments.mode, "readMode");
    QTEST(arguments.speed, "readSpeed");
}

void TestGenerateArguments::takesPromptsThatLookLikeOptionsAfterTwoDashes()
{
    QCOMPARE(read({u"--quiet"_s, u"--"_s, u"--dashing"_s, u"-1"_s}).prompts,
             (QStringList{u"--dashing"_s, u"-1"_s}));
}

void TestGenerateArguments::takesOptionsBetweenPrompts()
{
    const GenerateArguments arguments = read({u"a fox"_s, u"--count"_s, u"2"_s, u"a wolf"_s});
    QCOMPARE(arguments.prompts, (QStringList{u"a fox"_s, u"a wolf"_s}));
    QCOMPARE(arguments.copies, 2);
}

void TestGenerateArguments::refusesWhatIsWrong_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QStringList &arguments, const QString &words) {
        QTest::newRow(name) << arguments << words;
    };

    row("unknown option", {u"--nope"_s}, u"'nope'"_s);
    row("no value", {u"--model"_s}, u"'--model'"_s);
    row("value for a switch", {u"--quiet=yes"_s}, u"'--quiet'"_s);
    row("service", {u"--service"_s, u"dalle"_s},
        u"--service takes practice, openai, compatible, not “dalle”"_s);
    row("mode", {u"--mode"_s, u"Both"_s}, u"--mode takes sequential, parallel, both, not “Both”"_s);
    row("speed", {u"--speed"_s, u"fast"_s}, u"--speed takes instant, quick, lifelike, trouble, not “fast”"_s);
    row("none at once", {u"--at-once"_s, u"0"_s},
        u"--at-once takes auto or a whole number from 1 to 100, not “0”"_s);
    row("another word at once", {u"--at-once"_s, u"Auto"_s}, u"not “Auto”"_s);
    row("auto of one lane", {u"--mode"_s, u"sequential"_s, u"--at-once"_s, u"auto"_s},
        u"sequential is one at a time"_s);
    row("no requests", {u"--requests-per-minute"_s, u"0"_s},
        u"--requests-per-minute takes a whole number from 1 to 100000, not “0”"_s);
    row("too many images", {u"--images-per-minute"_s, u"100001"_s}, u"not “100001”"_s);
    row("too many at once", {u"--at-once"_s, u"101"_s}, u"from 1 to 100, not “101”"_s);
    row("half a number", {u"--at-once"_s, u"2.5"_s}, u"not “2.5”"_s);
    row("no pictures", {u"--count"_s, u"0"_s}, u"--count takes a whole number from 1 to 1000, not “0”"_s);
    row("a huge number", {u"--count"_s, u"99999999999"_s}, u"not “99999999999”"_s);
    row("no time", {u"--timeout"_s, u"0"_s}, u"--timeout takes a whole number from 1 to 86400, not “0”"_s);
    row("size", {u"--size"_s, u"1024"_s},
        u"--size takes a width and a height in pixels, such as 1024x768, not “1024”"_s);
    row("size of nothing", {u"--size"_s, u"0x100"_s}, u"not “0x100”"_s);
    row("size of a wall", {u"--size"_s, u"20000x100"_s}, u"not “20000x100”"_s);
    row("empty value", {u"--out"_s, QString()}, u"--out needs a value"_s);
    row("empty template", {u"--name"_s, QString()}, u"--name needs a value"_s);
    row("empty host", {u"--allow-http"_s, QString()}, u"--allow-http needs a value"_s);
    row("blank template", {u"--name"_s, u" "_s}, u"name template is empty"_s);
    row("template with an unknown place", {u"--name"_s, u"{number}"_s}, u"“{number}” at column 1"_s);
    row("template with a folder", {u"--name"_s, u"a/{index}"_s}, u"“/” at column 2"_s);
    row("twice", {u"--out"_s, u"a"_s, u"--out"_s, u"b"_s}, u"--out is given more than once"_s);
    row("template twice", {u"--name"_s, u"a"_s, u"--name"_s, u"b"_s}, u"--name is given more than once"_s);
    row("prompts from two places", {u"a fox"_s, u"--prompts"_s, u"-"_s}, u"Use one of them"_s);
    row("speed of another service",
        {u"--service"_s, u"compatible"_s, u"--base-url"_s, u"http://localhost"_s, u"--speed"_s, u"quick"_s},
        u"--speed belongs to the practice service, not to compatible"_s);
    row("lanes of one lane", {u"--mode"_s, u"sequential"_s, u"--at-once"_s, u"2"_s},
        u"sequential is one at a time"_s);
}

void TestGenerateArguments::refusesWhatIsWrong()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, words);
    const Result<GenerateArguments> result = readGenerateArguments(arguments);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::BadRequest);
    QVERIFY2(result.error().message.contains(words), qPrintable(result.error().message));
    QVERIFY2(result.error().message.endsWith(u"“contactsheet generate --help” lists the options."),
             qPrintable(result.error().message));
}

void TestGenerateArguments::saysTheFirstThingThatIsWrong()
{
    const Result<GenerateArguments> result =
        readGenerateArguments({u"--count"_s, u"none"_s, u"--size"_s, u"big"_s, u"--name"_s, u"{"_s});
    QVERIFY(result.error().message.startsWith(u"--size takes"));
    QCOMPARE(result.error().message.count(u"takes"), 1);
}

void TestGenerateArguments::helpsWhateverElseIsSaid()
{
    QVERIFY(read({u"--help"_s}).wantsHelp);
    QVERIFY(read({u"-h"_s}).wantsHelp);
    QVERIFY(read({u"--count"_s, u"none"_s, u"--help"_s}).wantsHelp);
}

void TestGenerateArguments::helpsWithEveryOption()
{
    const QString help = generateHelp();
    for (const QString &option : {u"--prompts <FILE>"_s,
                                  u"--list-name <NAME>"_s,
                                  u"--service <SERVICE>"_s,
                                  u"--base-url <URL>"_s,
                                  u"--model <MODEL>"_s,
                                  u"--size <WxH>"_s,
                                  u"--quality <QUALITY>"_s,
                                  u"--count <N>"_s,
                                  u"--mode <MODE>"_s,
                                  u"--at-once <K>"_s,
                                  u"--requests-per-minute <N>"_s,
                                  u"--images-per-minute <N>"_s,
                                  u"--out <FOLDER>"_s,
                                  u"--name <TEMPLATE>"_s,
                                  u"--allow-http <HOST>"_s,
                                  u"--speed <SPEED>"_s,
                                  u"--timeout <SECONDS>"_s,
                                  u"--report <FILE>"_s,
                                  u"--timing-csv <FILE>"_s,
                                  u"--trace <FILE>"_s,
                                  u"--quiet"_s,
                                  u"--help"_s,
                                  u"generate [options] [PROMPT …]"_s,
                                  u"Exit status"_s})
        QVERIFY2(help.contains(option), qPrintable(option));
}

QTEST_GUILESS_MAIN(TestGenerateArguments)
#include "tst_generatearguments.moc"
