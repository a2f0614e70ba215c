#include "prompts/alternatives.h"
#include "prompts/promptrules.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include <limits>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// What expandPrompt() says of \a prompt: the message of its error, or an empty text.
QString complaint(const QString &prompt)
{
    const Result<QStringList> prompts = expandPrompt(prompt);
    return prompts ? QString() : prompts.error().message;
}

/// A random prompt whose expansions are put together beside it, in the order that is promised.
struct Sample
{
    QString text = {};
    QStringList expansions = {QString()};
};

Sample randomSample(QRandomGenerator &random, int depth = 0)
{
    Sample sample;
    for (int parts = random.bounded(1, 4); parts > 0; --parts) {
        QStringList ends;
        if (depth < 3 && random.bounded(2) == 0) {
            sample.text += u'{';
            for (int choices = random.bounded(1, 4); choices > 0; --choices) {
                const Sample choice = randomSample(random, depth + 1);
                sample.text += choice.text;
                sample.text += choices > 1 ? u'|' : u'}';
                ends += choice.expansions;
            }
        } else {
            const QString word = QString::number(random.bounded(100));
            sample.text += word;
            ends = {word};
        }
        QStringList longer;
        for (const QString &begin : std::as_const(sample.expansions)) {
            for (const QString &end : std::as_const(ends))
                longer.append(begin + end);
        }
        sample.expansions = longer;
    }
    return sample;
}

} // namespace

class TestAlternatives : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void expands_data();
    void expands();
    void expandsWhateverIsNested();
    void countsWhatItExpandsTo();
    void countsBeyondAllBounds();
    void refusesWhatIsUnbalanced_data();
    void refusesWhatIsUnbalanced();
    void limitsTheDepth();
    void staysQuickOnHostilePrompts_data();
    void staysQuickOnHostilePrompts();

    void takesWhatPeopleWrite_data();
    void takesWhatPeopleWrite();
    void saysWhatIsWrongWithAPrompt_data();
    void saysWhatIsWrongWithAPrompt();
    void limitsTheVariants();
};

void TestAlternatives::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestAlternatives::expands_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QStringList>("expansions");

    QTest::newRow("plain text") << u"a robot dog"_s << QStringList{u"a robot dog"_s};
    QTest::newRow("a group") << u"dog {asleep|reading}"_s << QStringList{u"dog asleep"_s, u"dog reading"_s};
    QTest::newRow("two groups") << u"{a|b}{1|2}"_s << QStringList{u"a1"_s, u"a2"_s, u"b1"_s, u"b2"_s};
    QTest::newRow("a group in a group") << u"x{a{1|2}|b}y"_s << QStringList{u"xa1y"_s, u"xa2y"_s, u"xby"_s};
    QTest::newRow("an empty alternative") << u"a {red |}dog"_s << QStringList{u"a red dog"_s, u"a dog"_s};
    QTest::newRow("a single alternative") << u"{dog}"_s << QStringList{u"dog"_s};
    QTest::newRow("an empty group") << u"a{}b"_s << QStringList{u"ab"_s};
    QTest::newRow("a bar outside") << u"a|b"_s << QStringList{u"a|b"_s};
    QTest::newRow("escaped braces") << u"\\{a\\|b\\}"_s << QStringList{u"{a|b}"_s};
    QTest::newRow("escaped within a group") << u"{a\\|b|\\}}"_s << QStringList{u"a|b"_s, u"}"_s};
    QTest::newRow("an escaped backslash") << u"\\\\{a|b}"_s << QStringList{u"\\a"_s, u"\\b"_s};
    QTest::newRow("a backslash before a letter") << u"C:\\new"_s << QStringList{u"C:\\new"_s};
    QTest::newRow("a backslash at the end") << u"a\\"_s << QStringList{u"a\\"_s};
    QTest::newRow("white space at the ends") << u" { a | b } "_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("the same twice") << u"{a|a}"_s << QStringList{u"a"_s, u"a"_s};
    QTest::newRow("emoji") << u"{\U0001F415|\U0001F916}"_s << QStringList{u"\U0001F415"_s, u"\U0001F916"_s};
    QTest::newRow("nothing") << QString() << QStringList{QString()};
}

void TestAlternatives::expands()
{
    QFETCH(const QString, prompt);
    QFETCH(const QStringList, expansions);

    const Result<Alternatives> alternatives = Alternatives::parse(prompt);
    QVERIFY(alternatives);
    QCOMPARE(alternatives.value().expanded(), expansions);
    QCOMPARE(alternatives.value().count(), expansions.size());
}

void TestAlternatives::expandsWhateverIsNested()
{
    QRandomGenerator random(10);
    for (int round = 0; round < 1000; ++round) {
        const Sample sample = randomSample(random);
        const Result<Alternatives> alternatives = Alternatives::parse(sample.text);
        QVERIFY2(alternatives, qPrintable(sample.text));
        QCOMPARE(alternatives.value().count(), sample.expansions.size());
        if (sample.expansions.size() <= 5000)
            QCOMPARE(alternatives.value().expanded(), sample.expansions);
    }
}

void TestAlternatives::countsWhatItExpandsTo()
{
    QCOMPARE(Alternatives::parse(u"{a|b|c}"_s.repeated(6)).value().count(), 729);
    QCOMPARE(Alternatives::parse(u"{a|b{1|2|3}|}"_s).value().count(), 5);
}

void TestAlternatives::countsBeyondAllBounds()
{
    constexpr qint64 Most = std::numeric_limits<qint64>::max();

    QCOMPARE(Alternatives::parse(u"{a|b}"_s.repeated(62)).value().count(), qint64(1) << 62);
    QCOMPARE(Alternatives::parse(u"{a|b}"_s.repeated(63)).value().count(), Most);
    QCOMPARE(Alternatives::parse(u"{a|b}"_s.repeated(10'000)).value().count(), Most);
    const QString huge = u"{a|b}"_s.repeated(62);
    QCOMPARE(Alternatives::parse(u'{' + huge + u'|' + huge + u'}').value().count(), Most);
}

void TestAlternatives::refusesWhatIsUnbalanced_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<int>("column");

    QTest::newRow("an open brace") << u"a {b"_s << 3;
    QTest::newRow("an open brace at the end") << u"ab{"_s << 3;
    QTest::newRow("an open brace after a bar") << u"a {b|"_s << 3;
    QTest::newRow("the inner one of two") << u"{a{b}"_s << 1;
    QTest::newRow("both of two") << u"{a{b"_s << 3;
    QTest::newRow("a closing brace") << u"a } b"_s << 3;
    QTest::newRow("a closing brace after a group") << u"{a}}"_s << 4;
    QTest::newRow("one that is escaped") << u"{a\\}"_s << 1;
    QTest::newRow("behind an emoji") << u"\U0001F415\U0001F415{"_s << 3;
}

void TestAlternatives::refusesWhatIsUnbalanced()
{
    QFETCH(const QString, prompt);
    QFETCH(const int, column);

    const Result<Alternatives> alternatives = Alternatives::parse(prompt);
    QVERIFY(!alternatives);
    QCOMPARE(alternatives.error().kind, Error::Kind::BadRequest);
    QVERIFY2(alternatives.error().message.contains(u"column %1 "_s.arg(column)),
             qPrintable(alternatives.error().message));
    QCOMPARE(complaint(prompt), alternatives.error().message);
}

void TestAlternatives::limitsTheDepth()
{
    const auto nested = [](int depth) -> QString {
        return QString(depth, u'{') + u'a' + QString(depth, u'}');
    };

    QVERIFY(Alternatives::parse(nested(Alternatives::DeepestNesting)));
    const Result<Alternatives> tooDeep = Alternatives::parse(nested(Alternatives::DeepestNesting + 1));
    QVERIFY(!tooDeep);
    QVERIFY(tooDeep.error().message.contains(u"column %1 "_s.arg(Alternatives::DeepestNesting + 1)));
    QVERIFY(tooDeep.error().message.contains(u"Take some out"_s));
    QVERIFY(!Alternatives::parse(QString(1'000'000, u'{')));
}

void TestAlternatives::staysQuickOnHostilePrompts_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<qsizetype>("count");

    QTest::newRow("text") << QString(1'000'000, u'a') << qsizetype(1);
    QTest::newRow("backslashes") << QString(1'000'000, u'\\') << qsizetype(1);
    QTest::newRow("many groups of one") << u"{a}"_s.repeated(100'000) << qsizetype(1);
    QTest::newRow("many empty groups") << u"a" + u"{}"_s.repeated(100'000) << qsizetype(1);
    QTest::newRow("variants with many groups of one")
        << u"{a"_s + u"|b"_s.repeated(999) + u"}" + u"{a}"_s.repeated(10'000) << qsizetype(1000);
}

void TestAlternatives::staysQuickOnHostilePrompts()
{
    // Time that grows with the square of these would run into the runner's limit.
    QFETCH(const QString, prompt);
    QFETCH(const qsizetype, count);

    const Result<QStringList> prompts = expandPrompt(prompt);
    QVERIFY(prompts);
    QCOMPARE(prompts.value().size(), count);
}

void TestAlternatives::takesWhatPeopleWrite_data()
{
    QTest::addColumn<QString>("prompt");

    QTest::newRow("words") << u"a robot dog"_s;
    QTest::newRow("lines and tabs") << u"a dog\n\tin a lab\r\n"_s;
    QTest::newRow("emoji with joiners") << u"\U0001F468\u200D\U0001F52C and \U0001F415"_s;
    QTest::newRow("right to left") << u"כלב רובוט"_s;
    QTest::newRow("a direction mark") << u"a\u202Eb"_s;
}

void TestAlternatives::takesWhatPeopleWrite()
{
    QFETCH(const QString, prompt);

    QCOMPARE(expandPrompt(prompt).value(), QStringList{prompt.trimmed()});
}

void TestAlternatives::saysWhatIsWrongWithAPrompt_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QString>("named"); // What the message must name.

    QTest::newRow("nothing") << QString() << u"empty"_s;
    QTest::newRow("white space") << u" \n\t"_s << u"empty"_s;
    QTest::newRow("a zero") << u"a"_s + QChar(0) << u"Column 2 holds a control character (U+0000)"_s;
    QTest::newRow("an escape") << u"ab\u001Bc"_s << u"Column 3 holds a control character (U+001B)"_s;
    QTest::newRow("a delete") << u"\U0001F415\u007F"_s << u"Column 2 holds a control character (U+007F)"_s;
    QTest::newRow("a control character beyond ASCII") << u"a\u0090b"_s << u"(U+0090)"_s;
    QTest::newRow("a high half") << u"a"_s + QChar(0xD83D) << u"Column 2 holds half"_s;
    QTest::newRow("a low half") << QString(QChar(0xDC15)) + u"a"_s << u"Column 1 holds half"_s;
    QTest::newRow("halves in the wrong order")
        << QString(QChar(0xDC15)) + QChar(0xD83D) << u"Column 1 holds half"_s;
    QTest::newRow("an empty variant") << u"{dog|}"_s << u"variants of the prompt is empty"_s;
    QTest::newRow("a variant of white space") << u"{dog| }"_s << u"variants of the prompt is empty"_s;
    QTest::newRow("an empty group alone") << u"{}"_s << u"variants of the prompt is empty"_s;
}

void TestAlternatives::saysWhatIsWrongWithAPrompt()
{
    QFETCH(const QString, prompt);
    QFETCH(const QString, named);

    const Result<QStringList> prompts = expandPrompt(prompt);
    QVERIFY(!prompts);
    QCOMPARE(prompts.error().kind, Error::Kind::BadRequest);
    QVERIFY2(prompts.error().message.contains(named), qPrintable(prompts.error().message));
}

void TestAlternatives::limitsTheVariants()
{
    QCOMPARE(expandPrompt(u"{a|b|c|d|e|f|g|h|i|j}"_s.repeated(3)).value().size(), MostVariants);

    const QString message = complaint(u"{a|b|c|d|e|f|g|h|i|j}"_s.repeated(3) + u"{a|b}"_s);
    QVERIFY2(message.contains(QLocale().toString(2000)) && message.contains(QLocale().toString(1000)),
             qPrintable(message));
    QVERIFY(!complaint(u"{a|b}"_s.repeated(10'000)).isEmpty());
}

QTEST_GUILESS_MAIN(TestAlternatives)
#include "tst_alternatives.moc"
