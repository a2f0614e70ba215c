#include "core/base64.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

QByteArray randomBytes(QRandomGenerator &random, int longest)
{
    QByteArray bytes(random.bounded(1, longest + 1), Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(random.bounded(256));
    return bytes;
}

/// \a text with white space put in at random, as some servers break their lines.
QByteArray withWhiteSpace(const QByteArray &text, QRandomGenerator &random)
{
    constexpr char Spaces[] = {' ', '\n', '\r', '\t'};
    QByteArray spaced;
    for (const char c : text) {
        while (random.bounded(5) == 0)
            spaced += Spaces[random.bounded(4)];
        spaced += c;
    }
    return spaced;
}

} // namespace

class TestBase64 : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void decodesWhatWasEncoded();
    void forgivesWhiteSpaceAndPrefix();
    void decodesLongText();
    void readsKnownText_data();
    void readsKnownText();
    void refusesDamagedText_data();
    void refusesDamagedText();
    void findsEveryBadCharacterAtEveryPlace();
    void findsEveryTruncation();
};

void TestBase64::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestBase64::decodesWhatWasEncoded()
{
    QRandomGenerator random(1);
    for (int round = 0; round < 500; ++round) {
        const QByteArray bytes = randomBytes(random, 200);
        QCOMPARE(decodeBase64(bytes.toBase64()), bytes);
    }
}

void TestBase64::forgivesWhiteSpaceAndPrefix()
{
    QRandomGenerator random(2);
    for (int round = 0; round < 500; ++round) {
        const QByteArray bytes = randomBytes(random, 200);
        const QByteArray text = withWhiteSpace(bytes.toBase64(), random) + "\r\n";
        QCOMPARE(decodeBase64(text), bytes);
        QCOMPARE(decodeBase64(QByteArray("data:image/png;base64," + text)), bytes);
    }
}

void TestBase64::decodesLongText()
{
    QRandomGenerator random(3);
    QByteArray bytes(3'000'001, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(random.bounded(256));
    const QByteArray text = bytes.toBase64();

    QCOMPARE(decodeBase64(text), bytes);

    // One line break in front, so that no group of four stands where it did.
    QCOMPARE(decodeBase64(QByteArray("\n" + text)), bytes);
}

void TestBase64::readsKnownText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("bytes");

    // RFC 4648, section 10.
    QTest::newRow("f") << QByteArray("Zg==") << QByteArray("f");
    QTest::newRow("fo") << QByteArray("Zm8=") << QByteArray("fo");
    QTest::newRow("foo") << QByteArray("Zm9v") << QByteArray("foo");
    QTest::newRow("foob") << QByteArray("Zm9vYg==") << QByteArray("foob");
    QTest::newRow("fooba") << QByteArray("Zm9vYmE=") << QByteArray("fooba");
    QTest::newRow("foobar") << QByteArray("Zm9vYmFy") << QByteArray("foobar");
    QTest::newRow("all bits") << QByteArray("////") << QByteArray("\xFF\xFF\xFF");
    QTest::newRow("no bits") << QByteArray("AAAA") << QByteArray("\0\0\0", 3);
    QTest::newRow("data URL") << QByteArray("data:image/webp;base64,Zm9v") << QByteArray("foo");
    QTest::newRow("data URL without a type") << QByteArray("data:;base64,Zm9v") << QByteArray("foo");
    QTest::newRow("data URL in capitals") << QByteArray("DATA:image/png;BASE64,Zm9v") << QByteArray("foo");
    QTest::newRow("space in the padding") << QByteArray("Zg= \n=\n") << QByteArray("f");
}

void TestBase64::readsKnownText()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, bytes);

    QCOMPARE(decodeBase64(text), bytes);
}

void TestBase64::refusesDamagedText_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("white space alone") << QByteArray(" \r\n\t");
    QTest::newRow("a prefix alone") << QByteArray("data:image/png;base64,");
    QTest::newRow("one character") << QByteArray("Z");
    QTest::newRow("two characters") << QByteArray("Zg");
    QTest::newRow("three characters") << QByteArray("Zm8");
    QTest::newRow("five characters") << QByteArray("Zm9vY");
    QTest::newRow("padding alone") << QByteArray("====");
    QTest::newRow("three paddings") << QByteArray("Z===");
    QTest::newRow("one padding too few") << QByteArray("Zg=");
    QTest::newRow("one padding too many") << QByteArray("Zm8==");
    QTest::newRow("padding of nothing") << QByteArray("Zm9v====");
    QTest::newRow("padding within a group") << QByteArray("Zg=v");
    QTest::newRow("padding before the end") << QByteArray("Zg==Zm9v");
    QTest::newRow("a character after padding") << QByteArray("Zg==Z");
    QTest::newRow("bits left over after one byte") << QByteArray("Zh==");
    QTest::newRow("bits left over after two bytes") << QByteArray("Zm9=");
    QTest::newRow("the alphabet of URLs") << QByteArray("__--");
    QTest::newRow("an escape of JSON") << QByteArray("\\/8=");
    QTest::newRow("a zero byte") << QByteArray("Zm9v\0\0\0\0", 8);
    QTest::newRow("text in UTF-8") << QByteArray("Zmä9");
    QTest::newRow("another encoding in a data URL") << QByteArray("data:image/png,Zm9v");
    QTest::newRow("a data URL without its comma") << QByteArray("data:image/png;base64Zm9v");
    QTest::newRow("a data URL that is too short") << QByteArray("data:,Zm9v");
    QTest::newRow("a page of HTML") << QByteArray("<html><body>expired</body></html>");
}

void TestBase64::refusesDamagedText()
{
    QFETCH(const QByteArray, text);

    QVERIFY(!decodeBase64(text));
}

void TestBase64::findsEveryBadCharacterAtEveryPlace()
{
    const QByteArray alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const QByteArray whole = QByteArray("robot dog").toBase64();
    for (qsizetype place = 0; place < whole.size(); ++place) {
        for (int code = 0; code < 256; ++code) {
            QByteArray text = whole;
            text[place] = char(code);
            QCOMPARE(decodeBase64(text).has_value(), alphabet.contains(char(code)));
        }
    }
}

void TestBase64::findsEveryTruncation()
{
    // What is cut between two groups is well formed: only the picture check can find that.
    const QByteArray bytes = "a robot dog watching the sunset";
    const QByteArray text = bytes.toBase64();
    for (qsizetype length = 0; length < text.size(); ++length) {
        const std::optional<QByteArray> decoded = decodeBase64(text.first(length));
        QCOMPARE(decoded.has_value(), length > 0 && length % 4 == 0);
        if (decoded)
            QVERIFY(bytes.startsWith(*decoded));
    }
}

QTEST_GUILESS_MAIN(TestBase64)
#include "tst_base64.moc"
