#include "core/filewriting.h"
#include "ui/mainwindow/singleinstance.h"

#include <QFileInfo>
#include <QLocalSocket>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QSysInfo>
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
    void takesThePlaceOfOneThatWasKilled();
    void takesNoSocketFromOneThatDoesNotAnswer();
    void lastsThroughWhateverIsSentToIt();
    void letsNobodyElseIn_data();
    void letsNobodyElseIn();
};

void TestSingleInstance::raisesTheInstanceThatRunsAlready()
{
    const QTemporaryDir home;
    SingleInstance first(home.path());
    QVERIFY(!first.raiseOther());
    first.listen();
    const QSignalSpy raised(&first, &SingleInstance::raiseRequested);

    SingleInstance second(home.path());
    QVERIFY(second.raiseOther());
    QTRY_COMPARE(raised.size(), 1);
}

void TestSingleInstance::leavesOtherPeoplesInstancesAlone()
{
    const QTemporaryDir mine;
    const QTemporaryDir yours;
    SingleInstance first(mine.path());
    first.listen();
    SingleInstance second(yours.path());
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
    SingleInstance third(home.path());
    QVERIFY(third.raiseOther());
    QTRY_COMPARE(raised.size(), 1);
}

void TestSingleInstance::takesThePlaceOfOneThatWasKilled()
{
#ifdef Q_OS_UNIX
    const QTemporaryDir home;
    SingleInstance instance(home.path());
    // As a process leaves them that had no time to clean up; no process has this number.
    QFile lock(home.filePath(u"window.lock"_s));
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.write("2147483646\ncontactsheet\n" + QSysInfo::machineHostName().toUtf8() + '\n');
    lock.close();
    QFile socket(instance.address());
    QVERIFY(socket.open(QIODevice::WriteOnly));
    socket.close();

    QVERIFY(!instance.raiseOther());
    instance.listen();
    const QSignalSpy raised(&instance, &SingleInstance::raiseRequested);
    SingleInstance second(home.path());
    QVERIFY(second.raiseOther());
    QTRY_COMPARE(raised.size(), 1);
#else
    QSKIP("Only Unix leaves sockets behind.");
#endif
}

void TestSingleInstance::takesNoSocketFromOneThatDoesNotAnswer()
{
    const QTemporaryDir home;
    SingleInstance first(home.path());
    QVERIFY(!first.raiseOther()); // It has not come to listening yet.

    SingleInstance second(home.path());
    QVERIFY(!second.raiseOther());
    second.listen();
    first.listen();
    const QSignalSpy raised(&first, &SingleInstance::raiseRequested);
    SingleInstance third(home.path());
    QVERIFY(third.raiseOther());
    QTRY_COMPARE(raised.size(), 1);
}

void TestSingleInstance::lastsThroughWhateverIsSentToIt()
{
    const QTemporaryDir home;
    SingleInstance first(home.path());
    QVERIFY(!first.raiseOther());
    first.listen();
    const QSignalSpy raised(&first, &SingleInstance::raiseRequested);
    QList<QLocalSocket *> sockets;
    for (int i = 0; i < 3; ++i) {
        sockets.append(new QLocalSocket(&first));
        sockets.last()->connectToServer(first.address());
        QVERIFY(sockets.last()->waitForConnected());
        sockets.last()->write(QByteArray(1'000'000, 'x'));
    }
    QTRY_VERIFY(!raised.isEmpty());
    for (QLocalSocket *socket : std::as_const(sockets))
        QTRY_COMPARE(socket->state(), QLocalSocket::UnconnectedState); // Nothing of it is read.
    SingleInstance second(home.path());
    QVERIFY(second.raiseOther());
}

void TestSingleInstance::letsNobodyElseIn_data()
{
    QTest::addColumn<bool>("hasRuntimeFolder");
    QTest::newRow("in the folder for sockets") << true;
    QTest::newRow("in the folder of the data") << false;
}

void TestSingleInstance::letsNobodyElseIn()
{
#ifdef Q_OS_UNIX
    QFETCH(const bool, hasRuntimeFolder);
    const QByteArray before = qgetenv("XDG_RUNTIME_DIR");
    const auto restore = qScopeGuard([&before] {
        if (before.isNull())
            qunsetenv("XDG_RUNTIME_DIR");
        else
            qputenv("XDG_RUNTIME_DIR", before);
    });
    const QTemporaryDir runtime;
    const QTemporaryDir home;
    const QString data = home.filePath(u"data/Contact Sheet"_s);
    if (hasRuntimeFolder)
        qputenv("XDG_RUNTIME_DIR", runtime.path().toLocal8Bit());
    else
        qunsetenv("XDG_RUNTIME_DIR");
    QVERIFY(ensurePrivateFolder(data));
    SingleInstance instance(data);
    QVERIFY(!instance.raiseOther());
    instance.listen();

    const QFileInfo socket(instance.address());
    QVERIFY(socket.exists());
    QCOMPARE(socket.absolutePath(), hasRuntimeFolder ? runtime.path() : data);
    constexpr QFileDevice::Permissions Others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
        | QFileDevice::ExeGroup | QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
    QVERIFY(!(socket.permissions() & Others));
    QVERIFY(!(QFileInfo(data).permissions() & Others));
    QVERIFY(QFile::setPermissions(data, QFileInfo(data).permissions() | QFileDevice::ReadOther));
    QVERIFY(ensurePrivateFolder(data));
    QVERIFY(!(QFileInfo(data).permissions() & Others));
#else
    QSKIP("Windows keeps pipes and folders by rights of their own.");
#endif
}

QTEST_GUILESS_MAIN(TestSingleInstance)

#include "tst_singleinstance.moc"
