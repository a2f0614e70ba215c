#include "storage/journalmarks.h"
#include "storage/journalreader.h"
#include "storage/runjournal.h"
#include "support/generatorbench.h"
#include "support/journallines.h"
#include "support/pictures.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString Elsewhere = u"/elsewhere"_s;
const QString Order = u"0b7c2a6e-53a5-4f0e-9a53-6f1f5a0e4c01"_s;

/// A journal of a press of three pictures, and then \a lines.
QByteArray journalWith(const QList<QJsonObject> &lines)
{
    QByteArray journal = journalLine({{u"event"_s, u"press"_s},
                                      {u"at"_s, u"2026-11-22T21:04:05.678Z"_s},
                                      {u"list"_s, u"robot dog"_s},
                                      {u"service"_s, u"compatible"_s},
                                      {u"base_url"_s, u"http://127.0.0.1:1/v1"_s},
                                      {u"names"_s, u"{index}"_s}});
    QJsonArray jobs;
    for (int i = 1; i <= 3; ++i)
        jobs.append(QJsonObject{{u"id"_s, i}, {u"index"_s, i}, {u"prompt"_s, u"prompt %1"_s.arg(i)}});
    journal += journalLine({{u"event"_s, u"plan"_s},
                            {u"mode"_s, u"parallel"_s},
                            {u"at_once"_s, 2},
                            {u"model"_s, u"model"_s},
                            {u"options"_s, QJsonObject{{u"size"_s, u"512x256"_s}}},
                            {u"jobs"_s, jobs}});
    for (const QJsonObject &line : lines)
        journal += journalLine(line);
    return journal;
}

QJsonObject sending(int job)
{
    return {{u"event"_s, u"sending"_s}, {u"job"_s, job}, {u"order"_s, Order}, {u"attempt"_s, 1}};
}

QJsonObject saved(int job, const QString &file)
{
    return {{u"event"_s, u"saved"_s}, {u"job"_s, job},  {u"file"_s, file},       {u"bytes"_s, 10},
            {u"width"_s, 4},          {u"height"_s, 3}, {u"format"_s, u"png"_s}, {u"ms"_s, 20}};
}

ReadPress read(const QByteArray &journal)
{
    const Result<ReadPress> press = readJournal(journal, Elsewhere);
    return press ? press.value() : ReadPress();
}

const QJsonObject Stopped{{u"event"_s, u"stopped"_s}, {u"run"_s, QJsonValue::Null}};

} // namespace

class TestJournalReader : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readsWhatWasCutAtAnyByte();
    void tellsWhatWasUnderWay();
    void knowsTheWordOfEachKindOfError();
    void tellsWhatAPersonMovedToTheTrash();
    void leavesOutWhatCannotBeRead_data();
    void leavesOutWhatCannotBeRead();
    void takesBackNoPictureThatWasSaved();
    void countsButNeverShowsAPictureOfAnotherFolder();
    void addsTheRunOfBothThatNeverBegan();
    void letsWaitWhatWasCancelledToGoOnAndWasNeverPlanned();
    void ordersWhatEndedInterruptedUnlessAPersonStoppedIt();
    void forgetsThePicturesOfAPlanThatCannotBeRead();
    void refusesWhatItCannotKnow_data();
    void refusesWhatItCannotKnow();
};

void TestJournalReader::readsWhatWasCutAtAnyByte()
{
    const QByteArray whole =
        journalWith({sending(1), saved(1, u"1.png"_s), sending(2), saved(2, u"2.png"_s)});
    const qsizetype firstLine = whole.indexOf('\n');
    for (qsizetype length = 0; length < whole.size(); ++length) {
        const QByteArray cut = whole.first(length);
        const Result<ReadPress> press = readJournal(cut, Elsewhere);
        QCOMPARE(bool(press), length >= firstLine);
        if (!press)
            continue;
        // A line that lacks nothing but its end is whole.
        QList<QByteArray> lines = cut.split('\n');
        const bool isTorn =
            !lines.constLast().isEmpty() && !QJsonDocument::fromJson(lines.constLast()).isObject();
        if (isTorn || lines.constLast().isEmpty())
            lines.removeLast();
        QCOMPARE(press.value().problems.size(), isTorn ? 1 : 0);
        QCOMPARE(press.value().runs.size(), lines.size() >= 2 ? 1 : 0);
        if (lines.size() < 2)
            continue;
        const auto savedLines = std::count_if(lines.begin(), lines.end(), [](const QByteArray &line) {
            return line.contains("\"event\":\"saved\"");
        });
        QCOMPARE(countStates(press.value().runs.constFirst().jobs).value(JobState::Saved), int(savedLines));
    }
}

void TestJournalReader::tellsWhatWasUnderWay()
{
    const ReadPress press = read(journalWith(
        {sending(1),
         {{u"event"_s, u"answered"_s}, {u"job"_s, 1}, {u"status"_s, 200}, {u"request_id"_s, u"r1"_s}},
         sending(2),
         {{u"event"_s, u"retrying"_s}, {u"job"_s, 2}, {u"attempt"_s, 2}}}));
    const QList<JobRecord> &jobs = press.runs.constFirst().jobs;
    QCOMPARE(jobs.at(0).state, JobState::Sent);
    QCOMPARE(jobs.at(0).requestId, u"r1"_s);
    QCOMPARE(jobs.at(1).state, JobState::Waiting); // The service had refused it: nothing is under way.
    QCOMPARE(jobs.at(2).state, JobState::Waiting);
    QCOMPARE(press.openOrders, (QHash<JobId, QString>{{JobId(1), Order}}));
    QVERIFY(!press.runs.constFirst().ended);
}

void TestJournalReader::knowsTheWordOfEachKindOfError()
{
    const QMetaEnum kinds = QMetaEnum::fromType<Error::Kind>();
    for (int i = 0; i < kinds.keyCount(); ++i) {
        const auto kind = Error::Kind(kinds.value(i));
        const QJsonObject error{{u"kind"_s, keyword(kind)}, {u"message"_s, u"m"_s}, {u"status"_s, 500}};
        const ReadPress press =
            read(journalWith({{{u"event"_s, u"failed"_s}, {u"job"_s, 1}, {u"error"_s, error}}}));
        const JobRecord &record = press.runs.constFirst().jobs.constFirst();
        QCOMPARE(record.state, JobState::Failed);
        QCOMPARE(record.error->kind, kind);
        QCOMPARE(record.error->status, std::optional(500));
    }
}

void TestJournalReader::tellsWhatAPersonMovedToTheTrash()
{
    using Kind = PictureMark::Kind;
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"run.jsonl"_s);
    const QByteArray before = journalWith({saved(1, u"1.png"_s), saved(2, u"2.png"_s)});
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(before.chopped(1)); // Whoever wrote it was cut off before the end of its last line.
    file.close();
    QVERIFY(appendMarks(path, {{Kind::Trash, JobId(1), u"1.png"_s}, {Kind::Trash, JobId(2), u"2.png"_s}}));
    QVERIFY(appendMarks(path, {{Kind::Restore, JobId(1), u"1.png"_s}}));

    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray after = file.readAll();
    QVERIFY(after.startsWith(before));
    ReadPress press = read(after);
    QVERIFY(press.problems.isEmpty());
    QCOMPARE(press.trashedFiles, QSet<QString>{u"2.png"_s});
    press.trashedFiles.clear();
    QCOMPARE(press, read(before));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files),
             QStringList(u"run.jsonl"_s)); // It is locked no more.

    const Result<OpenJournal> held = reopenJournal(path);
    const Result<Done> refused = appendMarks(path, {{Kind::Trash, JobId(1), u"1.png"_s}});
    QVERIFY(held && !refused);
    QCOMPARE(refused.error().kind, Error::Kind::Disk);
}

void TestJournalReader::leavesOutWhatCannotBeRead_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("no JSON") << QByteArray("{\"v\":1,\n");
    QTest::newRow("no object") << QByteArray("[1]\n");
    QTest::newRow("zeros, as a power cut may leave") << QByteArray(4096, '\0') + '\n';
    QTest::newRow("a picture that was not planned") << journalLine(sending(4));
    QTest::newRow("a negative picture") << journalLine(sending(-1));
    QTest::newRow("a picture of another type")
        << journalLine({{u"event"_s, u"sending"_s}, {u"job"_s, u"1"_s}});
    QTest::newRow("no time") << journalLine(
        {{u"event"_s, u"sending"_s}, {u"job"_s, 1}, {u"ms"_s, u"soon"_s}});
    QTest::newRow("a time before the beginning")
        << journalLine({{u"event"_s, u"sending"_s}, {u"job"_s, 1}, {u"ms"_s, -1}});
    QTest::newRow("a time beyond all bounds")
        << journalLine({{u"event"_s, u"sending"_s}, {u"job"_s, 1}, {u"ms"_s, 1e300}});
    QTest::newRow("a file above") << journalLine(saved(1, u"../1.png"_s));
    QTest::newRow("a file below") << journalLine(saved(1, u"a/1.png"_s));
    QTest::newRow("the folder itself") << journalLine(saved(1, u".."_s));
    QTest::newRow("a file of Windows") << journalLine(saved(1, u"..\\1.png"_s));
    QTest::newRow("no file") << journalLine(saved(1, u""_s));
    QTest::newRow("a file elsewhere in the trash")
        << journalLine({{u"event"_s, u"trash"_s}, {u"job"_s, 1}, {u"value"_s, u"../1.png"_s}});
    QTest::newRow("a plan without pictures")
        << journalLine({{u"event"_s, u"plan"_s}, {u"mode"_s, u"parallel"_s}, {u"run"_s, 2}});
    QTest::newRow("a second plan of a run")
        << journalLine({{u"event"_s, u"plan"_s},
                        {u"mode"_s, u"parallel"_s},
                        {u"jobs"_s, QJsonArray{QJsonObject{{u"id"_s, 9}, {u"index"_s, 9}}}}});
    QTest::newRow("a plan of the last run that there can be")
        << journalLine({{u"event"_s, u"plan"_s},
                        {u"mode"_s, u"parallel"_s},
                        {u"run"_s, std::numeric_limits<int>::max()},
                        {u"jobs"_s, QJsonArray{QJsonObject{{u"id"_s, 9}, {u"index"_s, 9}}}}});
    QTest::newRow("a run that was not planned") << journalLine({{u"event"_s, u"run_ended"_s}, {u"run"_s, 2}});
    QTest::newRow("a plan with pictures of another run")
        << journalLine({{u"event"_s, u"plan"_s},
                        {u"mode"_s, u"parallel"_s},
                        {u"run"_s, 2},
                        {u"jobs"_s, QJsonArray{QJsonObject{{u"id"_s, 1}, {u"index"_s, 1}}}}});
}

void TestJournalReader::leavesOutWhatCannotBeRead()
{
    QFETCH(const QByteArray, line);
    const ReadPress press = read(journalWith({}) + line + journalLine(saved(2, u"2.png"_s)));
    QCOMPARE(press.problems.size(), 1);
    QCOMPARE(press.problems.constFirst().line, 3);
    QCOMPARE(press.runs.size(), 1);
    QCOMPARE(press.runs.constFirst().jobs.at(0).state, JobState::Waiting);
    QCOMPARE(press.runs.constFirst().jobs.at(1).state, JobState::Saved);
}

void TestJournalReader::takesBackNoPictureThatWasSaved()
{
    for (const QString &event : {u"sending"_s, u"retrying"_s, u"unknown"_s}) {
        const QJsonObject line{{u"event"_s, event}, {u"job"_s, 1}, {u"order"_s, Order}};
        const ReadPress press = read(journalWith({sending(1), saved(1, u"1.png"_s), line}));
        QCOMPARE(press.problems.size(), 1);
        QCOMPARE(press.runs.constFirst().jobs.constFirst().state, JobState::Saved);
        QVERIFY(press.openOrders.isEmpty());
    }
}

void TestJournalReader::countsButNeverShowsAPictureOfAnotherFolder()
{
    const ReadPress press =
        read(journalWith({}) + journalLine(sending(1)) + journalLine(saved(1, u"/etc/passwd"_s)));
    QCOMPARE(press.problems.size(), 1);
    const JobRecord &record = press.runs.constFirst().jobs.constFirst();
    QCOMPARE(record.state, JobState::Saved);
    QCOMPARE(record.picture->file, QString());
    QVERIFY(press.openOrders.isEmpty());
}

void TestJournalReader::addsTheRunOfBothThatNeverBegan()
{
    GeneratorBench bench;
    bench.start({u"a fox"_s, u"a dog"_s}, PressMode::Both, 3);
    QVERIFY(bench.waitForEnd());
    QFile file(bench.press.folder % u"/run.jsonl");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray whole = file.readAll();
    const ReadPress ended = read(whole);
    QVERIFY(ended.unplannedRuns.isEmpty());
    QCOMPARE(ended.runs.size(), 2);

    const qsizetype second = whole.indexOf("\"mode\":\"parallel\"", whole.indexOf("\"event\":\"plan\""));
    const ReadPress cut = read(whole.first(whole.lastIndexOf('\n', second) + 1));
    QCOMPARE(cut.unplannedRuns, QSet<RunId>{RunId(2)});
    QCOMPARE(cut.runs.size(), 2);
    QCOMPARE(cut.runs.at(1).plan, ended.runs.at(1).plan);
    QCOMPARE(cut.runs.at(1).jobs.constFirst().state, JobState::Waiting);
}

void TestJournalReader::letsWaitWhatWasCancelledToGoOnAndWasNeverPlanned()
{
    const auto cancelled = [](int run, int job) -> QJsonObject {
        return {{u"event"_s, u"cancelled"_s}, {u"run"_s, run}, {u"job"_s, job}};
    };
    const QJsonObject resumed{{u"event"_s, u"resumed"_s}, {u"run"_s, QJsonValue::Null}};
    const QJsonObject planned{
        {u"event"_s, u"plan"_s},
        {u"run"_s, 2},
        {u"mode"_s, u"parallel"_s},
        {u"continues"_s, 1},
        {u"jobs"_s, QJsonArray{QJsonObject{{u"id"_s, 4}, {u"index"_s, 2}, {u"prompt"_s, u"prompt 2"_s}}}}};
    const QJsonObject ended{{u"event"_s, u"run_ended"_s}};
    const auto open = [](const QList<QJsonObject> &lines) {
        QList<int> jobs;
        const Result<ReadPress> read = readJournal(journalWith(lines), Elsewhere);
        for (const JobId job : read.value().cancelledJobs)
            jobs.append(int(job));
        std::sort(jobs.begin(), jobs.end());
        for (const RunRecord &run : read.value().runs) {
            for (const JobRecord &record : run.jobs) {
                JobRecord waiting{.job = record.job};
                waiting.timeline.end(5ms); // Until when it had waited.
                if (jobs.contains(int(record.job.id)) && record != waiting)
                    jobs.append(0);
            }
        }
        return jobs;
    };

    // The first was stopped by a person, the others by who went on.
    const QList<QJsonObject> gap{cancelled(1, 1), resumed, cancelled(1, 2), cancelled(1, 3)};
    QCOMPARE(open(gap), (QList<int>{2, 3}));
    QCOMPARE(open(gap + QList{ended}), QList<int>()); // Nothing more was to be ordered.
    QCOMPARE(open(gap + QList{planned}), QList<int>{3});
    QCOMPARE(open(gap + QList{resumed}), (QList<int>{2, 3})); // Killed there a second time.
    // A person has stopped the run that went on.
    QCOMPARE(open(gap + QList{planned, ended, cancelled(2, 4)}), QList<int>());
    QCOMPARE(open(gap + QList{planned, ended, cancelled(2, 4), resumed}), QList<int>());
    QCOMPARE(open(gap + QList{planned, ended, resumed, cancelled(2, 4)}), QList<int>{4});
    // While the first of two runs went on, a person has stopped all, also what the second was to go on with.
    QCOMPARE(open(gap + QList{Stopped}), QList<int>());
    QCOMPARE(open({cancelled(1, 1), cancelled(1, 2)}), QList<int>());
}

void TestJournalReader::ordersWhatEndedInterruptedUnlessAPersonStoppedIt()
{
    const auto interrupted = [](const QString &event, int job) -> QJsonObject {
        return {{u"event"_s, event}, {u"job"_s, job}, {u"interrupted"_s, true}};
    };
    const QList<QJsonObject> left{interrupted(u"cancelled"_s, 1), interrupted(u"failed"_s, 2),
                                  QJsonObject{{u"event"_s, u"failed"_s}, {u"job"_s, 3}}};
    QCOMPARE(readJournal(journalWith(left), {}).value().interruptedJobs, (QSet{JobId(1), JobId(2)}));
    QVERIFY(readJournal(journalWith(left + QList{Stopped}), {}).value().interruptedJobs.isEmpty());
    const QJsonObject askedFor{{u"event"_s, u"retrying"_s}, {u"job"_s, 1}, {u"reason"_s, u"asked"_s}};
    QCOMPARE(readJournal(journalWith(left + QList{Stopped, askedFor, interrupted(u"cancelled"_s, 1)}), {})
                 .value()
                 .interruptedJobs,
             QSet{JobId(1)});
    const QJsonObject savedLater{{u"event"_s, u"saved"_s}, {u"job"_s, 2}, {u"file"_s, u"list_2.png"_s}};
    QCOMPARE(readJournal(journalWith(left + QList{savedLater}), {}).value().interruptedJobs, QSet{JobId(1)});
}

void TestJournalReader::forgetsThePicturesOfAPlanThatCannotBeRead()
{
    const QByteArray plan = journalLine({{u"event"_s, u"plan"_s},
                                         {u"mode"_s, u"parallel"_s},
                                         {u"run"_s, 2},
                                         {u"jobs"_s,
                                          QJsonArray{QJsonObject{{u"id"_s, 4}, {u"index"_s, 1}},
                                                     QJsonObject{{u"id"_s, 4}, {u"index"_s, 2}}}}});
    const ReadPress press = read(journalWith({}) + plan + journalLine(sending(4)) + journalLine(sending(1)));
    QCOMPARE(press.problems.size(), 2);
    QCOMPARE(press.runs.size(), 1);
    QCOMPARE(press.openOrders.size(), 1);
    QCOMPARE(press.runs.constFirst().jobs.constFirst().state, JobState::Sent);
}

void TestJournalReader::refusesWhatItCannotKnow_data()
{
    QTest::addColumn<QByteArray>("journal");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a picture") << pictureBytes();
    QTest::newRow("another file of lines") << QByteArray("{\"a\":1}\n");
    QTest::newRow("a later version") << journalWith({{{u"event"_s, u"saved"_s}, {u"v"_s, 2}}});
}

void TestJournalReader::refusesWhatItCannotKnow()
{
    QFETCH(const QByteArray, journal);
    const Result<ReadPress> press = readJournal(journal, Elsewhere);
    QVERIFY(!press);
    QCOMPARE(press.error().kind, Error::Kind::BadRequest);
}

QTEST_GUILESS_MAIN(TestJournalReader)
#include "tst_journalreader.moc"
