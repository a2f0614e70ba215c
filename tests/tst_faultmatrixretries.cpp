#include "support/faultedpress.h"

#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#ifdef Q_OS_UNIX
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Fault::Ending;
using Kind = Error::Kind;

namespace {

QByteArray errorBody(const QByteArray &code = "server_error")
{
    return R"({"error":{"message":"not now","code":")" + code + R"("}})";
}

const QByteArray Page = "<html><body>Bad gateway</body></html>";

/// Accepts connections and does one thing with each, before a byte of HTTP.
class TcpService final : public QTcpServer
{
public:
    enum class Manner { Silent, Closing, Resetting };

    explicit TcpService(Manner manner)
    {
        connect(this, &QTcpServer::newConnection, this, [this, manner] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                ++connections;
                if (manner == Manner::Closing)
                    socket->disconnectFromHost();
                else if (manner == Manner::Resetting)
                    socket->abort();
            }
        });
        listen(QHostAddress::LocalHost);
    }

    int connections = 0;
};

/// Makes a picture of "faulty" at \a url.
[[nodiscard]] bool runAt(FaultedPress &press, const QUrl &url)
{
    press.bench.press.account.baseUrl = url;
    return press.run({u"faulty"_s});
}

QUrl local(const QString &scheme, quint16 port)
{
    return QUrl(u"%1://127.0.0.1:%2/v1"_s.arg(scheme).arg(port));
}

} // namespace

/// Faults after which an order may be sent again by itself, since nothing of it had left or the service said
/// that it made nothing: POSTs at the server, pictures in the folder, states and attempts, every time.
class TestFaultMatrixRetries : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void triesThreeTimesWhereNothingListens();
    void triesThreeTimesWhereThereIsNoSuchHost();
    void triesThreeTimesWhereNoConnectionComesAbout();
    void triesThreeTimesWhereTlsBreaks_data();
    void triesThreeTimesWhereTlsBreaks();
    void sendsAgainWhatTheServiceDidNotMake_data();
    void sendsAgainWhatTheServiceDidNotMake();
    void sendsAgainAsThePaceOfTheServiceAllows_data();
    void sendsAgainAsThePaceOfTheServiceAllows();
    void sendsAgainWhatCostsNothing_data();
    void sendsAgainWhatCostsNothing();
    void neverSendsAgainWhatMayHaveBeenMade_data();
    void neverSendsAgainWhatMayHaveBeenMade();
};

void TestFaultMatrixRetries::triesThreeTimesWhereNothingListens()
{
    QTcpSocket reserved; // Bound and not listening: connections are refused, and nobody else takes the port.
    QVERIFY(reserved.bind(QHostAddress::LocalHost));
    for (const Charging charging : {Charging::Paid, Charging::Free}) {
        FaultedPress press({});
        press.bench.press.account.charging = charging;

        QVERIFY(runAt(press, local(u"http"_s, reserved.localPort())));

        QCOMPARE(press.counters(), (PressCounters{.states = {JobState::Failed}}));
        QCOMPARE(press.faulty().timeline.attempts(), 3);
        QCOMPARE(press.error().charge, Error::Charge::No);
        QVERIFY2(press.error().message.startsWith(u"127.0.0.1 cannot be reached"),
                 qPrintable(press.error().message));
    }
}

void TestFaultMatrixRetries::triesThreeTimesWhereThereIsNoSuchHost()
{
    FaultedPress press({});

    QVERIFY(runAt(press, QUrl(u"https://no.invalid/v1"_s)));

    QCOMPARE(press.counters(), (PressCounters{.states = {JobState::Failed}}));
    QCOMPARE(press.faulty().timeline.attempts(), 3);
    QVERIFY2(press.error().message.contains(u"no.invalid was not found"), qPrintable(press.error().message));
}

void TestFaultMatrixRetries::triesThreeTimesWhereNoConnectionComesAbout()
{
#ifdef Q_OS_LINUX
    // A server that accepts nothing, and whose queue is full: the system lets others wait.
    const int listening = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    QCOMPARE(::bind(listening, reinterpret_cast<sockaddr *>(&address), size), 0);
    QCOMPARE(::listen(listening, 0), 0);
    QCOMPARE(::getsockname(listening, reinterpret_cast<sockaddr *>(&address), &size), 0);
    const quint16 port = ntohs(address.sin_port);
    std::vector<std::unique_ptr<QTcpSocket>> waiting;
    for (int i = 0; i < 4; ++i) {
        waiting.push_back(std::make_unique<QTcpSocket>());
        waiting.back()->connectToHost(QHostAddress::LocalHost, port);
    }
    QTRY_COMPARE(waiting.front()->state(), QAbstractSocket::ConnectedState);
    FaultedPress press({});
    press.bench.press.limits.connect = 100ms;

    QVERIFY(runAt(press, local(u"http"_s, port)));
    ::close(listening);

    QCOMPARE(press.counters(), (PressCounters{.states = {JobState::Failed}}));
    QCOMPARE(press.faulty().timeline.attempts(), 3);
    QVERIFY2(press.error().message.startsWith(u"No connection to 127.0.0.1"),
             qPrintable(press.error().message));
#else
    QSKIP("Only Linux is known to let connections wait for a full queue.");
#endif
}

void TestFaultMatrixRetries::triesThreeTimesWhereTlsBreaks_data()
{
    QTest::addColumn<int>("manner");
    QTest::newRow("silent") << int(TcpService::Manner::Silent);
    QTest::newRow("closing") << int(TcpService::Manner::Closing);
    QTest::newRow("resetting") << int(TcpService::Manner::Resetting);
}

void TestFaultMatrixRetries::triesThreeTimesWhereTlsBreaks()
{
    QFETCH(const int, manner);
    TcpService service{TcpService::Manner(manner)};
    FaultedPress press({});
    press.bench.press.limits.connect = 200ms;

    QVERIFY(runAt(press, local(u"https"_s, service.serverPort())));

    QCOMPARE(press.counters(), (PressCounters{.states = {JobState::Failed}}));
    QCOMPARE(press.faulty().timeline.attempts(), 3);
    QVERIFY(service.connections >= 3); // Each tried a connection of its own.
    QCOMPARE(press.error().charge, Error::Charge::No);
}

void TestFaultMatrixRetries::sendsAgainWhatTheServiceDidNotMake_data()
{
    QTest::addColumn<FaultScript>("fault");
    QTest::addColumn<int>("most"); // Tries, however often it fails.
    QTest::addColumn<Kind>("kind");

    for (const int status : {408, 425})
        QTest::addRow("%d", status) << Fault::answer(status) << 3 << Kind::Service;
    QTest::newRow("409") << Fault::answer(409, errorBody("locked")) << 2 << Kind::Service;
    QTest::newRow("429") << Fault::answer(429, errorBody("rate_limit_exceeded")) << 3 << Kind::RateLimit;
    QTest::newRow("429 with a page") << Fault::answer(429, Page) << 3 << Kind::RateLimit;
    QTest::newRow("500 in JSON") << Fault::answer(500, errorBody()) << 2 << Kind::Service;
    for (const int status : {503, 529}) {
        QTest::addRow("%d in JSON", status) << Fault::answer(status, errorBody()) << 3 << Kind::Service;
        QTest::addRow("%d with a page that asks to wait", status)
            << Fault::answer(status, Page, {{"Retry-After", "0"}}) << 3 << Kind::Service;
    }
    QTest::newRow("500 that may be sent again")
        << Fault::answer(500, errorBody(), {{"x-should-retry", "true"}}) << 3 << Kind::Service;
    QTest::newRow("429 that may not")
        << Fault::answer(429, errorBody("rate_limit_exceeded"), {{"x-should-retry", "false"}}) << 1
        << Kind::RateLimit;
}

void TestFaultMatrixRetries::sendsAgainWhatTheServiceDidNotMake()
{
    QFETCH(const FaultScript, fault);
    QFETCH(const int, most);
    QFETCH(const Kind, kind);
    {
        FaultedPress press(QList<FaultScript>(10, fault));
        QVERIFY(press.run());
        QCOMPARE(press.counters(),
                 (PressCounters{
                     .orders = most + 1, .pictures = 1, .states = {JobState::Failed, JobState::Saved}}));
        QCOMPARE(press.faulty().timeline.attempts(), most);
        QCOMPARE(press.error().kind, kind);
        QCOMPARE(press.error().charge, Error::Charge::No);
    }
    FaultedPress press(QList<FaultScript>(most - 1, fault)); // And then it is made.
    QVERIFY(press.run());
    QCOMPARE(
        press.counters(),
        (PressCounters{.orders = most + 1, .pictures = 2, .states = {JobState::Saved, JobState::Saved}}));
    QCOMPARE(press.bench.journal(u"retrying"_s).size(), most - 1);
}

void TestFaultMatrixRetries::sendsAgainAsThePaceOfTheServiceAllows_data()
{
    QTest::addColumn<HttpHeaders>("headers");
    QTest::addColumn<std::chrono::milliseconds>("least");

    const HttpHeader date{"Date", "Wed, 21 Oct 2026 07:27:59 GMT"};
    QTest::newRow("seconds") << HttpHeaders{{"Retry-After", "1"}} << 1000ms;
    QTest::newRow("parts of them") << HttpHeaders{{"Retry-After", "0.3"}} << 300ms;
    QTest::newRow("milliseconds") << HttpHeaders{{"retry-after-ms", "250"}, {"Retry-After", "99"}} << 250ms;
    QTest::newRow("a date") << HttpHeaders{date, {"Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"}} << 1000ms;
    QTest::newRow("a date that is past")
        << HttpHeaders{date, {"Retry-After", "Wed, 21 Oct 2026 07:00:00 GMT"}} << 0ms;
    QTest::newRow("garbage") << HttpHeaders{{"Retry-After", "soon"}} << 0ms;
    QTest::newRow("less than nothing") << HttpHeaders{{"Retry-After", "-1"}} << 0ms;
    QTest::newRow("nothing") << HttpHeaders{} << 0ms;
}

void TestFaultMatrixRetries::sendsAgainAsThePaceOfTheServiceAllows()
{
    QFETCH(const HttpHeaders, headers);
    QFETCH(const std::chrono::milliseconds, least);
    FaultedPress press({Fault::answer(429, errorBody("rate_limit_exceeded"), headers)});

    QVERIFY(press.run({u"faulty"_s}));

    QCOMPARE(press.counters(), (PressCounters{.orders = 2, .pictures = 1, .states = {JobState::Saved}}));
    QVERIFY(press.faulty().timeline.total(Phase::Backoff).value() >= least);
}

void TestFaultMatrixRetries::sendsAgainWhatCostsNothing_data()
{
    QTest::addColumn<FaultScript>("fault");
    QTest::addColumn<int>("most");

    QTest::newRow("closed") << Fault::noAnswer(Ending::Finish) << 3;
    QTest::newRow("reset") << Fault::noAnswer(Ending::Reset) << 3;
    QTest::newRow("half a head") << Fault::halfAHead() << 3;
    QTest::newRow("garbage") << Fault::garbage() << 3;
    QTest::newRow("a gateway's page") << Fault::answer(502, Page) << 2;
    QTest::newRow("500 with a page") << Fault::answer(500, Page) << 2;
}

void TestFaultMatrixRetries::sendsAgainWhatCostsNothing()
{
    QFETCH(const FaultScript, fault);
    QFETCH(const int, most);
    FaultedPress press(QList<FaultScript>(10, fault));
    press.bench.press.account.charging = Charging::Free;

    QVERIFY(press.run());

    QCOMPARE(
        press.counters(),
        (PressCounters{.orders = most + 1, .pictures = 1, .states = {JobState::Failed, JobState::Saved}}));
    QCOMPARE(press.faulty().timeline.attempts(), most);
}

void TestFaultMatrixRetries::neverSendsAgainWhatMayHaveBeenMade_data()
{
    QTest::addColumn<FaultScript>("fault");
    QTest::addColumn<JobState>("state");

    QTest::newRow("lost") << Fault::noAnswer(Ending::Reset) << JobState::Unknown;
    QTest::newRow("lost by a gateway") << Fault::answer(504, errorBody()) << JobState::Unknown;
    QTest::newRow("lost by a gateway that knows better")
        << Fault::answer(502, Page, {{"x-should-retry", "true"}, {"Retry-After", "0"}}) << JobState::Unknown;
    QTest::newRow("no picture") << Fault::answer(200, R"({"data":[]})") << JobState::Expired;
    QTest::newRow("refused") << Fault::answer(400, errorBody("moderation_blocked")) << JobState::Refused;
}

void TestFaultMatrixRetries::neverSendsAgainWhatMayHaveBeenMade()
{
    QFETCH(const FaultScript, fault);
    QFETCH(const JobState, state);
    // It was refused once before, and so sent again; that is no licence to go on.
    FaultedPress press({Fault::answer(429, errorBody("rate_limit_exceeded")), fault});

    QVERIFY(press.run());

    QCOMPARE(press.counters(),
             (PressCounters{.orders = 3, .pictures = 1, .states = {state, JobState::Saved}}));
    QCOMPARE(press.faulty().timeline.attempts(), 2);
}

QTEST_GUILESS_MAIN(TestFaultMatrixRetries)
#include "tst_faultmatrixretries.moc"
