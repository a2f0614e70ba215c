#include "prompts/promptlistreader.h"
#include "prompts/promptrules.h"
#include "prompts/samplelist.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// The prompts in \a bytes as "line: text", or the message of the error.
QStringList read(const QByteArray &bytes)
{
    const Result<QList<Prompt>> prompts = readPromptLines(bytes);
    if (!prompts)
        return {prompts.error().message};
    QStringList texts;
    for (const Prompt &prompt : prompts.value())
        texts.append(u"%1: %2"_s.arg(prompt.line).arg(prompt.text));
    return texts;
}

} // namespace

class TestPromptListReader : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void readsLines_data();
    void readsLines();
    void refusesWhatIsNoList_data();
    void refusesWhatIsNoList();
    void readsLongLists();

    void offersASampleThatCanBeUsed();
};

void TestPromptListReader::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestPromptListReader::readsLines_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("prompts");

    QTest::newRow("one") << QByteArray("a dog") << QStringList{u"1: a dog"_s};
    QTest::newRow("several") << QByteArray("a\nb\nc\n") << QStringList{u"1: a"_s, u"2: b"_s, u"3: c"_s};
    QTest::newRow("lines of Windows") << QByteArray("a\r\nb\r\n") << QStringList{u"1: a"_s, u"2: b"_s};
    QTest::newRow("lines of old Macs") << QByteArray("a\rb\r") << QStringList{u"1: a"_s, u"2: b"_s};
    QTest::newRow("empty lines") << QByteArray("\n\na\n \t\nb") << QStringList{u"3: a"_s, u"5: b"_s};
    QTest::newRow("comments") << QByteArray("# list\n a \n  # more\nb") << QStringList{u"2: a"_s, u"4: b"_s};
    QTest::newRow("a prompt with #") << QByteArray("\\# 1 dog\na # b")
                                     << QStringList{u"1: # 1 dog"_s, u"2: a # b"_s};
    QTest::newRow("another backslash")
        << QByteArray("\\\\# a\n\\{") << QStringList{u"1: \\\\# a"_s, u"2: \\{"_s};
    QTest::newRow("a byte order mark") << QByteArray("\xEF\xBB\xBF# list\na") << QStringList{u"2: a"_s};
    QTest::newRow("UTF-8") << QByteArray("\xF0\x9F\x90\x95 für 犬") << QStringList{u"1: \U0001F415 für 犬"_s};
    QTest::newRow("white space of other scripts")
        << QByteArray("\xC2\xA0 a\xE3\x80\x80") << QStringList{u"1: a"_s};
    QTest::newRow("braces are left alone") << QByteArray("{a|b") << QStringList{u"1: {a|b"_s};
}

void TestPromptListReader::readsLines()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, prompts);

    QCOMPARE(read(bytes), prompts);
}

void TestPromptListReader::refusesWhatIsNoList_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("named"); // What the message must name.

    QTest::newRow("nothing") << QByteArray() << u"no prompt"_s;
    QTest::newRow("comments alone") << QByteArray("# a\n\n#b\n") << u"no prompt"_s;
    QTest::newRow("UTF-16") << QByteArray("\xFF\xFE"
                                          "a\0",
                                          4)
                            << u"UTF-16"_s;
    QTest::newRow("UTF-16 the other way") << QByteArray("\xFE\xFF\0a", 4) << u"UTF-16"_s;
    QTest::newRow("UTF-16 without a mark") << QByteArray("a\0\n\0", 4) << u"Line 1 holds binary"_s;
    QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16) << u"Line 3 holds binary"_s;
    QTest::newRow("a zero byte") << QByteArray("a\nb\nc\0d\n", 8) << u"Line 3 holds binary"_s;
    QTest::newRow("Latin-1") << QByteArray("a\nb\nf\xFCr\n") << u"Line 3 holds bytes that are no UTF-8"_s;
    QTest::newRow("a character cut short") << QByteArray("a\nb\xC3") << u"Line 2 holds bytes"_s;
    QTest::newRow("a character cut by the line") << QByteArray("a\xC3\n\xBC"
                                                               "b")
                                                 << u"Line 1 holds bytes"_s;
    QTest::newRow("an overlong form") << QByteArray("a\xC0\xAF") << u"Line 1 holds bytes"_s;
    QTest::newRow("half a character") << QByteArray("a\xED\xA0\x80") << u"Line 1 holds bytes"_s;
    QTest::newRow("bad bytes in a comment") << QByteArray("# \xFF\na") << u"Line 1 holds bytes"_s;
}

void TestPromptListReader::refusesWhatIsNoList()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, named);

    const Result<QList<Prompt>> prompts = readPromptLines(bytes);
    QVERIFY(!prompts);
    QCOMPARE(prompts.error().kind, Error::Kind::BadRequest);
    QVERIFY2(prompts.error().message.contains(named), qPrintable(prompts.error().message));
}

void TestPromptListReader::readsLongLists()
{
    QCOMPARE(readPromptLines(QByteArray("a dog\n").repeated(100'000)).value().size(), 100'000);
    QCOMPARE(readPromptLines(QByteArray(1'000'000, 'a')).value().size(), 1);
    QCOMPARE(readPromptLines(QByteArray(1'000'000, '\n') + "a").value().at(0).line, 1'000'001);
}

void TestPromptListReader::offersASampleThatCanBeUsed()
{
    const PromptList sample = sampleList();

    QCOMPARE(sample.name, u"robot dog journey"_s);
    QCOMPARE(sample.prompts.size(), 3);
    for (const Prompt &prompt : sample.prompts) {
        QVERIFY(prompt.text.contains(u"robot dog"_s));
        QCOMPARE(expandPrompt(prompt.text).value(), QStringList{prompt.text});
    }
}

QTEST_GUILESS_MAIN(TestPromptListReader)
#include "tst_promptlistreader.moc"
