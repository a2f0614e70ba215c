#include "core/filewriting.h"
#include "support/smalldisk.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// All that is in \a folder, hidden files too.
QStringList entriesOf(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class TestFileWriting : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void writesWhatItWasGiven_data();
    void writesWhatItWasGiven();
    void numbersNamesThatAreTaken();
    void startsAtTheNumberItIsTold();
    void neverFollowsOrReplacesALink();
    void losesNothingAmongThreads();
    void showsWholeFilesOnly();
    void givesFilesTheUsualPermissions();
    void saysWhereItCouldNotWrite_data();
    void saysWhereItCouldNotWrite();
    void leavesNothingOnAFullDisk_data();
    void leavesNothingOnAFullDisk();
    void refusesAFolderItMayNotWriteInto();

    void givesAFileASecondName();
    void givesNoSecondNameWhereItCannot();

    void replacesFiles();
    void keepsTheOldFileOnAFullDisk_data();
    void keepsTheOldFileOnAFullDisk();
    void saysWhatItCouldNotReplace();

    void makesFolders();
    void saysWhyAFolderCannotBeUsed_data();
    void saysWhyAFolderCannotBeUsed();
};

void TestFileWriting::initTestCase()
{
#ifdef Q_OS_UNIX
    ::umask(022);
#endif
}

void TestFileWriting::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestFileWriting::writesWhatItWasGiven_data()
{
    QTest::addColumn<QByteArray>("bytes");

    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a few bytes") << QByteArray("\x89PNG\0\r\n", 7);
    QTest::newRow("what a buffer holds") << QByteArray(16 * 1024, 'x');
    QTest::newRow("more than a buffer holds") << QByteArray(16 * 1024 + 1, 'y');
    QTest::newRow("megabytes") << QByteArray(5'000'000, 'z');
}

void TestFileWriting::writesWhatItWasGiven()
{
    QFETCH(const QByteArray, bytes);
    const QTemporaryDir folder;

    const Result<QString> name = writeNewFile(folder.path(), u"dog"_s, u"png"_s, bytes);

    QVERIFY(name);
    QCOMPARE(name.value(), u"dog.png"_s);
    QCOMPARE(contentOf(folder.filePath(u"dog.png"_s)), bytes);
    QCOMPARE(entriesOf(folder.path()), QStringList{u"dog.png"_s});
}

void TestFileWriting::numbersNamesThatAreTaken()
{
    const QTemporaryDir folder;
    put(folder.filePath(u"dog.png"_s), "old");
    QVERIFY(QDir(folder.path()).mkdir(u"dog_2.png"_s));

    QCOMPARE(writeNewFile(folder.path(), u"dog"_s, u"png"_s, "new").value(), u"dog_3.png"_s);
    QCOMPARE(writeNewFile(folder.path(), u"dog"_s, u"png"_s, "newer").value(), u"dog_4.png"_s);
    QCOMPARE(writeNewFile(folder.path(), u"dog"_s, u"jpg"_s, "other").value(), u"dog.jpg"_s);

    QCOMPARE(contentOf(folder.filePath(u"dog.png"_s)), QByteArray("old"));
    QCOMPARE(contentOf(folder.filePath(u"dog_3.png"_s)), QByteArray("new"));
    QCOMPARE(entriesOf(folder.path()).size(), 5);
}

void TestFileWriting::startsAtTheNumberItIsTold()
{
    const QTemporaryDir folder;

    QCOMPARE(writeNewFile(folder.path(), u"dog"_s, u"png"_s, "a", 7).value(), u"dog_7.png"_s);
    QCOMPARE(writeNewFile(folder.path(), u"dog"_s, u"png"_s, "b", 7).value(), u"dog_8.png"_s);
}

void TestFileWriting::neverFollowsOrReplacesALink()
{
#ifndef Q_OS_UNIX
    QSKIP("Links of this kind need rights of their own on this system.");
#endif
    const QTemporaryDir folder;
    const QTemporaryDir elsewhere;
    const QString target = elsewhere.filePath(u"precious"_s);
    put(target, "old");
    QVERIFY(QFile::link(target, folder.filePath(u"dog.png"_s)));
    QVERIFY(QFile::link(elsewhere.filePath(u"missing"_s), folder.filePath(u"dog_2.png"_s)));

    QCOMPARE(writeNewFile(folder.path(), u"dog"_s, u"png"_s, "new").value(), u"dog_3.png"_s);

    QCOMPARE(contentOf(target), QByteArray("old"));
    QCOMPARE(entriesOf(elsewhere.path()), QStringList{u"precious"_s});
}

void TestFileWriting::losesNothingAmongThreads()
{
    const QTemporaryDir folder;
    constexpr int Writers = 4;
    constexpr int Rounds = 100;
    std::vector<QStringList> names(Writers);
    std::vector<std::thread> threads;
    for (int writer = 0; writer < Writers; ++writer) {
        threads.emplace_back([&folder, &names, writer] {
            for (int round = 0; round < Rounds; ++round) {
                const QByteArray bytes = QByteArray::number(writer * Rounds + round).repeated(5000);
                const QString name = u"dog_%1"_s.arg(round);
                const Result<QString> written = writeNewFile(folder.path(), name, u"png"_s, bytes);
                names[size_t(writer)].append(written ? written.value() : written.error().message);
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();

    QSet<QString> all;
    for (int writer = 0; writer < Writers; ++writer) {
        for (int round = 0; round < Rounds; ++round) {
            const QString &name = names[size_t(writer)].at(round);
            QVERIFY2(!all.contains(name), qPrintable(name));
            all.insert(name);
            QCOMPARE(contentOf(folder.filePath(name)),
                     QByteArray::number(writer * Rounds + round).repeated(5000));
        }
    }
    QCOMPARE(entriesOf(folder.path()).size(), Writers * Rounds);
}

void TestFileWriting::showsWholeFilesOnly()
{
    const QTemporaryDir folder;
    const QByteArray bytes(500'000, 'x');
    std::atomic<bool> isDone = false;
    std::atomic<int> seen = 0;
    std::atomic<int> torn = 0;
    std::thread reader([&] {
        while (!isDone) {
            const QStringList names = QDir(folder.path()).entryList({u"dog*"_s}, QDir::Files);
            for (const QString &name : names) {
                ++seen;
                if (contentOf(folder.filePath(name)) != bytes)
                    ++torn;
            }
        }
    });
    for (int i = 0; i < 30; ++i)
        QVERIFY(writeNewFile(folder.path(), u"dog_%1"_s.arg(i), u"png"_s, bytes));
    QTRY_VERIFY(seen > 0);
    isDone = true;
    reader.join();

    QCOMPARE(torn, 0);
}

void TestFileWriting::givesFilesTheUsualPermissions()
{
#ifndef Q_OS_UNIX
    QSKIP("Permissions of this kind are those of Unix.");
#endif
    const QTemporaryDir folder;
    QVERIFY(writeNewFile(folder.path(), u"dog"_s, u"png"_s, "new"));
    QVERIFY(replaceFile(folder.filePath(u"report.json"_s), "{}"));

    constexpr QFileDevice::Permissions Usual = QFileDevice::ReadOwner | QFileDevice::WriteOwner
        | QFileDevice::ReadUser | QFileDevice::WriteUser | QFileDevice::ReadGroup | QFileDevice::ReadOther;
    QCOMPARE(QFile::permissions(folder.filePath(u"dog.png"_s)) | Usual, Usual);
    QVERIFY(QFile::permissions(folder.filePath(u"dog.png"_s)).testFlag(QFileDevice::ReadOther));
    QVERIFY(QFile::permissions(folder.filePath(u"report.json"_s)).testFlag(QFileDevice::ReadOther));
}

void TestFileWriting::saysWhereItCouldNotWrite_data()
{
    QTest::addColumn<QString>("folder"); // Within a temporary one that holds the file "file".
    QTest::addColumn<QString>("name");

    QTest::newRow("a folder that is missing") << u"missing"_s << u"dog"_s;
    QTest::newRow("a file in its place") << u"file"_s << u"dog"_s;
    QTest::newRow("a name that is too long") << u"."_s << QString(300, u'x');
    QTest::newRow("a name with marks of a message") << u"%2 missing %1"_s << u"dog"_s;
}

void TestFileWriting::saysWhereItCouldNotWrite()
{
    QFETCH(const QString, folder);
    QFETCH(const QString, name);
    const QTemporaryDir parent;
    put(parent.filePath(u"file"_s), "x");

    const Result<QString> written = writeNewFile(parent.filePath(folder), name, u"png"_s, "new");

    QVERIFY(!written);
    QCOMPARE(written.error().kind, Error::Kind::Disk);
    QVERIFY2(written.error().message.contains(QDir::toNativeSeparators(parent.filePath(folder))),
             qPrintable(written.error().message));
    QVERIFY(!written.error().message.contains(u".cs-"_s));
    QCOMPARE(entriesOf(parent.path()), QStringList{u"file"_s});
}

void TestFileWriting::leavesNothingOnAFullDisk_data()
{
    QTest::addColumn<qsizetype>("size");

    QTest::newRow("within the buffer") << qsizetype(5000);
    QTest::newRow("beyond the buffer") << qsizetype(500'000);
}

void TestFileWriting::leavesNothingOnAFullDisk()
{
#ifdef Q_OS_UNIX
    QFETCH(const qsizetype, size);
    const QTemporaryDir folder;
    put(folder.filePath(u"dog.png"_s), "old");

    const Result<QString> written = [&] {
        const SmallDisk disk(1000);
        return writeNewFile(folder.path(), u"dog"_s, u"png"_s, QByteArray(size, 'x'));
    }();

    QVERIFY(!written);
    QCOMPARE(written.error().kind, Error::Kind::Disk);
    QVERIFY2(written.error().message.contains(folder.filePath(u"dog"_s)),
             qPrintable(written.error().message));
    QVERIFY(!written.error().message.contains(u".cs-"_s));
    QCOMPARE(entriesOf(folder.path()), QStringList{u"dog.png"_s});
    QCOMPARE(contentOf(folder.filePath(u"dog.png"_s)), QByteArray("old"));
#else
    QSKIP("A full disk is made by a limit of Unix.");
#endif
}

void TestFileWriting::refusesAFolderItMayNotWriteInto()
{
#ifdef Q_OS_UNIX
    if (::geteuid() == 0)
        QSKIP("Permissions do not bind root.");
    const QTemporaryDir folder;
    QVERIFY(::chmod(QFile::encodeName(folder.path()).constData(), 0500) == 0);

    QVERIFY(!writeNewFile(folder.path(), u"dog"_s, u"png"_s, "new"));
    QVERIFY(!replaceFile(folder.filePath(u"report.json"_s), "{}"));
    const Result<Done> usable = ensureWritableFolder(folder.path());
    QVERIFY(::chmod(QFile::encodeName(folder.path()).constData(), 0700) == 0);

    QVERIFY(!usable);
    QCOMPARE(usable.error().kind, Error::Kind::Disk);
    QVERIFY(entriesOf(folder.path()).isEmpty());
#else
    QSKIP("Permissions of this kind are those of Unix.");
#endif
}

void TestFileWriting::givesAFileASecondName()
{
    const QTemporaryDir folder;
    const QString kept = folder.filePath(u"kept"_s);
    QVERIFY(writePrivateFile(kept, "paid for"));
    put(folder.filePath(u"dog.png"_s), "old");
    put(folder.filePath(u"dog_2.png"_s), "old");

    const Result<QString> name = nameSyncedFile(kept, folder.path(), u"dog"_s, u"png"_s, 2);

    QVERIFY(name);
    QCOMPARE(name.value(), u"dog_3.png"_s);
    QCOMPARE(contentOf(folder.filePath(u"dog.png"_s)), QByteArray("old"));
    QCOMPARE(contentOf(folder.filePath(u"dog_2.png"_s)), QByteArray("old"));
    QVERIFY(std::filesystem::equivalent(kept.toStdString(), folder.filePath(u"dog_3.png"_s).toStdString()));
#ifdef Q_OS_UNIX
    QVERIFY(QFile::permissions(folder.filePath(u"dog_3.png"_s)).testFlag(QFileDevice::ReadOther));
#endif
    QVERIFY(QFile::remove(kept));
    QCOMPARE(contentOf(folder.filePath(u"dog_3.png"_s)), QByteArray("paid for"));
}

void TestFileWriting::givesNoSecondNameWhereItCannot()
{
    const QTemporaryDir folder;
    const QString kept = folder.filePath(u"kept"_s);
    QCOMPARE(nameSyncedFile(kept, folder.path(), u"dog"_s, u"png"_s).error().kind, Error::Kind::Disk);
    QVERIFY(writePrivateFile(kept, "paid for"));
    const QString nowhere = folder.filePath(u"no folder"_s);
    QCOMPARE(nameSyncedFile(kept, nowhere, u"dog"_s, u"png"_s).error().kind, Error::Kind::Disk);
    QCOMPARE(entriesOf(folder.path()), QStringList{u"kept"_s});
}

void TestFileWriting::replacesFiles()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"report.json"_s);

    QVERIFY(replaceFile(path, "{\"version\":1}"));
    QCOMPARE(contentOf(path), QByteArray("{\"version\":1}"));
    QVERIFY(replaceFile(path, "{}"));
    QCOMPARE(contentOf(path), QByteArray("{}"));
    QCOMPARE(entriesOf(folder.path()), QStringList{u"report.json"_s});
}

void TestFileWriting::keepsTheOldFileOnAFullDisk_data()
{
    leavesNothingOnAFullDisk_data();
}

void TestFileWriting::keepsTheOldFileOnAFullDisk()
{
#ifdef Q_OS_UNIX
    QFETCH(const qsizetype, size);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"report.json"_s);
    put(path, "old");

    const Result<Done> replaced = [&] {
        const SmallDisk disk(1000);
        return replaceFile(path, QByteArray(size, 'x'));
    }();

    QVERIFY(!replaced);
    QCOMPARE(replaced.error().kind, Error::Kind::Disk);
    QVERIFY(replaced.error().message.contains(path));
    QCOMPARE(contentOf(path), QByteArray("old"));
    QCOMPARE(entriesOf(folder.path()), QStringList{u"report.json"_s});
#else
    QSKIP("A full disk is made by a limit of Unix.");
#endif
}

void TestFileWriting::saysWhatItCouldNotReplace()
{
    const QTemporaryDir folder;

    for (const QString &path : {folder.path(), folder.filePath(u"missing/report.json"_s)}) {
        const Result<Done> replaced = replaceFile(path, "{}");
        QVERIFY(!replaced);
        QCOMPARE(replaced.error().kind, Error::Kind::Disk);
        QVERIFY(replaced.error().message.contains(QDir::toNativeSeparators(path)));
    }
}

void TestFileWriting::makesFolders()
{
    const QTemporaryDir folder;

    QVERIFY(ensureWritableFolder(folder.filePath(u"a/b/c"_s)));
    QVERIFY(ensureWritableFolder(folder.filePath(u"a/b/c"_s)));

    QVERIFY(QFileInfo(folder.filePath(u"a/b/c"_s)).isDir());
    QVERIFY(entriesOf(folder.filePath(u"a/b/c"_s)).isEmpty());
}

void TestFileWriting::saysWhyAFolderCannotBeUsed_data()
{
    QTest::addColumn<QString>("folder"); // Within a temporary one that holds the file "file".

    QTest::newRow("a file in its place") << u"file"_s;
    QTest::newRow("a file above it") << u"file/folder"_s;
    QTest::newRow("a name that is too long") << QString(300, u'x');
    QTest::newRow("a file named like a mark of a message") << u"file/%2 %1"_s;
#ifdef Q_OS_LINUX
    QTest::newRow("a file system that takes none") << u"/proc/contactsheet"_s;
    QTest::newRow("a folder that takes none") << u"/proc/self"_s;
#endif
}

void TestFileWriting::saysWhyAFolderCannotBeUsed()
{
    QFETCH(const QString, folder);
    const QTemporaryDir parent;
    put(parent.filePath(u"file"_s), "x");
    const QString path = QDir::isAbsolutePath(folder) ? folder : parent.filePath(folder);

    const Result<Done> usable = ensureWritableFolder(path);

    QVERIFY(!usable);
    QCOMPARE(usable.error().kind, Error::Kind::Disk);
    QVERIFY2(usable.error().message.contains(QDir::toNativeSeparators(path)),
             qPrintable(usable.error().message));
    QVERIFY(usable.error().message.contains(u"Choose another folder"_s));
    QCOMPARE(entriesOf(parent.path()), QStringList{u"file"_s});
}

QTEST_GUILESS_MAIN(TestFileWriting)
#include "tst_filewriting.moc"
