#include "core/filewriting.h"
#include "storage/answerlines.h"
#include "storage/answerspool.h"
#include "support/smalldisk.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

struct Folders
{
    [[nodiscard]] QString press() const { return path(u"press"_s); }
    [[nodiscard]] QString elsewhere() const { return path(u"elsewhere"_s); }
    [[nodiscard]] QString path(const QString &name) const { return home.filePath(name); }
    [[nodiscard]] QByteArray read(const QString &order) const
    {
        return KeptAnswers(press(), elsewhere()).read(order);
    }
    /// Where an answer lies that has a file of its own, in the folder of the press.
    [[nodiscard]] QString fileOf(const QString &order) const
    {
        return press() % u"/incoming/" % order % u".answer";
    }

    Folders() { QDir(home.path()).mkdir(u"press"_s); } // Elsewhere nothing was kept yet.

    QTemporaryDir home;
};

QFuture<KeptAnswer> keep(AnswerSpool &spool, const QString &order, const QByteArray &answer)
{
    return spool.keep(order, answer.size(), [answer] { return KeptAnswer{.bytes = answer}; });
}

} // namespace

class TestAnswerSpool : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void keepsAnAnswerUntilItIsRemoved_data();
    void keepsAnAnswerUntilItIsRemoved();
    void tellsWhereItKeeps();
    void readsNoLineThatWasCutOff();
    void goesOnWhereItsFolderWasRemoved();
    void removesNoLinesThatItCannotRead();
    void leavesNothingBehindButWhatIsKept();
    void goesElsewhereWhereTheFolderTakesNothing();
    void keepsNoPartOfAnAnswerOnAFullDisk();
    void keepsASmallAnswerByItselfWhereTheirFileIsFull();
    void removesSmallAnswersTogether();
    void tellsHowMuchIsInMemory();
};

void TestAnswerSpool::keepsAnAnswerUntilItIsRemoved_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::newRow("small") << qsizetype(10);
    QTest::newRow("large") << qsizetype(100'000);
}

void TestAnswerSpool::keepsAnAnswerUntilItIsRemoved()
{
    QFETCH(const qsizetype, size);
    const Folders folders;
    const QByteArray one(size, '\xFF');
    const QByteArray other(size, '\n');
    {
        AnswerSpool spool(folders.press(), folders.elsewhere());
        keep(spool, u"order-1"_s, one);
    }
    QCOMPARE(folders.read(u"order-1"_s), one); // It outlives the spool, as it does the program.
    const QString file = folders.press() % u'/' % spooledAnswerName(u"order-1"_s, size);
    QVERIFY(!(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
    {
        AnswerSpool spool(folders.press(), folders.elsewhere());
        keep(spool, u"order-2"_s, other);
        keep(spool, u"order-3"_s, other);
        spool.remove(u"order-2"_s); // At once: nothing is removed before it was written.
        spool.remove(u"order-1"_s);
    }
    QVERIFY(folders.read(u"order-1"_s).isEmpty());
    QVERIFY(folders.read(u"order-2"_s).isEmpty());
    QCOMPARE(folders.read(u"order-3"_s), other);
    QCOMPARE(KeptAnswers(folders.press(), folders.elsewhere()).orders(), QStringList{u"order-3"_s});
}

void TestAnswerSpool::tellsWhereItKeeps()
{
    const Folders folders;
    const QByteArray picture(100'000, 'a');
    AnswerSpool spool(folders.press(), folders.elsewhere());
    const auto make = [&picture] { return KeptAnswer{.bytes = picture, .isPicture = true}; };
    const KeptAnswer kept = spool.keep(u"order"_s, picture.size(), make).result();
    QCOMPARE(kept.bytes, picture);
    QVERIFY(kept.isPicture);
    QCOMPARE(kept.file, folders.fileOf(u"order"_s));
    QCOMPARE(readFile(kept.file, picture.size()).value(), picture);
    // What shares its file with others can be no picture's other name.
    QCOMPARE(spool.keep(u"small"_s, 10, make).result().file, QString());
}

void TestAnswerSpool::readsNoLineThatWasCutOff()
{
    const Folders folders;
    const QString file = folders.press() % u'/' % answerLinesName();
    {
        AnswerSpool spool(folders.press(), folders.elsewhere());
        keep(spool, u"order-1"_s, "one");
        keep(spool, u"order-2"_s, "two");
    }
    QVERIFY(QFile::resize(file, QFileInfo(file).size() - 5));
    {
        AnswerSpool spool(folders.press(), folders.elsewhere());
        keep(spool, u"order-3"_s, "three");
    }
    QCOMPARE(folders.read(u"order-1"_s), "one");
    QCOMPARE(folders.read(u"order-2"_s), "");
    QCOMPARE(folders.read(u"order-3"_s), "three");
}

void TestAnswerSpool::goesOnWhereItsFolderWasRemoved()
{
    const Folders folders;
    AnswerSpool spool(folders.press(), folders.elsewhere());
    keep(spool, u"order-1"_s, "one").waitForFinished();
    QVERIFY(QDir(folders.press() % u"/incoming").removeRecursively());
    keep(spool, u"order-2"_s, "two").waitForFinished();
    QCOMPARE(folders.read(u"order-2"_s), "two");
}

void TestAnswerSpool::removesNoLinesThatItCannotRead()
{
    const Folders folders;
    const QString file = folders.press() % u'/' % answerLinesName();
    {
        AnswerSpool spool(folders.press(), folders.elsewhere());
        keep(spool, u"order"_s, "an answer");
    }
    QVERIFY(QFile::resize(file, qint64(300) * 1024 * 1024)); // More than is read.
    {
        AnswerSpool spool(folders.press(), folders.elsewhere());
        spool.remove(u"order"_s);
    }
    QVERIFY(QFile::exists(file));
}

void TestAnswerSpool::leavesNothingBehindButWhatIsKept()
{
    const Folders folders;
    {
        AnswerSpool spool(folders.press(), folders.elsewhere());
        keep(spool, u"order"_s, "answer");
        spool.remove(u"order"_s);
    }
    QVERIFY(QDir(folders.press()).isEmpty());
    QVERIFY(QDir(folders.elsewhere()).isEmpty());

    QDir(folders.press()).mkdir(u"incoming"_s);
    QFile other(folders.path(u"press/incoming/list_1.answer"_s));
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.close();
    {
        AnswerSpool spool(folders.press(), folders.elsewhere());
        spool.tidy();
    }
    QVERIFY(other.exists());
}

void TestAnswerSpool::goesElsewhereWhereTheFolderTakesNothing()
{
    const Folders folders;
    QVERIFY(QDir(folders.press()).removeRecursively());
    QFile file(folders.press()); // Somebody has put a file in its place.
    QVERIFY(file.open(QIODevice::WriteOnly));
    {
        AnswerSpool spool(folders.press(), folders.elsewhere());
        keep(spool, u"order"_s, "answer");
    }
    QVERIFY(QFile::exists(folders.elsewhere() % u'/' % answerLinesName()));
    QCOMPARE(folders.read(u"order"_s), "answer");
    {
        AnswerSpool spool(folders.press(), folders.elsewhere());
        spool.remove(u"order"_s);
    }
    QVERIFY(folders.read(u"order"_s).isEmpty());
}

void TestAnswerSpool::keepsNoPartOfAnAnswerOnAFullDisk()
{
#ifdef Q_OS_UNIX
    const Folders folders;
    {
        const SmallDisk disk(1000);
        AnswerSpool spool(folders.press(), folders.elsewhere());
        keep(spool, u"first"_s, "first");
        keep(spool, u"long"_s, QByteArray(2000, 'a'));
        keep(spool, u"very long"_s, QByteArray(100'000, 'a'));
        keep(spool, u"short"_s, "short");
    }
    QCOMPARE(folders.read(u"first"_s), "first");
    QVERIFY(folders.read(u"long"_s).isEmpty());
    QVERIFY(folders.read(u"very long"_s).isEmpty());
    QVERIFY(!QFile::exists(folders.fileOf(u"very long"_s)));
    QCOMPARE(folders.read(u"short"_s), "short");
#else
    QSKIP("needs a file size limit");
#endif
}

void TestAnswerSpool::keepsASmallAnswerByItselfWhereTheirFileIsFull()
{
    const QTemporaryDir folder;
    QDir(folder.path()).mkdir(folderOfAnswers());
    QFile file(folder.path() % u'/' % answerLinesName());
    QVERIFY(file.open(QIODevice::WriteOnly)
            && file.resize(LargestAnswerLines - 10)); // It takes no room itself.
    file.close();
    const QByteArray answer = "an answer";
    {
        AnswerSpool spool(folder.path(), {});
        spool.keep(u"order"_s, answer.size(), [answer] { return KeptAnswer{.bytes = answer}; })
            .waitForFinished();
        QCOMPARE(file.size(), LargestAnswerLines - 10);
        QVERIFY(QFile::remove(file.fileName()));
        QCOMPARE(KeptAnswers(folder.path(), {}).read(u"order"_s), answer);
        spool.remove(u"order"_s);
    }
    QVERIFY(!KeptAnswers(folder.path(), {}).contains(u"order"_s));
}

void TestAnswerSpool::removesSmallAnswersTogether()
{
    const Folders folders;
    AnswerSpool spool(folders.press(), folders.elsewhere());
    keep(spool, u"link"_s, "a link");
    keep(spool, u"picture"_s, QByteArray(100'000, 'a'));
    spool.remove(u"link"_s);
    spool.remove(u"picture"_s);
    keep(spool, u"last"_s, "last").waitForFinished();
    QCOMPARE(folders.read(u"link"_s), "a link");
    QVERIFY(!QFile::exists(folders.fileOf(u"picture"_s)));

    spool.tidy();
    QTRY_VERIFY(folders.read(u"link"_s).isEmpty());
    QCOMPARE(folders.read(u"last"_s), "last");
}

void TestAnswerSpool::tellsHowMuchIsInMemory()
{
    const Folders folders;
    AnswerSpool spool(folders.press(), folders.elsewhere());
    int told = 0;
    connect(&spool, &AnswerSpool::written, this, [&told] { ++told; });
    keep(spool, u"1"_s, "one");
    keep(spool, u"2"_s, "two");
    QCOMPARE(spool.backlog(), 6);
    QTRY_COMPARE(spool.backlog(), 0);
    QCOMPARE(told, 2);
}

QTEST_GUILESS_MAIN(TestAnswerSpool)
#include "tst_answerspool.moc"
