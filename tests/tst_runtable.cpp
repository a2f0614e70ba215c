#include "commandline/progressline.h"
#include "commandline/runtable.h"

#include <QLocale>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

JobRecord savedJob(int index, Moment begin, Moment end)
{
    JobRecord record{.job = {.id = JobId(index), .index = index}, .state = JobState::Saved};
    record.timeline.beginAttempt(begin);
    record.timeline.firstByte(end);
    record.timeline.lastByte(end);
    record.timeline.releaseLane(end);
    record.timeline.end(end);
    record.picture = SavedPicture{.file = u"list_%1.png"_s.arg(index)};
    return record;
}

JobRecord failedJob(int index, JobState state, const Error &error)
{
    JobRecord record{.job = {.id = JobId(index), .index = index}, .state = state};
    record.timeline.end(1s);
    record.error = error;
    return record;
}

RunRecord runOf(Mode mode, int atOnce, const QList<JobRecord> &jobs, Moment ended)
{
    return {.plan = {.mode = mode, .atOnce = atOnce}, .ended = ended, .jobs = jobs};
}

} // namespace

class TestRunTable : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void showsALineAPicture();
    void showsTheFiguresOfARun();
    void labelsWhatIsAnEstimate();
    void countsRetries();
    void saysPlainlyWhyItWaits();
    void comparesTwoRunsOnOneScale();
    void saysWhichRunDidLess();
    void comparesNoRunThatWasStopped();
    void comparesNothingWithItself();
    void survivesARunWithoutLength();
    void countsARunAsItGoesOn();
};

void TestRunTable::showsALineAPicture()
{
    QList<JobRecord> jobs{savedJob(9, 0s, 2s)};
    jobs.append(failedJob(10, JobState::Refused,
                          {.kind = Error::Kind::Refused, .message = u"Refused."_s, .detail = u"cat"_s}));
    QCOMPARE(runTable(runOf(Mode::Parallel, 4, jobs, 2s)),
             u"Parallel, 4 at once\n"
             "  9  saved    2.0 s  list_9.png\n"
             "  10  refused      –  Refused. [cat]\n"_s);
}

void TestRunTable::showsTheFiguresOfARun()
{
    const RunRecord run = runOf(Mode::Sequential, 1, {savedJob(1, 0s, 2s), savedJob(2, 2s, 5s)}, 5s);
    QCOMPARE(runFigures(run, 5s), u"  2 of 2 pictures saved · wall clock 5.0 s · sum of requests 5.0 s\n"_s);
}

void TestRunTable::labelsWhatIsAnEstimate()
{
    const RunRecord run = runOf(Mode::Parallel, 2, {savedJob(1, 0s, 2s), savedJob(2, 0s, 4s)}, 4s);
    QCOMPARE(runFigures(run, {}),
             u"  2 of 2 pictures saved · wall clock 4.0 s · sum of requests 6.0 s (estimated) · ideal for 2: "
             "4.0 s · efficiency 100 % · speed-up 1.50 × (estimated)\n"_s);
    QCOMPARE(runFigures(run, 8s),
             u"  2 of 2 pictures saved · wall clock 4.0 s · sum of requests 6.0 s · ideal for 2: 4.0 s · "
             "efficiency 100 % · speed-up 2.00 ×\n"_s);
}

void TestRunTable::countsRetries()
{
    JobRecord twice = savedJob(1, 3s, 4s);
    twice.timeline = {};
    twice.timeline.beginAttempt(0s);
    twice.timeline.releaseLane(1s);
    twice.timeline.beginBackoff(1s);
    twice.timeline.beginAttempt(3s);
    twice.timeline.releaseLane(4s);
    twice.timeline.end(4s);
    JobRecord lost = twice;
    lost.job.index = 2;
    lost.state = JobState::Failed;
    lost.picture.reset();
    lost.error = Error{.message = u"It failed."_s, .detail = u"out of paint"_s};
    const RunRecord run = runOf(Mode::Parallel, 2, {twice, lost, savedJob(3, 0s, 1s)}, 4s);
    QCOMPARE(runTable(run),
             u"Parallel, 2 at once\n"
             "  1  saved   2.0 s  list_1.png (2 tries)\n"
             "  2  failed  2.0 s  It failed. (2 tries) [out of paint]\n"
             "  3  saved   1.0 s  list_3.png\n"_s);
    QVERIFY(runFigures(run, {}).startsWith(u"  2 of 3 pictures saved · 2 retries · wall clock"));
}

void TestRunTable::saysPlainlyWhyItWaits()
{
    JobRecord tried{.job = {.id = JobId(1), .index = 1}, .state = JobState::Waiting};
    RunRecord run = runOf(Mode::Parallel, 6, {tried, {.job = {.id = JobId(2), .index = 2}}}, {});
    run.plan.isAtOnceAutomatic = true;
    ProgressLine line;
    line.begin(run);
    tried.timeline.beginAttempt(0s);
    tried.timeline.beginBackoff(1s);
    line.take(tried);
    line.takeAtOnce({.atOnce = 3});
    ServicePause pause{.begin = 1s, .until = 3500ms};
    line.takePause(pause);
    const QString begin = u"Parallel, auto (3): 0 of 2"_s;
    const QString end = u" · 0 under way · 1 waiting to retry · "_s;
    QCOMPARE(line.text(2s),
             QString(begin % u" · waiting 2 s: the service asks for fewer requests"_s % end % u"2.0 s"_s));
    QVERIFY(line.text(4s).contains(u" · waiting: the service asks for fewer requests · "));
    line.takePause({.reason = ServicePause::Reason::Key, .begin = 1s});
    QVERIFY(line.text(4s).contains(u" · waiting: the service did not accept the key · "));
    pause.end = 4s;
    line.takePause(pause);
    QCOMPARE(line.text(4s), QString(begin % end % u"4.0 s"_s));
    tried.state = JobState::Sent;
    line.take(tried);
    QCOMPARE(line.text(4s), u"Parallel, auto (3): 0 of 2 · 1 under way · 4.0 s"_s);
    line.begin(runOf(Mode::Sequential, 1, {}, {}));
    QCOMPARE(line.text(0s), u"Sequential: 0 of 0 · 0 under way · 0.00 s"_s);
}

void TestRunTable::comparesTwoRunsOnOneScale()
{
    const QString text = comparison({runOf(Mode::Sequential, 1, {savedJob(1, 0s, 8s)}, 8s),
                                     runOf(Mode::Parallel, 4, {savedJob(1, 0s, 2s)}, 2s)});
    QCOMPARE(text,
             QString(u"Sequential           "_s % u"█"_s.repeated(40) % u"  8.0 s\n"_s
                     % u"Parallel, 4 at once  "_s % u"█"_s.repeated(10) % u" "_s.repeated(30) % u"  2.0 s\n"_s
                     % u"Speed-up: 4.00 ×\n"_s));
}

void TestRunTable::saysWhichRunDidLess()
{
    JobRecord failed = savedJob(1, 0s, 1s);
    failed.state = JobState::Failed;
    const QString text = comparison(
        {runOf(Mode::Sequential, 1, {savedJob(1, 0s, 2s)}, 2s), runOf(Mode::Parallel, 2, {failed}, 1s)});
    QVERIFY2(text.contains(u"1.0 s  (1 without a picture)\n"), qPrintable(text));
}

void TestRunTable::comparesNoRunThatWasStopped()
{
    const RunRecord stopped =
        runOf(Mode::Parallel, 2, {failedJob(1, JobState::Cancelled, {.message = u"no"_s})}, 1s);
    QCOMPARE(comparison({runOf(Mode::Sequential, 1, {savedJob(1, 0s, 2s)}, 2s), stopped}), QString());
    QCOMPARE(runTable(stopped), u"Parallel, 2 at once\n  not begun\n"_s);
}

void TestRunTable::comparesNothingWithItself()
{
    QCOMPARE(comparison({}), QString());
    QCOMPARE(comparison({runOf(Mode::Parallel, 2, {savedJob(1, 0s, 2s)}, 2s)}), QString());
}

void TestRunTable::survivesARunWithoutLength()
{
    const RunRecord run = runOf(Mode::Parallel, 2, {}, Moment::zero());
    QVERIFY(runFigures(run, {}).contains(u"0 of 0 pictures saved"));
    QVERIFY(!comparison({run, run}).isEmpty());
}

void TestRunTable::countsARunAsItGoesOn()
{
    RunRecord run = runOf(Mode::Parallel, 4, {}, {});
    for (int i = 1; i <= 5; ++i)
        run.jobs.append({.job = {.id = JobId(i), .index = i}});
    ProgressLine line;
    line.begin(run);
    QCOMPARE(line.text(0s), u"Parallel, 4 at once: 0 of 5 · 0 under way · 0.00 s"_s);

    for (const JobState state : {JobState::Sent, JobState::Sent, JobState::Saved}) {
        run.jobs.first().state = state;
        line.take(run.jobs.first());
    }
    run.jobs[1].state = JobState::Sent;
    line.take(run.jobs.at(1));
    for (const JobState state : {JobState::Sent, JobState::Unknown}) {
        run.jobs[2].state = state;
        line.take(run.jobs.at(2));
    }
    QCOMPARE(line.text(3200ms), u"Parallel, 4 at once: 1 of 5 · 1 under way · 1 without a picture · 3.2 s"_s);

    line.begin(runOf(Mode::Sequential, 1, {}, {}));
    QCOMPARE(line.text(0s), u"Sequential: 0 of 0 · 0 under way · 0.00 s"_s);
}

QTEST_GUILESS_MAIN(TestRunTable)
#include "tst_runtable.moc"
