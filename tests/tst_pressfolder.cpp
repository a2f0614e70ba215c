#include "storage/pressfolder.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

const QDateTime Started(QDate(2026, 11, 22), QTime(21, 4, 5, 678));

} // namespace

class TestPressFolder : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void isNamedAfterTheMomentAndTheList();
    void isBelowPracticeForPracticePictures();
    void isNeverSharedByTwoPresses();
    void hasANameThatEverySystemTakes_data();
    void hasANameThatEverySystemTakes();
    void takesTheLocalTime();
    void saysWhereTheLibraryCannotBe();
    void liesAmongThePicturesOfThePerson();
};

void TestPressFolder::isNamedAfterTheMomentAndTheList()
{
    const QTemporaryDir library;
    const Result<QString> folder = makePressFolder(library.path(), Started, u"robot dog journey"_s, false);
    QVERIFY(folder);
    QCOMPARE(folder.value(), library.filePath(u"2026-11-22 21-04-05 robot dog journey"_s));
    QVERIFY(QFileInfo(folder.value()).isDir());
    QVERIFY(QDir(folder.value()).isEmpty());
}

void TestPressFolder::isBelowPracticeForPracticePictures()
{
    const QTemporaryDir library;
    const Result<QString> folder = makePressFolder(library.path(), Started, u"foxes"_s, true);
    QVERIFY(folder);
    QCOMPARE(folder.value(), library.filePath(u"Practice/2026-11-22 21-04-05 foxes"_s));
}

void TestPressFolder::isNeverSharedByTwoPresses()
{
    const QTemporaryDir library;
    QStringList names;
    for (int i = 0; i < 3; ++i)
        names.append(
            QFileInfo(makePressFolder(library.path(), Started, u"foxes"_s, false).value()).fileName());
    QCOMPARE(names,
             (QStringList{u"2026-11-22 21-04-05 foxes"_s, u"2026-11-22 21-04-05 foxes_2"_s,
                          u"2026-11-22 21-04-05 foxes_3"_s}));
}

void TestPressFolder::hasANameThatEverySystemTakes_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("name");
    QTest::newRow("a path") << u"../../etc/passwd"_s << u"2026-11-22 21-04-05 .._.._etc_passwd"_s;
    QTest::newRow("reserved") << u"a<b>:c"_s << u"2026-11-22 21-04-05 a_b__c"_s;
    QTest::newRow("empty") << QString() << u"2026-11-22 21-04-05"_s;
    QTest::newRow("letters of the world") << u"Füchse 狐"_s << u"2026-11-22 21-04-05 Füchse 狐"_s;
}

void TestPressFolder::hasANameThatEverySystemTakes()
{
    QFETCH(const QString, list);
    QFETCH(const QString, name);
    const QTemporaryDir library;
    const Result<QString> folder = makePressFolder(library.path(), Started, list, false);
    QVERIFY(folder);
    QCOMPARE(folder.value(), library.filePath(name));
}

void TestPressFolder::takesTheLocalTime()
{
    const QTemporaryDir library;
    const Result<QString> folder = makePressFolder(library.path(), Started.toUTC(), u"foxes"_s, false);
    QCOMPARE(QFileInfo(folder.value()).fileName(), u"2026-11-22 21-04-05 foxes"_s);
}

void TestPressFolder::saysWhereTheLibraryCannotBe()
{
    const QTemporaryDir folder;
    const QString library = folder.filePath(u"Pictures"_s);
    QFile file(library);
    QVERIFY(file.open(QIODevice::WriteOnly));

    const Result<QString> made = makePressFolder(library, Started, u"foxes"_s, false);
    QVERIFY(!made);
    QCOMPARE(made.error().kind, Error::Kind::Disk);
    QVERIFY2(made.error().message.contains(library), qPrintable(made.error().message));
}

void TestPressFolder::liesAmongThePicturesOfThePerson()
{
    QCOMPARE(libraryFolder(),
             QString(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation) + u"/Contact Sheet"));
    QVERIFY(QDir::isAbsolutePath(unsavedPicturesFolder()));
    QVERIFY(!unsavedPicturesFolder().startsWith(libraryFolder()));
}

QTEST_GUILESS_MAIN(TestPressFolder)
#include "tst_pressfolder.moc"
