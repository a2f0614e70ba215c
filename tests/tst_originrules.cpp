#include "services/originrules.h"
#include "services/serviceaccount.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

ServiceAccount accountAt(const QString &baseUrl, const QStringList &plainHttpHosts = {})
{
    return {.serviceName = u"Test service"_s,
            .baseUrl = QUrl(baseUrl),
            .key = Secret("sk-canary-7f3a91c2d4e5f60718293a4b"),
            .plainHttpHosts = plainHttpHosts};
}

/// Where \a link leads in an answer of the service at \a baseUrl, or an empty URL where it is refused.
QUrl resolved(const QString &link, const QString &baseUrl, const QStringList &plainHttpHosts = {})
{
    const Result<QUrl> url = resolvePictureLink(link, QUrl(baseUrl + u"/images/generations"_s),
                                                accountAt(baseUrl, plainHttpHosts));
    return url ? url.value() : QUrl();
}

} // namespace

class TestOriginRules : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void comparesOrigins_data();
    void comparesOrigins();
    void knowsThisMachine_data();
    void knowsThisMachine();
    void readsBaseUrls_data();
    void readsBaseUrls();
    void refusesOtherBaseUrls_data();
    void refusesOtherBaseUrls();
    void repeatsNoSecretOfABaseUrl_data();
    void repeatsNoSecretOfABaseUrl();
    void followsLinks_data();
    void followsLinks();
    void refusesLinks_data();
    void refusesLinks();
    void repeatsNoSecretOfALink();
};

void TestOriginRules::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestOriginRules::comparesOrigins_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<bool>("isSame");

    QTest::newRow("the same") << u"https://a.example/v1"_s << u"https://a.example/v1"_s << true;
    QTest::newRow("another path") << u"https://a.example/v1"_s << u"https://a.example/x?y#z"_s << true;
    QTest::newRow("the port that is meant") << u"https://a.example/"_s << u"https://a.example:443/"_s << true;
    QTest::newRow("the port of http") << u"http://a.example/"_s << u"http://a.example:80/"_s << true;
    QTest::newRow("capitals") << u"HTTPS://A.Example/"_s << u"https://a.example/"_s << true;
    QTest::newRow("another scheme") << u"https://a.example/"_s << u"http://a.example/"_s << false;
    QTest::newRow("another scheme at one port")
        << u"https://a.example:80/"_s << u"http://a.example/"_s << false;
    QTest::newRow("another port") << u"https://a.example/"_s << u"https://a.example:8443/"_s << false;
    QTest::newRow("a host below") << u"https://a.example/"_s << u"https://b.a.example/"_s << false;
    QTest::newRow("a host that begins alike")
        << u"https://a.example/"_s << u"https://a.example.evil/"_s << false;
    QTest::newRow("the name of the other as user")
        << u"https://a.example/"_s << u"https://a.example@b.example/"_s << false;
    QTest::newRow("nothing") << QString() << QString() << false;
    QTest::newRow("files") << u"file:///a"_s << u"file:///a"_s << false;
}

void TestOriginRules::comparesOrigins()
{
    QFETCH(const QString, a);
    QFETCH(const QString, b);
    QFETCH(const bool, isSame);

    QCOMPARE(isSameOrigin(QUrl(a), QUrl(b)), isSame);
    QCOMPARE(isSameOrigin(QUrl(b), QUrl(a)), isSame);
}

void TestOriginRules::knowsThisMachine_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("isThis");

    QTest::newRow("name") << u"http://localhost:8080/"_s << true;
    QTest::newRow("capitals") << u"http://LocalHost/"_s << true;
    QTest::newRow("address") << u"http://127.0.0.1/"_s << true;
    QTest::newRow("another one") << u"http://127.42.0.1/"_s << true;
    QTest::newRow("version 6") << u"http://[::1]:8080/"_s << true;
    QTest::newRow("another machine") << u"http://192.168.0.2/"_s << false;
    QTest::newRow("no machine") << u"http://0.0.0.0/"_s << false;
    QTest::newRow("a name that begins alike") << u"http://localhost.example/"_s << false;
    QTest::newRow("an address as part of a name") << u"http://127.0.0.1.example/"_s << false;
    QTest::newRow("nothing") << QString() << false;
}

void TestOriginRules::knowsThisMachine()
{
    QFETCH(const QString, url);
    QFETCH(const bool, isThis);

    QCOMPARE(isLoopback(QUrl(url)), isThis);
}

void TestOriginRules::readsBaseUrls_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");

    QTest::newRow("a whole one") << u"https://api.openai.com/v1"_s << u"https://api.openai.com/v1"_s;
    QTest::newRow("without a path") << u"https://api.openai.com"_s << u"https://api.openai.com/v1"_s;
    QTest::newRow("a slash at the end") << u"https://a.example/v1/"_s << u"https://a.example/v1"_s;
    QTest::newRow("slashes alone") << u"https://a.example//"_s << u"https://a.example/v1"_s;
    QTest::newRow("another path") << u"https://a.example/openai/v3"_s << u"https://a.example/openai/v3"_s;
    QTest::newRow("white space around it") << u"  https://a.example/v1\n"_s << u"https://a.example/v1"_s;
    QTest::newRow("this machine") << u"http://127.0.0.1:1234"_s << u"http://127.0.0.1:1234/v1"_s;
    QTest::newRow("this machine by name") << u"http://localhost:8080/v1"_s << u"http://localhost:8080/v1"_s;
    QTest::newRow("a host that is allowed") << u"http://GPU-box:8080/v1"_s << u"http://gpu-box:8080/v1"_s;
}

void TestOriginRules::readsBaseUrls()
{
    QFETCH(const QString, text);
    QFETCH(const QString, url);

    const Result<QUrl> result = readBaseUrl(text, {u"gpu-box"_s});
    QVERIFY(result);
    QCOMPARE(result.value().toString(), url);
    QCOMPARE(readBaseUrl(result.value().toString(), {u"GPU-Box"_s}).value(), result.value());
}

void TestOriginRules::refusesOtherBaseUrls_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("named"); // What the message must name.

    QTest::newRow("nothing") << QString() << u"no address"_s;
    QTest::newRow("a word") << u"openai"_s << u"“openai” is no address"_s;
    QTest::newRow("without a scheme") << u"api.openai.com/v1"_s << u"https://images.example.com"_s;
    QTest::newRow("host and port alone") << u"localhost:8080"_s << u"no address"_s;
    QTest::newRow("without a host") << u"https:///v1"_s << u"no address"_s;
    QTest::newRow("white space within") << u"https://a b.example"_s << u"no address"_s;
    QTest::newRow("a port too large") << u"https://a.example:99999"_s << u"no address"_s;
    QTest::newRow("another scheme") << u"ftp://a.example/v1"_s << u"does not start with https://"_s;
    QTest::newRow("a file") << u"file:///etc/passwd"_s << u"no address"_s;
    QTest::newRow("a query") << u"https://a.example/v1?key=1"_s << u"“?”"_s;
    QTest::newRow("a fragment") << u"https://a.example/v1#x"_s << u"“#”"_s;
    QTest::newRow("a name") << u"https://me@a.example/v1"_s << u"CONTACTSHEET_API_KEY"_s;
    QTest::newRow("plain http") << u"http://gpu-box:8080/v1"_s << u"--allow-http gpu-box"_s;
    QTest::newRow("plain http in a network") << u"http://192.168.0.2/v1"_s << u"--allow-http 192.168.0.2"_s;
    QTest::newRow("a long one") << u"x"_s.repeated(100'000) << u"no address"_s;
}

void TestOriginRules::refusesOtherBaseUrls()
{
    QFETCH(const QString, text);
    QFETCH(const QString, named);

    const Result<QUrl> result = readBaseUrl(text, {});
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::BadRequest);
    QVERIFY2(result.error().message.contains(named), qPrintable(result.error().message));
    QVERIFY(result.error().message.size() < 500);
}

void TestOriginRules::repeatsNoSecretOfABaseUrl_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("a password") << u"https://me:hunter2@a.example/v1"_s;
    QTest::newRow("with another scheme") << u"ftp://me:hunter2@a.example/v1"_s;
    QTest::newRow("in what is no URL") << u"https://me:hunter2@a b.example"_s;
    QTest::newRow("in a query") << u"https://a.example/v1?key=hunter2"_s;
    QTest::newRow("in a query of another scheme") << u"ftp://a.example/v1?key=hunter2"_s;
    QTest::newRow("in a query of what is no URL") << u"a b?key=hunter2"_s;
}

void TestOriginRules::repeatsNoSecretOfABaseUrl()
{
    QFETCH(const QString, text);

    const Result<QUrl> result = readBaseUrl(text, {});
    QVERIFY(!result);
    QVERIFY2(!result.error().message.contains(u"hunter2"_s), qPrintable(result.error().message));
    QVERIFY(!result.error().detail.contains(u"hunter2"_s));
}

void TestOriginRules::followsLinks_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("baseUrl");
    QTest::addColumn<QString>("url");

    const QString service = u"https://api.example/v1"_s;
    const QString local = u"http://127.0.0.1:8080/v1"_s;
    const QString inNetwork = u"http://gpu-box:8080/v1"_s;
    QTest::newRow("another host") << u"https://cdn.example/1.png?sig=a%2Bb%2Fc%3D"_s << service
                                  << u"https://cdn.example/1.png?sig=a%2Bb%2Fc%3D"_s;
    QTest::newRow("a relative one") << u"/v1/images/1/content"_s << service
                                    << u"https://api.example/v1/images/1/content"_s;
    QTest::newRow("one beside the answer")
        << u"1.png"_s << service << u"https://api.example/v1/images/1.png"_s;
    QTest::newRow("without a scheme")
        << u"//cdn.example/1.png"_s << service << u"https://cdn.example/1.png"_s;
    QTest::newRow("with a space") << u"https://cdn.example/a b.png"_s << service
                                  << u"https://cdn.example/a%20b.png"_s;
    QTest::newRow("with bars and braces")
        << u"https://cdn.example/1.png?a={b|c}"_s << service << u"https://cdn.example/1.png?a=%7Bb%7Cc%7D"_s;
    QTest::newRow("white space around it")
        << u" https://cdn.example/1.png\n"_s << service << u"https://cdn.example/1.png"_s;
    QTest::newRow("this machine, from this machine")
        << u"http://127.0.0.1:8080/generated-images/1.png"_s << local
        << u"http://127.0.0.1:8080/generated-images/1.png"_s;
    QTest::newRow("another port of it")
        << u"http://127.0.0.1:9000/1.png"_s << local << u"http://127.0.0.1:9000/1.png"_s;
    QTest::newRow("https from this machine")
        << u"https://cdn.example/1.png"_s << local << u"https://cdn.example/1.png"_s;
    QTest::newRow("a host that is allowed")
        << u"http://GPU-box:8080/1.png"_s << inNetwork << u"http://gpu-box:8080/1.png"_s;
    QTest::newRow("a host that is allowed, from another")
        << u"http://gpu-box/1.png"_s << service << u"http://gpu-box/1.png"_s;
    QTest::newRow("an address in the network, from itself")
        << u"https://192.168.0.2/1.png"_s << u"https://192.168.0.2:8443/v1"_s
        << u"https://192.168.0.2/1.png"_s;
}

void TestOriginRules::followsLinks()
{
    QFETCH(const QString, link);
    QFETCH(const QString, baseUrl);
    QFETCH(const QString, url);

    QCOMPARE(resolved(link, baseUrl, {u"gpu-box"_s}).toString(QUrl::FullyEncoded), url);
}

void TestOriginRules::refusesLinks_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("named"); // What the message must name.

    const QString network = u"network"_s;
    QTest::newRow("nothing") << u" "_s << u"no usable address"_s;
    QTest::newRow("a file") << u"file:///etc/passwd"_s << u"“file:”"_s;
    QTest::newRow("a file without a host") << u"file:/etc/passwd"_s << u"“file:”"_s;
    QTest::newRow("a file of another host") << u"file://host/share"_s << u"“file:”"_s;
    QTest::newRow("three slashes") << u"///etc/passwd"_s << u"no usable address"_s;
    QTest::newRow("a script") << u"javascript:alert(1)"_s << u"“javascript:”"_s;
    QTest::newRow("a script in capitals") << u"JavaScript:alert(1)"_s << u"“javascript:”"_s;
    QTest::newRow("ftp") << u"ftp://a.example/1.png"_s << u"“ftp:”"_s;
    QTest::newRow("a resource of this program") << u"qrc:/prompts/robot_dog_journey.txt"_s << u"“qrc:”"_s;
    QTest::newRow("a drive") << u"C:/1.png"_s << u"“c:”"_s;
    QTest::newRow("a user") << u"https://api.example@evil.example/1.png"_s << u"no usable address"_s;
    QTest::newRow("a password") << u"https://a:b@evil.example/1.png"_s << u"no usable address"_s;
    QTest::newRow("no host") << u"https:///1.png"_s << u"no usable address"_s;
    QTest::newRow("a bad host") << u"https://exa mple/1.png"_s << u"no usable address"_s;
    QTest::newRow("a bad port") << u"https://cdn.example:99999/1.png"_s << u"no usable address"_s;
    QTest::newRow("plain http") << u"http://cdn.example/1.png"_s << u"cdn.example without https"_s;
    QTest::newRow("plain http of itself") << u"http://api.example/1.png"_s << u"api.example without https"_s;
    QTest::newRow("this machine") << u"http://127.0.0.1/1.png"_s << u"127.0.0.1"_s;
    QTest::newRow("this machine by https") << u"https://127.0.0.1/1.png"_s << network;
    QTest::newRow("this machine by name") << u"https://localhost:9000/1.png"_s << network;
    QTest::newRow("this machine with a dot") << u"https://localhost./1.png"_s << network;
    QTest::newRow("this machine below a name") << u"https://a.localhost/1.png"_s << network;
    QTest::newRow("this machine as a number") << u"https://2130706433/1.png"_s << network;
    QTest::newRow("this machine in hexadecimal") << u"https://0x7f.1/1.png"_s << network;
    QTest::newRow("this machine in version 6") << u"https://[::1]/1.png"_s << network;
    QTest::newRow("version 4 in version 6") << u"https://[::ffff:10.0.0.1]/1.png"_s << network;
    QTest::newRow("any address") << u"https://0.0.0.0/1.png"_s << network;
    QTest::newRow("a private network") << u"https://10.1.2.3/1.png"_s << network;
    QTest::newRow("another") << u"https://172.31.0.1/1.png"_s << network;
    QTest::newRow("a home") << u"https://192.168.178.1/1.png"_s << network;
    QTest::newRow("a cloud's metadata") << u"https://169.254.169.254/latest/meta-data"_s << network;
    QTest::newRow("link-local") << u"https://[fe80::1]/1.png"_s << network;
    QTest::newRow("unique local") << u"https://[fd00::1]/1.png"_s << network;
    QTest::newRow("a long one") << u"https://cdn.example/"_s + QString(10'000, u'x')
                                << u"no usable address"_s;
}

void TestOriginRules::refusesLinks()
{
    QFETCH(const QString, link);
    QFETCH(const QString, named);

    const Result<QUrl> url = resolvePictureLink(link, QUrl(u"https://api.example/v1/images/generations"_s),
                                                accountAt(u"https://api.example/v1"_s));
    QVERIFY2(!url, qPrintable(url ? url.value().toString() : QString()));
    QCOMPARE(url.error().kind, Error::Kind::UnreadableAnswer);
    QCOMPARE(url.error().charge, Error::Charge::Yes);
    QVERIFY2(url.error().message.contains(named), qPrintable(url.error().message));
    QVERIFY(url.error().detail.size() < 500);
}

void TestOriginRules::repeatsNoSecretOfALink()
{
    for (const QString &link :
         {u"ftp://me:hunter2@a.example/"_s, u"ftp://a.example/1.png?sig=hunter2"_s,
          u"file:///hunter/sk-canary-7f3a91c2d4e5f60718293a4b"_s, u"sk-canary-7f3a91c2d4e5f60718293a4b:"_s,
          u"http://sk-canary-7f3a91c2d4e5f60718293a4b/a.png"_s, u"https://me:hunter2@a b/?sig=hunter2"_s}) {
        const Result<QUrl> url = resolvePictureLink(link, QUrl(u"https://api.example/v1"_s),
                                                    accountAt(u"https://api.example/v1"_s));
        QVERIFY(!url);
        const QString shown = url.error().message + url.error().detail;
        QVERIFY2(!shown.contains(u"hunter2"_s) && !shown.contains(u"canary-7f3a"_s), qPrintable(shown));
    }
}

QTEST_GUILESS_MAIN(TestOriginRules)
#include "tst_originrules.moc"
