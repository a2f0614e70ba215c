#include "support/faultedpress.h"

#include <QNetworkProxy>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// Sends everything of this program through a proxy at \a port until it goes.
struct ProxyOfTheComputer
{
    explicit ProxyOfTheComputer(quint16 port)
    {
        QNetworkProxy::setApplicationProxy(
            QNetworkProxy(QNetworkProxy::HttpProxy, QHostAddress(QHostAddress::LocalHost).toString(), port));
    }
    ~ProxyOfTheComputer() { QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy); }
    Q_DISABLE_COPY_MOVE(ProxyOfTheComputer)
};

/// Of another machine, since nothing goes through a proxy to this one; who it is, is for the proxy to find
/// out.
QUrl service(const QString &scheme)
{
    return QUrl(scheme + u"://images.example/v1"_s);
}

const HttpHeaders Demand{{"Proxy-Authenticate", "Basic realm=\"the way out\""}};

} // namespace

/// What a proxy does to a press: POSTs at the server, pictures in the folder and states, every time.
class TestFaultMatrixProxies : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void sendsNothingWhereTheProxyIsGone_data();
    void sendsNothingWhereTheProxyIsGone();
    void answersNoProxyThatAsksWhoIsThere_data();
    void answersNoProxyThatAsksWhoIsThere();
    void takesNoPageOfAProxyForAPicture();
};

void TestFaultMatrixProxies::sendsNothingWhereTheProxyIsGone_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::newRow("http") << u"http"_s;
    QTest::newRow("https") << u"https"_s;
}

void TestFaultMatrixProxies::sendsNothingWhereTheProxyIsGone()
{
    QFETCH(const QString, scheme);
    QTcpSocket reserved; // Bound and not listening.
    QVERIFY(reserved.bind(QHostAddress::LocalHost));
    FaultedPress press({});
    press.bench.press.account.baseUrl = service(scheme);
    const ProxyOfTheComputer proxy(reserved.localPort());

    QVERIFY(press.run({u"faulty"_s}));

    QCOMPARE(press.counters(), (PressCounters{.states = {JobState::Failed}}));
    QCOMPARE(press.faulty().timeline.attempts(), 3);
    QVERIFY2(press.error().message.startsWith(u"The proxy on the way to images.example"),
             qPrintable(press.error().message));
}

void TestFaultMatrixProxies::answersNoProxyThatAsksWhoIsThere_data()
{
    sendsNothingWhereTheProxyIsGone_data();
}

void TestFaultMatrixProxies::answersNoProxyThatAsksWhoIsThere()
{
    QFETCH(const QString, scheme);
    FaultServer gate;
    gate.answerAlways(Fault::answer(407, "Who is there?", Demand));
    FaultedPress press({});
    press.bench.press.account.baseUrl = service(scheme);
    const ProxyOfTheComputer proxy(gate.port());

    QVERIFY(press.run({u"faulty"_s}));

    QCOMPARE(press.counters(), (PressCounters{.states = {JobState::Failed}}));
    QCOMPARE(press.faulty().timeline.attempts(), 1); // It would ask again.
    QCOMPARE(gate.requestCount(), 1);
    QVERIFY(gate.requests().first().http.header("proxy-authorization").isEmpty());
    if (scheme == u"https") { // What is for the service alone is not for the proxy.
        QCOMPARE(gate.requests().first().http.method, "CONNECT");
        const ReceivedRequest asked = gate.requests().first();
        for (const auto &[name, value] : asked.http.headers)
            QVERIFY2(!value.contains("canary"), name.constData());
    }
    QVERIFY2(press.error().message.startsWith(u"The proxy on the way to"), qPrintable(press.error().message));
    QVERIFY(press.error().message.contains(u"asks for a name and a password"));
}

void TestFaultMatrixProxies::takesNoPageOfAProxyForAPicture()
{
    FaultServer portal;
    portal.answerAlways(Fault::answer(200, "<html>Please sign in to the network.</html>"));
    FaultedPress press({});
    press.bench.press.account.baseUrl = service(u"http"_s);
    const ProxyOfTheComputer proxy(portal.port());

    QVERIFY(press.run({u"faulty"_s}));

    QCOMPARE(press.counters(), (PressCounters{.states = {JobState::Expired}}));
    QCOMPARE(portal.requestCount(), 1);
    QVERIFY(press.error().detail.contains(u"sign in"));
}

QTEST_GUILESS_MAIN(TestFaultMatrixProxies)
#include "tst_faultmatrixproxies.moc"
