#include "commandline/accountchoice.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

constexpr auto OwnKey = "sk-canary-contactsheet";
constexpr auto OpenAiKey = "sk-canary-openai";

QProcessEnvironment environment(const QStringList &variables)
{
    QProcessEnvironment environment;
    for (const QString &variable : variables)
        environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    return environment;
}

const QStringList &bothKeys()
{
    static const QStringList keys{u"CONTACTSHEET_API_KEY=%1"_s.arg(QLatin1StringView(OwnKey)),
                                  u"OPENAI_API_KEY=%1"_s.arg(QLatin1StringView(OpenAiKey))};
    return keys;
}

} // namespace

class TestAccountChoice : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void givesAKeyToWhomItBelongs_data();
    void givesAKeyToWhomItBelongs();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void takesABaseUrlAsItIsMeant();
    void forgivesWhiteSpaceAroundAKey();
    void allowsPlainHttpWhereItIsAllowed();
};

void TestAccountChoice::givesAKeyToWhomItBelongs_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("baseUrl");
    QTest::addColumn<QStringList>("variables");
    QTest::addColumn<QByteArray>("key");

    const QStringList openAiAlone{bothKeys().last()};
    QTest::newRow("OpenAI, its own variable")
        << u"openai"_s << QString() << openAiAlone << QByteArray(OpenAiKey);
    QTest::newRow("OpenAI, ours goes first") << u"openai"_s << QString() << bothKeys() << QByteArray(OwnKey);
    QTest::newRow("OpenAI at its own address")
        << u"openai"_s << u"https://api.openai.com/v1"_s << openAiAlone << QByteArray(OpenAiKey);
    QTest::newRow("OpenAI at another address")
        << u"openai"_s << u"https://proxy.example/v1"_s << bothKeys() << QByteArray(OwnKey);
    QTest::newRow("compatible") << u"compatible"_s << u"https://images.example"_s << bothKeys()
                                << QByteArray(OwnKey);
    QTest::newRow("compatible never gets OpenAI's")
        << u"compatible"_s << u"https://images.example"_s << openAiAlone << QByteArray();
    QTest::newRow("compatible at OpenAI's address")
        << u"compatible"_s << u"https://api.openai.com/v1"_s << openAiAlone << QByteArray();
    QTest::newRow("practice reads none") << u"practice"_s << QString() << bothKeys() << QByteArray();
}

void TestAccountChoice::givesAKeyToWhomItBelongs()
{
    QFETCH(const QString, service);
    QFETCH(const QString, baseUrl);
    QFETCH(const QStringList, variables);
    const Result<ServiceAccount> account =
        chooseAccount(*findService(service), baseUrl, {}, environment(variables));
    QVERIFY2(account, account ? "" : qPrintable(account.error().message));
    QTEST(account.value().key.bytes(), "key");
}

void TestAccountChoice::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("baseUrl");
    QTest::addColumn<QStringList>("variables");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<QString>("words");

    const auto bad = Error::Kind::BadRequest;
    const QStringList none;
    QTest::newRow("OpenAI without a key") << u"openai"_s << QString() << none << Error::Kind::Key
                                          << u"Set OPENAI_API_KEY or CONTACTSHEET_API_KEY"_s;
    QTest::newRow("OpenAI elsewhere with its own key")
        << u"openai"_s << u"https://proxy.example/v1"_s << QStringList{bothKeys().last()} << Error::Kind::Key
        << u"proxy.example needs a key. Set CONTACTSHEET_API_KEY"_s;
    QTest::newRow("an empty key") << u"openai"_s << QString() << QStringList{u"OPENAI_API_KEY="_s}
                                  << Error::Kind::Key << u"needs a key"_s;
    QTest::newRow("a key of two lines")
        << u"openai"_s << QString() << QStringList{u"OPENAI_API_KEY=sk-canary-\r\nX-Evil: 1"_s}
        << Error::Kind::Key << u"OPENAI_API_KEY holds characters"_s;
    QTest::newRow("a key with a quote mark")
        << u"compatible"_s << u"https://images.example"_s
        << QStringList{u"CONTACTSHEET_API_KEY=“sk-canary”"_s} << Error::Kind::Key
        << u"CONTACTSHEET_API_KEY holds characters"_s;
    QTest::newRow("compatible without an address")
        << u"compatible"_s << QString() << none << bad << u"--service compatible needs --base-url"_s;
    QTest::newRow("practice with an address")
        << u"practice"_s << u"http://127.0.0.1:8080"_s << none << bad << u"takes no --base-url"_s;
    QTest::newRow("no address") << u"compatible"_s << u"not an address"_s << none << bad
                                << u"“not an address” is no address"_s;
    QTest::newRow("plain http") << u"compatible"_s << u"http://images.example"_s << none << bad
                                << u"--allow-http images.example"_s;
    QTest::newRow("a key in the address") << u"compatible"_s << u"https://sk-canary@images.example"_s << none
                                          << bad << u"CONTACTSHEET_API_KEY"_s;
}

void TestAccountChoice::saysWhatIsWrong()
{
    QFETCH(const QString, service);
    QFETCH(const QString, baseUrl);
    QFETCH(const QStringList, variables);
    QFETCH(const QString, words);
    const Result<ServiceAccount> account =
        chooseAccount(*findService(service), baseUrl, {}, environment(variables));
    QVERIFY(!account);
    QTEST(account.error().kind, "kind");
    QVERIFY2(account.error().message.contains(words), qPrintable(account.error().message));
    QVERIFY2(!account.error().message.contains(u"canary"), qPrintable(account.error().message));
}

void TestAccountChoice::takesABaseUrlAsItIsMeant()
{
    const Result<ServiceAccount> account =
        chooseAccount(*findService(u"compatible"_s), u" http://127.0.0.1:8080/ "_s, {}, {});
    QCOMPARE(account.value().baseUrl, QUrl(u"http://127.0.0.1:8080/v1"_s));
    QCOMPARE(account.value().charging, Charging::Paid);
    QVERIFY(account.value().key.isEmpty());
}

void TestAccountChoice::forgivesWhiteSpaceAroundAKey()
{
    const Result<ServiceAccount> account =
        chooseAccount(*findService(u"openai"_s), {}, {}, environment({u"OPENAI_API_KEY= sk-canary-1\n"_s}));
    QCOMPARE(account.value().key.bytes(), "sk-canary-1");
}

void TestAccountChoice::allowsPlainHttpWhereItIsAllowed()
{
    const ServiceProfile &compatible = *findService(u"compatible"_s);
    QVERIFY(chooseAccount(compatible, u"http://big.local:7860"_s, {u"big.local"_s}, {}));
    QVERIFY(chooseAccount(compatible, u"http://big.local:7860"_s, {u"BIG.local"_s}, {}));
    QVERIFY(!chooseAccount(compatible, u"http://big.local:7860"_s, {u"other.local"_s}, {}));
}

QTEST_GUILESS_MAIN(TestAccountChoice)
#include "tst_accountchoice.moc"
