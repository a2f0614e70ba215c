#include "services/accountsetup.h"
#include "services/sessionkeys.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Typed = "sk-canary-typed-1";
const QByteArray OpenAiKey = "sk-canary-openai-1";

const ServiceProfile &openAi()
{
    return *findService(u"openai"_s);
}

const ServiceProfile &compatible()
{
    return *findService(u"compatible"_s);
}

SessionKeys keysOfEnvironment(const QString &openAiKey = QString::fromLatin1(OpenAiKey))
{
    QProcessEnvironment environment;
    environment.insert(u"OPENAI_API_KEY"_s, openAiKey);
    environment.insert(u"CONTACTSHEET_API_KEY"_s, u"sk-canary-of-nobody"_s);
    return SessionKeys(environment);
}

} // namespace

/// The keys of a session, and the account that the window makes with them.
class TestSessionKeys : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void givesTheKeyOfTheEnvironmentToItsOwnOriginAlone();
    void prefersWhatWasTyped();
    void givesATypedKeyToItsServiceAndOriginAlone();
    void namesThePlaceOfAKeyBySchemeHostAndPort();
    void takesNoKeyThatCanBeNone();
    void makesAnAccount();
    void saysWhatIsMissing_data();
    void saysWhatIsMissing();
};

void TestSessionKeys::givesTheKeyOfTheEnvironmentToItsOwnOriginAlone()
{
    const SessionKeys keys = keysOfEnvironment();
    QCOMPARE(keys.key(openAi(), openAi().baseUrl).bytes(), OpenAiKey);
    QCOMPARE(keys.source(openAi(), openAi().baseUrl), SessionKeys::Source::Environment);
    for (const QString &address : {u"https://proxy.example/v1"_s, u"http://api.openai.com/v1"_s,
                                   u"https://api.openai.com:8443/v1"_s, QString()})
        QVERIFY2(keys.key(openAi(), QUrl(address)).isEmpty(), qPrintable(address));
    QVERIFY(keys.key(compatible(), openAi().baseUrl).isEmpty());
    QVERIFY(SessionKeys().key(openAi(), openAi().baseUrl).isEmpty());
}

void TestSessionKeys::prefersWhatWasTyped()
{
    SessionKeys keys = keysOfEnvironment();
    keys.setTyped(openAi(), openAi().baseUrl, Secret(Typed));
    QCOMPARE(keys.key(openAi(), openAi().baseUrl).bytes(), Typed);
    QCOMPARE(keys.source(openAi(), openAi().baseUrl), SessionKeys::Source::Typed);
    keys.setTyped(openAi(), openAi().baseUrl, {});
    QCOMPARE(keys.key(openAi(), openAi().baseUrl).bytes(), OpenAiKey);
}

void TestSessionKeys::givesATypedKeyToItsServiceAndOriginAlone()
{
    SessionKeys keys;
    keys.setTyped(compatible(), QUrl(u"https://images.example/v1"_s), Secret(Typed));
    QCOMPARE(keys.key(compatible(), QUrl(u"https://images.example:443/other"_s)).bytes(), Typed);
    for (const QString &address : {u"http://images.example/v1"_s, u"https://images.example:444/v1"_s,
                                   u"https://evil.example/v1"_s, QString()})
        QCOMPARE(keys.source(compatible(), QUrl(address)), SessionKeys::Source::None);
    QVERIFY(keys.key(openAi(), QUrl(u"https://images.example/v1"_s)).isEmpty());
}

void TestSessionKeys::namesThePlaceOfAKeyBySchemeHostAndPort()
{
    const auto place = [](const QString &address) { return keyPlace(compatible(), QUrl(address)); };
    QCOMPARE(place(u"https://Images.Example/v1"_s), u"compatible https://images.example:443"_s);
    QCOMPARE(place(u"http://localhost"_s), u"compatible http://localhost:80"_s);
    QCOMPARE(place(u"https://b\u00fccher.example:8443"_s),
             u"compatible https://xn--bcher-kva.example:8443"_s);
    QCOMPARE(place(u"http://[fe80::1%251]:8080/v1"_s), u"compatible http://[fe80::1%251]:8080"_s);
    QCOMPARE(keyPlace(openAi(), openAi().baseUrl), u"openai https://api.openai.com:443"_s);
}

void TestSessionKeys::takesNoKeyThatCanBeNone()
{
    QVERIFY(keysOfEnvironment(u"sk-canary\r\nX-Evil: 1"_s).key(openAi(), openAi().baseUrl).isEmpty());
    QVERIFY(keysOfEnvironment({}).key(openAi(), openAi().baseUrl).isEmpty());
    QCOMPARE(keysOfEnvironment(u" sk-canary-1\n"_s).key(openAi(), openAi().baseUrl).bytes(), "sk-canary-1");
}

void TestSessionKeys::makesAnAccount()
{
    const Result<ServiceAccount> own = accountFor(openAi(), {}, Secret(Typed), {});
    QVERIFY(own);
    QCOMPARE(own.value(),
             (ServiceAccount{.service = u"openai"_s,
                             .serviceName = u"OpenAI"_s,
                             .baseUrl = openAi().baseUrl,
                             .key = Secret(Typed)}));
    const Result<ServiceAccount> local =
        accountFor(compatible(), u"http://big.local:7860"_s, {}, {u"big.local"_s});
    QVERIFY(local);
    QCOMPARE(local.value().baseUrl, QUrl(u"http://big.local:7860/v1"_s));
    const Result<ServiceAccount> practice = accountFor(*findService(u"practice"_s), {}, Secret(Typed), {});
    QVERIFY(practice);
    QVERIFY(practice.value().key.isEmpty());
    QCOMPARE(practice.value().charging, Charging::Free);
}

void TestSessionKeys::saysWhatIsMissing_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("message");

    QTest::newRow("no key") << u"openai"_s << QString() << QByteArray()
                            << u"OpenAI needs a key. Open Services to type it."_s;
    QTest::newRow("no address") << u"compatible"_s << QString() << QByteArray()
                                << u"OpenAI-compatible server needs an address. Open Services to type it."_s;
    QTest::newRow("two lines")
        << u"openai"_s << QString() << QByteArray("sk-canary\nX: 1")
        << u"The key of OpenAI holds characters that no key has. Open Services and paste it again."_s;
    QTest::newRow("plain http")
        << u"compatible"_s << u"http://images.example"_s << QByteArray()
        << u"Plain http to images.example would send prompts and key unprotected. Use https, or allow plain http to this host."_s;
    QTest::newRow("a name in it")
        << u"compatible"_s << u"https://sk-canary@images.example"_s << QByteArray()
        << u"The address of the service holds a name or password. Take it out; a key belongs into the field for the key."_s;
}

void TestSessionKeys::saysWhatIsMissing()
{
    QFETCH(const QString, service);
    QFETCH(const QString, address);
    QFETCH(const QByteArray, key);
    const Result<ServiceAccount> account = accountFor(*findService(service), address, Secret(key), {});
    QVERIFY(!account);
    QTEST(account.error().message, "message");
}

QTEST_GUILESS_MAIN(TestSessionKeys)
#include "tst_sessionkeys.moc"
