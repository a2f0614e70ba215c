#include "gallery/galleryfiltermodel.h"
#include "gallery/gallerymodel.h"
#include "gallery/gallerythumbnails.h"
#include "support/pictures.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QMimeData>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Tester = QAbstractItemModelTester;

/// A model and a proxy of it, both watched.
struct Bench
{
    Bench() { filter.setSourceModel(&model); }

    [[nodiscard]] QVariant at(int row, int role) const { return model.index(row).data(role); }
    [[nodiscard]] TilePhase phase(int row) const
    {
        return at(row, GalleryModel::PhaseRole).value<TilePhase>();
    }

    GalleryModel model;
    GalleryFilterModel filter;
    Tester modelTester{&model, Tester::FailureReportingMode::QtTest};
    Tester filterTester{&filter, Tester::FailureReportingMode::QtTest};
};

RunRecord runOf(RunId id, quint64 firstJob, const QStringList &prompts)
{
    RunRecord run{.plan = {.id = id}, .started = QDateTime::currentDateTimeUtc()};
    for (const QString &prompt : prompts) {
        const int index = int(run.jobs.size()) + 1;
        run.jobs.append({.job = {.id = JobId(firstJob++), .index = index, .prompt = prompt}});
    }
    return run;
}

JobRecord sent(JobRecord record)
{
    record.state = JobState::Sent;
    record.timeline.beginAttempt(1s);
    return record;
}

JobRecord saved(JobRecord record, const QString &file = u"robot_dog_1.png"_s)
{
    record = sent(record);
    record.timeline.lastByte(4s);
    record.timeline.releaseLane(4s);
    record.timeline.end(5s);
    record.state = JobState::Saved;
    record.picture = SavedPicture{.file = file};
    return record;
}

JobRecord failed(JobRecord record)
{
    record = sent(record);
    record.timeline.releaseLane(2s);
    record.timeline.end(2s);
    record.state = JobState::Failed;
    record.error = Error{.message = u"The service failed."_s, .detail = u"500"_s};
    return record;
}

} // namespace

class TestGalleryModel : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void showsATileForEachJobInListOrder();
    void tellsEachPhase();
    void countsFromTheMomentTheLaneWasGiven();
    void tellsChangesTogetherWithTheirRoles();
    void ignoresJobsOfAnotherPress();
    void keepsTheOldErrorUntilTheNewTrySucceeds();
    void continuesInTheTilesOfTheOldRun();
    void bringsARunUpToDate();
    void handsOutAllThatIsKnown();
    void cutsWhatIsTooLongToLayOut();
    void dragsFiles();
    void filtersByEndAndWords();
    void makesThumbnailsOfWhatIsShown();
};

void TestGalleryModel::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestGalleryModel::showsATileForEachJobInListOrder()
{
    Bench bench;
    bench.model.beginPress(u"/press"_s);
    bench.model.showRun(runOf(RunId(1), 1, {u"a"_s, u"b"_s}));
    bench.model.showRun(runOf(RunId(2), 3, {u"a"_s, u"b"_s}));

    QCOMPARE(bench.model.rowCount(), 4);
    for (int row = 0; row < 4; ++row) {
        QCOMPARE(bench.at(row, GalleryModel::JobRole).value<JobId>(), JobId(row + 1));
        QCOMPARE(bench.at(row, GalleryModel::RunRole).value<RunId>(), RunId(row / 2 + 1));
        QCOMPARE(bench.at(row, GalleryModel::PromptRole).toString(), row % 2 ? u"b"_s : u"a"_s);
        QCOMPARE(bench.model.rowOf(JobId(row + 1)), row);
        QCOMPARE(bench.phase(row), TilePhase::Waiting);
    }
    bench.model.beginPress(u"/other"_s);
    QCOMPARE(bench.model.rowCount(), 0);
    QCOMPARE(bench.model.rowOf(JobId(1)), -1);
}

void TestGalleryModel::tellsEachPhase()
{
    JobRecord record;
    QCOMPARE(tilePhase(record), TilePhase::Waiting);
    record = sent(record);
    QCOMPARE(tilePhase(record), TilePhase::Sent);
    record.timeline.firstByte(2s);
    QCOMPARE(tilePhase(record), TilePhase::Receiving);
    record.state = JobState::Waiting;
    record.timeline.beginBackoff(3s);
    QCOMPARE(tilePhase(record), TilePhase::WaitingToRetry);
    record.state = JobState::Sent;
    record.timeline.beginAttempt(4s);
    QCOMPARE(tilePhase(record), TilePhase::Sent);
    record.timeline.firstByte(5s);
    record.timeline.lastByte(6s);
    QCOMPARE(tilePhase(record), TilePhase::Saving);
    record.error = Error{.kind = Error::Kind::RateLimit}; // Of the attempt before.
    QCOMPARE(tilePhase(record), TilePhase::Saving);
    record.error = Error{.kind = Error::Kind::Disk};
    QCOMPARE(tilePhase(record), TilePhase::WaitingForPlace);

    QSet<QString> words;
    for (const JobState state : endStates()) {
        record.state = state;
        words.insert(tileWords(tilePhase(record)));
    }
    QCOMPARE(words.size(), endStates().size());
}

void TestGalleryModel::countsFromTheMomentTheLaneWasGiven()
{
    Bench bench;
    RunRecord run = runOf(RunId(1), 1, {u"a"_s});
    run.started = run.started.addSecs(-10);
    bench.model.showRun(run);
    QVERIFY(!bench.at(0, GalleryModel::RunningSinceRole).isValid());

    bench.model.updateJob(RunId(1), sent(run.jobs.first()));
    const auto since = bench.at(0, GalleryModel::RunningSinceRole).value<Clock::time_point>();
    QVERIFY(Clock::now() - since >= 9s);
    QVERIFY(Clock::now() - since < 60s);

    bench.model.updateJob(RunId(1), saved(run.jobs.first()));
    QVERIFY(!bench.at(0, GalleryModel::RunningSinceRole).isValid());
    QCOMPARE(bench.at(0, GalleryModel::LaneTimeRole).value<Moment>(), Moment(3s));
}

void TestGalleryModel::tellsChangesTogetherWithTheirRoles()
{
    Bench bench;
    const RunRecord run = runOf(RunId(1), 1, {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s});
    bench.model.showRun(run);
    QSignalSpy changed(&bench.model, &GalleryModel::dataChanged);

    for (const int row : {1, 0, 4, 1})
        bench.model.updateJob(RunId(1), sent(run.jobs.at(row)));
    QTRY_COMPARE(changed.size(), 2);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 0);
    QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 1);
    QCOMPARE(changed.at(1).at(0).toModelIndex().row(), 4);
    const auto roles = changed.at(0).at(2).value<QList<int>>();
    QVERIFY(roles.contains(GalleryModel::PhaseRole));
    QVERIFY(roles.contains(GalleryModel::RecordRole));
    QVERIFY(!roles.contains(GalleryModel::ThumbnailRole));

    changed.clear();
    bench.model.setThumbnail(JobId(2), QImage(4, 4, QImage::Format_RGB32));
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(changed.at(0).at(2).value<QList<int>>(), QList<int>{GalleryModel::ThumbnailRole});
}

void TestGalleryModel::ignoresJobsOfAnotherPress()
{
    Bench bench;
    const RunRecord run = runOf(RunId(1), 1, {u"a"_s});
    bench.model.showRun(run);
    bench.model.beginPress({});

    bench.model.updateJob(RunId(1), saved(run.jobs.first()));
    bench.model.setThumbnail(JobId(1), {});
    bench.model.setThumbnailError(JobId(1), u"x"_s);
    QCOMPARE(bench.model.rowCount(), 0);
}

void TestGalleryModel::keepsTheOldErrorUntilTheNewTrySucceeds()
{
    Bench bench;
    const RunRecord run = runOf(RunId(1), 1, {u"a"_s});
    bench.model.showRun(run);
    bench.model.updateJob(RunId(1), failed(run.jobs.first()));
    bench.model.updateJob(RunId(1), sent(run.jobs.first()));
    QCOMPARE(bench.at(0, GalleryModel::ErrorRole).toString(), u"The service failed."_s);
    QCOMPARE(bench.at(0, GalleryModel::DetailRole).toString(), u"500"_s);
    bench.model.updateJob(RunId(1), saved(run.jobs.first()));
    QVERIFY(bench.at(0, GalleryModel::ErrorRole).toString().isEmpty());
}

void TestGalleryModel::continuesInTheTilesOfTheOldRun()
{
    Bench bench;
    const RunRecord run = runOf(RunId(1), 1, {u"a"_s, u"b"_s, u"c"_s});
    bench.model.showRun(run);
    bench.model.updateJob(RunId(1), failed(run.jobs.at(1)));

    RunRecord again = runOf(RunId(2), 4, {u"b"_s});
    again.plan.continues = RunId(1);
    again.jobs[0].job.index = 2;
    bench.model.showRun(again);

    QCOMPARE(bench.model.rowCount(), 3);
    QCOMPARE(bench.model.rowOf(JobId(4)), 1);
    QCOMPARE(bench.model.rowOf(JobId(2)), -1);
    QCOMPARE(bench.phase(1), TilePhase::Waiting);
    QCOMPARE(bench.at(1, GalleryModel::ErrorRole).toString(), u"The service failed."_s);
    bench.model.updateJob(RunId(2), saved(again.jobs.first()));
    QCOMPARE(bench.phase(1), TilePhase::Done);
}

void TestGalleryModel::bringsARunUpToDate()
{
    Bench bench;
    RunRecord run = runOf(RunId(1), 1, {u"a"_s, u"b"_s});
    bench.model.showRun(run);
    run.jobs[1] = saved(run.jobs.at(1));
    bench.model.showRun(run);
    QCOMPARE(bench.model.rowCount(), 2);
    QCOMPARE(bench.phase(1), TilePhase::Done);
}

void TestGalleryModel::handsOutAllThatIsKnown()
{
    Bench bench;
    const RunRecord run = runOf(RunId(1), 1, {u"a"_s});
    bench.model.showRun(run);
    QCOMPARE(bench.at(0, GalleryModel::RecordRole).value<JobRecord>(), run.jobs.first());
    JobRecord record = saved(run.jobs.first());
    record.requestId = u"req_1"_s;
    bench.model.updateJob(RunId(1), record);
    QCOMPARE(bench.at(0, GalleryModel::RecordRole).value<JobRecord>(), record);
}

void TestGalleryModel::cutsWhatIsTooLongToLayOut()
{
    Bench bench;
    const QString prompt = u"robot\ndog "_s + QString(100'000, u'x');
    bench.model.showRun(runOf(RunId(1), 1, {prompt}));
    QCOMPARE(bench.at(0, GalleryModel::PromptRole).toString(), prompt);
    QVERIFY(bench.at(0, Qt::DisplayRole).toString().startsWith(u"robot dog x"_s));
    QVERIFY(bench.at(0, Qt::DisplayRole).toString().size() < 1000);
    QVERIFY(bench.at(0, Qt::ToolTipRole).toString().size() < 5000);
    QVERIFY(bench.at(0, Qt::AccessibleTextRole).toString().contains(u"waiting"_s));
}

void TestGalleryModel::dragsFiles()
{
    Bench bench;
    const RunRecord run = runOf(RunId(1), 1, {u"a"_s, u"b"_s});
    bench.model.beginPress(u"/press"_s);
    bench.model.showRun(run);
    bench.model.updateJob(RunId(1), saved(run.jobs.first()));

    QVERIFY(bench.model.flags(bench.model.index(0)).testFlag(Qt::ItemIsDragEnabled));
    QVERIFY(!bench.model.flags(bench.model.index(1)).testFlag(Qt::ItemIsDragEnabled));
    const std::unique_ptr<QMimeData> data(bench.model.mimeData({bench.model.index(0)}));
    QCOMPARE(data->urls(), QList<QUrl>{QUrl::fromLocalFile(u"/press/robot_dog_1.png"_s)});
    QCOMPARE(data->text(), u"a"_s);
}

void TestGalleryModel::filtersByEndAndWords()
{
    Bench bench;
    const RunRecord run = runOf(RunId(1), 1, {u"Robot dog in a lab"_s, u"robot cat"_s, u"a dog"_s});
    bench.model.showRun(run);
    using Show = GalleryFilterModel::Show;

    bench.filter.setShow(Show::Saved);
    QCOMPARE(bench.filter.rowCount(), 0);
    bench.model.updateJob(RunId(1), saved(run.jobs.at(1)));
    QTRY_COMPARE(bench.filter.rowCount(), 1);
    bench.filter.setShow(Show::NotSaved);
    QCOMPARE(bench.filter.rowCount(), 2);
    bench.model.updateJob(RunId(1), saved(run.jobs.at(2)));
    QTRY_COMPARE(bench.filter.rowCount(), 1);

    bench.filter.setShow(Show::All);
    bench.filter.setWantedWords(u"  DOG robot "_s);
    QCOMPARE(bench.filter.rowCount(), 1);
    bench.filter.setWantedWords(u"<b>"_s);
    QCOMPARE(bench.filter.rowCount(), 0);
    bench.filter.setWantedWords({});
    QCOMPARE(bench.filter.rowCount(), 3);
}

void TestGalleryModel::makesThumbnailsOfWhatIsShown()
{
    const QTemporaryDir folder;
    for (const QString &name : {u"1.png"_s, u"2.png"_s}) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(pictureBytes({640, 320}));
    }
    Bench bench;
    QThreadPool pool;
    ThumbnailMaker maker(&pool);
    GalleryThumbnails thumbnails(&bench.model, &maker);
    const RunRecord run = runOf(RunId(1), 1, {u"a"_s, u"b"_s, u"c"_s});
    bench.model.beginPress(folder.path());
    bench.model.showRun(run);
    const auto thumbnail = [&](int row) {
        return bench.at(row, GalleryModel::ThumbnailRole).value<QImage>();
    };

    thumbnails.showJobs({JobId(1), JobId(3)}, {64, 64});
    bench.model.updateJob(RunId(1), saved(run.jobs.at(0), u"1.png"_s));
    bench.model.updateJob(RunId(1), saved(run.jobs.at(1), u"2.png"_s));
    bench.model.updateJob(RunId(1), saved(run.jobs.at(2), u"gone.png"_s));
    QTRY_COMPARE(thumbnail(0).size(), QSize(64, 32));
    QTRY_VERIFY(!bench.at(2, GalleryModel::ErrorRole).toString().isEmpty());
    QVERIFY(thumbnail(1).isNull());

    thumbnails.showJobs({JobId(2), JobId(1)}, {128, 128});
    QTRY_COMPARE(thumbnail(1).size(), QSize(128, 64));
    QTRY_COMPARE(thumbnail(0).size(), QSize(128, 64));
}

QTEST_GUILESS_MAIN(TestGalleryModel)
#include "tst_gallerymodel.moc"
