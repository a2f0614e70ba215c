#include "core/secret.h"
#include "services/serviceaccount.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#if defined(__SANITIZE_ADDRESS__) && defined(__GNUC__)
#define CAN_WATCH_FREED_MEMORY
// From sanitizer/allocator_interface.h, which g++ of Debian 12 comes without.
extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*mallocHook)(const volatile void *, size_t),
                                                         void (*freeHook)(const volatile void *));
#endif

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

const QByteArray CanaryKey = "sk-canary-7f3a91c2d4e5f60718293a4b5c6d7e8f";

#ifdef CAN_WATCH_FREED_MEMORY
const char *watched = nullptr;
QByteArray freedBytes;

/// Called just before memory is given back, while it can still be read.
void keepWatchedBytes(const volatile void *memory)
{
    const auto *const begin = static_cast<const char *>(const_cast<const void *>(memory));
    constexpr qptrdiff LargestHeader = 64; // Of Qt's, which stands before the bytes.
    if (!watched || watched < begin || watched - begin > LargestHeader)
        return;
    const char *const found = std::exchange(watched, nullptr);
    freedBytes = QByteArray(found, CanaryKey.size());
}

void watch(const Secret &secret)
{
    static const int hooks =
        __sanitizer_install_malloc_and_free_hooks([](const volatile void *, size_t) {}, keepWatchedBytes);
    QVERIFY(hooks > 0);
    freedBytes = "nothing was given back";
    watched = secret.bytes().constData();
}
#endif

QString printed(const auto &value)
{
    QString text;
    QDebug(&text) << value;
    return text;
}

/// Whether \a text holds twelve characters of \a key in a row.
bool tells(const QString &text, const QByteArray &key)
{
    const QString secret = QString::fromUtf8(key);
    for (qsizetype start = 0; start + 12 <= secret.size(); ++start) {
        if (text.contains(secret.mid(start, 12)))
            return true;
    }
    return false;
}

} // namespace

class TestSecret : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void keepsItsBytes();
    void printsAsDots();
    void wipesItsMemory();
    void leavesItsBytesToItsCopies();
    void leavesTheCallersBytesAlone();
    void hidesItselfInText_data();
    void hidesItselfInText();
    void hidesEveryTellingPart();
    void leavesOtherTextAlone();
    void staysQuickInLongText();

    void hidesWhatLooksLikeAKey_data();
    void hidesWhatLooksLikeAKey();
};

void TestSecret::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestSecret::keepsItsBytes()
{
    Secret secret(CanaryKey);
    QCOMPARE(secret.bytes(), CanaryKey);
    QVERIFY(!secret.isEmpty());
    QVERIFY(Secret().isEmpty());
    QVERIFY(Secret(QByteArray()).isEmpty());

    Secret copy(secret);
    Secret moved(std::move(secret));
    QCOMPARE(copy, moved);
    secret = copy;
    QCOMPARE(secret.bytes(), CanaryKey);
    moved = Secret("another");
    QCOMPARE(moved.bytes(), QByteArray("another"));
    QCOMPARE(copy.bytes(), CanaryKey);
    QVERIFY(copy != moved);
}

void TestSecret::printsAsDots()
{
    QVERIFY(!tells(printed(Secret(CanaryKey)), CanaryKey));
    QCOMPARE(printed(Secret(CanaryKey)).trimmed(), u"Secret(•••)"_s);
    QCOMPARE(printed(Secret()).trimmed(), u"Secret()"_s);
}

void TestSecret::wipesItsMemory()
{
#ifdef CAN_WATCH_FREED_MEMORY
    {
        Secret secret(CanaryKey);
        const Secret copy(secret);
        watch(secret);
    }
    QCOMPARE(freedBytes, QByteArray(CanaryKey.size(), '\0'));
    {
        Secret secret(CanaryKey);
        watch(secret);
        secret = Secret("another");
    }
    QCOMPARE(freedBytes, QByteArray(CanaryKey.size(), '\0'));
    {
        Secret secret(CanaryKey);
        watch(secret);
        const Secret another("another");
        secret = another;
    }
    QCOMPARE(freedBytes, QByteArray(CanaryKey.size(), '\0'));
#else
    QSKIP("What was in memory that is given back can only be seen with the address sanitizer.");
#endif
}

void TestSecret::leavesItsBytesToItsCopies()
{
    Secret copy;
    {
        const Secret first(CanaryKey);
        copy = first;
    }
    QCOMPARE(copy.bytes(), CanaryKey);
    copy = *&copy;
    QCOMPARE(copy.bytes(), CanaryKey);
}

void TestSecret::leavesTheCallersBytesAlone()
{
    const QByteArray bytes = CanaryKey + "!";
    {
        const Secret secret(bytes);
        QCOMPARE(secret.bytes(), bytes);
    }
    QCOMPARE(bytes, QByteArray(CanaryKey + "!"));
}

void TestSecret::hidesItselfInText_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");

    const QString key = QString::fromUtf8(CanaryKey);
    QTest::newRow("as it is") << CanaryKey << u"wrong key "_s + key + u"."_s << u"wrong key •••."_s;
    QTest::newRow("twice") << CanaryKey << key + u","_s + key << u"•••,•••"_s;
    QTest::newRow("its start") << CanaryKey << u"wrong key "_s + key.left(12) << u"wrong key •••"_s;
    QTest::newRow("its end") << CanaryKey << u"wrong key …"_s + key.right(12) << u"wrong key …•••"_s;
    QTest::newRow("both parts of its start")
        << CanaryKey << key.left(20) + u" "_s + key.left(12) << u"••• •••"_s;
    QTest::newRow("with its middle cut out")
        << CanaryKey << key.left(15) + u"***"_s + key.right(15) << u"•••***•••"_s;
    QTest::newRow("less than what tells") << CanaryKey << key.left(11) << key.left(11);
    QTest::newRow("a short key") << QByteArray("hunter2") << u"key hunter2!"_s << u"key •••!"_s;
    QTest::newRow("part of a short key") << QByteArray("hunter2") << u"key hunter!"_s << u"key hunter!"_s;
    QTest::newRow("no key") << QByteArray() << u"wrong key"_s << u"wrong key"_s;
    QTest::newRow("written for a URL")
        << QByteArray("a+b/c=d e") << u"?k=a%2Bb%2Fc%3Dd%20e&n=1"_s << u"?k=•••&n=1"_s;
    QTest::newRow("in base64") << CanaryKey << u"Basic "_s + QString::fromLatin1(CanaryKey.toBase64())
                               << u"Basic •••"_s;
}

void TestSecret::hidesItselfInText()
{
    QFETCH(const QByteArray, key);
    QFETCH(const QString, text);
    QFETCH(const QString, shown);

    QCOMPARE(Secret(key).redact(text), shown);
}

void TestSecret::hidesEveryTellingPart()
{
    const Secret secret(CanaryKey);
    const QString key = QString::fromUtf8(CanaryKey);
    QRandomGenerator random(9);
    for (int round = 0; round < 2000; ++round) {
        QString text;
        for (int parts = random.bounded(1, 6); parts > 0; --parts) {
            const qsizetype start = random.bounded(key.size());
            text += key.mid(start, random.bounded(qsizetype(1), key.size() - start + 1));
            if (random.bounded(2) == 0)
                text += u" …"_s;
        }
        const QString shown = secret.redact(text);
        QVERIFY2(!tells(shown, CanaryKey), qPrintable(shown));
    }
}

void TestSecret::leavesOtherTextAlone()
{
    const Secret secret(CanaryKey);
    const QString text = u"The model “gpt-image-3” does not exist: canary-7f3. \U0001F415 \n"_s;

    QCOMPARE(secret.redact(text), text);
    QCOMPARE(secret.redact(QString()), QString());
}

void TestSecret::staysQuickInLongText()
{
    // Time that grows with key times key times text would run into the runner's limit.
    const QByteArray key(2000, 'a');
    const QString text = QString(11, u'a') + u'b';

    QCOMPARE(Secret(key).redact(text.repeated(100'000)), text.repeated(100'000));
    QCOMPARE(Secret(key).redact(QString(1'000'000, u'a')), u"•••"_s);
}

void TestSecret::hidesWhatLooksLikeAKey_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");

    QTest::newRow("the key") << u"Incorrect API key: xyz-own-key-123456."_s << u"Incorrect API key: •••."_s;
    QTest::newRow("another key") << u"Incorrect API key: sk-proj-abc_DEF123."_s
                                 << u"Incorrect API key: •••."_s;
    QTest::newRow("a masked key") << u"sk-abcde***********wxyz is wrong"_s << u"••• is wrong"_s;
    QTest::newRow("a header") << u"Authorization: Bearer abc.def/ghi="_s << u"Authorization: Bearer •••"_s;
    QTest::newRow("a header in small letters")
        << u"authorization: bearer abc.def"_s << u"authorization: bearer •••"_s;
    QTest::newRow("a query") << u"GET /v1?n=1&api_key=abc123&m=2"_s << u"GET /v1?n=1&api_key=•••&m=2"_s;
    QTest::newRow("a signed query") << u"https://a.example/1.png?sig=abc%2F123 is gone"_s
                                    << u"https://a.example/1.png?sig=••• is gone"_s;
    QTest::newRow("words") << u"a risk-assessment of the task-force-leader"_s
                           << u"a risk-assessment of the task-force-leader"_s;
    QTest::newRow("no key") << u"Unknown parameter: 'response_format'."_s
                            << u"Unknown parameter: 'response_format'."_s;
}

void TestSecret::hidesWhatLooksLikeAKey()
{
    QFETCH(const QString, text);
    QFETCH(const QString, shown);
    const ServiceAccount account{.key = Secret("xyz-own-key-123456")};

    QCOMPARE(account.redact(text), shown);
}

QTEST_GUILESS_MAIN(TestSecret)
#include "tst_secret.moc"
