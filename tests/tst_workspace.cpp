#include "services/accountsetup.h"
#include "workspace/workspace.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// A workspace with folders of its own and the sample list.
struct Bench
{
    Bench()
    {
        QSignalSpy loaded(&workspace.keeper(), &ListKeeper::loaded);
        workspace.keeper().load();
        [[maybe_unused]] const bool isLoaded = loaded.wait();
    }

    void generate(PressMode mode = PressMode::Parallel, PracticeSpeed speed = PracticeSpeed::Instant)
    {
        RunChoices choices{.service = u"practice"_s, .mode = mode, .atOnce = 4};
        choices.options = {.model = u"practice-painter"_s, .size = QSize(256, 256)};
        workspace.generate(choices, accountFor(*findService(u"practice"_s), {}, {}, {}).value(), speed);
    }

    [[nodiscard]] QStringList files() const
    {
        QStringList names;
        QDirIterator files(folder.path(), {u"*.png"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            names.append(files.nextFileInfo().fileName());
        names.sort();
        return names;
    }

    QTemporaryDir folder = {};
    Workspace workspace = Workspace(folder.filePath(u"list.json"_s), folder.filePath(u"library"_s));
    QSignalSpy refused = QSignalSpy(&workspace, &Workspace::refused);
    QSignalSpy busy = QSignalSpy(&workspace, &Workspace::busyChanged);
    QSignalSpy ended = QSignalSpy(&workspace, &Workspace::pressEnded);
};

} // namespace

class TestWorkspace : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void makesThePicturesOfTheListAndSaysHowTheyAreDoing();
    void showsPreviewsInTheTilesAndSavesNone();
    void takesASnapshotOfTheList();
    void beginsNoPressThatWasDroppedWhileItWasPrepared();
    void keepsARunOnScreenThatIsTriedAgainWhileTheNextIsPrepared();
    void refusesAListThatCannotBeMadeBeforeAnythingIsMade();
    void knowsWhichRowAPictureBelongsTo();
    void tellsOfPausesOfTheRunThatGoesOn();
    void opensAListAsOneStepThatCanBeUndone();
};

void TestWorkspace::makesThePicturesOfTheListAndSaysHowTheyAreDoing()
{
    Bench bench;
    bench.generate();
    QVERIFY(bench.workspace.isBusy());
    QTRY_COMPARE(bench.ended.size(), 1);
    QVERIFY(!bench.workspace.isBusy());
    QCOMPARE(bench.busy.size(), 2);
    QCOMPARE(bench.workspace.counts(), (PressCounts{.pictures = 3, .saved = 3}));
    QCOMPARE(bench.files(),
             (QStringList{u"robot_dog_journey_1.png"_s, u"robot_dog_journey_2.png"_s,
                          u"robot_dog_journey_3.png"_s}));
    QCOMPARE(bench.workspace.gallery().rowCount(), 3);
    QCOMPARE(bench.workspace.history().newestRun().jobs.size(), 3);
    const auto row = bench.workspace.prompts().index(1).data(PromptListModel::ProgressRole);
    QCOMPARE(row.value<PromptProgress>(), (PromptProgress{.pictures = 1, .saved = 1}));
}

void TestWorkspace::showsPreviewsInTheTilesAndSavesNone()
{
    Bench bench;
    int shown = 0;
    QObject::connect(&bench.workspace.gallery(), &GalleryModel::dataChanged, &bench.workspace,
                     [&](const QModelIndex &first) {
                         const Tile &tile = bench.workspace.gallery().tile(first.row());
                         shown += !tile.preview.isNull() && !isEndState(tile.state) ? 1 : 0;
                     });
    bench.generate(PressMode::Parallel, PracticeSpeed::Lifelike);
    QTRY_VERIFY_WITH_TIMEOUT(shown > 0, 20'000);
    QCOMPARE(bench.files(), QStringList());
    QTRY_COMPARE_WITH_TIMEOUT(bench.ended.size(), 1, 30'000);
    QCOMPARE(bench.workspace.counts(), (PressCounts{.pictures = 3, .saved = 3}));
    QCOMPARE(bench.files().size(), 3);
}

void TestWorkspace::takesASnapshotOfTheList()
{
    Bench bench;
    bench.generate(PressMode::Both);
    bench.workspace.editing().remove(0, 3);
    QTRY_COMPARE(bench.ended.size(), 1);
    QCOMPARE(bench.workspace.counts(), (PressCounts{.pictures = 6, .saved = 6}));
}

void TestWorkspace::beginsNoPressThatWasDroppedWhileItWasPrepared()
{
    Bench bench;
    for (const auto drop :
         {&Workspace::dropPreparation, &Workspace::stopWaiting, &Workspace::stopEverything}) {
        bench.generate();
        (bench.workspace.*drop)();
        QTRY_VERIFY(!bench.workspace.isBusy());
        QVERIFY(bench.ended.isEmpty());
        QCOMPARE(bench.workspace.gallery().rowCount(), 0);
    }
    bench.generate();
    QTRY_COMPARE(bench.ended.size(), 1);
    QCOMPARE(bench.files().size(), 3);
}

void TestWorkspace::keepsARunOnScreenThatIsTriedAgainWhileTheNextIsPrepared()
{
    Bench bench;
    bench.generate(PressMode::Parallel, PracticeSpeed::Lifelike);
    QTRY_COMPARE(bench.workspace.gallery().rowCount(), 3);
    bench.workspace.stopEverything();
    QTRY_COMPARE(bench.ended.size(), 1);
    QList<JobId> jobs;
    for (int row = 0; row < 3; ++row)
        jobs.append(bench.workspace.gallery().tile(row).job);

    std::atomic_bool hasBegun = false;
    QObject::connect(
        bench.workspace.engine().generator(), &ImageGenerator::runStarted, &bench.workspace,
        [&hasBegun](const RunRecord &) {
            hasBegun = true;
            hasBegun.notify_one();
        },
        Qt::DirectConnection);
    bench.workspace.retry(jobs);
    hasBegun.wait(false); // In the engine's thread; this one has not heard of it.
    QVERIFY(!bench.workspace.isBusy());
    bench.generate(PressMode::Parallel, PracticeSpeed::Lifelike);
    QTRY_COMPARE(bench.refused.size(), 1);
    QVERIFY(bench.workspace.isBusy());
    QCOMPARE(bench.workspace.gallery().rowCount(), 3);
    bench.workspace.stopEverything();
    QTRY_COMPARE(bench.ended.size(), 2);
    QCOMPARE(bench.workspace.counts(), (PressCounts{.pictures = 3, .cancelled = 3}));

    // The same where that is stopped before it is prepared.
    hasBegun = false;
    jobs.clear();
    for (int row = 0; row < 3; ++row)
        jobs.append(bench.workspace.gallery().tile(row).job);
    bench.workspace.retry(jobs);
    hasBegun.wait(false);
    bench.generate(PressMode::Parallel, PracticeSpeed::Lifelike);
    QCoreApplication::sendPostedEvents();
    bench.workspace.stopEverything();
    QTRY_COMPARE(bench.ended.size(), 3);
    QVERIFY(!bench.workspace.isBusy());
    QVERIFY(bench.files().isEmpty());
}

void TestWorkspace::refusesAListThatCannotBeMadeBeforeAnythingIsMade()
{
    Bench bench;
    bench.workspace.editing().setText(1, u"a {dog"_s);
    bench.generate();
    QTRY_COMPARE(bench.refused.size(), 1);
    QVERIFY(bench.refused.first().first().value<Error>().message.contains(u"Prompt 2"_s));
    QVERIFY(!bench.workspace.isBusy());
    QVERIFY(!QDir(bench.folder.filePath(u"library"_s)).exists());
}

void TestWorkspace::knowsWhichRowAPictureBelongsTo()
{
    Bench bench;
    bench.workspace.editing().setCopies(0, 2);
    bench.generate();
    QTRY_COMPARE(bench.ended.size(), 1);
    const QList<JobId> jobs = bench.workspace.jobsOfPromptRow(0);
    QCOMPARE(jobs.size(), 2);
    QCOMPARE(bench.workspace.promptRowOf(jobs.last()), 0);
    bench.workspace.editing().move(0, 1, 2);
    QCOMPARE(bench.workspace.promptRowOf(jobs.last()), 2);
    bench.workspace.editing().remove(2);
    QCOMPARE(bench.workspace.promptRowOf(jobs.last()), -1);
    QVERIFY(bench.workspace.jobsOfPromptRow(9).isEmpty());
}

void TestWorkspace::tellsOfPausesOfTheRunThatGoesOn()
{
    Bench bench;
    QSignalSpy changed(&bench.workspace, &Workspace::pauseChanged);
    QSignalSpy atOnce(&bench.workspace, &Workspace::atOnceChanged);
    const auto tell = [&bench](RunId run, const ServicePause &pause) {
        emit bench.workspace.engine().generator()->pauseChanged(run, pause);
    };
    tell(RunId(1), {}); // Of a press that is over.
    int pauses = 0;
    connect(&bench.workspace.history(), &RunHistory::shownRunsChanged, this, [&] {
        if (bench.workspace.history().shownCount() != 1)
            return;
        tell(RunId(2), {});
        QVERIFY(changed.isEmpty() && !bench.workspace.pause());
        tell(RunId(1), {.until = std::chrono::hours(1)});
        QCOMPARE(changed.size(), 1);
        QVERIFY(*bench.workspace.pauseLeft() > std::chrono::minutes(59));
        tell(RunId(1), {.reason = ServicePause::Reason::Quota});
        QVERIFY(bench.workspace.pause() && !bench.workspace.pauseLeft());
        ++pauses;
    });
    bench.generate(PressMode::Both);
    QTRY_COMPARE(bench.ended.size(), 1); // Whatever was heard: with the run its pause is over.
    QCOMPARE(pauses, 1);
    QVERIFY(!bench.workspace.pause());
    QCOMPARE(changed.size(), 3);
    QCOMPARE(atOnce.size(), 1); // One after another is no number that is found.
    QCOMPARE(atOnce.first().first().toInt(), 4);
}

void TestWorkspace::opensAListAsOneStepThatCanBeUndone()
{
    Bench bench;
    bench.workspace.openList({.name = u"mine"_s, .prompts = {{.text = u"a fox"_s}}});
    QCOMPARE(bench.workspace.prompts().rowCount(), 1);
    QCOMPARE(bench.workspace.prompts().name(), u"mine"_s);
    bench.workspace.editing().history().undo();
    QCOMPARE(bench.workspace.prompts().rowCount(), 3);
    QCOMPARE(bench.workspace.prompts().name(), u"robot dog journey"_s);
    bench.workspace.openList({.name = u"empty"_s});
    QCOMPARE(bench.workspace.prompts().rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestWorkspace)

#include "tst_workspace.moc"
