#include "prompts/csvrecords.h"
#include "timing/timingexport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

JobRecord job(int index, const QString &prompt)
{
    return {.job = {.id = JobId(quint64(index)), .index = index, .prompt = prompt}};
}

/// Two places: a 429 that is tried again, a picture that is saved while its place is taken by another, one
/// that is refused, and one that never began.
RunRecord troubledRun()
{
    RunRecord run{.plan = {.id = RunId(2), .mode = Mode::Parallel, .atOnce = 2}, .ended = Moment(9s)};
    JobRecord first = job(1, u"a \"fox\",\r\nred"_s);
    first.timeline.beginAttempt(0s, 1);
    first.timeline.beginBackoff(1s);
    first.timeline.beginAttempt(3s, 1);
    first.timeline.markConnecting(3s);
    first.timeline.markSent(3250ms);
    first.timeline.firstByte(5s);
    first.timeline.lastByte(6s);
    first.timeline.releaseLane(6s);
    first.timeline.end(8s);
    first.failures = {{.attempt = 1, .kind = Error::Kind::RateLimit, .status = 429}};
    first.state = JobState::Saved;
    first.requestId = u"req_1"_s;
    JobRecord second = job(2, u"=1+1"_s);
    second.timeline.beginAttempt(6s, 1);
    second.timeline.markSent(6s);
    second.timeline.end(9s);
    second.state = JobState::Refused;
    second.error = {{.kind = Error::Kind::Refused, .message = u"No."_s, .requestId = u"req_2"_s}};
    JobRecord third = job(3, u" ＋fullwidth"_s);
    third.timeline.end(7s);
    third.state = JobState::Cancelled;
    run.jobs = {first, second, third};
    run.atOnceChanges = {{.atOnce = 4}, {.at = 1s, .atOnce = 2, .reason = AtOnceReason::RateLimit}};
    run.pauses = {{.begin = 1s, .end = Moment(3s)}};
    return run;
}

QList<QStringList> csvRows(const QByteArray &csv)
{
    const Result<QList<CsvRecord>> records = readCsv(QString::fromUtf8(csv), u',');
    QList<QStringList> rows;
    if (!records)
        return rows;
    for (const CsvRecord &record : records.value()) {
        QStringList row;
        for (const CsvField &field : record)
            row.append(field.text);
        rows.append(row);
    }
    return rows;
}

QList<QJsonObject> eventsOf(const QByteArray &trace)
{
    QList<QJsonObject> events;
    for (const QJsonValue &event : QJsonDocument::fromJson(trace)[u"traceEvents"_s].toArray())
        events.append(event.toObject());
    return events;
}

QList<QJsonObject> eventsOf(const QByteArray &trace, const QString &phase)
{
    QList<QJsonObject> events = eventsOf(trace);
    events.removeIf([&phase](const QJsonObject &event) { return event[u"ph"_s] != phase; });
    return events;
}

/// "name begin–end" of the slices of \a trace in their order, in milliseconds.
QStringList slices(const QByteArray &trace)
{
    QStringList lines;
    for (const QJsonObject &event : eventsOf(trace, u"X"_s)) {
        const double begin = event[u"ts"_s].toDouble() / 1000;
        lines.append(u"%1 %2–%3"_s.arg(event[u"name"_s].toString())
                         .arg(begin)
                         .arg(begin + event[u"dur"_s].toDouble() / 1000));
    }
    return lines;
}

/// What a viewer needs of each event, and that slices of one thread lie within each other or apart.
QString complaint(const QByteArray &trace)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(trace, &error);
    if (error.error != QJsonParseError::NoError || !document[u"traceEvents"_s].isArray())
        return u"no trace: "_s % error.errorString();
    QMap<std::pair<int, int>, QList<std::pair<double, double>>> threads;
    QSet<std::pair<int, int>> named;
    QMap<QString, int> open;
    for (const QJsonObject &event : eventsOf(trace)) {
        const QString phase = event[u"ph"_s].toString();
        const std::pair thread(event[u"pid"_s].toInt(-1), event[u"tid"_s].toInt(-1));
        if (event[u"name"_s].toString().isEmpty() || thread.first < 0 || thread.second < 0
            || !event[u"ts"_s].isDouble() || event[u"ts"_s].toDouble() < 0)
            return u"incomplete: "_s % QString::fromUtf8(QJsonDocument(event).toJson());
        if (phase == u"M" && event[u"name"_s].toString() == u"thread_name")
            named.insert(thread);
        else if (phase == u"X")
            threads[thread].append({event[u"ts"_s].toDouble(), event[u"dur"_s].toDouble(-1)});
        else if (phase == u"b" || phase == u"e")
            open[event[u"cat"_s].toString() % event[u"id"_s].toString()] += phase == u"b" ? 1 : -1;
        else if (phase != u"C" && phase != u"i" && phase != u"M")
            return u"unknown phase "_s % phase;
    }
    for (const int count : std::as_const(open)) {
        if (count != 0)
            return u"an asynchronous event has no other end"_s;
    }
    for (auto [thread, spans] : threads.asKeyValueRange()) {
        if (!named.contains(thread))
            return u"a thread without a name"_s;
        std::stable_sort(spans.begin(), spans.end(), [](const auto &first, const auto &second) {
            return first.first < second.first
                || (first.first == second.first && first.second > second.second);
        });
        QList<double> ends;
        for (const auto &[begin, length] : std::as_const(spans)) {
            if (length < 0)
                return u"a slice without a length"_s;
            while (!ends.isEmpty() && ends.last() <= begin + 0.0005)
                ends.removeLast();
            if (!ends.isEmpty() && begin + length > ends.last() + 0.0005)
                return u"slices overlap at %1"_s.arg(begin);
            ends.append(begin + length);
        }
    }
    return {};
}

} // namespace

class TestTimingExport : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void writesARowAPicture();
    void quotesEverythingAndLeavesNoFormula_data();
    void quotesEverythingAndLeavesNoFormula();
    void tracesPlacesWithTheirPhasesInside();
    void tracesWhatHoldsNoPlaceBesideThem();
    void tracesNumbersAndPauses();
    void tracesARunThatGoesOn();
    void tracesTwoRunsOnOneAxis();
    void writesTenThousandPictures();
};

void TestTimingExport::writesARowAPicture()
{
    const QByteArray csv = timingCsv({troubledRun()});
    QCOMPARE(
        csvRows(csv),
        (QList<QStringList>{
            u"run,mode,index,prompt,state,attempts,queued_ms,connecting_ms,server_ms,download_ms,"
            "finish_ms,backoff_ms,ended_ms,place,request_id,error_kind"_s.split(u','),
            {u"2"_s, u"parallel"_s, u"1"_s, u"a \"fox\",\nred"_s, u"saved"_s, u"2"_s, u"0.000"_s,
             u"250.000"_s, u"3000.000"_s, u"1000.000"_s, u"2000.000"_s, u"2000.000"_s, u"8000.000"_s, u"1"_s,
             u"req_1"_s, QString()},
            {u"2"_s, u"parallel"_s, u"2"_s, u"'=1+1"_s, u"refused"_s, u"1"_s, u"6000.000"_s, QString(),
             u"3000.000"_s, QString(), QString(), QString(), u"9000.000"_s, u"1"_s, u"req_2"_s, u"refused"_s},
            {u"2"_s, u"parallel"_s, u"3"_s, u"' ＋fullwidth"_s, u"cancelled"_s, u"0"_s, u"7000.000"_s,
             QString(), QString(), QString(), QString(), QString(), u"7000.000"_s, QString(), QString(),
             QString()}}));
    QVERIFY(csv.startsWith("\"run\",\"mode\","));
    QVERIFY(csv.endsWith(",\"\",\"\"\r\n"));
}

void TestTimingExport::quotesEverythingAndLeavesNoFormula_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QByteArray>("field");

    QTest::newRow("plain") << u"fox"_s << QByteArray("\"fox\"");
    QTest::newRow("quote") << u"a \"b\""_s << QByteArray("\"a \"\"b\"\"\"");
    QTest::newRow("line break") << u"a\nb"_s << QByteArray("\"a\nb\"");
    QTest::newRow("equals") << u"=cmd|' /C calc'!A0"_s << QByteArray("\"'=cmd|' /C calc'!A0\"");
    QTest::newRow("plus") << u"+1"_s << QByteArray("\"'+1\"");
    QTest::newRow("minus") << u"-1"_s << QByteArray("\"'-1\"");
    QTest::newRow("at") << u"@SUM(A1)"_s << QByteArray("\"'@SUM(A1)\"");
    QTest::newRow("tab") << u"\tfox"_s << QByteArray("\"'\tfox\"");
    QTest::newRow("carriage return") << u"\rfox"_s << QByteArray("\"'\rfox\"");
    QTest::newRow("after white space") << u"  =1"_s << QByteArray("\"'  =1\"");
    QTest::newRow("full width") << u"＝1"_s << u"\"'＝1\""_s.toUtf8();
    QTest::newRow("within") << u"a=b"_s << QByteArray("\"a=b\"");
    QTest::newRow("umlauts") << u"grün 狐"_s << u"\"grün 狐\""_s.toUtf8();
    QTest::newRow("empty") << QString() << QByteArray("\"\"");
}

void TestTimingExport::quotesEverythingAndLeavesNoFormula()
{
    QFETCH(const QString, prompt);
    QFETCH(const QByteArray, field);
    const QByteArray csv = timingCsv({{.jobs = {job(1, prompt)}}});
    const QByteArray row = "\"1\",\"parallel\",\"1\"," + field
        + ",\"waiting\",\"0\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"\r\n";
    QVERIFY2(csv.endsWith(row), csv.constData());
}

void TestTimingExport::tracesPlacesWithTheirPhasesInside()
{
    const QByteArray trace = chromeTrace({troubledRun()}, {});
    QCOMPARE(complaint(trace), QString());
    QCOMPARE(slices(trace),
             (QStringList{u"1 a \"fox\", red 0–1000"_s, u"server 0–1000"_s, u"1 a \"fox\", red 3000–6000"_s,
                          u"connecting 3000–3250"_s, u"server 3250–5000"_s, u"download 5000–6000"_s,
                          u"2 =1+1 6000–9000"_s, u"server 6000–9000"_s}));
    const QList<QJsonObject> found = eventsOf(trace, u"X"_s);
    QCOMPARE(found.first()[u"args"_s].toObject(),
             (QJsonObject{{u"index"_s, 1},
                          {u"prompt"_s, u"a \"fox\",\r\nred"_s},
                          {u"attempt"_s, 1},
                          {u"state"_s, u"retried"_s},
                          {u"error"_s, u"rate_limit"_s},
                          {u"status"_s, 429}}));
    QCOMPARE(found.at(6)[u"args"_s][u"request_id"_s].toString(), u"req_2"_s);
    QCOMPARE(found.at(6)[u"args"_s][u"error"_s].toString(), u"refused"_s);
    for (const QJsonObject &event : found) {
        QCOMPARE(event[u"pid"_s].toInt(), 2);
        QCOMPARE(event[u"tid"_s].toInt(), 1);
    }
}

void TestTimingExport::tracesWhatHoldsNoPlaceBesideThem()
{
    const QByteArray trace = chromeTrace({troubledRun()}, {});
    QStringList lines;
    for (const QString &phase : {u"b"_s, u"e"_s}) {
        for (const QJsonObject &event : eventsOf(trace, phase))
            lines.append(event[u"name"_s].toString() % u' '
                         % QString::number(event[u"ts"_s].toDouble() / 1000));
    }
    QCOMPARE(lines,
             (QStringList{u"waiting to retry 1000"_s, u"saving 6000"_s, u"waiting to retry 3000"_s,
                          u"saving 8000"_s}));
}

void TestTimingExport::tracesNumbersAndPauses()
{
    const QByteArray trace = chromeTrace({troubledRun()}, {});
    QStringList counted;
    for (const QJsonObject &event : eventsOf(trace, u"C"_s)) {
        const QJsonObject values = event[u"args"_s].toObject();
        counted.append(u"%1 %2: %3"_s.arg(event[u"name"_s].toString())
                           .arg(event[u"ts"_s].toDouble() / 1000)
                           .arg(values.begin().value().toInt()));
    }
    // At six seconds one place goes from hand to hand: the number stays.
    QCOMPARE(counted,
             (QStringList{u"under way 0: 1"_s, u"under way 1000: 0"_s, u"under way 3000: 1"_s,
                          u"under way 9000: 0"_s, u"at once 0: 4"_s, u"at once 1000: 2"_s}));
    QStringList instants;
    for (const QJsonObject &event : eventsOf(trace, u"i"_s)) {
        QCOMPARE(event[u"s"_s].toString(), u"p"_s);
        instants.append(event[u"name"_s].toString() % u' '
                        % QString::number(event[u"ts"_s].toDouble() / 1000));
    }
    QCOMPARE(instants,
             (QStringList{u"4 at once: started 0"_s, u"2 at once: rate_limit 1000"_s,
                          u"pause: rate_limit 1000"_s, u"pause over: rate_limit 3000"_s}));
}

void TestTimingExport::tracesARunThatGoesOn()
{
    RunRecord run{.plan = {.atOnce = 3}};
    for (int lane = 1; lane <= 3; ++lane) {
        JobRecord record = job(lane, u"fox"_s);
        record.state = JobState::Sent;
        record.timeline.beginAttempt(1s, lane);
        if (lane > 1)
            record.timeline.markConnecting(1s);
        if (lane > 2) {
            record.timeline.markSent(2s);
            record.timeline.firstByte(3s);
        }
        run.jobs.append(record);
    }
    const QByteArray trace = chromeTrace({run}, 5s);
    QCOMPARE(complaint(trace), QString());
    QCOMPARE(slices(trace),
             (QStringList{u"1 fox 1000–5000"_s, u"server 1000–5000"_s, u"2 fox 1000–5000"_s,
                          u"connecting 1000–5000"_s, u"3 fox 1000–5000"_s, u"connecting 1000–2000"_s,
                          u"server 2000–3000"_s, u"download 3000–5000"_s}));
}

void TestTimingExport::tracesTwoRunsOnOneAxis()
{
    RunRecord sequential = troubledRun();
    sequential.plan.id = RunId(1);
    sequential.plan.mode = Mode::Sequential;
    sequential.plan.atOnce = 1;
    const QByteArray trace = chromeTrace({sequential, troubledRun()}, {});
    QCOMPARE(complaint(trace), QString());
    QStringList names;
    for (const QJsonObject &event : eventsOf(trace, u"M"_s)) {
        const QJsonValue name = event[u"args"_s][u"name"_s];
        if (name.isString())
            names.append(name.toString());
        else
            QCOMPARE(event[u"args"_s][u"sort_index"_s].toInt(), event[u"tid"_s].toInt());
    }
    QCOMPARE(names,
             (QStringList{u"run 1, sequential, 1 at once"_s, u"place 1"_s, u"run 2, parallel, 2 at once"_s,
                          u"place 1"_s}));
    QCOMPARE(csvRows(timingCsv({sequential, troubledRun()})).size(), 7);
}

void TestTimingExport::writesTenThousandPictures()
{
    RunRecord run{.plan = {.atOnce = 100}, .ended = Moment(10s)};
    for (int i = 0; i < 10'000; ++i) {
        JobRecord record = job(i + 1, u"a robot dog in a lab, number %1"_s.arg(i));
        const Moment begin = i / 100 * 100ms;
        record.timeline.beginAttempt(begin, i % 100 + 1);
        record.timeline.markSent(begin + 1us);
        record.timeline.firstByte(begin + 33333333ns);
        record.timeline.lastByte(begin + 99999999ns);
        record.timeline.releaseLane(begin + 99999999ns);
        record.timeline.end(begin + 110ms);
        record.state = JobState::Saved;
        run.jobs.append(record);
    }
    QCOMPARE(complaint(chromeTrace({run}, {})), QString());
    QCOMPARE(csvRows(timingCsv({run})).size(), 10'001);
}

QTEST_APPLESS_MAIN(TestTimingExport)
#include "tst_timingexport.moc"
