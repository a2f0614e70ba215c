#include "prompts/pastedtext.h"
#include "prompts/promptlistfile.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// The prompts in \a bytes as "line: text ×copies", with "off" where the tick is, or the error's message.
QStringList read(const QString &file, const QByteArray &bytes)
{
    const Result<QList<Prompt>> prompts = readPrompts(file, bytes);
    if (!prompts)
        return {prompts.error().message};
    QStringList texts;
    for (const Prompt &prompt : prompts.value())
        texts.append(u"%1: %2 ×%3%4"_s.arg(prompt.line)
                         .arg(prompt.text)
                         .arg(prompt.copies)
                         .arg(prompt.isTicked ? QString() : u" off"_s));
    return texts;
}

} // namespace

class TestPromptListFiles : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void readsEachForm_data();
    void readsEachForm();
    void saysWhereAListIsWrong_data();
    void saysWhereAListIsWrong();
    void writesThePlainestFormThatLosesNothing_data();
    void writesThePlainestFormThatLosesNothing();
    void dividesPastedText_data();
    void dividesPastedText();
};

void TestPromptListFiles::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestPromptListFiles::readsEachForm_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("prompts");

    QTest::newRow("lines") << u"a.txt"_s << QByteArray("a dog\n# x\n{b|c}")
                           << QStringList{u"1: a dog ×1"_s, u"3: {b|c} ×1"_s};
    QTest::newRow("lines that look like more")
        << u"a.TXT"_s << QByteArray("prompt,copies\n") << QStringList{u"1: prompt,copies ×1"_s};
    QTest::newRow("CSV") << u"a.csv"_s
                         << QByteArray("copies,prompt,ticked\r\n3,\"a \"\"big\"\" dog\",no\r\n,b,\r\n")
                         << QStringList{u"2: a \"big\" dog ×3 off"_s, u"3: b ×1"_s};
    QTest::newRow("CSV with a line break in a prompt")
        << u"a.csv"_s << QByteArray("prompt\r\n\"a\r\n\r\nb\"\r\nc\r\n")
        << QStringList{u"2: a\n\nb ×1"_s, u"5: c ×1"_s};
    QTest::newRow("CSV of one column")
        << u"a.csv"_s << QByteArray("a\n\n\"b, c\"\n") << QStringList{u"1: a ×1"_s, u"3: b, c ×1"_s};
    QTest::newRow("CSV with semicolons")
        << u"a.csv"_s << QByteArray("\xEF\xBB\xBFid;Prompt\n1;a, b\n") << QStringList{u"2: a, b ×1"_s};
    QTest::newRow("CSV by its looks")
        << u"a"_s << QByteArray("prompt,seed\na,1\n;,2") << QStringList{u"2: a ×1"_s, u"3: ; ×1"_s};
    QTest::newRow("JSON Lines")
        << u"a.jsonl"_s
        << QByteArray(
               "{\"prompt\": \"a\\nb\", \"copies\": 2, \"ticked\": false, \"x\": []}\n\n{\"prompt\": \"c\"}")
        << QStringList{u"1: a\nb ×2 off"_s, u"3: c ×1"_s};
    QTest::newRow("JSON Lines by its looks")
        << u"-"_s << QByteArray("{\"prompt\": \"a\"}\r\n") << QStringList{u"1: a ×1"_s};
    QTest::newRow("alternatives are no JSON")
        << u"-"_s << QByteArray("{a|b} dog") << QStringList{u"1: {a|b} dog ×1"_s};
}

void TestPromptListFiles::readsEachForm()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, bytes);
    QTEST(read(file, bytes), "prompts");
}

void TestPromptListFiles::saysWhereAListIsWrong_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("begin");

    QTest::newRow("no column") << u"a.csv"_s << QByteArray("text,copies\na,1\n")
                               << u"Line 1, column 1: no column"_s;
    QTest::newRow("copies") << u"a.csv"_s << QByteArray("prompt,copies\n\xF0\x9F\x90\x95,101\n")
                            << u"Line 2, column 3: copies"_s;
    QTest::newRow("a tick") << u"a.csv"_s << QByteArray("prompt,ticked\na,1\nb,maybe\n")
                            << u"Line 3, column 3: ticked"_s;
    QTest::newRow("too many fields") << u"a.csv"_s << QByteArray("prompt,ticked\na,1,2\n")
                                     << u"Line 2, column 3: the row"_s;
    QTest::newRow("too few fields") << u"a.csv"_s << QByteArray("ticked,prompt\n1\n")
                                    << u"Line 2, column 1: the row"_s;
    QTest::newRow("an open quote") << u"a.csv"_s << QByteArray("prompt\na\n\"b\nc\n")
                                   << u"Line 3, column 1: the quote"_s;
    QTest::newRow("a quote inside") << u"a.csv"_s << QByteArray("prompt\n5\" pipe\n")
                                    << u"Line 2, column 2: a field"_s;
    QTest::newRow("text after a quote")
        << u"a.csv"_s << QByteArray("prompt\n\"b\"c\n") << u"Line 2, column 4: something"_s;
    QTest::newRow("a header alone") << u"a.csv"_s << QByteArray("prompt\n") << u"There is no prompt"_s;
    QTest::newRow("no bytes as CSV") << u"a.csv"_s << QByteArray() << u"There is no prompt"_s;
    QTest::newRow("binary data as CSV")
        << u"a.csv"_s << QByteArray("prompt\n\0", 8) << u"Line 2 holds binary"_s;
    QTest::newRow("no UTF-8 as CSV") << u"a.csv"_s << QByteArray("prompt\n\xFF\n")
                                     << u"The list holds bytes"_s;
    QTest::newRow("no JSON") << u"a.jsonl"_s << QByteArray("{\"prompt\": \"a\"}\n{\"prompt\" 1}\n")
                             << u"Line 2, column 1"_s;
    QTest::newRow("no member") << u"a.jsonl"_s << QByteArray("{\"text\": \"a\"}\n")
                               << u"Line 1 has no text"_s;
    QTest::newRow("half a copy") << u"a.jsonl"_s << QByteArray("{\"prompt\": \"a\", \"copies\": 1.5}")
                                 << u"Line 1: “copies”"_s;
    QTest::newRow("a tick in words") << u"a.jsonl"_s << QByteArray("{\"prompt\": \"a\", \"ticked\": \"no\"}")
                                     << u"Line 1: “ticked”"_s;
    QTest::newRow("no line at all") << u"a.jsonl"_s << QByteArray("\n\n") << u"There is no prompt"_s;
}

void TestPromptListFiles::saysWhereAListIsWrong()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, begin);

    const QStringList result = read(file, bytes);

    QCOMPARE(result.size(), 1);
    QVERIFY2(result.constFirst().startsWith(begin), qPrintable(result.constFirst()));
}

void TestPromptListFiles::writesThePlainestFormThatLosesNothing_data()
{
    QTest::addColumn<QList<Prompt>>("prompts");
    QTest::addColumn<QString>("extension");

    QTest::newRow("plain") << QList<Prompt>{{.text = u"a"_s}, {.text = u"\"b\", \U0001F415"_s}} << u"txt"_s;
    QTest::newRow("a hash") << QList<Prompt>{{.text = u"# 1"_s}} << u"txt"_s;
    QTest::newRow("a backslash and a hash")
        << QList<Prompt>{{.text = u"\\# 1"_s}, {.text = u"b"_s}} << u"csv"_s;
    QTest::newRow("two backslashes and a hash") << QList<Prompt>{{.text = u"\\\\# 1"_s}} << u"txt"_s;
    QTest::newRow("a line break") << QList<Prompt>{{.text = u"a\n\"b\",\nc"_s}} << u"csv"_s;
    QTest::newRow("copies") << QList<Prompt>{{.text = u"a"_s, .copies = 7}} << u"csv"_s;
    QTest::newRow("no tick") << QList<Prompt>{{.text = u"a"_s}, {.text = u"b"_s, .isTicked = false}}
                             << u"csv"_s;
    QTest::newRow("a byte order mark") << QList<Prompt>{{.text = u"\uFEFFa"_s}} << u"csv"_s;
}

void TestPromptListFiles::writesThePlainestFormThatLosesNothing()
{
    QFETCH(QList<Prompt>, prompts);

    const WrittenPrompts written = writePrompts(prompts);
    QTEST(written.extension, "extension");

    const Result<QList<Prompt>> result = readPrompts(u"list."_s + written.extension, written.bytes);
    QVERIFY2(result, result ? "" : qPrintable(result.error().message));
    QList<Prompt> back = result.value();
    for (Prompt &prompt : back)
        prompt.line = 0;
    QCOMPARE(back, prompts);
}

void TestPromptListFiles::dividesPastedText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<QStringList>("blocks");

    QTest::newRow("nothing") << u" \n"_s << QStringList{} << QStringList{};
    QTest::newRow("one line") << u"a "_s << QStringList{u"a"_s} << QStringList{u"a"_s};
    QTest::newRow("blocks") << u"a\r\n b\r\n\t\r\n\r\nc\n"_s << QStringList{u"a"_s, u"b"_s, u"c"_s}
                            << QStringList{u"a\nb"_s, u"c"_s};
    QTest::newRow("spaced lines") << u"a\n\nb"_s << QStringList{u"a"_s, u"b"_s}
                                  << QStringList{u"a"_s, u"b"_s};
}

void TestPromptListFiles::dividesPastedText()
{
    QFETCH(QString, text);
    const PastedText divided = dividePastedText(text);
    QTEST(divided.lines, "lines");
    QTEST(divided.blocks, "blocks");
}

QTEST_GUILESS_MAIN(TestPromptListFiles)

#include "tst_promptlistfiles.moc"
