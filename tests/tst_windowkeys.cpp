#include "support/fakekeys.h"
#include "support/faultserver.h"
#include "support/pictures.h"
#include "support/windowsession.h"
#include "ui/services/servicepanel.h"
#include "ui/widgets/messagebar.h"

#include <QAbstractButton>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

using Manner = FakeChest::Manner;

namespace {

const QByteArray Canary = "sk-canary-7f3a91c2d4e5f60718293a4b";

/// A window over several starts, at a server that answers only who has the key.
struct Bench
{
    Bench()
    {
        server.answerWith([](const ReceivedRequest &request) {
            return request.http.header("authorization") == "Bearer " + Canary
                ? Fault::answer(200, answerWithPicture(pictureBytes()))
                : Fault::answer(401, R"({"error":{"message":"no key"}})");
        });
        chooseServer(home, server);
        start();
    }

    void start()
    {
        session.reset();
        chest->asked.clear();
        session = std::make_unique<WindowSession>(home, std::make_unique<FakeKeys>(chest));
    }

    [[nodiscard]] QString place() const { return u"compatible http://127.0.0.1:%1"_s.arg(server.port()); }

    [[nodiscard]] ServicePanel &services()
    {
        session->trigger(ActionId::Services);
        return *session->window.findChild<ServicePanel *>();
    }

    [[nodiscard]] QString keyState() { return services().findChild<QLabel *>(u"keyState"_s)->text(); }

    /// Types the key in Services, which is closed after it.
    void typeKey()
    {
        ServicePanel &panel = services();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        auto *field = panel.findChild<QLineEdit *>(u"keyField"_s);
        field->setFocus();
        QTest::keyClicks(field, QString::fromLatin1(Canary));
        QTest::keyClick(field, Qt::Key_Escape);
    }

    const QTemporaryDir home = {};
    FaultServer server;
    std::shared_ptr<FakeChest> chest = std::make_shared<FakeChest>();
    std::unique_ptr<WindowSession> session = {};
};

} // namespace

/// The window and the key store of the system.
class TestWindowKeys : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { moveHome(m_home); }
    void init();

    void findsAKeyAgainAfterARestart();
    void waitsForTheKeyStoreAndGoesOn();
    void saysThatTheKeyLastsUntilTheEnd();
    void forgetsAKeyForGood();

private:
    QTemporaryDir m_home;
};

void TestWindowKeys::init()
{
    // Offscreen, windows have no manager to tell of their sizes.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).*"_s));
}

void TestWindowKeys::findsAKeyAgainAfterARestart()
{
    Bench bench;
    bench.typeKey();
    QTRY_COMPARE(bench.chest->keys.value(bench.place()), Canary);
    bench.start();
    QCoreApplication::processEvents();
    QVERIFY(bench.chest->asked.isEmpty()); // No key store is bothered by a start.

    bench.session->trigger(ActionId::Generate);
    QTRY_COMPARE(bench.session->count(TilePhase::Done), 3);
    QTRY_VERIFY(!bench.session->workspace.isBusy());
    QCOMPARE(bench.chest->asked, QStringList{u"read "_s % bench.place()});
    for (const ReceivedRequest &request : bench.server.requests())
        QCOMPARE(request.http.header("authorization"), "Bearer " + Canary);
    QCOMPARE(bench.keyState(),
             u"A key for this address is in use. Kept in the key store of this computer."_s);

    bench.session.reset();
    QDirIterator files(bench.home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains(Canary), qPrintable(file.fileName()));
    }
}

void TestWindowKeys::waitsForTheKeyStoreAndGoesOn()
{
    Bench bench;
    bench.typeKey();
    QTRY_COMPARE(bench.chest->keys.value(bench.place()), Canary);
    bench.start();
    bench.chest->manner = Manner::Hanging; // It asks for its password.
    bench.session->trigger(ActionId::Generate);
    QTRY_COMPARE(
        bench.session->said(),
        u"The key store of this computer is asked for the key of OpenAI-compatible server. It may wait to be unlocked."_s);
    QCOMPARE(bench.server.requestCount(), 0);
    QVERIFY(bench.session->answer(u"Cancel"_s));
    bench.session->trigger(ActionId::Generate);
    QTRY_VERIFY(!bench.session->said().isEmpty());
    bench.chest->answerAgain();
    QTRY_COMPARE(bench.session->count(TilePhase::Done), 3);
    QTRY_VERIFY(!bench.session->workspace.isBusy());
    QCOMPARE(bench.server.requestCount(), 3);
    QCOMPARE(bench.chest->asked.size(), 1);
    QVERIFY(bench.session->said().isEmpty());
}

void TestWindowKeys::saysThatTheKeyLastsUntilTheEnd()
{
    Bench bench;
    bench.chest->manner = Manner::Absent;
    bench.typeKey();
    QTRY_COMPARE(
        bench.keyState(),
        u"A key for this address is in use. This computer has no key store that Contact Sheet can use; the key is kept until you quit."_s);
    bench.session->trigger(ActionId::Generate);
    QTRY_COMPARE(bench.session->count(TilePhase::Done), 3);
    QTRY_VERIFY(!bench.session->workspace.isBusy());
    bench.start();
    QVERIFY(bench.keyState() == u"It will be kept in the key store of this computer."_s);
    QVERIFY(bench.chest->asked.isEmpty());
}

void TestWindowKeys::forgetsAKeyForGood()
{
    Bench bench;
    bench.typeKey();
    QTRY_COMPARE(bench.chest->keys.value(bench.place()), Canary);
    bench.start();
    auto *forget = bench.services().findChild<QAbstractButton *>(u"forgetButton"_s);
    QTRY_VERIFY(forget->isVisible());
    QTest::mouseClick(forget, Qt::LeftButton);
    QTRY_VERIFY(bench.chest->keys.isEmpty());
    QTRY_COMPARE(bench.keyState(), u"It will be kept in the key store of this computer."_s);
    bench.start();
    bench.session->trigger(ActionId::Generate);
    QTRY_VERIFY(bench.server.requestCount() > 0);
    QVERIFY(bench.server.requests().last().http.header("authorization").isEmpty());
    QTRY_VERIFY(!bench.session->workspace.isBusy() || bench.session->workspace.pause());
    bench.session->workspace.engine().leaveEverything();
    QTRY_VERIFY(!bench.session->workspace.isBusy());
}

QTEST_MAIN(TestWindowKeys)
#include "tst_windowkeys.moc"
