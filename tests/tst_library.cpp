#include "storage/runjournal.h"
#include "support/journallines.h"
#include "support/libraryfolders.h"
#include "support/librarysession.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

const QString Order = u"0b7c2a6e-53a5-4f0e-9a53-6f1f5a0e4c01"_s;

} // namespace

/// What the library window works with: the folders as they are, whatever becomes of the index.
class TestLibrary : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void showsWhatTheFoldersHold();
    void losesNothingWithItsIndex();
    void losesNothingInADamagedIndex();
    void showsAFolderThatIsCopiedIn();
    void forgetsAFolderThatIsRemoved();
    void showsWhatAnotherProgramDidToAPicture();
    void readsNothingThatIsAsItWas();
    void tellsWhatDidNotEnd();
    void showsWhatCameOfAnotherTry();
    void saysWhichJournalsCannotBeRead();
    void searchesWhereNoIndexCanBeKept();
};

void TestLibrary::showsWhatTheFoldersHold()
{
    const LibraryHome home;
    LibrarySession session(home.places);
    QCOMPARE(session.scan(), LibraryCounts()); // There is not even a folder yet.
    home.fill();
    QCOMPARE(session.scan(), (LibraryCounts{.presses = 2, .saved = 5}));
    QCOMPARE(session.states(), filledStates());
    QVERIFY(!session.changed.isEmpty());
    QVERIFY(session.failed.isEmpty());

    const LibraryPicture shown = session.all().constLast();
    QCOMPARE(shown.file, home.in(u"2020-11-22 fox/2.png"_s));
    QCOMPARE(shown.journal, home.in(u"2020-11-22 fox/run.jsonl"_s));
    QCOMPARE(shown.prompt, u"a fox"_s);
    QCOMPARE(shown.service, u"compatible"_s);
    QCOMPARE(shown.model, u"model"_s);
    QCOMPARE(shown.state, JobState::Saved);
    QCOMPARE(shown.size, QSize(16, 12));
    QCOMPARE(shown.bytes, QFileInfo(shown.file).size());
}

void TestLibrary::losesNothingWithItsIndex()
{
    const LibraryHome home;
    home.fill();
    {
        LibrarySession session(home.places);
        session.scan();
        // While it is open: what was searched is still found, and what comes is still seen.
        QVERIFY(QFile::remove(home.places.index));
        writePress(home.in(u"2020-11-24 cat"_s), {.list = u"cat"_s});
        QCOMPARE(session.scan().presses, 3);
        QCOMPARE(session.states().size(), 7);
    }
    for (const bool isDeletedMidWay : {false, true}) {
        LibrarySession session(home.places);
        session.library.scan();
        if (isDeletedMidWay) {
            QTRY_VERIFY(QFile::exists(home.places.index));
            QDir(QFileInfo(home.places.index).path()).removeRecursively();
        }
        QTRY_COMPARE(session.checked.size(), 1);
        QCOMPARE(session.states().last(2), filledStates().last(2));
        QCOMPARE(session.states().size(), 7);
    }
    LibrarySession session(home.places);
    QCOMPARE(session.scan(), (LibraryCounts{.presses = 3, .saved = 7}));
}

void TestLibrary::losesNothingInADamagedIndex()
{
    const LibraryHome home;
    home.fill();
    for (int i = 1; i <= 8; ++i)
        writePress(home.in(u"more %1"_s.arg(i)),
                   {.list = u"list %1"_s.arg(i), .prompts = {10, u"a prompt"_s}});
    QStringList states;
    {
        LibrarySession session(home.places);
        QCOMPARE(session.scan().saved, 85);
        states = session.states();
    }
    const QByteArray whole = readWhole(home.places.index);
    QRandomGenerator random(5);
    int noticed = 0;
#ifdef __SANITIZE_ADDRESS__
    constexpr int Rounds = 8; // Each takes seconds there, for the pages that SQLite's memory is made of.
#else
    constexpr int Rounds = 80;
#endif
    for (int i = 0; i < Rounds; ++i) {
        QByteArray bytes = whole;
        if (i % 8 == 0)
            bytes.truncate(random.bounded(int(whole.size())));
        for (int flips = 1 + i % 4; flips > 0 && !bytes.isEmpty(); --flips) {
            char &byte = bytes[random.bounded(int(bytes.size()))];
            byte = char(random.bounded(256));
        }
        writeInPlace(home.places.index, bytes);
        LibrarySession session(home.places);
        QCOMPARE(session.scan(), (LibraryCounts{.presses = 10, .saved = 85}));
        QCOMPARE(session.states(), states);
        noticed += session.failed.isEmpty() ? 0 : 1;
    }
    QVERIFY(noticed >= Rounds / 8);
}

void TestLibrary::showsAFolderThatIsCopiedIn()
{
    const LibraryHome home;
    home.fill();
    LibrarySession session(home.places);
    session.scan();
    // From here on nobody asks: the folders are watched.
    writePress(home.in(u"copied"_s), {.list = u"copied"_s});
    QTRY_COMPARE(session.states().filter(u"copied"_s).size(), 2);
    writePress(home.in(u"deep/deeper/deepest"_s), {.list = u"deep"_s});
    QTRY_COMPARE(session.states().filter(u"deep"_s).size(), 2);

    // Its journal came first, the pictures some time later.
    const QString folder = home.in(u"late"_s);
    writePress(folder, {.list = u"late"_s});
    const QByteArray picture = readWhole(folder % u"/2.png");
    QVERIFY(QFile::remove(folder % u"/2.png"));
    QTRY_COMPARE(session.states().filter(u"late"_s),
                 QStringList({u"late 1: Present"_s, u"late 2: Missing"_s}));
    writeInPlace(folder % u"/2.png", picture);
    QTRY_COMPARE(session.states().filter(u"late"_s),
                 QStringList({u"late 1: Present"_s, u"late 2: Present"_s}));
}

void TestLibrary::forgetsAFolderThatIsRemoved()
{
    const LibraryHome home;
    home.fill();
    {
        LibrarySession session(home.places);
        session.scan();
        QVERIFY(QDir(home.in(u"2020-11-22 fox"_s)).removeRecursively());
        QTRY_COMPARE(session.states(), filledStates().first(3));
        // A journal that goes takes its press along; the pictures beside it are nobody's.
        QVERIFY(QFile::remove(home.in(u"Practice/2020-11-23 dog/run.jsonl"_s)));
        QTRY_COMPARE(session.states(), QStringList());
    }
    home.fill();
    {
        LibrarySession session(home.places);
        QCOMPARE(session.scan().presses, 2);
    }
    QVERIFY(QDir(home.in(u"Practice"_s)).removeRecursively()); // While nobody watches.
    LibrarySession session(home.places);
    QCOMPARE(session.scan(), (LibraryCounts{.presses = 1, .saved = 2}));
}

void TestLibrary::showsWhatAnotherProgramDidToAPicture()
{
    const LibraryHome home;
    home.fill();
    LibrarySession session(home.places);
    session.scan();
    const QString folder = home.in(u"Practice/2020-11-23 dog/"_s);
    const QByteArray first = readWhole(folder % u"1.png");
    const QByteArray second = readWhole(folder % u"2.png");
    QByteArray edited = first;
    edited[edited.size() / 2] = char(edited.at(edited.size() / 2) ^ 1); // As long as before.
    writeInPlace(folder % u"1.png", edited);
    writeInPlace(folder % u"2.png", second + "more");
    QVERIFY(QFile::remove(folder % u"3.png"));
    // Nothing but another time is no change.
    setChanged(home.in(u"2020-11-22 fox/1.png"_s), QDateTime::currentDateTimeUtc().addDays(-1));

    QCOMPARE(session.scan(), (LibraryCounts{.presses = 2, .saved = 5, .changed = 2, .missing = 1}));
    const QStringList changed{u"dog 1: Changed"_s, u"dog 2: Changed"_s, u"dog 3: Missing"_s};
    QCOMPARE(session.states(), changed + filledStates().last(2));
    {
        // As it is found out by one who has never seen the pictures before.
        LibrarySession other(
            {.folder = home.places.folder, .index = {}, .fallbackFolder = home.places.fallbackFolder});
        other.scan();
        QCOMPARE(other.states(), changed + filledStates().last(2));
    }
    writeInPlace(folder % u"1.png", first);
    writeInPlace(folder % u"2.png", second);
    QCOMPARE(session.scan(), (LibraryCounts{.presses = 2, .saved = 5, .missing = 1}));
    QVERIFY(session.failed.isEmpty());
}

void TestLibrary::readsNothingThatIsAsItWas()
{
    const LibraryHome home;
    const QString folder = home.in(u"old"_s);
    const QDateTime before = QDateTime::currentDateTimeUtc().addDays(-1);
    const auto age = [&folder, &before] {
        for (const QString &name : {u"/run.jsonl"_s, u"/1.png"_s, u"/2.png"_s, u""_s})
            setChanged(folder % name, before);
    };
    writePress(folder, {.list = u"old"_s});
    age();
    {
        LibrarySession session(home.places);
        QCOMPARE(session.scan().saved, 2);
    }
    // As long and of the same times, though nothing of it can be read.
    const QByteArray journal = readWhole(folder % u"/run.jsonl");
    writeInPlace(folder % u"/run.jsonl", QByteArray(journal.size(), ' '));
    for (const QString &name : {u"/1.png"_s, u"/2.png"_s})
        writeInPlace(folder % name, QByteArray(readWhole(folder % name).size(), ' '));
    age();
    {
        LibrarySession session(home.places);
        QCOMPARE(session.scan(), (LibraryCounts{.presses = 1, .saved = 2}));
        QVERIFY(session.changed.isEmpty());
        QCOMPARE(session.states(), QStringList({u"old 1: Present"_s, u"old 2: Present"_s}));
    }
    writeInPlace(folder % u"/run.jsonl", journal); // Now it has another time.
    LibrarySession session(home.places);
    QCOMPARE(session.scan().saved, 2);
    QVERIFY(!session.changed.isEmpty());
}

void TestLibrary::tellsWhatDidNotEnd()
{
    const LibraryHome home;
    home.fill();
    writePress(home.in(u"cut off"_s), {.list = u"cut off"_s, .hasEnded = false});
    writePress(home.in(u"held"_s), {.list = u"held"_s, .hasEnded = false});
    const QJsonArray jobs{QJsonObject{{u"id"_s, 9}, {u"index"_s, 9}}};
    const QJsonObject plan{
        {u"event"_s, u"plan"_s}, {u"run"_s, 2}, {u"mode"_s, u"parallel"_s}, {u"jobs"_s, jobs}};
    const QJsonObject sent{{u"event"_s, u"sending"_s}, {u"run"_s, 2}, {u"job"_s, 9}, {u"order"_s, Order}};
    const QJsonObject unknown{{u"event"_s, u"unknown"_s}, {u"run"_s, 2}, {u"job"_s, 9}};
    const QJsonObject ended{{u"event"_s, u"run_ended"_s}, {u"run"_s, 2}};
    writePress(home.in(u"kept"_s), {.list = u"answer kept"_s, .moreLines = {plan, sent, unknown, ended}});
    QVERIFY(QDir().mkpath(home.in(u"kept/incoming"_s)));
    writeInPlace(home.in(u"kept/"_s % answerFile(Order)), "an answer");
    const Result<OpenJournal> held = reopenJournal(home.in(u"held/run.jsonl"_s));

    const auto listsOf = [](const QList<UnendedPress> &presses) {
        QStringList lists;
        for (const UnendedPress &press : presses)
            lists.append(press.read.listName);
        return QSet<QString>(lists.begin(), lists.end());
    };
    LibrarySession session(home.places);
    const QList<UnendedPress> presses = session.unended(); // Nobody has scanned before.
    QCOMPARE(listsOf(presses), QSet<QString>({u"cut off"_s, u"answer kept"_s}));
    QVERIFY(QFile::exists(presses.constFirst().journal));

    QVERIFY(QDir(home.in(u"kept/incoming"_s)).removeRecursively());
    writePress(home.in(u"cut off"_s), {.list = u"cut off"_s});
    QCOMPARE(listsOf(session.unended()), QSet<QString>()); // Though the index is not of this moment.
}

void TestLibrary::showsWhatCameOfAnotherTry()
{
    const LibraryHome home;
    const QJsonObject failed{
        {u"event"_s, u"failed"_s},
        {u"error"_s, QJsonObject{{u"kind"_s, u"service"_s}, {u"message"_s, u"It broke."_s}}}};
    TestPress press{.list = u"again"_s, .prompts = {u"one"_s, u"two"_s, u"three"_s}, .hasEnded = false};
    QJsonObject third = failed;
    third.insert(u"job"_s, 3);
    QJsonArray jobs{QJsonObject{{u"id"_s, 4}, {u"index"_s, 3}, {u"prompt"_s, u"three"_s}}};
    press.moreLines = {third,
                       {{u"event"_s, u"plan"_s},
                        {u"run"_s, 2},
                        {u"continues"_s, 1},
                        {u"mode"_s, u"parallel"_s},
                        {u"model"_s, u"model"_s},
                        {u"jobs"_s, jobs}}};
    writePress(home.in(u"again"_s), press);
    LibrarySession session(home.places);
    session.scan();
    QCOMPARE(session.all().size(), 3);
    QCOMPARE(session.all().constLast().state, JobState::Waiting);

    QJsonObject fourth = failed;
    fourth.insert(u"job"_s, 4);
    fourth.insert(u"run"_s, 2);
    press.moreLines.append(fourth);
    writePress(home.in(u"again"_s), press);
    session.scan();
    QCOMPARE(session.find({.states = {JobState::Failed}}).size(), 1);
    QCOMPARE(session.all().constLast().error, u"It broke."_s);

    press.moreLines.last() = {{u"event"_s, u"saved"_s}, {u"job"_s, 4},    {u"run"_s, 2},
                              {u"file"_s, u"1.png"_s},  {u"bytes"_s, 10}, {u"format"_s, u"png"_s}};
    writePress(home.in(u"again"_s), press);
    session.scan();
    QCOMPARE(session.states(),
             QStringList({u"again 1: Present"_s, u"again 2: Present"_s, u"again 3: Changed"_s}));
}

void TestLibrary::saysWhichJournalsCannotBeRead()
{
    const LibraryHome home;
    home.fill();
    QVERIFY(QDir().mkpath(home.in(u"later"_s)));
    writeInPlace(home.in(u"later/run.jsonl"_s), journalLine({{u"v"_s, 2}, {u"event"_s, u"press"_s}}));
    QVERIFY(QDir().mkpath(home.in(u"none"_s)));
    writeInPlace(home.in(u"none/run.jsonl"_s), "once upon a time\n");
    LibrarySession session(home.places);
    LibraryCounts counts = session.scan();
    QCOMPARE(counts.presses, 4);
    QCOMPARE(counts.unreadable.filter(u"later version"_s).size(), 1);
    QCOMPARE(counts.unreadable.filter(u"none/run.jsonl"_s).size(), 1);
    QCOMPARE(session.states(), filledStates());
    writePress(home.in(u"none"_s), {.list = u"none"_s});
    counts = session.scan();
    QCOMPARE(counts.unreadable.size(), 1);
    QCOMPARE(counts.saved, 7);
}

void TestLibrary::searchesWhereNoIndexCanBeKept()
{
    const LibraryHome home;
    home.fill();
    writeInPlace(home.place.filePath(u"data"_s), "a file");
    LibrarySession session(home.places);
    QCOMPARE(session.scan(), (LibraryCounts{.presses = 2, .saved = 5}));
    QCOMPARE(session.failed.size(), 1);
    QVERIFY(session.failed.constFirst().at(0).value<Error>().message.contains(u"cannot be kept"_s));
    QCOMPARE(session.states(), filledStates());
}

QTEST_GUILESS_MAIN(TestLibrary)
#include "tst_library.moc"
