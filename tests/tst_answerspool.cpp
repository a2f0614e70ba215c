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
        return readSpooledAnswer(press(), elsewhere(), order);
    }

    Folders()
    {
        QDir(home.path()).mkdir(u"press"_s);
        QDir(home.path()).mkdir(u"elsewhere"_s);
    }

    QTemporaryDir home;
};

} // namespace

class TestAnswerSpool : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void keepsAnAnswerUntilItIsRemoved();
    void masksTheKey();
    void leavesNothingBehindButWhatIsKept();
    void goesElsewhereWhereTheFolderTakesNothing();
    void keepsNoPartOfAnAnswerOnAFullDisk();
    void removesSmallAnswersTogether();
    void tellsHowMuchIsInMemory();
};

void TestAnswerSpool::keepsAnAnswerUntilItIsRemoved()
{
    const Folders folders;
    const QString file = folders.press() % u'/' % spooledAnswerName(u"order-1"_s);
    {
        AnswerSpool spool(folders.press(), folders.elsewhere());
        spool.keep(u"order-1"_s, "the answer", {});
    }
    QCOMPARE(folders.read(u"order-1"_s), "the answer"); // It outlives the spool, as it does the program.
    QVERIFY(!(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
    {
        AnswerSpool spool(folders.press(), folders.elsewhere());
        spool.keep(u"order-2"_s, "another", {});
        spool.remove(u"order-2"_s); // At once: nothing is removed before it was written.
        spool.remove(u"order-1"_s);
    }
    QVERIFY(folders.read(u"order-1"_s).isEmpty());
    QVERIFY(folders.read(u"order-2"_s).isEmpty());
}

void TestAnswerSpool::masksTheKey()
{
    const Folders folders;
    {
        AnswerSpool spool(folders.press(), folders.elsewhere());
        spool.keep(u"order"_s, "key sk-canary-1, said the server", Secret("sk-canary-1"));
    }
    QCOMPARE(folders.read(u"order"_s), "key ***********, said the server");
}

void TestAnswerSpool::leavesNothingBehindButWhatIsKept()
{
    const Folders folders;
    {
        AnswerSpool spool(folders.press(), folders.elsewhere());
        spool.keep(u"order"_s, "answer", {});
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
        spool.keep(u"order"_s, "answer", {});
    }
    QVERIFY(QFile::exists(folders.elsewhere() % u'/' % spooledAnswerName(u"order"_s)));
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
        spool.keep(u"long"_s, QByteArray(2000, 'a'), {});
        spool.keep(u"short"_s, "short", {});
    }
    QVERIFY(folders.read(u"long"_s).isEmpty());
    QVERIFY(!QFile::exists(folders.press() % u'/' % spooledAnswerName(u"long"_s)));
    QCOMPARE(folders.read(u"short"_s), "short");
#else
    QSKIP("needs a file size limit");
#endif
}

void TestAnswerSpool::removesSmallAnswersTogether()
{
    const Folders folders;
    const auto isThere = [&folders](const QString &order) {
        return QFile::exists(folders.press() % u'/' % spooledAnswerName(order));
    };
    AnswerSpool spool(folders.press(), folders.elsewhere());
    spool.keep(u"link"_s, "a link", {});
    spool.keep(u"picture"_s, QByteArray(100'000, 'a'), {});
    spool.remove(u"link"_s);
    spool.remove(u"picture"_s);
    spool.keep(u"last"_s, "last", {}).waitForFinished();
    QVERIFY(isThere(u"link"_s));
    QVERIFY(!isThere(u"picture"_s));

    spool.tidy();
    QTRY_VERIFY(!isThere(u"link"_s));
    QVERIFY(isThere(u"last"_s));
}

void TestAnswerSpool::tellsHowMuchIsInMemory()
{
    const Folders folders;
    AnswerSpool spool(folders.press(), folders.elsewhere());
    int told = 0;
    connect(&spool, &AnswerSpool::written, this, [&told] { ++told; });
    spool.keep(u"1"_s, "one", {});
    spool.keep(u"2"_s, "two", {});
    QCOMPARE(spool.backlog(), 6);
    QTRY_COMPARE(spool.backlog(), 0);
    QCOMPARE(told, 2);
}

QTEST_GUILESS_MAIN(TestAnswerSpool)
#include "tst_answerspool.moc"
