#include "support/programrun.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

const QString Program = QString::fromUtf8(CONTACTSHEET_PROGRAM);

QStringList filesIn(const QString &folder, const QString &pattern = u"*"_s)
{
    return QDir(folder).entryList({pattern}, QDir::Files | QDir::Hidden, QDir::Name);
}

/// Arguments of a press that takes no time, into the folder "out" of \a run, with a report.
QStringList instantPress(const ProgramRun &run, const QStringList &more)
{
    return QStringList{u"generate"_s,      u"--speed"_s,  u"instant"_s,
                       u"--size"_s,        u"256x256"_s,  u"--out"_s,
                       run.path(u"out"_s), u"--report"_s, run.path(u"report.json"_s)}
    + more;
}

/// The prompts of the first run, as the report names them.
QStringList promptsIn(const QString &report)
{
    QStringList prompts;
    for (const QJsonValue &request : readJson(report)[u"runs"_s][0][u"requests"_s].toArray())
        prompts.append(request[u"prompt"_s].toString());
    return prompts;
}

QStringList filesInReport(const QString &report)
{
    QStringList files;
    for (const QJsonValue &request : readJson(report)[u"runs"_s][0][u"requests"_s].toArray())
        files.append(request[u"file"_s].toString());
    return files;
}

} // namespace

class TestGenerateCommand : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void makesTheSampleListBothWays();
    void overwritesNothingInTheSameFolder();
    void makesAFolderInTheLibrary();
    void readsPromptsFromAFile();
    void readsPromptsFromAPipe_data();
    void readsPromptsFromAPipe();
    void readsPromptsFromTheStandardInput();
    void takesPromptsFromTheArguments();
    void namesFilesByTheTemplate_data();
    void namesFilesByTheTemplate();
    void drawsTheSizeThatIsAskedFor();
    void printsNothingWhenQuiet();
    void prints_data();
    void prints();
    void makesThousandsOfPictures();
    void goesOnWhenNobodyReadsItsOutput();
    void writesTheReportIntoAPipe();
    void endsByCtrlCWhileItWaitsForPrompts();
};

void TestGenerateCommand::makesTheSampleListBothWays()
{
    ProgramRun run(Program);
    const QString out = run.path(u"out"_s);
    QCOMPARE(run.run({u"generate"_s, u"--mode"_s, u"both"_s, u"--out"_s, out}), 0);

    QCOMPARE(filesIn(out),
             (QStringList{u"robot_dog_journey_1.png"_s, u"robot_dog_journey_1_2.png"_s,
                          u"robot_dog_journey_2.png"_s, u"robot_dog_journey_2_2.png"_s,
                          u"robot_dog_journey_3.png"_s, u"robot_dog_journey_3_2.png"_s, u"run.jsonl"_s}));
    static const QRegularExpression sequential(u"\nSequential +█+ +\\d[\\d.]* s\n"_s);
    static const QRegularExpression parallel(u"\nParallel, 4 at once +█+ +\\d[\\d.]* s\n"_s);
    static const QRegularExpression speedUp(u"\nSpeed-up: (\\d[\\d.]*) ×\n"_s);
    QVERIFY2(sequential.match(run.output()).hasMatch(), qPrintable(run.output()));
    QVERIFY2(parallel.match(run.output()).hasMatch(), qPrintable(run.output()));
    QVERIFY2(speedUp.match(run.output()).hasMatch(), qPrintable(run.output()));
    QCOMPARE(run.output().count(u"3 of 3 pictures saved"), 2);
    QCOMPARE(run.errors(), QString());
    QCOMPARE(run.everythingWritten().filter(u"out"_s).size(), 8); // Nothing anywhere but there.
}

void TestGenerateCommand::overwritesNothingInTheSameFolder()
{
    ProgramRun run(Program);
    const QString out = run.path(u"out"_s);
    QHash<QString, QByteArray> before;
    for (int press = 1; press <= 3; ++press) {
        QCOMPARE(run.run(instantPress(run, {u"a fox"_s, u"a wolf"_s, u"--list-name"_s, u"Wild dogs"_s})), 0);
        for (auto file = before.constBegin(); file != before.constEnd(); ++file) {
            QFile again(QDir(out).filePath(file.key()));
            QVERIFY(again.open(QIODevice::ReadOnly));
            QCOMPARE(again.readAll(), file.value());
        }
        for (const QString &name : filesIn(out)) {
            QFile file(QDir(out).filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            before.insert(name, file.readAll());
        }
    }
    QCOMPARE(filesIn(out),
             (QStringList{u"run.jsonl"_s, u"run_2.jsonl"_s, u"run_3.jsonl"_s, u"wild_dogs_1.png"_s,
                          u"wild_dogs_1_2.png"_s, u"wild_dogs_1_3.png"_s, u"wild_dogs_2.png"_s,
                          u"wild_dogs_2_2.png"_s, u"wild_dogs_2_3.png"_s}));
}

void TestGenerateCommand::makesAFolderInTheLibrary()
{
    ProgramRun run(Program);
    QCOMPARE(run.run({u"generate"_s, u"--speed"_s, u"instant"_s, u"--size"_s, u"256x256"_s, u"a fox"_s,
                      u"--list-name"_s, u"foxes"_s}),
             0);
    const QString practice = run.home() + u"/Pictures/Contact Sheet/Practice";
    const QStringList folders = QDir(practice).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QCOMPARE(folders.size(), 1);
    static const QRegularExpression name(u"^\\d{4}-\\d\\d-\\d\\d \\d\\d-\\d\\d-\\d\\d foxes$"_s);
    QVERIFY2(name.match(folders.first()).hasMatch(), qPrintable(folders.first()));
    QCOMPARE(filesIn(practice + u'/' + folders.first()), (QStringList{u"foxes_1.png"_s, u"run.jsonl"_s}));
    QVERIFY2(run.output().contains(practice + u'/' + folders.first()), qPrintable(run.output()));
}

void TestGenerateCommand::readsPromptsFromAFile()
{
    ProgramRun run(Program);
    const QString list = run.write(u"Two Animals.v2.txt"_s,
                                   "\xEF\xBB\xBF# a comment\r\n"
                                   "\r\n"
                                   "  a {red|grey} fox  \r\n"
                                   "\\#1 of all wolves\r\n"
                                   "#not this\r\n"
                                   "eine Füchsin, \\{nicht\\} zwei");
    QCOMPARE(run.run(instantPress(run, {u"--prompts"_s, list})), 0);

    QCOMPARE(promptsIn(run.path(u"report.json"_s)),
             (QStringList{u"a red fox"_s, u"a grey fox"_s, u"#1 of all wolves"_s,
                          u"eine Füchsin, {nicht} zwei"_s}));
    QCOMPARE(readJson(run.path(u"report.json"_s))[u"list"_s].toString(), u"Two Animals.v2"_s);
    QCOMPARE(filesInReport(run.path(u"report.json"_s)).first(), u"two_animals.v2_1.png"_s);

    QCOMPARE(run.run(instantPress(run, {u"--prompts"_s, run.write(u".txt"_s, "a fox")})), 0);
    QCOMPARE(readJson(run.path(u"report.json"_s))[u"list"_s].toString(), u"prompts"_s);
}

void TestGenerateCommand::readsPromptsFromAPipe_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("standard input") << u"-"_s;
    QTest::newRow("a pipe with a name") << u"/dev/stdin"_s;
}

void TestGenerateCommand::readsPromptsFromAPipe()
{
    QFETCH(const QString, file);
    ProgramRun run(Program);
    QByteArray prompts;
    for (int i = 0; i < 3; ++i) // More than a pipe holds at once.
        prompts += QByteArray(30'000, 'x') + '\n';
    run.setInput(prompts);
    QCOMPARE(run.run(instantPress(run, {u"--prompts"_s, file})), 0);
    QCOMPARE(promptsIn(run.path(u"report.json"_s)), QStringList(3, u"x"_s.repeated(30'000)));
}

void TestGenerateCommand::readsPromptsFromTheStandardInput()
{
    ProgramRun run(Program);
    run.setInput("a fox\n# no wolf\na hen");
    QCOMPARE(run.run(instantPress(run, {u"--prompts"_s, u"-"_s, u"--count"_s, u"2"_s})), 0);
    QCOMPARE(promptsIn(run.path(u"report.json"_s)),
             (QStringList{u"a fox"_s, u"a fox"_s, u"a hen"_s, u"a hen"_s}));
    QCOMPARE(filesIn(run.path(u"out"_s)),
             (QStringList{u"prompts_1.png"_s, u"prompts_2.png"_s, u"prompts_3.png"_s, u"prompts_4.png"_s,
                          u"run.jsonl"_s}));
}

void TestGenerateCommand::takesPromptsFromTheArguments()
{
    ProgramRun run(Program);
    QCOMPARE(run.run(instantPress(run, {u"a {fox|hen}"_s, u"--"_s, u"--a dash"_s})), 0);
    QCOMPARE(promptsIn(run.path(u"report.json"_s)), (QStringList{u"a fox"_s, u"a hen"_s, u"--a dash"_s}));
}

void TestGenerateCommand::namesFilesByTheTemplate_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("file");
    QTest::newRow("list and index") << u"{index}-{list}"_s << u"1-night_foxes"_s;
    QTest::newRow("prompt") << u"{prompt}"_s << u"a_red_fox_at_night"_s;
    QTest::newRow("date") << u"{date}"_s << u"\\d{4}-\\d\\d-\\d\\d"_s;
    QTest::newRow("time") << u"{time}"_s << u"\\d\\d-\\d\\d-\\d\\d"_s;
    QTest::newRow("model") << u"{model}"_s << u"practice-painter"_s;
    QTest::newRow("size") << u"{size}"_s << u"320x256"_s;
    QTest::newRow("seed") << u"seed {seed}"_s << u"seed 0"_s;
    QTest::newRow("plain") << u"fox"_s << u"fox"_s;
    QTest::newRow("device of Windows") << u"con"_s << u"_con"_s;
}

void TestGenerateCommand::namesFilesByTheTemplate()
{
    QFETCH(const QString, name);
    QFETCH(const QString, file);
    ProgramRun run(Program);
    QStringList arguments =
        instantPress(run, {u"a red fox, at night!"_s, u"--list-name"_s, u"Night foxes"_s, u"--name"_s, name});
    arguments.replace(arguments.indexOf(u"256x256"_s), u"320x256"_s);
    QCOMPARE(run.run(arguments), 0);
    const QStringList made = filesIn(run.path(u"out"_s), u"*.png"_s);
    QCOMPARE(made.size(), 1);
    QVERIFY2(QRegularExpression(u'^' + file + u"\\.png$").match(made.first()).hasMatch(),
             qPrintable(made.first()));
}

void TestGenerateCommand::drawsTheSizeThatIsAskedFor()
{
    ProgramRun run(Program);
    QStringList arguments = instantPress(run, {u"a fox"_s});
    arguments.replace(arguments.indexOf(u"256x256"_s), u"512x384"_s);
    QCOMPARE(run.run(arguments), 0);
    const QList<QJsonObject> journal = readJsonLines(run.path(u"out/run.jsonl"_s));
    const auto saved = std::find_if(journal.begin(), journal.end(),
                                    [](const QJsonObject &line) { return line[u"event"_s] == u"saved"_s; });
    QVERIFY(saved != journal.end());
    QCOMPARE((*saved)[u"width"_s].toInt(), 512);
    QCOMPARE((*saved)[u"height"_s].toInt(), 384);
}

void TestGenerateCommand::printsNothingWhenQuiet()
{
    ProgramRun run(Program);
    QCOMPARE(run.run(instantPress(run, {u"--quiet"_s, u"--mode"_s, u"both"_s})), 0);
    QCOMPARE(run.output(), QString());
    QCOMPARE(run.errors(), QString());
    QCOMPARE(filesIn(run.path(u"out"_s), u"*.png"_s).size(), 6);
}

void TestGenerateCommand::prints_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("words");
    QTest::newRow("help") << QStringList{u"--help"_s} << 0 << u"contactsheet generate [PROMPT …]"_s;
    QTest::newRow("help of generate") << QStringList{u"generate"_s, u"--help"_s} << 0 << u"--at-once <K>"_s;
    QTest::newRow("version") << QStringList{u"--version"_s} << 0 << u"Contact Sheet "_s;
    QTest::newRow("unknown command") << QStringList{u"make"_s} << 2 << u"There is no command “make”."_s;
    QTest::newRow("no command") << QStringList() << 2 << u"contactsheet generate"_s;
}

void TestGenerateCommand::prints()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, words);
    ProgramRun run(Program);
    const int status = run.run(arguments);
    QTEST(status, "status");
    const QString printed = status == 0 ? run.output() : run.errors();
    QVERIFY2(printed.contains(words), qPrintable(printed));
    QCOMPARE(status == 0 ? run.errors() : run.output(), QString());
    QCOMPARE(run.everythingWritten(), QStringList());
}

void TestGenerateCommand::makesThousandsOfPictures()
{
    ProgramRun run(Program);
    // Of one name, twice into one folder: the second press must not try the numbers of the first one by one.
    const QStringList arguments = instantPress(
        run,
        {u"--count"_s, u"400"_s, u"a fox"_s, u"--at-once"_s, u"100"_s, u"--name"_s, u"fox"_s, u"--quiet"_s});
    for (int press = 1; press <= 2; ++press)
        QCOMPARE(run.run(arguments), 0);
    const QStringList made = filesIn(run.path(u"out"_s), u"*.png"_s);
    QCOMPARE(made.size(), 800);
    QVERIFY(made.contains(u"fox_800.png"_s));
    QCOMPARE(readJson(run.path(u"report.json"_s))[u"runs"_s][0][u"saved"_s].toInt(), 400);
}

void TestGenerateCommand::goesOnWhenNobodyReadsItsOutput()
{
#ifdef Q_OS_UNIX
    ProgramRun run(Program);
    int ends[2] = {};
    QCOMPARE(::pipe(ends), 0);
    ::close(ends[0]); // Whoever read has left.
    run.process().setChildProcessModifier([writeEnd = ends[1]] {
        ::dup2(writeEnd, STDOUT_FILENO);
        ::dup2(writeEnd, STDERR_FILENO);
    });
    QCOMPARE(run.run(instantPress(run, {u"a fox"_s, u"a hen"_s})), 0);
    ::close(ends[1]);
    QCOMPARE(filesIn(run.path(u"out"_s), u"*.png"_s).size(), 2);
    QVERIFY(readJson(run.path(u"report.json"_s))[u"finished"_s].toBool());
#else
    QSKIP("Only Unix ends a program whose output nobody reads.");
#endif
}

void TestGenerateCommand::writesTheReportIntoAPipe()
{
#ifdef Q_OS_UNIX
    ProgramRun run(Program);
    QStringList arguments = instantPress(run, {u"a fox"_s, u"--quiet"_s});
    arguments.replace(arguments.indexOf(run.path(u"report.json"_s)), u"/dev/stdout"_s);
    QCOMPARE(run.run(arguments), 0);
    QCOMPARE(QJsonDocument::fromJson(run.output().toUtf8())[u"runs"_s][0][u"saved"_s].toInt(), 1);

    const QString fifo = run.path(u"fifo"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(fifo).constData(), 0600), 0);
    const int reader = ::open(QFile::encodeName(fifo).constData(), O_RDONLY | O_NONBLOCK);
    arguments.replace(arguments.indexOf(u"/dev/stdout"_s), fifo);
    QCOMPARE(run.run(arguments), 0);
    QByteArray report(100'000, '\0');
    report.truncate(std::max<ssize_t>(::read(reader, report.data(), size_t(report.size())), 0));
    ::close(reader);
    QCOMPARE(QJsonDocument::fromJson(report)[u"runs"_s][0][u"saved"_s].toInt(), 1);
#else
    QSKIP("Named pipes are files on Unix alone.");
#endif
}

void TestGenerateCommand::endsByCtrlCWhileItWaitsForPrompts()
{
#ifdef Q_OS_UNIX
    ProgramRun run(Program);
    int ends[2] = {};
    QCOMPARE(::pipe(ends), 0);
    run.process().setChildProcessModifier([readEnd = ends[0]] { ::dup2(readEnd, STDIN_FILENO); });
    run.start(instantPress(run, {u"--prompts"_s, u"-"_s}));
    QVERIFY(run.process().waitForStarted());
    QCOMPARE(::write(ends[1], "a fox\n", 6), 6);
    // The kernel's buffer is empty once the program has begun to read, and waits for more.
    const auto hasRead = [&] {
        int waiting = -1;
        return ::ioctl(ends[0], FIONREAD, &waiting) == 0 && waiting == 0;
    };
    QVERIFY(QTest::qWaitFor(hasRead));

    run.sendSignal(SIGINT);
    QTRY_COMPARE(run.process().state(), QProcess::NotRunning);
    QCOMPARE(run.process().exitStatus(), QProcess::CrashExit); // As any program that leaves the signal alone.
    QCOMPARE(run.process().exitCode(), SIGINT);
    ::close(ends[0]);
    ::close(ends[1]);
    QCOMPARE(run.everythingWritten(), QStringList());
#else
    QSKIP("Only Unix lets another program send an interrupt.");
#endif
}

QTEST_GUILESS_MAIN(TestGenerateCommand)
#include "tst_generatecommand.moc"
