#include "support/programrun.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

const QString Program = QString::fromUtf8(CONTACTSHEET_PROGRAM);

/// What the doubles of the report and of this test may differ by, in milliseconds.
constexpr double Rounding = 0.001;

bool isNear(double a, double b, double distance = Rounding)
{
    return std::abs(a - b) <= distance;
}

double phase(const QJsonValue &request, const char *name)
{
    return request[QLatin1StringView(name)].toDouble(); // 0 where it is null.
}

double sumOfPhases(const QJsonValue &request)
{
    return phase(request, "queued_ms") + phase(request, "server_ms") + phase(request, "download_ms")
        + phase(request, "finish_ms") + phase(request, "backoff_ms");
}

/// s_i: a lane is free at the last byte in parallel mode, and once the file is safe in sequential mode.
double laneTime(const QJsonValue &run, const QJsonValue &request)
{
    const double sent = phase(request, "server_ms") + phase(request, "download_ms");
    return run[u"mode"_s] == u"sequential"_s ? sent + phase(request, "finish_ms") : sent;
}

std::vector<double> laneTimes(const QJsonValue &run)
{
    std::vector<double> times;
    for (const QJsonValue &request : run[u"requests"_s].toArray()) {
        if (request[u"attempts"_s].toInt() > 0)
            times.push_back(laneTime(run, request));
    }
    return times;
}

/// The wall clock of a scheduler without overhead: each job to the lane that is free first.
double idealFor(const std::vector<double> &times, int lanes)
{
    std::vector<double> free(size_t(lanes), 0.0);
    for (const double time : times)
        *std::min_element(free.begin(), free.end()) += time;
    return *std::max_element(free.begin(), free.end());
}

double nearestRank(std::vector<double> times, double share)
{
    std::sort(times.begin(), times.end());
    return times.at(size_t(std::ceil(share * double(times.size()))) - 1);
}

bool isTriedAgain(const QJsonValue &run)
{
    const QJsonArray requests = run[u"requests"_s].toArray();
    return std::any_of(requests.begin(), requests.end(),
                       [](const QJsonValue &request) { return request[u"attempts"_s].toInt() > 1; });
}

QJsonObject pressReport(ProgramRun &run, const QStringList &more)
{
    run.run(QStringList{u"generate"_s, u"--out"_s, run.path(u"out"_s), u"--report"_s,
                        run.path(u"reports/report.json"_s)}
            + more);
    return readJson(run.path(u"reports/report.json"_s));
}

void compareWithSums(const QJsonValue &run, double sequentialWall)
{
    const std::vector<double> times = laneTimes(run);
    const bool isSequential = run[u"mode"_s] == u"sequential"_s;
    double sum = 0;
    for (const double time : times)
        sum += time;
    double wall = 0;
    for (const QJsonValue &request : run[u"requests"_s].toArray())
        wall = std::max(wall, sumOfPhases(request));
    const double ideal = idealFor(times, run[u"at_once"_s].toInt());

    QVERIFY(isNear(run[u"wall_ms"_s].toDouble(), wall));
    QVERIFY(isNear(run[u"sum_ms"_s].toDouble(), sum));
    // Of what was tried again the report has no times for each attempt.
    if (!isTriedAgain(run))
        QVERIFY(isNear(run[u"ideal_ms"_s].toDouble(), ideal));
    QVERIFY(isNear(run[u"efficiency"_s].toDouble(), run[u"ideal_ms"_s].toDouble() / wall));
    QVERIFY(run[u"efficiency"_s].toDouble() <= 1.001); // Up to clock noise.
    QCOMPARE(run[u"speed_up_estimated"_s].toBool(true), !isSequential && sequentialWall == 0);
    if (isSequential)
        QCOMPARE(run[u"speed_up"_s].toDouble(), 1.0);
    else
        QVERIFY(isNear(run[u"speed_up"_s].toDouble(), (sequentialWall > 0 ? sequentialWall : sum) / wall));
    QVERIFY(isNear(run[u"median_ms"_s].toDouble(), nearestRank(times, 0.5)));
    QVERIFY(isNear(run[u"p95_ms"_s].toDouble(), nearestRank(times, 0.95)));
}

/// The journal says the same of every saved picture, and the file is the one that it describes.
void compareWithJournal(const QJsonObject &report, const QList<QJsonObject> &journal)
{
    int saved = 0;
    for (const QJsonObject &line : journal) {
        if (line[u"event"_s] != u"saved"_s)
            continue;
        ++saved;
        const QJsonValue run = report[u"runs"_s][line[u"run"_s].toInt() - 1];
        const QJsonArray requests = run[u"requests"_s].toArray();
        const auto found = std::find_if(requests.begin(), requests.end(), [&line](const QJsonValue &request) {
            return request[u"file"_s] == line[u"file"_s];
        });
        QVERIFY(found != requests.end());
        for (const QString &name : line[u"phases"_s].toObject().keys())
            QVERIFY(isNear(line[u"phases"_s][name].toDouble(), (*found)[name].toDouble()));
        QVERIFY(isNear(line[u"ms"_s].toDouble(), sumOfPhases(*found)));
        const QFileInfo file(QDir(report[u"folder"_s].toString()).filePath(line[u"file"_s].toString()));
        QCOMPARE(file.size(), line[u"bytes"_s].toInteger());
    }
    QCOMPARE(saved, report[u"runs"_s][0][u"saved"_s].toInt() + report[u"runs"_s][1][u"saved"_s].toInt());
}

} // namespace

class TestGenerateReport : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void holdsTheFieldsOfTheContractAndNoOthers();
    void saysWhatWasAskedAndMade();
    void goesWithTheTimesAsATableAndATrace();
    void isTheSumsOfItsPhases_data();
    void isTheSumsOfItsPhases();
    void estimatesWithoutASequentialRun();
    void agreesWithTheJournal();
    void holdsAJournalInTheOrderOfTheContract();
    void countsWhatWentWrong();
};

void TestGenerateReport::holdsTheFieldsOfTheContractAndNoOthers()
{
    ProgramRun run(Program);
    const QJsonObject report = pressReport(run, {u"a fox"_s, u"--speed"_s, u"instant"_s});
    QCOMPARE(report.keys(),
             (QStringList{u"finished"_s, u"folder"_s, u"list"_s, u"model"_s, u"runs"_s, u"service"_s,
                          u"version"_s}));
    const QJsonValue first = report[u"runs"_s][0];
    QCOMPARE(first.toObject().keys(),
             (QStringList{u"at_once"_s, u"at_once_automatic"_s, u"cancelled"_s, u"efficiency"_s, u"expired"_s,
                          u"failed"_s, u"ideal_ms"_s, u"median_ms"_s, u"mode"_s, u"p95_ms"_s, u"refused"_s,
                          u"requests"_s, u"saved"_s, u"speed_up"_s, u"speed_up_estimated"_s, u"started"_s,
                          u"sum_ms"_s, u"unknown"_s, u"wall_ms"_s}));
    QCOMPARE(
        first[u"requests"_s][0].toObject().keys(),
        (QStringList{u"attempts"_s, u"backoff_ms"_s, u"download_ms"_s, u"error"_s, u"file"_s, u"finish_ms"_s,
                     u"index"_s, u"prompt"_s, u"queued_ms"_s, u"server_ms"_s, u"state"_s}));
    // What did not happen is null: an attempt of its own, an error, figures of fewer than three jobs.
    QVERIFY(first[u"requests"_s][0][u"backoff_ms"_s].isNull());
    QVERIFY(first[u"requests"_s][0][u"error"_s].isNull());
    QVERIFY(first[u"median_ms"_s].isNull() && first[u"p95_ms"_s].isNull());
}

void TestGenerateReport::saysWhatWasAskedAndMade()
{
    ProgramRun run(Program);
    const QDateTime before = QDateTime::currentDateTimeUtc().addMSecs(-1);
    const QJsonObject report =
        pressReport(run, {u"--mode"_s, u"both"_s, u"--speed"_s, u"instant"_s, u"--at-once"_s, u"2"_s});
    const QDateTime after = QDateTime::currentDateTimeUtc().addMSecs(1);

    QCOMPARE(report[u"version"_s].toInt(), 1);
    QCOMPARE(report[u"list"_s].toString(), u"robot dog journey"_s);
    QCOMPARE(report[u"service"_s].toString(), u"practice"_s);
    QCOMPARE(report[u"model"_s].toString(), u"practice-painter"_s);
    QCOMPARE(report[u"folder"_s].toString(), run.path(u"out"_s));
    QCOMPARE(report[u"finished"_s], QJsonValue(true));
    const QJsonArray runs = report[u"runs"_s].toArray();
    QCOMPARE(runs.size(), 2);
    QCOMPARE(runs.at(0)[u"mode"_s].toString(), u"sequential"_s);
    QCOMPARE(runs.at(0)[u"at_once"_s].toInt(), 1);
    QCOMPARE(runs.at(1)[u"mode"_s].toString(), u"parallel"_s);
    QCOMPARE(runs.at(1)[u"at_once"_s].toInt(), 2);
    QSet<QString> files;
    for (const QJsonValue &each : runs) {
        const QString started = each[u"started"_s].toString();
        QVERIFY2(started.endsWith(u'Z'), qPrintable(started));
        const QDateTime moment = QDateTime::fromString(started, Qt::ISODateWithMs);
        QVERIFY(before <= moment && moment <= after);
        QCOMPARE(each[u"saved"_s].toInt(), 3);
        int index = 0;
        for (const QJsonValue &request : each[u"requests"_s].toArray()) {
            QCOMPARE(request[u"index"_s].toInt(), ++index);
            QCOMPARE(request[u"state"_s].toString(), u"saved"_s);
            QCOMPARE(request[u"attempts"_s].toInt(), 1);
            QVERIFY(request[u"prompt"_s].toString().contains(u"robot dog"));
            const QString file = request[u"file"_s].toString();
            QVERIFY(QFile::exists(run.path(u"out/"_s + file)));
            files.insert(file);
        }
        QCOMPARE(index, 3);
    }
    QCOMPARE(files.size(), 6);
}

void TestGenerateReport::goesWithTheTimesAsATableAndATrace()
{
    ProgramRun run(Program);
    const QJsonObject report =
        pressReport(run,
                    {u"--mode"_s, u"both"_s, u"--speed"_s, u"instant"_s, u"--timing-csv"_s,
                     run.path(u"times/t.csv"_s), u"--trace"_s, run.path(u"times/t.json"_s)});
    QFile table(run.path(u"times/t.csv"_s));
    QVERIFY(table.open(QIODevice::ReadOnly));
    const QList<QByteArray> rows = table.readAll().split('\n');
    QCOMPARE(rows.size(), 1 + 2 * 3 + 1);
    QVERIFY(rows.at(1).startsWith("\"1\",\"sequential\",\"1\",\"robot dog in a lab\",\"saved\",\"1\","));
    const QJsonObject request = report[u"runs"_s][1][u"requests"_s][2].toObject();
    const QByteArray server = QByteArray::number(request[u"server_ms"_s].toDouble(), 'f', 3);
    QVERIFY2(rows.at(6).split('"').contains(server), rows.at(6).constData());

    const QJsonArray events = readJson(run.path(u"times/t.json"_s))[u"traceEvents"_s].toArray();
    QVERIFY(std::any_of(events.begin(), events.end(), [](const QJsonValue &event) {
        return event[u"ph"_s].toString() == u"X" && event[u"pid"_s].toInt() == 2
            && event[u"name"_s].toString().startsWith(u"1 robot dog in a lab");
    }));
}

void TestGenerateReport::isTheSumsOfItsPhases_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("the sample list, quickly") << QStringList{u"--speed"_s, u"quick"_s};
    QTest::newRow("many, instantly") << QStringList{u"--speed"_s, u"instant"_s,   u"--count"_s,
                                                    u"4"_s,       u"--at-once"_s, u"5"_s};
    QTest::newRow("with trouble") << QStringList{u"--speed"_s, u"trouble"_s,   u"--count"_s,
                                                 u"6"_s,       u"--at-once"_s, u"9"_s};
}

void TestGenerateReport::isTheSumsOfItsPhases()
{
    QFETCH(const QStringList, arguments);
    ProgramRun run(Program);
    const QJsonObject report =
        pressReport(run, QStringList{u"--mode"_s, u"both"_s, u"--size"_s, u"256x256"_s} + arguments);
    compareWithSums(report[u"runs"_s][0], 0);
    compareWithSums(report[u"runs"_s][1], report[u"runs"_s][0][u"wall_ms"_s].toDouble());
}

void TestGenerateReport::estimatesWithoutASequentialRun()
{
    ProgramRun run(Program);
    const QJsonObject report = pressReport(run, {u"--speed"_s, u"quick"_s, u"--at-once"_s, u"2"_s});
    QCOMPARE(report[u"runs"_s].toArray().size(), 1);
    compareWithSums(report[u"runs"_s][0], 0);
    QVERIFY(run.output().contains(u"(estimated)"));
}

void TestGenerateReport::agreesWithTheJournal()
{
    ProgramRun run(Program);
    const QJsonObject report =
        pressReport(run, {u"--mode"_s, u"both"_s, u"--speed"_s, u"trouble"_s, u"--count"_s, u"4"_s});
    const QList<QJsonObject> journal = readJsonLines(run.path(u"out/run.jsonl"_s));
    compareWithJournal(report, journal);

    for (int number = 1; number <= 2; ++number) {
        const QJsonValue each = report[u"runs"_s][number - 1];
        const auto ended = std::find_if(journal.begin(), journal.end(), [number](const QJsonObject &line) {
            return line[u"event"_s] == u"run_ended"_s && line[u"run"_s] == number;
        });
        QVERIFY(ended != journal.end());
        QVERIFY(isNear((*ended)[u"wall_ms"_s].toDouble(), each[u"wall_ms"_s].toDouble()));
        int sum = 0;
        for (const QString &state : (*ended)[u"counts"_s].toObject().keys()) {
            QCOMPARE((*ended)[u"counts"_s][state], each[state]);
            sum += each[state].toInt();
        }
        QCOMPARE(sum, 12);
    }
}

void TestGenerateReport::holdsAJournalInTheOrderOfTheContract()
{
    ProgramRun run(Program);
    pressReport(run, {u"a fox"_s, u"--mode"_s, u"both"_s, u"--speed"_s, u"instant"_s});
    QStringList events;
    for (const QJsonObject &line : readJsonLines(run.path(u"out/run.jsonl"_s))) {
        events.append(line[u"event"_s].toString());
        QCOMPARE(line[u"v"_s].toInt(), 1);
        QVERIFY(line[u"at"_s].toString().endsWith(u'Z'));
        QVERIFY(line[u"ms"_s].isDouble());
        QCOMPARE(line[u"run"_s].isNull(), line[u"event"_s] == u"press"_s);
    }
    const QStringList once{u"plan"_s, u"sending"_s, u"answered"_s, u"link"_s, u"saved"_s, u"run_ended"_s};
    QCOMPARE(events, QStringList(u"press"_s) + once + once);
}

void TestGenerateReport::countsWhatWentWrong()
{
    ProgramRun run(Program);
    const QJsonObject report =
        pressReport(run, {u"--speed"_s, u"trouble"_s, u"--count"_s, u"10"_s, u"--at-once"_s, u"30"_s});
    QCOMPARE(run.process().exitCode(), 1);
    const QJsonValue each = report[u"runs"_s][0];
    QHash<QString, int> states;
    for (const QJsonValue &request : each[u"requests"_s].toArray()) {
        const QString state = request[u"state"_s].toString();
        ++states[state];
        const bool isSaved = state == u"saved"_s;
        QCOMPARE(request[u"error"_s].isNull(), isSaved);
        QCOMPARE(request[u"file"_s].isNull(), !isSaved);
        if (isSaved)
            continue;
        QVERIFY(!request[u"error"_s][u"message"_s].toString().isEmpty());
        QVERIFY(request[u"error"_s][u"status"_s].toInt() >= 400);
        QVERIFY(request[u"finish_ms"_s].isNull());
        QVERIFY2(run.output().contains(request[u"error"_s][u"message"_s].toString()),
                 qPrintable(run.output()));
    }
    for (const QString &state :
         {u"saved"_s, u"refused"_s, u"failed"_s, u"expired"_s, u"unknown"_s, u"cancelled"_s})
        QCOMPARE(each[state].toInt(-1), states.value(state));
    QVERIFY(states.value(u"saved"_s) > 0 && states.value(u"saved"_s) < 30);
    QCOMPARE(report[u"finished"_s], QJsonValue(true)); // It came to its end, though not all is saved.
}

QTEST_GUILESS_MAIN(TestGenerateReport)
#include "tst_generatereport.moc"
