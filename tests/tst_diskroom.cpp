#include "storage/diskroom.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

class TestDiskRoom : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readsTheRoomOfADisk();
    void saysNothingOfAFolderThatIsNotThere();
    void leavesRoomForOthers_data();
    void leavesRoomForOthers();
    void holdsItsReserveWithoutAName();
};

void TestDiskRoom::readsTheRoomOfADisk()
{
    const QTemporaryDir folder;
    const std::optional<DiskRoom> room = diskRoom(folder.path());
    QVERIFY(room);
    QVERIFY(room->available > 0);
    QVERIFY(room->capacity >= room->available);
}

void TestDiskRoom::saysNothingOfAFolderThatIsNotThere()
{
    const QTemporaryDir folder;
    QVERIFY(!diskRoom(folder.filePath(u"gone"_s)));
}

void TestDiskRoom::leavesRoomForOthers_data()
{
    constexpr qint64 Mega = 1024 * 1024;
    QTest::addColumn<qint64>("available");
    QTest::addColumn<qint64>("capacity");
    QTest::addColumn<qint64>("count");
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<bool>("tight");

    QTest::newRow("a large disk, just enough")
        << 256 * Mega << 1'000'000 * Mega << qint64(8) << qint64(0) << false;
    QTest::newRow("a large disk, a byte less")
        << 256 * Mega - 1 << 1'000'000 * Mega << qint64(8) << qint64(0) << true;
    QTest::newRow("each picture twice")
        << 256 * Mega + 16 * Mega << 1'000'000 * Mega << qint64(8) << Mega << false;
    QTest::newRow("one byte short of that")
        << 256 * Mega + 16 * Mega - 1 << 1'000'000 * Mega << qint64(8) << Mega << true;
    QTest::newRow("a small disk, a twentieth") << 5 * Mega << 100 * Mega << qint64(8) << qint64(0) << false;
    QTest::newRow("a small disk, less") << 5 * Mega - 1 << 100 * Mega << qint64(8) << qint64(0) << true;
}

void TestDiskRoom::leavesRoomForOthers()
{
    QFETCH(const qint64, available);
    QFETCH(const qint64, capacity);
    QFETCH(const qint64, count);
    QFETCH(const qint64, bytes);
    QTEST(isTight({.available = available, .capacity = capacity}, count, bytes), "tight");
}

void TestDiskRoom::holdsItsReserveWithoutAName()
{
    const QTemporaryDir folder;
    DiskReserve reserve;
    QVERIFY(!reserve.release());
    reserve.hold(folder.path());
    QVERIFY(QDir(folder.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
#ifdef Q_OS_LINUX
    if (diskRoom(folder.path())->available < 8 * DiskReserve::Size)
        QSKIP("needs half a gigabyte of room");
    QVERIFY(reserve.release());
#endif
    static_cast<void>(reserve.release());
    QVERIFY(!reserve.release());
}

QTEST_GUILESS_MAIN(TestDiskRoom)
#include "tst_diskroom.moc"
