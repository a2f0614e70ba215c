#include "storage/runjournal.h"
#include "support/libraryfolders.h"
#include "support/librarysession.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

/// What the library moves to the trash, and what the journals say of it.
class TestLibraryTrash : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void movesToTheTrashAndBack();
    void marksNoJournalThatIsHeld();
    void restoresAPictureOfAnEarlierSession();
    void refusesNamesThatLeaveTheFolder();
};

void TestLibraryTrash::movesToTheTrashAndBack()
{
    const LibraryHome home;
    home.fill();
    LibrarySession session(home.places);
    session.scan();
    const QList<LibraryPicture> all = session.all();
    const QByteArray bytes = readWhole(all.at(0).file);
    session.library.moveToTrash({all.at(0), all.at(3)});
    QTRY_COMPARE(session.trashed.size(), 1);
    QCOMPARE(session.trashed.constLast().at(0).value<QList<LibraryPicture>>().size(), 2);
    QVERIFY(session.trashed.constLast().at(1).value<QList<Error>>().isEmpty());
    QCOMPARE(session.undoable.size(), 1);
    QVERIFY(!QFile::exists(all.at(0).file) && !QFile::exists(all.at(3).file));
    const QStringList trashed{u"dog 1: Trashed"_s, u"dog 2: Present"_s, u"dog 3: Present"_s,
                              u"fox 1: Trashed"_s, u"fox 2: Present"_s};
    QCOMPARE(session.states(), trashed);
    QCOMPARE(session.find({}).size(), 3);
    QCOMPARE(session.scan(), (LibraryCounts{.presses = 2, .saved = 5, .trashed = 2}));
    {
        // Its journal says so, and not the index alone.
        LibrarySession other(
            {.folder = home.places.folder, .index = {}, .fallbackFolder = home.places.fallbackFolder});
        other.scan();
        QCOMPARE(other.states(), trashed);
    }
    session.library.moveToTrash({all.at(1), all.at(0)});
    QTRY_COMPARE(session.trashed.size(), 2);
    QCOMPARE(session.trashed.constLast().at(1).value<QList<Error>>().size(), 1); // It is there already.

    session.library.undo();
    session.library.undo();
    session.library.undo();
    QTRY_COMPARE(session.restored.size(), 2);
    QCOMPARE(session.undoable.constLast().at(0).toBool(), false);
    QCOMPARE(session.states(), filledStates());
    QCOMPARE(readWhole(all.at(0).file), bytes);
    QCOMPARE(session.scan(), (LibraryCounts{.presses = 2, .saved = 5}));
    QCOMPARE(session.restored.size(), 2);
    QVERIFY(session.failed.isEmpty());

    // The journals are whole, and end with what was done.
    const Result<ReadPress> read = readJournalFile(all.at(0).journal, {});
    QVERIFY(read && read.value().problems.isEmpty() && read.value().trashedFiles.isEmpty());
    QVERIFY(readWhole(all.at(0).journal).contains("\"event\":\"restore\""));
}

void TestLibraryTrash::marksNoJournalThatIsHeld()
{
    const LibraryHome home;
    home.fill();
    LibrarySession session(home.places);
    session.scan();
    const LibraryPicture picture = session.all().constLast();
    const QByteArray journal = readWhole(picture.journal);
    {
        const Result<OpenJournal> held = reopenJournal(picture.journal);
        QVERIFY(held);
        session.library.moveToTrash({picture});
        QTRY_COMPARE(session.trashed.size(), 1);
        QVERIFY(!QFile::exists(picture.file));
        QCOMPARE(session.states().constLast(), u"fox 2: Trashed"_s);
        QCOMPARE(readWhole(picture.journal), journal);
    }
    session.scan();
    const QByteArray added = readWhole(picture.journal).mid(journal.size());
    QVERIFY2(added.contains("\"event\":\"trash\"") && added.count('\n') == 1, added.constData());
    QVERIFY(added.contains("\"value\":\"2.png\""));
}

void TestLibraryTrash::restoresAPictureOfAnEarlierSession()
{
    const LibraryHome home;
    home.fill();
    QByteArray bytes;
    {
        LibrarySession session(home.places);
        session.scan();
        const LibraryPicture picture = session.all().constFirst();
        bytes = readWhole(picture.file);
        session.library.moveToTrash({picture});
        QTRY_COMPARE(session.trashed.size(), 1);
    }
    LibrarySession session(home.places);
    session.scan();
    const QList<LibraryPicture> inTrash = session.find({.fileStates = {PictureFileState::Trashed}});
    QCOMPARE(inTrash.size(), 1);
    // What stands in its place by now is never replaced.
    writeInPlace(inTrash.constFirst().file, "other");
    session.library.restore(inTrash);
    QTRY_COMPARE(session.restored.size(), 1);
    QCOMPARE(session.restored.constLast().at(1).value<QList<Error>>().size(), 1);
    QCOMPARE(readWhole(inTrash.constFirst().file), QByteArray("other"));
    QVERIFY(QFile::remove(inTrash.constFirst().file));
    session.library.restore(inTrash);
    QTRY_COMPARE(session.restored.size(), 2);
    QCOMPARE(session.states(), filledStates());
    QCOMPARE(readWhole(inTrash.constFirst().file), bytes);
    QCOMPARE(session.undoable.constLast().at(0).toBool(), false);
}

void TestLibraryTrash::refusesNamesThatLeaveTheFolder()
{
    const LibraryHome home;
    writeInPlace(home.place.filePath(u"mine.png"_s), "mine");
    QList<QJsonObject> lines;
    for (const QString &name : {u"../mine.png"_s, u"../../mine.png"_s, home.place.filePath(u"mine.png"_s),
                                u"/etc/passwd"_s, u"sub/mine.png"_s, u".."_s, u""_s, u"..\\mine.png"_s}) {
        lines.append({{u"event"_s, u"saved"_s}, {u"job"_s, 2}, {u"file"_s, name}});
        lines.append({{u"event"_s, u"trash"_s}, {u"job"_s, 2}, {u"value"_s, name}});
    }
    writePress(home.in(u"hostile"_s), {.list = u"hostile"_s, .hasEnded = false, .moreLines = lines});
    LibrarySession session(home.places);
    session.scan();
    QCOMPARE(session.states(), QStringList({u"hostile 1: Present"_s, u"hostile 2: Missing"_s}));
    QCOMPARE(session.all().constLast().file, QString());
    session.library.moveToTrash(session.all());
    QTRY_COMPARE(session.trashed.size(), 1);
    QVERIFY(QFile::exists(home.place.filePath(u"mine.png"_s)));
}

QTEST_GUILESS_MAIN(TestLibraryTrash)
#include "tst_librarytrash.moc"
