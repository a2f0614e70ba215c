#include "library/index/libraryindex.h"
#include "support/libraryfolders.h"
#include "support/smalldisk.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

const QString Root = u"/pictures/Contact Sheet"_s;
const QDateTime Evening = QDateTime(QDate(2026, 11, 22), QTime(21, 0), Qt::UTC);

PictureRow picture(int number, const QString &prompt)
{
    return {.job = JobId(number),
            .index = number,
            .prompt = prompt,
            .model = u"small"_s,
            .state = JobState::Saved,
            .file = {.name = u"%1.png"_s.arg(number),
                     .bytes = 100 + number,
                     .blake2b = QByteArray(32, char('a' + number % 26)),
                     .state = PictureFileState::Present,
                     .seen = {.bytes = 100 + number, .time = 5}},
            .size = {16, 12}};
}

/// A folder with one press that began \a minutes after the Evening.
PressFolderRows folder(const QString &name, int minutes, const QStringList &prompts)
{
    PressRow press{.folder = name,
                   .journal = u"run.jsonl"_s,
                   .stamp = {.bytes = 7, .time = 8},
                   .started = Evening.addSecs(60LL * minutes).toMSecsSinceEpoch(),
                   .listName = u"list of %1"_s.arg(name),
                   .service = u"compatible"_s};
    for (const QString &prompt : prompts)
        press.pictures.append(picture(int(press.pictures.size()) + 1, prompt));
    return {.folder = name, .time = 9, .presses = {press}};
}

QStringList promptsOf(const QList<LibraryPicture> &pictures)
{
    QStringList prompts;
    for (const LibraryPicture &picture : pictures)
        prompts.append(picture.prompt);
    return prompts;
}

/// The prompts of all that \a search finds, page by page.
QStringList findAll(LibraryIndex &index, LibrarySearch search = {})
{
    QStringList prompts;
    do {
        const Result<LibraryPage> page = index.find(search);
        if (!page)
            return {u"failed: "_s % page.error().detail};
        prompts += promptsOf(page.value().pictures);
        search.after = page.value().next;
    } while (search.after);
    return prompts;
}

/// Some folders, and prompts that tell them apart.
QStringList fill(LibraryIndex &index, int folders = 3)
{
    QStringList prompts;
    for (int i = folders; i >= 1; --i) {
        const QString number = QString::number(i);
        const QStringList some{u"a dog "_s % number, u"a fox "_s % number, u"an owl "_s % number};
        if (!index.put(folder(u"press "_s % number, i, some)))
            return {};
        prompts += some;
    }
    return index.commit() ? prompts : QStringList();
}

/// An index file with what fill() puts into it.
QByteArray indexBytes(const QString &path, int folders = 3)
{
    {
        const LibraryIndex::Opened opened = LibraryIndex::open(path, Root);
        if (!opened.index || fill(*opened.index, folders).isEmpty())
            return {};
    }
    const QByteArray bytes = readWhole(path);
    QFile::remove(path);
    return bytes;
}

} // namespace

class TestLibraryIndex : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void findsByWhatIsAsked_data();
    void findsByWhatIsAsked();
    void pagesNeitherLeaveOutNorRepeat();
    void keepsWhatWasPutInto();
    void keepsAnyTextAsItIs();
    void takesOnePressForAnother();
    void beginsAnewWhereTheFileIsOfNoUse_data();
    void beginsAnewWhereTheFileIsOfNoUse();
    void staysInMemoryWhereNoFileCanBeKept_data();
    void staysInMemoryWhereNoFileCanBeKept();
    void neverHandsOutWhatWasDamaged();
    void failsOnAFullDiskAndIsThenBuiltInMemory();
};

void TestLibraryIndex::initTestCase()
{
    const LibraryIndex::Opened opened = LibraryIndex::open({}, Root);
    QVERIFY2(opened.index, "the package libqt6sql6-sqlite is missing");
}

void TestLibraryIndex::findsByWhatIsAsked_data()
{
    QTest::addColumn<LibrarySearch>("search");
    QTest::addColumn<QStringList>("prompts");
    const QStringList all{u"ein Hündchen"_s, u"%_ odd"_s, u"Robot DOG in a lab"_s, u"a fox"_s, u"a dog"_s};
    const auto only = [&all](QList<int> places) {
        QStringList prompts;
        for (const int place : places)
            prompts.append(all.at(place));
        return prompts;
    };
    QTest::newRow("nothing: all, the newest press first") << LibrarySearch() << all;
    QTest::newRow("a word in another case") << LibrarySearch{.words = u"dog"_s} << only({2, 4});
    QTest::newRow("all words in any order") << LibrarySearch{.words = u" lab\trobot "_s} << only({2});
    QTest::newRow("a letter written in two") << LibrarySearch{.words = u"HU\u0308NDCHEN"_s} << only({0});
    QTest::newRow("what SQL takes for a wildcard") << LibrarySearch{.words = u"%_"_s} << only({1});
    QTest::newRow("what is nowhere") << LibrarySearch{.words = u"dog fox"_s} << QStringList();
    QTest::newRow("a service") << LibrarySearch{.service = u"practice"_s} << only({4});
    QTest::newRow("a service that made nothing") << LibrarySearch{.service = u"openai"_s} << QStringList();
    QTest::newRow("a model") << LibrarySearch{.model = u"large"_s} << only({1});
    QTest::newRow("from a time on") << LibrarySearch{.from = Evening.addSecs(180)} << only({0, 1});
    QTest::newRow("before a time") << LibrarySearch{.before = Evening.addSecs(120)} << only({4});
    QTest::newRow("states") << LibrarySearch{.states = {JobState::Refused, JobState::Unknown}} << only({3});
    QTest::newRow("what is missing") << LibrarySearch{.fileStates = {PictureFileState::Missing}} << only({2});
    QTest::newRow("what is in the trash")
        << LibrarySearch{.fileStates = {PictureFileState::Trashed}} << QStringList{u"in the trash"_s};
}

void TestLibraryIndex::findsByWhatIsAsked()
{
    QFETCH(const LibrarySearch, search);
    QFETCH(const QStringList, prompts);
    const LibraryIndex::Opened opened = LibraryIndex::open({}, Root);
    QVERIFY(opened.index && !opened.problem);
    PressFolderRows old = folder(u"old"_s, 1, {u"a dog"_s});
    old.presses[0].service = u"practice"_s;
    PressFolderRows middle = folder(u"middle"_s, 2, {u"Robot DOG in a lab"_s, u"a fox"_s, u"in the trash"_s});
    middle.presses[0].pictures[0].file.state = PictureFileState::Missing;
    middle.presses[0].pictures[1].state = JobState::Refused;
    middle.presses[0].pictures[1].file = {};
    middle.presses[0].pictures[2].file.state = PictureFileState::Trashed;
    PressFolderRows young = folder(u"young"_s, 3, {u"ein H\u00fcndchen"_s, u"%_ odd"_s});
    young.presses[0].pictures[1].model = u"large"_s;
    for (const PressFolderRows &rows : {middle, young, old})
        QVERIFY(opened.index->put(rows));

    const Result<LibraryPage> page = opened.index->find(search);
    QVERIFY(page);
    QCOMPARE(promptsOf(page.value().pictures), prompts);
    QCOMPARE(page.value().count, std::optional<int>(int(prompts.size())));
    QVERIFY(!page.value().next);
}

void TestLibraryIndex::pagesNeitherLeaveOutNorRepeat()
{
    const LibraryIndex::Opened opened = LibraryIndex::open({}, Root);
    const QStringList all = fill(*opened.index, 5);
    for (int most = 1; most <= all.size() + 1; ++most)
        QCOMPARE(findAll(*opened.index, {.most = most}), all);

    // While pictures come and go before and behind the page, those that stay are met once.
    LibrarySearch search{.most = 4};
    const Result<LibraryPage> first = opened.index->find(search);
    search.after = first.value().next;
    QVERIFY(opened.index->put(folder(u"new"_s, 99, {u"new"_s})));
    QVERIFY(opened.index->remove(u"press 1"_s));
    const QStringList rest = findAll(*opened.index, search);
    QCOMPARE(promptsOf(first.value().pictures) + rest, all.first(12));
}

void TestLibraryIndex::keepsWhatWasPutInto()
{
    const QTemporaryDir place;
    const QString path = place.filePath(u"below/library.sqlite"_s);
    PressFolderRows open = folder(u"Practice/open"_s, 9, {u"a cat"_s});
    open.presses[0].mayBeOpen = true;
    QStringList all;
    {
        const LibraryIndex::Opened opened = LibraryIndex::open(path, Root);
        QVERIFY(opened.index && !opened.problem && !opened.index->isInMemory());
        all = fill(*opened.index);
        QVERIFY(opened.index->put(open));
        QVERIFY(opened.index->commit());
        QVERIFY(opened.index->put(folder(u"not committed"_s, 10, {u"gone"_s})));
    }
    QCOMPARE(QFile::permissions(path) & ~(QFile::ReadUser | QFile::WriteUser),
             QFile::ReadOwner | QFile::WriteOwner);
    const LibraryIndex::Opened opened = LibraryIndex::open(path, Root);
    QVERIFY(opened.index && !opened.problem);
    QCOMPARE(findAll(*opened.index), QStringList(u"a cat"_s) + all);
    QCOMPARE(opened.index->openJournals(), QStringList(Root % u"/Practice/open/run.jsonl"));
    QCOMPARE(opened.index->folders().value(u"press 1"_s),
             (KnownFolder{.time = 9, .journals = {{u"run.jsonl"_s, {.bytes = 7, .time = 8}}}}));
    const Result<QList<IndexedPicture>> pictures = opened.index->pictures(u"Practice/open"_s);
    QVERIFY(pictures);
    QCOMPARE(pictures.value().constFirst().row, open.presses[0].pictures[0]);
    QCOMPARE(opened.index->counts().value(), (LibraryCounts{.presses = 4, .saved = 10}));

    const Result<LibraryPage> page = opened.index->find({.most = 1});
    const LibraryPicture &shown = page.value().pictures.constFirst();
    QCOMPARE(shown.file, Root % u"/Practice/open/1.png");
    QCOMPARE(shown.journal, Root % u"/Practice/open/run.jsonl");
    QCOMPARE(shown.started, Evening.addSecs(540));
}

void TestLibraryIndex::keepsAnyTextAsItIs()
{
    const QStringList texts{u"\0a\0"_s,
                            u"\ufeffmark"_s,
                            u"\uffff\ufffe"_s,
                            u"\U0001F98A\u202e"_s,
                            QString(100'000, u'x'),
                            u"it's -- \"quoted\"; \\"_s};
    const LibraryIndex::Opened opened = LibraryIndex::open({}, Root);
    QVERIFY(opened.index->put(folder(u"a"_s, 1, texts)));
    QCOMPARE(findAll(*opened.index), texts);
    // What is longer is cut, so that it keeps nothing else out.
    QVERIFY(opened.index->put(folder(u"a"_s, 1, {QString(2'000'000, u'x'), u"after"_s})));
    QCOMPARE(findAll(*opened.index), QStringList({QString(100'000, u'x'), u"after"_s}));
    // What is no character cannot be kept, and does no harm.
    QVERIFY(opened.index->put(folder(u"a"_s, 1, {QString(QChar(0xD800)) % u"b"_s})));
    QCOMPARE(findAll(*opened.index, {.words = u"b"_s}).size(), 1);
    QVERIFY(opened.index->pictures(u"a"_s));
}

void TestLibraryIndex::takesOnePressForAnother()
{
    const LibraryIndex::Opened opened = LibraryIndex::open({}, Root);
    const QStringList all = fill(*opened.index, 2);
    const LibraryPlace place = opened.index->find({}).value().pictures.constFirst().place;
    QVERIFY(opened.index->put(folder(u"press 2"_s, 2, {u"other"_s})));
    QCOMPARE(findAll(*opened.index), QStringList(u"other"_s) + all.last(3));
    QCOMPARE(opened.index->find({}).value().pictures.constFirst().place, place);

    // One of two journals in a folder goes, and another comes.
    PressFolderRows two = folder(u"press 2"_s, 2, {u"one"_s});
    two.presses.append(folder(u"press 2"_s, 5, {u"two"_s}).presses);
    two.presses[1].journal = u"run_2.jsonl"_s;
    QVERIFY(opened.index->put(two));
    QCOMPARE(findAll(*opened.index), QStringList({u"two"_s, u"one"_s}) + all.last(3));
    two.presses.removeFirst();
    QVERIFY(opened.index->put(two));
    QCOMPARE(findAll(*opened.index), QStringList(u"two"_s) + all.last(3));
    QVERIFY(opened.index->remove(u"press 2"_s));
    QCOMPARE(findAll(*opened.index), all.last(3));
    QCOMPARE(opened.index->folders().size(), 1);
}

void TestLibraryIndex::beginsAnewWhereTheFileIsOfNoUse_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("said");
    const QTemporaryDir place;
    const QByteArray whole = indexBytes(place.filePath(u"library.sqlite"_s));
    // https://www.sqlite.org/fileformat2.html: both are numbers of four bytes in its head.
    constexpr int VersionPlace = 60;
    constexpr int ApplicationPlace = 68;
    const auto with = [&whole](int position, const QByteArray &bytes) {
        return QByteArray(whole).replace(position, bytes.size(), bytes);
    };
    QTest::newRow("text") << QByteArray("Once upon a time\n").repeated(99) << u"could not be read"_s;
    QTest::newRow("a byte") << QByteArray("S") << QString();
    QTest::newRow("nothing") << QByteArray() << QString();
    QTest::newRow("half of it") << whole.first(whole.size() / 2) << u"could not be read"_s;
    QTest::newRow("zeros in it") << with(4096, QByteArray(4096, '\0')) << u"could not be read"_s;
    QTest::newRow("somebody else's") << with(ApplicationPlace, "mine") << u"could not be read"_s;
    QTest::newRow("a later version") << with(VersionPlace, QByteArray(3, '\0') + '\x63')
                                     << u"later version"_s;
    QTest::newRow("an earlier version") << with(VersionPlace, QByteArray(4, '\0')) << QString();
    QTest::newRow("another library") << QByteArray(whole).replace("/pictures/Contact Sheet",
                                                                  "/pictures/Contact Shee_")
                                     << QString();
    QTest::newRow("other tables") << QByteArray(whole).replace("is_marked", "is_other_") << u"could not"_s;
}

void TestLibraryIndex::beginsAnewWhereTheFileIsOfNoUse()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, said);
    const QTemporaryDir place;
    const QString path = place.filePath(u"library.sqlite"_s);
    writeInPlace(path, bytes);
    writeInPlace(path % u".unreadable", "older");
    {
        const LibraryIndex::Opened opened = LibraryIndex::open(path, Root);
        QVERIFY(opened.index && !opened.index->isInMemory());
        QCOMPARE(opened.problem.has_value(), !said.isEmpty());
        if (opened.problem)
            QVERIFY2(opened.problem->message.contains(said), qPrintable(opened.problem->message));
        QVERIFY(opened.index->folders().isEmpty());
        QCOMPARE(findAll(*opened.index), QStringList());
        QCOMPARE(fill(*opened.index).size(), 9);
    }
    QCOMPARE(readWhole(path % u".unreadable"), said.isEmpty() ? QByteArray("older") : bytes);
    const LibraryIndex::Opened again = LibraryIndex::open(path, Root);
    QVERIFY(!again.problem);
    QCOMPARE(findAll(*again.index).size(), 9);
}

void TestLibraryIndex::staysInMemoryWhereNoFileCanBeKept_data()
{
    QTest::addColumn<QString>("obstacle");
    QTest::newRow("its folder is a file") << u"file"_s;
    QTest::newRow("a folder is in its place") << u"folder"_s;
    QTest::newRow("another window keeps it") << u"lock"_s;
    QTest::newRow("another program uses it") << u"reader"_s;
}

void TestLibraryIndex::staysInMemoryWhereNoFileCanBeKept()
{
    QFETCH(const QString, obstacle);
    const QTemporaryDir place;
    QString path = place.filePath(u"library.sqlite"_s);
    LibraryIndex::Opened other;
    if (obstacle == u"file") {
        writeInPlace(path, "file");
        path += u"/library.sqlite"_s;
    } else if (obstacle == u"folder") {
        QVERIFY(QDir().mkpath(path % u"/full"));
    } else if (obstacle == u"lock") {
        other = LibraryIndex::open(path, Root);
    } else { // The same file under another name: one that takes no lock but SQLite's.
        const QString name = place.filePath(u"other.sqlite"_s);
        other = LibraryIndex::open(name, Root);
        std::filesystem::create_hard_link(name.toStdString(), path.toStdString());
    }
    const QByteArray before = readWhole(path);
    const LibraryIndex::Opened opened = LibraryIndex::open(path, Root);
    QVERIFY(opened.index && opened.index->isInMemory());
    QVERIFY(opened.problem);
    QCOMPARE(opened.problem->kind, Error::Kind::Disk);
    // Before SQLite is asked, which may only fail once it writes.
    QCOMPARE(opened.problem->message.startsWith(u"Another window"_s), obstacle == u"lock");
    QCOMPARE(fill(*opened.index).size(), 9);
    QCOMPARE(findAll(*opened.index).size(), 9);
    QCOMPARE(readWhole(path), before);
}

void TestLibraryIndex::neverHandsOutWhatWasDamaged()
{
    const QTemporaryDir place;
    const QString path = place.filePath(u"library.sqlite"_s);
    const QByteArray whole = indexBytes(path, 20);
    QVERIFY(!whole.isEmpty());
    QStringList all;
    {
        const LibraryIndex::Opened memory = LibraryIndex::open({}, Root);
        all = fill(*memory.index, 20);
    }
    QRandomGenerator random(2026);
    int found = 0;
    for (int i = 0; i < 200; ++i) {
        QByteArray bytes = whole;
        if (i % 10 == 0)
            bytes.truncate(random.bounded(int(whole.size())));
        for (int flips = 1 + i % 8; flips > 0 && !bytes.isEmpty(); --flips) {
            char &byte = bytes[random.bounded(int(bytes.size()))];
            byte = char(byte ^ (1 << random.bounded(8)));
        }
        QFile::remove(path);
        writeInPlace(path, bytes);
        const LibraryIndex::Opened opened = LibraryIndex::open(path, Root);
        QVERIFY(opened.index);
        bool isDamaged = opened.index->folders().size() != 20;
        for (int press = 1; press <= 20 && !isDamaged; ++press)
            isDamaged = !opened.index->pictures(u"press %1"_s.arg(press));
        const QStringList shown = findAll(*opened.index);
        found += isDamaged ? 1 : 0;
        for (const QString &prompt : shown)
            QVERIFY2(all.contains(prompt) || prompt.startsWith(u"failed"), qPrintable(prompt));
        if (!isDamaged)
            QCOMPARE(shown, all);
    }
    QVERIFY(found > 20); // Else this proves nothing.
}

void TestLibraryIndex::failsOnAFullDiskAndIsThenBuiltInMemory()
{
#ifdef Q_OS_UNIX
    const QTemporaryDir place;
    const QString path = place.filePath(u"library.sqlite"_s);
    LibraryIndex::Opened opened = LibraryIndex::open(path, Root);
    const SmallDisk disk(64'000);
    const Result<Done> put = opened.index->put(folder(u"a"_s, 1, QStringList(200, QString(100'000, u'x'))));
    const Result<Done> written = put ? opened.index->commit() : put;
    QVERIFY(!written);
    QCOMPARE(written.error().kind, Error::Kind::Disk);
    opened = LibraryIndex::rebuild(std::move(opened.index), true);
    QVERIFY(opened.index && opened.index->isInMemory());
    QCOMPARE(fill(*opened.index).size(), 9);
    QVERIFY(!QFile::exists(path));
#else
    QSKIP("needs a limit on the size of files");
#endif
}

QTEST_GUILESS_MAIN(TestLibraryIndex)
#include "tst_libraryindex.moc"
