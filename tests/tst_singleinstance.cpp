#include "ui/mainwindow/singleinstance.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

class TestSingleInstance : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void raisesTheInstanceThatRunsAlready();
    void leavesOtherPeoplesInstancesAlone();
    void takesThePlaceOfOneThatIsGone();
};

void TestSingleInstance::raisesTheInstanceThatRunsAlready()
{
    const QTemporaryDir home;
    SingleInstance first(home.path());
    QVERIFY(!first.raiseOther());
    first.listen();
    const QSignalSpy raised(&first, &SingleInstance::raiseRequested);

    const SingleInstance second(home.path());
    QVERIFY(second.raiseOther());
    QTRY_COMPARE(raised.size(), 1);
}

void TestSingleInstance::leavesOtherPeoplesInstancesAlone()
{
    const QTemporaryDir mine;
    const QTemporaryDir yours;
    SingleInstance first(mine.path());
    first.listen();
    const SingleInstance second(yours.path());
    QVERIFY(!second.raiseOther());
}

void TestSingleInstance::takesThePlaceOfOneThatIsGone()
{
    const QTemporaryDir home;
    {
        SingleInstance first(home.path());
        first.listen();
    }
    SingleInstance second(home.path());
    QVERIFY(!second.raiseOther());
    second.listen();
    const QSignalSpy raised(&second, &SingleInstance::raiseRequested);
    const SingleInstance third(home.path());
    QVERIFY(third.raiseOther());
    QTRY_COMPARE(raised.size(), 1);
}

QTEST_GUILESS_MAIN(TestSingleInstance)

#include "tst_singleinstance.moc"
