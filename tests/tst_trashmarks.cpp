#include "storage/journalreader.h"
#include "support/faultserver.h"
#include "support/journallines.h"
#include "support/pictures.h"
#include "support/windowsession.h"
#include "ui/gallery/gallerypanel.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// What the journal \a path says is in the trash; a problem where it cannot be read whole.
QStringList trashedIn(const QString &path)
{
    const Result<ReadPress> read = readJournalFile(path, {});
    if (!read || !read.value().problems.isEmpty())
        return {u"a journal that cannot be read"_s};
    QStringList files(read.value().trashedFiles.begin(), read.value().trashedFiles.end());
    files.sort();
    return files;
}

/// A window with the sample list, whose pictures can be moved to a trash of the test.
struct Bench
{
    Bench()
    {
        moveHome(home);
        QDir(home.path()).mkpath(u"data"_s);
        choose(home, u"run/size"_s, u"256x256"_s);
        choose(home, u"services/practice_speed"_s, u"instant"_s);
    }

    QTemporaryDir home;
};

/// Makes the pictures of the list; gives the journal of the press.
QString generate(WindowSession &session)
{
    session.trigger(ActionId::Generate);
    if (!QTest::qWaitFor(
            [&] { return session.workspace.counts().saved == 3 && !session.workspace.isBusy(); }))
        return {};
    return session.workspace.gallery().journal();
}

void select(WindowSession &session, const QList<int> &rows)
{
    QList<JobId> jobs;
    for (const int row : rows)
        jobs.append(session.workspace.gallery().tile(row).job);
    session.window.findChild<GalleryPanel *>()->selectJobs(jobs);
}

} // namespace

/// The journal of a press tells which of its pictures a person has moved to the trash.
class TestTrashMarks : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void writesWhatWasMovedToTheTrashAndBack();
    void writesIntoTheJournalOfAPressThatIsNoLongerShown();
    void hidesWhatIsInTheTrashWhereAPressGoesOn();
};

void TestTrashMarks::writesWhatWasMovedToTheTrashAndBack()
{
    const Bench bench;
    WindowSession session(bench.home);
    const QString journal = generate(session);
    QVERIFY(QFile::exists(journal));

    select(session, {0, 2});
    session.trigger(ActionId::MoveToTrash);
    QTRY_COMPARE(trashedIn(journal),
                 (QStringList{u"robot_dog_journey_1.png"_s, u"robot_dog_journey_3.png"_s}));
    QVERIFY(!QFile::exists(QFileInfo(journal).dir().filePath(u"robot_dog_journey_1.png"_s)));

    session.trigger(ActionId::Undo);
    QTRY_COMPARE(trashedIn(journal), QStringList());
    QVERIFY(QFile::exists(QFileInfo(journal).dir().filePath(u"robot_dog_journey_1.png"_s)));
}

void TestTrashMarks::writesIntoTheJournalOfAPressThatIsNoLongerShown()
{
    const Bench bench;
    WindowSession session(bench.home);
    const QString first = generate(session);
    select(session, {1});
    session.trigger(ActionId::MoveToTrash);
    QTRY_COMPARE(trashedIn(first), QStringList{u"robot_dog_journey_2.png"_s});

    const QString second = generate(session);
    QVERIFY(second != first && QFile::exists(second));
    session.trigger(ActionId::Undo);
    QTRY_COMPARE(trashedIn(first), QStringList());
    QVERIFY(QFile::exists(QFileInfo(first).dir().filePath(u"robot_dog_journey_2.png"_s)));
    QCOMPARE(trashedIn(second), QStringList());
}

void TestTrashMarks::hidesWhatIsInTheTrashWhereAPressGoesOn()
{
    const Bench bench;
    FaultServer server;
    server.answerAlways(Fault::answer(200, answerWithPicture(pictureBytes())));
    chooseServer(bench.home, server);
    const QString folder = bench.home.filePath(u"library/2026-11-22 21-04-05 dog"_s);
    QVERIFY(QDir().mkpath(folder));
    QByteArray journal = journalOfPlan(u"dog"_s, server.url(u"/v1"_s).toString(), 4);
    for (int i = 1; i <= 3; ++i)
        journal +=
            journalLine({{u"event"_s, u"saved"_s}, {u"job"_s, i}, {u"file"_s, u"dog_%1.png"_s.arg(i)}});
    for (const int i : {1, 2})
        journal += journalLine({{u"event"_s, u"trash"_s},
                                {u"run"_s, QJsonValue()},
                                {u"job"_s, i},
                                {u"value"_s, u"dog_%1.png"_s.arg(i)}});
    // Another program has brought the second back.
    for (const auto &[name, bytes] : {std::pair{u"run.jsonl"_s, journal},
                                      {u"dog_2.png"_s, pictureBytes()},
                                      {u"dog_3.png"_s, pictureBytes()}}) {
        QFile file(folder % u'/' % name);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }

    WindowSession session(bench.home);
    session.workspace.findLeftPresses();
    QTRY_VERIFY(session.answer(u"Go On and Order 1"_s));
    QTRY_COMPARE(session.count(TilePhase::Done), 4);
    QList<bool> trashed;
    for (int row = 0; row < 4; ++row)
        trashed.append(session.workspace.gallery().tile(row).isTrashed);
    QCOMPARE(trashed, (QList<bool>{true, false, false, false}));
    QCOMPARE(server.requestCount(), 1);
}

QTEST_MAIN(TestTrashMarks)
#include "tst_trashmarks.moc"
