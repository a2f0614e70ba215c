#include "gallery/galleryfiltermodel.h"
#include "gallery/gallerymodel.h"
#include "gallery/gallerytrash.h"
#include "support/pictures.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStorageInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// Three saved pictures of one press, whose files are there.
struct Bench
{
    explicit Bench(const QString &parent)
        : folder(parent + u"/press-XXXXXX"_s)
    {
        filter.setSourceModel(&model);
        showPress();
        for (int i = 1; i <= 3; ++i) {
            QFile file(path(i));
            if (file.open(QIODevice::WriteOnly))
                file.write(bytes(i));
        }
    }

    void showPress()
    {
        RunRecord run{.plan = {.id = RunId(1)}, .started = QDateTime::currentDateTimeUtc()};
        for (int i = 1; i <= 3; ++i) {
            run.jobs.append({.job = {.id = JobId(i), .index = i, .prompt = u"robot dog"_s},
                             .state = JobState::Saved,
                             .picture = SavedPicture{.file = u"%1.png"_s.arg(i)}});
        }
        model.beginPress(folder.path());
        model.showRun(run);
    }
    [[nodiscard]] QString path(int i) const { return folder.filePath(u"%1.png"_s.arg(i)); }
    [[nodiscard]] static QByteArray bytes(int i) { return pictureBytes({16 + i, 16}); }
    [[nodiscard]] QByteArray read(int i) const
    {
        QFile file(path(i));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir folder;
    GalleryModel model;
    GalleryFilterModel filter;
    QAbstractItemModelTester tester{&filter, QAbstractItemModelTester::FailureReportingMode::QtTest};
    QThreadPool pool;
    GalleryTrash trash{&model, &pool};
    QSignalSpy moved{&trash, &GalleryTrash::moved};
    QSignalSpy restored{&trash, &GalleryTrash::restored};
};

} // namespace

class TestTrash : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void movesAndBringsBack();
    void neverReplacesWhatIsThereByNow();
    void bringsBackFromAnotherDisk();
    void saysWhatCannotBeMoved();
    void hidesAtOnceAndUndoesStepByStep();
    void showsAgainWhatCouldNotBeMoved();
    void letsABlockedStepBeTriedAgain();
    void bringsFilesBackWhenTheirPressIsGone();

private:
    [[nodiscard]] QStringList inTrash(const QString &part) const
    {
        return QDir(m_home.filePath(u"data/Trash/"_s + part)).entryList(QDir::Files | QDir::Hidden);
    }

    QTemporaryDir m_home; ///< The trash of the tests: beside the pictures, on the same disk.
};

void TestTrash::initTestCase()
{
    QVERIFY(m_home.isValid());
    QVERIFY(QDir(m_home.path()).mkpath(u"data"_s));
    qputenv("HOME", m_home.path().toLocal8Bit());
    qputenv("XDG_DATA_HOME", m_home.filePath(u"data"_s).toLocal8Bit());
}

void TestTrash::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestTrash::movesAndBringsBack()
{
    const Bench bench(m_home.path());

    const TrashResult moved = moveToTrash({bench.path(1), bench.path(2)});

    QCOMPARE(moved.moved.size(), 2);
    QVERIFY(moved.failures.isEmpty());
    QVERIFY(!QFile::exists(bench.path(1)));
    QVERIFY(QFile::exists(moved.moved.first().inTrash));
    QCOMPARE(inTrash(u"files"_s).size(), 2);

    const TrashResult back = restoreFromTrash(moved.moved);
    QCOMPARE(back.moved, moved.moved);
    QCOMPARE(bench.read(1), Bench::bytes(1));
    QCOMPARE(bench.read(2), Bench::bytes(2));
    QVERIFY(inTrash(u"files"_s).isEmpty());
    QVERIFY(inTrash(u"info"_s).isEmpty());
}

void TestTrash::neverReplacesWhatIsThereByNow()
{
    const Bench bench(m_home.path());
    const TrashResult moved = moveToTrash({bench.path(1)});
    QVERIFY(QFile::copy(bench.path(2), bench.path(1)));

    const TrashResult back = restoreFromTrash(moved.moved);

    QVERIFY(back.moved.isEmpty());
    QCOMPARE(back.waiting, moved.moved);
    QVERIFY2(back.failures.first().message.contains(u"is there already"_s),
             qPrintable(back.failures.first().message));
    QCOMPARE(bench.read(1), Bench::bytes(2));
    QVERIFY(QFile::remove(bench.path(1)));
    QCOMPARE(restoreFromTrash(moved.moved).moved.size(), 1);
}

void TestTrash::bringsBackFromAnotherDisk()
{
    const QTemporaryDir other(u"/dev/shm/tst_trash-XXXXXX"_s);
    if (!other.isValid() || QStorageInfo(other.path()) == QStorageInfo(m_home.path()))
        QSKIP("needs a second disk");
    const Bench bench(m_home.path());
    const TrashedFile far{.file = bench.path(9), .inTrash = other.filePath(u"9.png"_s)};
    QVERIFY(QFile::copy(bench.path(1), far.inTrash));
    QVERIFY(QFile::copy(bench.path(2), far.file));

    QCOMPARE(restoreFromTrash({far}).waiting.size(), 1);
    QCOMPARE(bench.read(9), Bench::bytes(2));
    QVERIFY(QFile::remove(far.file));
    QCOMPARE(restoreFromTrash({far}).moved.size(), 1);
    QCOMPARE(bench.read(9), Bench::bytes(1));
    QVERIFY(!QFile::exists(far.inTrash));
    QCOMPARE(QDir(bench.folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 4);
}

void TestTrash::saysWhatCannotBeMoved()
{
    const Bench bench(m_home.path());
    const TrashResult moved = moveToTrash({bench.path(1), bench.path(9)});
    QCOMPARE(moved.moved.size(), 1);
    QCOMPARE(moved.failures.size(), 1);
    QVERIFY(moved.failures.first().message.contains(u"“9.png”"_s));

    QVERIFY(QFile::remove(moved.moved.first().inTrash));
    const TrashResult back = restoreFromTrash(moved.moved);
    QVERIFY(back.waiting.isEmpty());
    QVERIFY(back.failures.first().message.contains(u"no longer in the trash"_s));
}

void TestTrash::hidesAtOnceAndUndoesStepByStep()
{
    Bench bench(m_home.path());
    bench.trash.moveToTrash({JobId(1), JobId(3)});
    bench.trash.moveToTrash({JobId(1), JobId(2)});
    QVERIFY(bench.moved.isEmpty());
    QVERIFY(bench.model.index(0).data(GalleryModel::IsTrashedRole).toBool());
    QTRY_COMPARE(bench.moved.size(), 2);
    QTRY_COMPARE(bench.filter.rowCount(), 0);
    for (int i = 1; i <= 3; ++i)
        QVERIFY(!QFile::exists(bench.path(i)));

    bench.trash.undo();
    QTRY_COMPARE(bench.restored.size(), 1);
    QTRY_COMPARE(bench.filter.rowCount(), 1);
    QCOMPARE(bench.filter.index(0, 0).data(GalleryModel::JobRole).value<JobId>(), JobId(2));
    QVERIFY(bench.trash.canUndo());
    bench.trash.undo();
    QVERIFY(!bench.trash.canUndo());
    QTRY_COMPARE(bench.filter.rowCount(), 3);
    for (int i = 1; i <= 3; ++i)
        QCOMPARE(bench.read(i), Bench::bytes(i));
    bench.trash.undo();
    QCOMPARE(bench.restored.size(), 2);
}

void TestTrash::showsAgainWhatCouldNotBeMoved()
{
    Bench bench(m_home.path());
    QVERIFY(QFile::remove(bench.path(2)));
    bench.trash.moveToTrash({JobId(1), JobId(2)});
    QTRY_COMPARE(bench.moved.size(), 1);
    QCOMPARE(bench.moved.first().at(0).value<QList<JobId>>(), QList<JobId>{JobId(1)});
    QCOMPARE(bench.moved.first().at(1).value<QList<Error>>().size(), 1);
    QTRY_COMPARE(bench.filter.rowCount(), 2);

    // What is reported of a picture later does not bring its tile back.
    JobRecord record{
        .job = {.id = JobId(1)}, .state = JobState::Saved, .picture = SavedPicture{.file = u"1.png"_s}};
    bench.model.updateJob(RunId(1), record);
    QVERIFY(bench.model.index(0).data(GalleryModel::IsTrashedRole).toBool());
    QCOMPARE(bench.model.index(0).data(GalleryModel::RecordRole).value<JobRecord>(), record);
}

void TestTrash::letsABlockedStepBeTriedAgain()
{
    Bench bench(m_home.path());
    bench.trash.moveToTrash({JobId(1), JobId(2)});
    QTRY_COMPARE(bench.moved.size(), 1);
    QVERIFY(QFile::copy(bench.path(3), bench.path(1)));
    bench.trash.undo();
    QTRY_COMPARE(bench.restored.size(), 1);
    QCOMPARE(bench.restored.first().first().toInt(), 1);
    QVERIFY(bench.trash.canUndo());
    QVERIFY(QFile::remove(bench.path(1)));
    bench.trash.undo();
    QTRY_COMPARE(bench.restored.size(), 2);
    QCOMPARE(bench.read(1), Bench::bytes(1));
    QVERIFY(!bench.trash.canUndo());
}

void TestTrash::bringsFilesBackWhenTheirPressIsGone()
{
    Bench bench(m_home.path());
    bench.trash.moveToTrash({JobId(1)});
    QTRY_COMPARE(bench.moved.size(), 1);
    bench.showPress(); // Another one, whose pictures have the same ids.
    bench.trash.moveToTrash({JobId(2)});
    bench.model.setTrashed({JobId(1)}, true);
    bench.trash.undo(); // While the other is under way: the one before it.
    QTRY_COMPARE(bench.restored.size(), 1);
    QCOMPARE(bench.restored.first().at(0).toInt(), 1);
    QVERIFY(bench.restored.first().at(1).value<QList<JobId>>().isEmpty());
    QCOMPARE(bench.read(1), Bench::bytes(1));
    QVERIFY(bench.model.index(0).data(GalleryModel::IsTrashedRole).toBool());
}

QTEST_GUILESS_MAIN(TestTrash)
#include "tst_trash.moc"
