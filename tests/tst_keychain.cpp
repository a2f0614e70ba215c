#include "services/servicecatalog.h"
#include "settings/keychain.h"
#include "settings/keystore.h"
#include "settings/settings.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QFile>
#include <QLibrary>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Keeping = SessionKeys::Keeping;
using Outcome = SystemKeys::Outcome;

Q_DECLARE_METATYPE(SystemKeys::Outcome)

namespace {

const QString Place = u"openai https://api.openai.com:443"_s;
const QString OtherPlace = u"compatible https://api.openai.com:443"_s;
const QByteArray Canary = "sk-canary-7f3a91c2d4e5f60718293a4b";

/// A bus on which nothing is started by itself.
constexpr auto BusConfiguration = R"(<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
)";

} // namespace

/**
 * Keychain with what stands behind it on Linux: a session bus and the Secret Service of GNOME, both started
 * here and with folders of their own. One test follows the other, since GLib and QtKeychain know one bus and
 * one thread in the life of a program.
 */
class TestKeychain : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void cleanupTestCase();

    void findsNoStoreWithoutABus();
    void findsNoStoreWithoutAService();
    void keepsShowsAndRemoves_data();
    void keepsShowsAndRemoves();
    void tellsServicesOfOneHostApart();
    void keepsAKeyOverARestart();
    void waitsNoLongerThanItSays();
    void isNotFooledByALockedStore();
    void outlivesTheBus();

private:
    using Ask = std::function<void(const SystemKeys::Receive &)>;
    SystemKeys::Answer answerTo(const Ask &ask);
    SystemKeys::Answer read(const QString &place = Place);
    Outcome write(const QByteArray &key, const QString &place = Place);
    Outcome remove(const QString &place = Place);
    bool startBus();
    bool startService();

    QTemporaryDir m_home;
    QProcess m_bus;
    QProcess m_service;
    QString m_address;
    std::unique_ptr<Keychain> m_keychain;
};

void TestKeychain::initTestCase()
{
    for (const char *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
        qputenv(name, m_home.path().toLocal8Bit());
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION",
                             "KDE_FULL_SESSION", "QT_NO_GLIB"})
        qunsetenv(name);
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    m_keychain = std::make_unique<Keychain>();
}

void TestKeychain::cleanupTestCase()
{
    m_keychain.reset();
    for (QProcess *process : {&m_service, &m_bus}) {
        process->kill();
        process->waitForFinished();
    }
}

SystemKeys::Answer TestKeychain::answerTo(const Ask &ask)
{
    const auto given = std::make_shared<std::optional<SystemKeys::Answer>>();
    ask([given](const SystemKeys::Answer &answer) { *given = answer; });
    [given] { QTRY_VERIFY_WITH_TIMEOUT(*given, 30'000); }();
    return given->value_or(SystemKeys::Answer());
}

SystemKeys::Answer TestKeychain::read(const QString &place)
{
    return answerTo([this, place](const auto &receive) { m_keychain->read(place, receive); });
}

Outcome TestKeychain::write(const QByteArray &key, const QString &place)
{
    return answerTo([&](const auto &receive) { m_keychain->write(place, Secret(key), receive); }).outcome;
}

Outcome TestKeychain::remove(const QString &place)
{
    return answerTo([&](const auto &receive) { m_keychain->remove(place, receive); }).outcome;
}

bool TestKeychain::startBus()
{
    if (m_bus.state() == QProcess::Running)
        return true;
    QFile configuration(m_home.filePath(u"bus.conf"_s));
    if (!configuration.open(QIODevice::WriteOnly) || configuration.write(BusConfiguration) < 0)
        return false;
    configuration.close();
    m_bus.start(u"dbus-daemon"_s,
                {u"--nofork"_s, u"--nopidfile"_s, u"--print-address"_s,
                 u"--config-file="_s % configuration.fileName()});
    if (!m_bus.waitForStarted() || !m_bus.waitForReadyRead())
        return false;
    m_address = QString::fromLocal8Bit(m_bus.readLine()).trimmed();
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_address.toLocal8Bit());
    return !m_address.isEmpty();
}

bool TestKeychain::startService()
{
    if (!startBus())
        return false;
    if (m_service.state() == QProcess::Running)
        return true;
    m_service.start(u"gnome-keyring-daemon"_s, {u"--foreground"_s, u"--unlock"_s, u"--components=secrets"_s});
    if (!m_service.waitForStarted())
        return false;
    m_service.write("password");
    m_service.closeWriteChannel();
    const QDBusConnection bus = QDBusConnection::connectToBus(m_address, u"test"_s);
    return QTest::qWaitFor(
        [&bus] { return bus.interface()->isServiceRegistered(u"org.freedesktop.secrets"_s).value(); },
        30'000);
}

#define SKIP_WITHOUT(PROGRAM)                                                                                \
    if (QStandardPaths::findExecutable(QStringLiteral(PROGRAM)).isEmpty())                                   \
    QSKIP("There is no " PROGRAM " here.")

#define NEED_A_SERVICE                                                                                       \
    SKIP_WITHOUT("dbus-daemon");                                                                             \
    SKIP_WITHOUT("gnome-keyring-daemon");                                                                    \
    if (!QLibrary(u"secret-1"_s, 0).load())                                                                  \
        QSKIP("There is no libsecret here, by which QtKeychain asks.");                                      \
    QVERIFY(startService())

void TestKeychain::findsNoStoreWithoutABus()
{
    QCOMPARE(read().outcome, Outcome::Absent);
    QCOMPARE(write(Canary), Outcome::Absent);
    QCOMPARE(remove(), Outcome::Absent);
}

void TestKeychain::findsNoStoreWithoutAService()
{
    SKIP_WITHOUT("dbus-daemon");
    QVERIFY(startBus());
    QCOMPARE(read().outcome, Outcome::Absent);
    QCOMPARE(write(Canary), Outcome::Absent);
}

void TestKeychain::keepsShowsAndRemoves_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("as services give them") << Canary;
    QTest::newRow("signs") << QByteArray(R"(sk-"'\$%1&<b>/=+~`;|*?)");
    QTest::newRow("beyond ASCII") << QByteArray("schl\xC3\xBCssel \xF0\x9F\x94\x91");
    QTest::newRow("two lines") << QByteArray("one\ntwo");
    QTest::newRow("longest") << QByteArray(KeyStore::LongestKey, 'k');
}

void TestKeychain::keepsShowsAndRemoves()
{
    NEED_A_SERVICE;
    QFETCH(const QByteArray, key);
    QCOMPARE(read().outcome, Outcome::NotFound);
    QCOMPARE(write("sk-older"), Outcome::Done);
    QCOMPARE(write(key), Outcome::Done);
    const SystemKeys::Answer shown = read();
    QCOMPARE(shown.outcome, Outcome::Done);
    QCOMPARE(shown.key.bytes(), key);
    QCOMPARE(remove(), Outcome::Done);
    QCOMPARE(read().outcome, Outcome::NotFound);
    QCOMPARE(remove(), Outcome::Done); // What is not there is as good as removed.
}

void TestKeychain::tellsServicesOfOneHostApart()
{
    NEED_A_SERVICE;
    QCOMPARE(write(Canary), Outcome::Done);
    QCOMPARE(read(OtherPlace).outcome, Outcome::NotFound);
    QCOMPARE(write("sk-canary-other", OtherPlace), Outcome::Done);
    QCOMPARE(remove(OtherPlace), Outcome::Done);
    QCOMPARE(read().key.bytes(), Canary);
    QCOMPARE(remove(), Outcome::Done);
}

namespace {

/// A Keychain as KeyStore owns it, for one session of several.
class Lent final : public SystemKeys
{
public:
    explicit Lent(Keychain &keychain)
        : m_keychain(keychain)
    {}
    void read(const QString &place, const Receive &receive) override { m_keychain.read(place, receive); }
    void write(const QString &place, const Secret &key, const Receive &receive) override
    {
        m_keychain.write(place, key, receive);
    }
    void remove(const QString &place, const Receive &receive) override { m_keychain.remove(place, receive); }

private:
    Keychain &m_keychain;
};

/// One session of the program.
struct Session
{
    explicit Session(const QTemporaryDir &home, Keychain &keychain,
                     std::chrono::milliseconds patience = KeyStore::UsualPatience)
        : settings(std::make_unique<QSettings>(home.filePath(u"settings.ini"_s), QSettings::IniFormat))
        , store(SessionKeys(), settings, std::make_unique<Lent>(keychain), patience)
    {}

    void read() { store.read(service, service.baseUrl); }
    void keep(const QByteArray &key) { store.keep(service, service.baseUrl, Secret(key)); }
    void forget() { store.forget(service, service.baseUrl); }
    [[nodiscard]] Keeping keeping() const { return store.keys().keeping(Place); }
    [[nodiscard]] QByteArray key() const { return store.keys().key(service, service.baseUrl).bytes(); }

    const ServiceProfile &service = *findService(u"openai"_s);
    Settings settings;
    KeyStore store;
};

} // namespace

void TestKeychain::keepsAKeyOverARestart()
{
    NEED_A_SERVICE;
    const QTemporaryDir home;
    {
        Session session(home, *m_keychain);
        session.keep(Canary);
        QTRY_COMPARE(session.keeping(), Keeping::Kept);
    }
    {
        Session session(home, *m_keychain);
        session.read();
        QTRY_COMPARE(session.keeping(), Keeping::Kept);
        QCOMPARE(session.key(), Canary);
        session.forget();
        QTRY_COMPARE(session.keeping(), Keeping::Offered);
    }
    QCOMPARE(read().outcome, Outcome::NotFound);
}

void TestKeychain::waitsNoLongerThanItSays()
{
    NEED_A_SERVICE;
    const QTemporaryDir home;
    Session session(home, *m_keychain, 100ms);
    QCOMPARE(::kill(pid_t(m_service.processId()), SIGSTOP), 0);
    session.keep(Canary);
    QTRY_COMPARE(session.keeping(), Keeping::Silent);
    QCOMPARE(session.key(), Canary);
    QCOMPARE(::kill(pid_t(m_service.processId()), SIGCONT), 0);
    QTRY_COMPARE(session.keeping(), Keeping::Kept);
}

void TestKeychain::isNotFooledByALockedStore()
{
    NEED_A_SERVICE;
    const QTemporaryDir home;
    Session session(home, *m_keychain);
    session.keep(Canary);
    QTRY_COMPARE(session.keeping(), Keeping::Kept);

    QDBusMessage lock =
        QDBusMessage::createMethodCall(u"org.freedesktop.secrets"_s, u"/org/freedesktop/secrets"_s,
                                       u"org.freedesktop.Secret.Service"_s, u"Lock"_s);
    lock << QVariant::fromValue(
        QList<QDBusObjectPath>{QDBusObjectPath(u"/org/freedesktop/secrets/collection/login"_s)});
    const QDBusMessage locked = QDBusConnection::connectToBus(m_address, u"test"_s).call(lock);
    QCOMPARE(locked.type(), QDBusMessage::ReplyMessage);

    QCOMPARE(read().outcome, Outcome::NotFound); // As if there were nothing,
    QCOMPARE(remove(), Outcome::Done);           // as if it were gone,
    QCOMPARE(write("sk-canary-other"), Outcome::Denied);
    Session later(home, *m_keychain);
    later.read();
    QTRY_COMPARE(later.keeping(), Keeping::Missing);
    session.forget();
    QTRY_COMPARE(session.keeping(), Keeping::NotRemoved);
}

void TestKeychain::outlivesTheBus()
{
    SKIP_WITHOUT("dbus-daemon");
    QVERIFY(startBus());
    m_bus.kill();
    QVERIFY(m_bus.waitForFinished());
    QCOMPARE(read().outcome, Outcome::Absent);
    QTest::qWait(200); // GLib would end this program about now.
    QCOMPARE(write(Canary), Outcome::Absent);
}

QTEST_GUILESS_MAIN(TestKeychain)
#include "tst_keychain.moc"
