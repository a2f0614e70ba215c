#include "core/base64.h"
#include "core/jsonoutline.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

const QByteArray LongText(5000, 'A');

/// A JSON value with strings of all lengths around the limit, escapes and Unicode in them.
QJsonValue randomValue(QRandomGenerator &random, int depth)
{
    static const QString characters = u"abc\"\\/\n\t{}[]:,é€\U0001F415"_s;
    const auto randomString = [&random](qsizetype length) {
        QString text;
        while (text.size() < length)
            text += characters.at(random.bounded(characters.size() - 2));
        return text;
    };
    switch (depth > 3 ? random.bounded(4) : random.bounded(6)) {
    case 0:
        return random.bounded(1000);
    case 1:
        return random.bounded(2) == 0 ? QJsonValue() : QJsonValue(true);
    case 2:
        return randomString(random.bounded(20));
    case 3:
        return randomString(random.bounded(900, 1500));
    case 4: {
        QJsonArray array;
        for (int i = random.bounded(4); i > 0; --i)
            array.append(randomValue(random, depth + 1));
        return array;
    }
    default: {
        QJsonObject object;
        for (int i = random.bounded(4); i > 0; --i)
            object.insert(randomString(random.bounded(1, 12)), randomValue(random, depth + 1));
        return object;
    }
    }
}

/// \a value of \a outline with its long strings put back in place.
QJsonValue restored(const JsonOutline &outline, const QJsonValue &value)
{
    if (value.isString())
        return outline.string(value);
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue &element : value.toArray())
            array.append(restored(outline, element));
        return array;
    }
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (const QString &key : object.keys())
            object.insert(key, restored(outline, object.value(key)));
        return object;
    }
    return value;
}

} // namespace

class TestJsonOutline : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void leavesLongStringsInPlace();
    void readsShortStringsAsValues();
    void drawsTheLineAtTheLimit();
    void readsWhatQtReads();
    void findsTheQuoteThatEndsAString_data();
    void findsTheQuoteThatEndsAString();
    void isNotMisledByStringsThatLookLikePlaceholders_data();
    void isNotMisledByStringsThatLookLikePlaceholders();
    void refusesWhatIsNoJson_data();
    void refusesWhatIsNoJson();
    void namesTheOffsetInTheWholeText();
    void refusesMoreThanAnAnswerCanBe();
    void staysQuickOnHostileText_data();
    void staysQuickOnHostileText();
    void resolvesEscapes_data();
    void resolvesEscapes();
};

void TestJsonOutline::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestJsonOutline::leavesLongStringsInPlace()
{
    const QByteArray text = R"({"created":1,"data":[{"b64_json":")" + LongText + R"("},{"b64_json":")"
        + LongText.toLower() + R"("}]})";
    const Result<JsonOutline> outline = JsonOutline::parse(text);
    QVERIFY(outline);

    const QJsonValue data = outline.value().root()[u"data"];
    const std::optional<Span> first = outline.value().longString(data[0][u"b64_json"]);
    const std::optional<Span> second = outline.value().longString(data[1][u"b64_json"]);
    QVERIFY(first);
    QVERIFY(second);
    QCOMPARE(text.sliced(first->begin, first->length), LongText);
    QCOMPARE(text.sliced(second->begin, second->length), LongText.toLower());
    QCOMPARE(outline.value().string(data[1][u"b64_json"]), QString::fromLatin1(LongText.toLower()));
    QCOMPARE(outline.value().root()[u"created"].toInt(), 1);
}

void TestJsonOutline::readsShortStringsAsValues()
{
    const Result<JsonOutline> outline =
        JsonOutline::parse(R"({"url":"https:\/\/a.example\/1.png","n":null})");
    QVERIFY(outline);

    const QJsonValue url = outline.value().root()[u"url"];
    QVERIFY(!outline.value().longString(url));
    QCOMPARE(outline.value().string(url), u"https://a.example/1.png"_s);
    QCOMPARE(outline.value().string(outline.value().root()[u"n"]), QString());
    QCOMPARE(outline.value().string(outline.value().root()[u"missing"]), QString());
}

void TestJsonOutline::drawsTheLineAtTheLimit()
{
    const QByteArray atLimit(JsonOutline::ShortestLongString, 'x');
    const Result<JsonOutline> outline =
        JsonOutline::parse("[\"" + atLimit + "\",\"" + atLimit.chopped(1) + "\"]");
    QVERIFY(outline);

    QVERIFY(outline.value().longString(outline.value().root()[0]));
    QVERIFY(!outline.value().longString(outline.value().root()[1]));
}

void TestJsonOutline::readsWhatQtReads()
{
    QRandomGenerator random(4);
    for (int round = 0; round < 300; ++round) {
        QJsonArray expected;
        while (expected.size() < 4)
            expected.append(randomValue(random, 0));
        const QJsonDocument document(expected);
        for (const auto format : {QJsonDocument::Compact, QJsonDocument::Indented}) {
            const Result<JsonOutline> outline = JsonOutline::parse(document.toJson(format));
            QVERIFY(outline);
            QCOMPARE(restored(outline.value(), outline.value().root()), QJsonValue(expected));
        }
    }
}

void TestJsonOutline::findsTheQuoteThatEndsAString_data()
{
    QTest::addColumn<QByteArray>("end"); // What stands before the quote that ends a long string.

    QTest::newRow("an escaped quote") << QByteArray("\\\"");
    QTest::newRow("an escaped backslash") << QByteArray("\\\\");
    QTest::newRow("both") << QByteArray("\\\\\\\"");
    QTest::newRow("many escaped backslashes") << QByteArray("\\\\").repeated(500);
    QTest::newRow("what looks like the next value") << QByteArray("\\\",\\\"n\\\":2");
}

void TestJsonOutline::findsTheQuoteThatEndsAString()
{
    QFETCH(const QByteArray, end);
    const Result<JsonOutline> outline = JsonOutline::parse("{\"long\":\"" + LongText + end + "\",\"n\":1}");

    QVERIFY(outline);
    QCOMPARE(outline.value().root()[u"n"].toInt(), 1);
    const std::optional<Span> span = outline.value().longString(outline.value().root()[u"long"]);
    QVERIFY(span);
    QCOMPARE(span->length, LongText.size() + end.size());
}

void TestJsonOutline::isNotMisledByStringsThatLookLikePlaceholders_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QString>("read");

    QTest::newRow("as it is") << QByteArray("\xEE\x83\x85"
                                            "0")
                              << u"\uE0C50"_s;
    QTest::newRow("escaped") << QByteArray("\\uE0C50") << u"\uE0C50"_s;
    QTest::newRow("escaped in small letters") << QByteArray("\\ue0c50") << u"\uE0C50"_s;
    // A parser leaves out the mark of the byte order, and then has the placeholder before it.
    QTest::newRow("after a byte order mark") << QByteArray("\xEF\xBB\xBF\xEE\x83\x85"
                                                           "0")
                                             << u"\uE0C50"_s;
    QTest::newRow("in the middle") << QByteArray("a\xEE\x83\x85"
                                                 "0")
                                   << u"a\uE0C50"_s;
}

void TestJsonOutline::isNotMisledByStringsThatLookLikePlaceholders()
{
    QFETCH(const QByteArray, written);
    QFETCH(const QString, read);
    const QByteArray text = "{\"long\":\"" + LongText + "\",\"short\":\"" + written + "\"}";
    const Result<JsonOutline> outline = JsonOutline::parse(text);

    QVERIFY(outline);
    QCOMPARE(outline.value().string(outline.value().root()[u"short"]), read);
    QCOMPARE(outline.value().string(outline.value().root()[u"long"]), QString::fromLatin1(LongText));
}

void TestJsonOutline::refusesWhatIsNoJson_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("white space") << QByteArray(" \n");
    QTest::newRow("a string") << QByteArray("\"hello\"");
    QTest::newRow("a long string") << QByteArray('"' + LongText + '"');
    QTest::newRow("a number") << QByteArray("5");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("a page of HTML") << QByteArray("<html class=\"a\"><body>502</body></html>");
    QTest::newRow("cut within a long string") << QByteArray("{\"b64_json\":\"" + LongText);
    QTest::newRow("cut after a long string") << QByteArray("{\"b64_json\":\"" + LongText + '"');
    QTest::newRow("cut in a short string") << QByteArray("{\"data\":[{\"url\":\"https");
    QTest::newRow("something after it") << QByteArray("{\"n\":1} {\"n\":2}");
    QTest::newRow("a quote too many") << QByteArray("{\"b64_json\":\"" + LongText + "\"\"}");
    QTest::newRow("no quotes around a name") << QByteArray("{n:1}");
    QTest::newRow("two long strings without a comma")
        << QByteArray("[\"" + LongText + "\"\"" + LongText + "\"]");
    QTest::newRow("nested too deep") << QByteArray(100'000, '[');
    QTest::newRow("bad UTF-8") << QByteArray("{\"n\":\"\xC3\"}");
}

void TestJsonOutline::refusesWhatIsNoJson()
{
    QFETCH(const QByteArray, text);
    const Result<JsonOutline> outline = JsonOutline::parse(text);

    QVERIFY(!outline);
    QCOMPARE(outline.error().kind, Error::Kind::UnreadableAnswer);
    QVERIFY(!outline.error().message.isEmpty());
    QVERIFY(outline.error().detail.contains(u"offset"_s));
}

void TestJsonOutline::namesTheOffsetInTheWholeText()
{
    // Qt's parser names the same place in a text that has no long string.
    const QByteArray begin = "{\"a\":\"";
    const QByteArray end = "\",\"b\":\"\",\"c\":?}";
    QJsonParseError problem;
    QJsonDocument::fromJson(begin + end, &problem);

    const Result<JsonOutline> outline = JsonOutline::parse(begin + LongText + end);

    QVERIFY(!outline);
    const qsizetype expected = problem.offset + LongText.size();
    QVERIFY2(outline.error().detail.endsWith(u"offset %1"_s.arg(expected)),
             qPrintable(outline.error().detail));
}

void TestJsonOutline::refusesMoreThanAnAnswerCanBe()
{
    // Small values cost many times their size in memory; a real answer has a few hundred bytes of them.
    const QByteArray numbers = '[' + QByteArray("1,").repeated(4'000'000) + "1]";

    QVERIFY(!JsonOutline::parse(numbers));
}

void TestJsonOutline::staysQuickOnHostileText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isJson");

    QTest::newRow("backslashes") << QByteArray("[\"" + QByteArray("\\\\").repeated(2'000'000) + "\"]")
                                 << true;
    QTest::newRow("escaped quotes") << QByteArray("[\"" + QByteArray("\\\"").repeated(2'000'000) + "\"]")
                                    << true;
    QTest::newRow("an open string of escaped quotes")
        << QByteArray("[\"" + QByteArray("\\\"").repeated(2'000'000)) << false;
    QTest::newRow("many long strings")
        << QByteArray('[' + QByteArray('"' + QByteArray(1024, 'x') + "\",").repeated(4000) + "1]") << true;
    QTest::newRow("many broken long strings")
        << QByteArray('[' + QByteArray('"' + QByteArray(1024, 'x') + '"').repeated(4000)) << false;
}

void TestJsonOutline::staysQuickOnHostileText()
{
    // Time that grows with the square of these would run into the runner's limit.
    QFETCH(const QByteArray, text);
    QFETCH(const bool, isJson);

    QCOMPARE(bool(JsonOutline::parse(text)), isJson);
}

void TestJsonOutline::resolvesEscapes_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("none") << QByteArray("iVBORw0K+/8=") << QByteArray("iVBORw0K+/8=");
    QTest::newRow("slashes") << QByteArray("\\/9j\\/4AAQ") << QByteArray("/9j/4AAQ");
    QTest::newRow("line breaks") << QByteArray("iVBO\\r\\nRw0K") << QByteArray("iVBO\r\nRw0K");
    QTest::newRow("a code point") << QByteArray("\\u002B\\u002f") << QByteArray("+/");
    QTest::newRow("an escape that is none") << QByteArray("ab\\q") << QByteArray();
    QTest::newRow("an escape cut short") << QByteArray("ab\\u00") << QByteArray();
    QTest::newRow("nothing") << QByteArray() << QByteArray();
}

void TestJsonOutline::resolvesEscapes()
{
    QFETCH(const QByteArray, raw);
    QFETCH(const QByteArray, text);

    QCOMPARE(unescapedJsonString(raw), text);
}

QTEST_GUILESS_MAIN(TestJsonOutline)
#include "tst_jsonoutline.moc"
