#include "core/keyforms.h"
#include "core/redactor.h"
#include "core/secret.h"
#include "services/answererror.h"
#include "services/serviceaccount.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

const QByteArray PlainKey = "sk-canary-7f3a91C2d4e5F60718293a4B5c6d7e8f";
const QByteArray OddKey = "canary.7f3a/91\"C2<d4+e5&F60\\718=293a~4B";

QByteArray base64Of(const QByteArray &bytes)
{
    return bytes.toBase64();
}

/// \a key in all that servers make of it, by name.
QList<std::pair<const char *, QByteArray>> formsOf(const QByteArray &key)
{
    QByteArray escaped = key;
    escaped.replace('\\', "\\\\").replace('"', "\\\"").replace('/', "\\/");
    QByteArray numbered;
    for (const char c : key)
        numbered += "\\u00" + QByteArray(1, c).toHex();
    return {{"as it is", key},
            {"in capitals", key.toUpper()},
            {"in small letters", key.toLower()},
            {"its first half", key.first(key.size() / 2)},
            {"its last half", key.last(key.size() / 2)},
            {"with its middle cut out", key.first(13) + "…" + key.last(13)},
            {"twice", key + key},
            {"for a URL", key.toPercentEncoding()},
            {"for a URL, in small letters", key.toPercentEncoding().toLower()},
            {"in base64", base64Of(key)},
            {"in base64 behind a colon", base64Of(':' + key)},
            {"in base64 behind a name", base64Of("me:" + key + "!")},
            {"in base64 behind a longer name", base64Of("user:" + key)},
            {"in base64 for a URL", key.toBase64(QByteArray::Base64UrlEncoding)},
            {"in hexadecimal", key.toHex()},
            {"in hexadecimal capitals", key.toHex().toUpper()},
            {"escaped for JSON", escaped},
            {"numbered for JSON", numbered},
            {"for HTML", QString::fromLatin1(key).toHtmlEscaped().toLatin1()}};
}

/// Whether \a text tells twelve characters of \a key, however they are written.
bool tells(const QString &text, const QByteArray &key)
{
    const QByteArray shown = text.toUtf8().toLower();
    QList<QByteArray> read{shown, QByteArray::fromPercentEncoding(shown),
                           QByteArray(shown).replace("\\", "")};
    for (QByteArray word : text.toUtf8().replace('-', '+').replace('_', '/').split(' ')) {
        for (int skipped = 0; skipped < 4 && !word.isEmpty(); ++skipped, word.remove(0, 1))
            read.append(QByteArray::fromBase64(word).toLower());
    }
    for (const QByteArray &bytes : read) {
        for (qsizetype start = 0; start + 12 <= key.size(); ++start) {
            const QByteArray part = key.sliced(start, 12).toLower();
            if (bytes.contains(part) || bytes.contains(part.toHex()))
                return true;
        }
    }
    return false;
}

ServiceAccount accountWith(const QByteArray &key)
{
    return {.service = u"compatible"_s,
            .serviceName = u"Test service"_s,
            .baseUrl = QUrl(u"https://images.example/v1"_s),
            .key = Secret(key)};
}

} // namespace

class TestRedactor : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void hidesAKeyInEveryForm_data();
    void hidesAKeyInEveryForm();
    void hidesWhatLooksLikeAKey_data();
    void hidesWhatLooksLikeAKey();
    void leavesOtherTextAlone_data();
    void leavesOtherTextAlone();
    void masksAKeyInWhateverIsKept_data();
    void masksAKeyInWhateverIsKept();
    void damagesNoPicture();
    void findsPartsWhereverTheyStand();
};

void TestRedactor::hidesAKeyInEveryForm_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("echo");
    for (const QByteArray &key : {PlainKey, OddKey}) {
        for (const auto &[name, form] : formsOf(key))
            QTest::addRow("%s, %s", key.first(6).constData(), name) << key << form;
    }
}

void TestRedactor::hidesAKeyInEveryForm()
{
    QFETCH(const QByteArray, key);
    QFETCH(const QByteArray, echo);
    const ServiceAccount account = accountWith(key);
    const QByteArray body =
        R"({"error":{"message":"Wrong key )" + echo + R"( here","code":")" + echo + R"("}})";
    QByteArray quoted = echo;
    quoted.replace('\\', "\\\\").replace('"', "\\\"");
    const QByteArray rightBody =
        R"({"error":{"message":"Wrong key )" + quoted + R"( here","param":")" + quoted + R"("}})";
    const QByteArray byField = R"({"errors":{")" + quoted + R"(":"is wrong"}})";
    for (const QByteArray &said : {body, rightBody, byField, QByteArray("Wrong key " + echo + " here"),
                                   QByteArray("<html>" + echo + "</html>"), body.chopped(4)}) {
        for (const int status : {401, 302, 500}) {
            const ServiceAnswer answer{
                .status = status,
                .headers = {{"X-Request-Id", echo}, {"Location", "https://" + echo + ".example/" + echo}},
                .body = said,
                .url = account.baseUrl};
            const Error error = errorFromAnswer(answer, Asked::Order, account);
            for (const QString &shown : {error.message, error.detail, error.requestId})
                QVERIFY2(!tells(shown, key), qPrintable(shown));
        }
    }
}

void TestRedactor::hidesWhatLooksLikeAKey_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");

    QTest::newRow("a header") << u"Bearer abc.def"_s << u"Bearer •••"_s;
    QTest::newRow("a header with a name and a password")
        << u"authorization: Basic bWU6aHVudGVyMg== was sent"_s << u"authorization: Basic ••• was sent"_s;
    QTest::newRow("another header") << u"X-Api-Key: 4711abc"_s << u"X-Api-Key: •••"_s;
    QTest::newRow("of OpenAI") << u"key sk-proj-abc_DEF-123."_s << u"key •••."_s;
    QTest::newRow("of xAI") << u"key xai-AbC0123456789abcdef01"_s << u"key •••"_s;
    QTest::newRow("of Google") << u"key AIzaSyA0123456789abcdefgh"_s << u"key •••"_s;
    QTest::newRow("of Replicate") << u"key r8_AbC0123456789abcdef"_s << u"key •••"_s;
    QTest::newRow("a first parameter") << u"/v1?key=abc1&n=2"_s << u"/v1?key=•••&n=2"_s;
    QTest::newRow("a later one") << u"/v1?n=1&api_key=abc1"_s << u"/v1?n=1&api_key=•••"_s;
    QTest::newRow("one in HTML") << u"/v1?n=1&amp;key=abc1 x"_s << u"/v1?n=1&amp;key=••• x"_s;
    QTest::newRow("one by itself") << u"sig=abc%2F1 is stale"_s << u"sig=••• is stale"_s;
    QTest::newRow("a token") << u"with token=abc1"_s << u"with token=•••"_s;
    QTest::newRow("a token of access") << u"#access_token=abc1&x=1"_s << u"#access_token=•••&x=1"_s;
    QTest::newRow("of Amazon") << u"/1.png?X-Amz-Credential=AKIA%2F1&X-Amz-Date=2&X-Amz-Signature=0a1b"_s
                               << u"/1.png?X-Amz-Credential=•••&X-Amz-Date=2&X-Amz-Signature=•••"_s;
    QTest::newRow("of Azure") << u"/1.png?se=2026&sig=aB%2Bc&sp=r"_s << u"/1.png?se=2026&sig=•••&sp=r"_s;
    QTest::newRow("JSON that is cut off")
        << u"{\"api_key\": \"abc1\", \"n\":"_s << u"{\"api_key\": \"•••\", \"n\":"_s;
    QTest::newRow("a password in an address")
        << u"https://me:hunter2@host/x is gone"_s << u"https://•••@host/x is gone"_s;
    QTest::newRow("one with a sign in it") << u"http://me:h@nter@host/x"_s << u"http://•••@host/x"_s;
    QTest::newRow("two of them") << u"Bearer abc and ?key=d"_s << u"Bearer ••• and ?key=•••"_s;
}

void TestRedactor::hidesWhatLooksLikeAKey()
{
    QFETCH(const QString, text);
    QFETCH(const QString, shown);

    QCOMPARE(redacted(text, {}), shown);
    QCOMPARE(redacted(shown, {}), shown);
}

void TestRedactor::leavesOtherTextAlone_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"", "Your request was rejected by the safety system.", "max_tokens=5 is too many",
          "the key to it, the signature, the token; a secret",
          "see https://docs.example/errors?page=3#limits", "Authorization: header is missing",
          "a risk-assessment of sk-things", "model sk-1 is unknown",
          "{\"error\": {\"message\": \"no\", \"type\": \"token\"}}", "mail me@host.example", "5 tokens of 7",
          "body.n: must be at most 10; key: none", "n=1&size=2"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestRedactor::leavesOtherTextAlone()
{
    QFETCH(const QString, text);

    QCOMPARE(redacted(text, Secret(PlainKey)), text);
}

void TestRedactor::masksAKeyInWhateverIsKept_data()
{
    hidesAKeyInEveryForm_data();
}

void TestRedactor::masksAKeyInWhateverIsKept()
{
    QFETCH(const QByteArray, key);
    QFETCH(const QByteArray, echo);
    const QByteArray answer =
        R"({"data":[{"b64_json":"AAAA"}],"echo":" )" + echo + " \"}" + QByteArray("\0\xFF", 2);

    const QByteArray kept = Secret(key).mask(answer);

    QCOMPARE(kept.size(), answer.size()); // So that what points into it still does.
    QVERIFY2(!tells(QString::fromLatin1(kept), key), kept.constData());
    QVERIFY(kept.startsWith(R"({"data":[{"b64_json":"AAAA"}],"echo":" )"));
    QVERIFY(kept.endsWith(QByteArray(" \"}\0\xFF", 5)));
}

void TestRedactor::damagesNoPicture()
{
    QRandomGenerator random(5);
    QByteArray picture(3'000'000, Qt::Uninitialized);
    random.fillRange(reinterpret_cast<quint32 *>(picture.data()), picture.size() / 4);
    // As short as people make keys of servers of their own: it stands in pictures by chance.
    for (const QByteArray &key :
         {QByteArray("x"), QByteArray("test"), QByteArray("hunter2"), PlainKey, OddKey}) {
        QCOMPARE(Secret(key).mask(picture), picture);
        QCOMPARE(Secret(key).mask(picture.toBase64()), picture.toBase64());
    }
    QCOMPARE(Secret("hunter2!").mask("key hunter2!"), "key ********");
}

void TestRedactor::findsPartsWhereverTheyStand()
{
    const KeyForms forms(PlainKey);
    QRandomGenerator random(11);
    for (int round = 0; round < 3000; ++round) {
        QByteArray text(random.bounded(30), '.');
        const qsizetype begin = text.size();
        const qsizetype start = random.bounded(PlainKey.size() - 12);
        const qsizetype length = random.bounded(qsizetype(8), PlainKey.size() - start + 1);
        text += PlainKey.mid(start, length);
        const qsizetype end = text.size();
        text += QByteArray(random.bounded(30), '.');

        const QList<KeyForms::Stretch> found = forms.find(text);

        const QList<KeyForms::Stretch> expected{{.begin = begin, .end = end}};
        QVERIFY2(found == (length >= 12 ? expected : QList<KeyForms::Stretch>()), text.constData());
    }
    QVERIFY(KeyForms({}).find("anything").isEmpty());
}

QTEST_GUILESS_MAIN(TestRedactor)
#include "tst_redactor.moc"
