#include "core/filewriting.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

/// Files that are read whole, up to a limit.
class TestFileReading : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readsFiles();
    void saysWhyAFileCannotBeRead();
    void readsUpToALimit();
    void takesNoMoreMemoryThanAFileNeeds();
    void readsFilesThatTellNoSize();
};

void TestFileReading::readsFiles()
{
    const QTemporaryDir folder;
    const QByteArray bytes = QByteArray("a\0b\r\n", 5).repeated(10'000);
    put(folder.filePath(u"file"_s), bytes);
    put(folder.filePath(u"empty"_s), {});

    QCOMPARE(readFile(folder.filePath(u"file"_s), 1'000'000).value(), bytes);
    QCOMPARE(readFile(folder.filePath(u"empty"_s), 1'000'000).value(), QByteArray());
}

void TestFileReading::saysWhyAFileCannotBeRead()
{
    const QTemporaryDir folder;

    const Result<QByteArray> missing = readFile(folder.filePath(u"%2 missing"_s), 1000);
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, Error::Kind::Disk);
    QVERIFY2(missing.error().message.contains(folder.filePath(u"%2 missing"_s)),
             qPrintable(missing.error().message));

    const Result<QByteArray> noFile = readFile(folder.path(), 1000);
    QVERIFY(!noFile);
    QVERIFY(noFile.error().message.contains(u"folder"_s));
}

void TestFileReading::readsUpToALimit()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"%2"_s);
    put(path, QByteArray(1000, 'x'));

    QCOMPARE(readFile(path, 1000).value().size(), 1000);
    const Result<QByteArray> tooLarge = readFile(path, 999);
    QVERIFY(!tooLarge);
    QCOMPARE(tooLarge.error().kind, Error::Kind::Disk);
    QVERIFY2(tooLarge.error().message.contains(path) && tooLarge.error().message.contains(u"999 bytes"_s),
             qPrintable(tooLarge.error().message));
}

void TestFileReading::takesNoMoreMemoryThanAFileNeeds()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"file"_s);
    put(path, QByteArray(300'000, 'x'));
    const QByteArray bytes = readFile(path, qint64(1) << 30).value();
    QCOMPARE(bytes.size(), 300'000);
    QVERIFY2(bytes.capacity() < 1'000'000, qPrintable(QString::number(bytes.capacity())));
}

void TestFileReading::readsFilesThatTellNoSize()
{
    const QString path = u"/proc/self/status"_s;
    if (!QFile::exists(path))
        QSKIP("needs /proc");
    QVERIFY(readFile(path, 1'000'000).value().contains("VmPeak"));
}

QTEST_GUILESS_MAIN(TestFileReading)
#include "tst_filereading.moc"
