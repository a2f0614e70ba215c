#include "support/faultserver.h"
#include "support/programrun.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

const QString Program = QString::fromUtf8(CONTACTSHEET_PROGRAM);

/// What makes one press wrong: arguments, in which %work and %server stand for those of the test, and files.
struct WrongPress
{
    QStringList arguments = {};
    QByteArray list = {};  ///< The file list.txt, where it is not null.
    QByteArray input = {}; ///< The standard input.
    QString key = {};      ///< CONTACTSHEET_API_KEY.
    bool hasHome = true;   ///< Else home is where no folder can be made.
};

QStringList toServer(const QStringList &more)
{
    return QStringList{u"--service"_s, u"compatible"_s, u"--base-url"_s, u"%server/v1"_s} + more;
}

} // namespace

Q_DECLARE_METATYPE(WrongPress)

class TestGenerateErrors : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void saysWhatIsWrongAndDoesNothing_data();
    void saysWhatIsWrongAndDoesNothing();
};

void TestGenerateErrors::saysWhatIsWrongAndDoesNothing_data()
{
    QTest::addColumn<WrongPress>("press");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const WrongPress &press, const QString &words) {
        QTest::newRow(name) << press << words;
    };
    const auto prompt = [](const QString &text) { return WrongPress{.arguments = toServer({text})}; };
    const auto list = [](const QByteArray &bytes) {
        return WrongPress{.arguments = toServer({u"--prompts"_s, u"list.txt"_s}), .list = bytes};
    };
    const auto fox = [](const QStringList &arguments) {
        return WrongPress{.arguments = toServer({u"a fox"_s}) + arguments};
    };

    row("an empty file", list(""), u"list.txt: There is no prompt in the list."_s);
    row("comments alone", list("# one\n\n# two\n"), u"list.txt: There is no prompt in the list."_s);
    row("an empty input", {.arguments = toServer({u"--prompts"_s, u"-"_s}), .input = "\n"},
        u"Standard input: There is no prompt in the list."_s);
    row("an empty prompt", prompt(QString()), u"Prompt 1: The prompt is empty."_s);
    row("a prompt over the limit",
        {.arguments = {u"--prompts"_s, u"list.txt"_s}, .list = "a fox\n\n" + QByteArray(32'001, 'x')},
        u"list.txt, line 3: The prompt has 32,001 characters; this model takes at most 32,000."_s);
    row("a control character", list("a fox\na \x1b[31mwolf\n"),
        u"list.txt, line 2: Column 3 holds a control character (U+001B)."_s);
    row("a control character in the input",
        {.arguments = toServer({u"--prompts"_s, u"-"_s}), .input = "a fox\x07"},
        u"Standard input, line 1: Column 6 holds a control character (U+0007)."_s);
    row("an open brace", prompt(u"a {red|blue fox"_s), u"Prompt 1: “{” at column 3 has no “}” after it."_s);
    row("a closing brace", list("a fox\na red} fox"),
        u"list.txt, line 2: “}” at column 6 has no “{” before it."_s);
    row("a thousand variants too many",
        prompt(u"{a|b|c|d|e|f|g|h|i|j}{a|b|c|d|e|f|g|h|i|j}{a|b|c|d|e|f|g|h|i|j}{a|b}"_s),
        u"Prompt 1: The prompt has 2,000 variants; at most 1,000 are made of one prompt."_s);
    row("a hundred thousand pictures too many",
        {.arguments = toServer({u"--prompts"_s, u"list.txt"_s, u"--count"_s, u"1000"_s}),
         .list = QByteArray("a fox\n").repeated(101)},
        u"more than 100,000 pictures"_s);
    row("a file that is not there", {.arguments = toServer({u"--prompts"_s, u"gone.txt"_s})},
        u"“gone.txt” cannot be read"_s);
    row("a folder of prompts", {.arguments = toServer({u"--prompts"_s, u"%work"_s})},
        u"is a folder, not a file."_s);
    row("a binary file", list("a fox\n\x89PNG\0\1"_ba + '\0'), u"list.txt: Line 2 holds"_s);
    row("a file in UTF-16",
        list("\xFF\xFE"
             "a\0"_ba),
        u"list.txt: This is text in UTF-16."_s);
    row("a file in Latin-1",
        list("a fox\nF\xFC"
             "chse\n"),
        u"list.txt: Line 2 holds bytes that are no UTF-8 text."_s);
    row("an input that is too long",
        {.arguments = toServer({u"--prompts"_s, u"-"_s}), .input = QByteArray(64'000'001, 'x')},
        u"Standard input holds more than any list of prompts."_s);
    row("a file without an end", {.arguments = toServer({u"--prompts"_s, u"/dev/zero"_s})},
        u"“/dev/zero” is too large"_s);

    const auto address = [](const QString &url) {
        return WrongPress{.arguments = {u"--service"_s, u"compatible"_s, u"--base-url"_s, url, u"a fox"_s}};
    };
    row("no address", address(u"images"_s), u"“images” is no address of a service."_s);
    row("an address of another kind", address(u"ftp://127.0.0.1/v1"_s), u"does not start with https://"_s);
    row("plain http to another host", address(u"http://images.example/v1"_s),
        u"allow this host with --allow-http images.example."_s);
    row("a password in the address", address(u"https://me:secret@images.example/v1"_s),
        u"holds a name or password"_s);
    row("no address at all", {.arguments = {u"--service"_s, u"compatible"_s, u"a fox"_s}},
        u"--service compatible needs --base-url"_s);
    row("an address for practice", {.arguments = {u"--base-url"_s, u"%server/v1"_s, u"a fox"_s}},
        u"takes no --base-url"_s);
    row("no key", {.arguments = {u"--service"_s, u"openai"_s, u"a fox"_s}},
        u"OpenAI needs a key. Set OPENAI_API_KEY or CONTACTSHEET_API_KEY in the environment."_s);
    row("half a key", {.arguments = toServer({u"a fox"_s}), .key = u"sk-canary-1 sk-canary-2"_s},
        u"CONTACTSHEET_API_KEY holds characters that no key has."_s);
    row("a model that is shut down",
        {.arguments = {u"--service"_s, u"openai"_s, u"--model"_s, u"dall-e-3"_s, u"a fox"_s}, .key = u"k"_s},
        u"OpenAI has shut down the model dall-e-3."_s);
    row("a size that no model makes",
        {.arguments = {u"--service"_s, u"openai"_s, u"--size"_s, u"100x100"_s, u"a fox"_s}, .key = u"k"_s},
        u"does not make pictures of 100x100. Choose one of 1024x1024"_s);
    row("a size that is too small", {.arguments = {u"--size"_s, u"16x16"_s, u"a fox"_s}},
        u"16x16 is too small"_s);

    row("a file for a folder", fox({u"--out"_s, u"%work/taken"_s}), u"taken” is a file, not a folder"_s);
    row("a folder below a file", fox({u"--out"_s, u"%work/taken/deep/er"_s}),
        u"taken” is a file, not a folder). Choose another folder with --out."_s);
    row("a folder that cannot be written", fox({u"--out"_s, u"/proc/contactsheet/out"_s}),
        u"The pictures cannot go to “/proc/contactsheet/out” (nothing can be written into “/proc”"_s);
    row("a folder for the report", fox({u"--out"_s, u"%work/new"_s, u"--report"_s, u"%work"_s}),
        u"is a folder. Name a file for it with --report."_s);
    row("a report below a file", fox({u"--out"_s, u"%work/new"_s, u"--report"_s, u"%work/taken/r.json"_s}),
        u"--report cannot write to “"_s);
    row("a report in place of the journal",
        fox({u"--out"_s, u"%work/new"_s, u"--report"_s, u"%work/new/run.jsonl"_s}),
        u"--report would replace the run's journal “run.jsonl”."_s);
    row("a trace in place of the table",
        fox({u"--out"_s, u"%work/new"_s, u"--timing-csv"_s, u"%work/t"_s, u"--trace"_s, u"%work/x/../t"_s}),
        u"--timing-csv and --trace name the same file"_s);
    row("a trace below a file", fox({u"--out"_s, u"%work/new"_s, u"--trace"_s, u"%work/taken/t.json"_s}),
        u"--trace cannot write to “"_s);
    row("no library", {.arguments = {u"a fox"_s, u"--list-name"_s, u"needs a home"_s}, .hasHome = false},
        u"Choose another folder with --out."_s);

    row("an unknown option", fox({u"--sise"_s, u"1x1"_s}), u"'sise'"_s);
    row("a speed for another service", fox({u"--speed"_s, u"quick"_s}),
        u"--speed belongs to the practice service"_s);
    row("too many at once", fox({u"--at-once"_s, u"101"_s}),
        u"--at-once takes auto or a whole number from 1 to 100"_s);
    row("a template with a folder", fox({u"--name"_s, u"../{index}"_s}), u"“/” at column 3"_s);
    row("prompts from two places", fox({u"--prompts"_s, u"-"_s}), u"Use one of them."_s);
}

void TestGenerateErrors::saysWhatIsWrongAndDoesNothing()
{
    QFETCH(const WrongPress, press);
    QFETCH(const QString, words);
    FaultServer server;
    ProgramRun run(Program);
    run.write(u"taken"_s, "a file of the person's");
    if (!press.list.isNull())
        run.write(u"list.txt"_s, press.list);
    if (!press.hasHome)
        run.setVariable(u"HOME"_s, u"/proc/nobody"_s);
    if (!press.key.isEmpty())
        run.setVariable(u"CONTACTSHEET_API_KEY"_s, press.key);
    run.setInput(press.input);
    const QStringList before = run.everythingWritten();
    QStringList arguments = press.arguments;
    arguments.replaceInStrings(u"%server"_s, server.url().toString());
    arguments.replaceInStrings(u"%work"_s, run.path({}));

    QCOMPARE(run.run(QStringList(u"generate"_s) + arguments), 2);

    QVERIFY2(run.errors().contains(words), qPrintable(run.errors()));
    QVERIFY2(QRegularExpression(u"^([^a-z]|list\\.txt[,:]).*\\.\n$"_s).match(run.errors()).hasMatch(),
             qPrintable(run.errors()));
    QCOMPARE(run.output(), QString());
    QCOMPARE(server.requestCount(), 0);
    QCOMPARE(run.everythingWritten(), before);
}

QTEST_GUILESS_MAIN(TestGenerateErrors)
#include "tst_generateerrors.moc"
