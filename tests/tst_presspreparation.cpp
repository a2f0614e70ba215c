#include "workspace/presspreparation.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

PressChoices choicesFor(const QString &service, const QStringList &prompts)
{
    PressChoices choices{.list = {.name = u"foxes"_s}, .service = findService(service)};
    choices.options.model = choices.service->defaultModel;
    choices.options.size = choices.service->defaultSize;
    for (const QString &prompt : prompts)
        choices.list.prompts.append({.text = prompt, .line = int(choices.list.prompts.size()) + 1});
    return choices;
}

} // namespace

class TestPressPreparation : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void plansEveryVariantAndCopy();
    void makesTheCopiesOfEachPrompt();
    void plansBothModesOfOnePlan();
    void plansForANumberThatIsToBeFound();
    void seedsThePicturesOfThePracticeServiceAlone();
    void asksForNoMorePreviewsThanTheModelSends();
    void saysWhatCannotBeDoneAndWhere_data();
    void saysWhatCannotBeDoneAndWhere();
    void namesTheLineOfAFile();
    void knowsModelsThatAreShutDown();
    void leavesUnknownModelsToTheirServer();
};

void TestPressPreparation::plansEveryVariantAndCopy()
{
    PressChoices choices = choicesFor(u"practice"_s, {u"a {red|blue} fox"_s, u"a wolf"_s});
    choices.copies = 2;
    const Result<Press> press = preparePress(choices);
    QVERIFY(press);
    QCOMPARE(press.value().runs.size(), 1);
    QStringList prompts;
    QList<int> indexes;
    for (const Job &job : press.value().runs.first().jobs) {
        prompts.append(job.prompt);
        indexes.append(job.index);
        QCOMPARE(job.options, choices.options);
    }
    QCOMPARE(prompts,
             (QStringList{u"a red fox"_s, u"a red fox"_s, u"a blue fox"_s, u"a blue fox"_s, u"a wolf"_s,
                          u"a wolf"_s}));
    QCOMPARE(indexes, (QList<int>{1, 2, 3, 4, 5, 6}));
    QCOMPARE(press.value().listName, u"foxes"_s);
}

void TestPressPreparation::makesTheCopiesOfEachPrompt()
{
    PressChoices choices = choicesFor(u"practice"_s, {u"a {red|blue} fox"_s, u"a wolf"_s, u"a wolf"_s});
    choices.list.prompts[1].copies = 2;
    const Press press = preparePress(choices).value();
    QStringList pictures;
    for (const Job &job : press.runs.first().jobs)
        pictures.append(job.prompt % u' ' % QString::number(job.seed.value()));
    QCOMPARE(pictures,
             (QStringList{u"a red fox 0"_s, u"a blue fox 0"_s, u"a wolf 0"_s, u"a wolf 1"_s, u"a wolf 2"_s}));
    QCOMPARE(press.promptPlaces, (QList<int>{0, 0, 1, 1, 2}));
}

void TestPressPreparation::plansBothModesOfOnePlan()
{
    PressChoices choices = choicesFor(u"practice"_s, {u"a fox"_s, u"a wolf"_s});
    choices.mode = PressMode::Both;
    choices.atOnce = 7;
    const QList<RunPlan> runs = preparePress(choices).value().runs;
    QCOMPARE(runs.size(), 2);
    QCOMPARE(runs.first().mode, Mode::Sequential);
    QCOMPARE(runs.first().atOnce, 1);
    QCOMPARE(runs.last().mode, Mode::Parallel);
    QCOMPARE(runs.last().atOnce, 7);
    QVERIFY(runs.first().id != runs.last().id);
    QVERIFY(runs.first().jobs.last().id < runs.last().jobs.first().id);
    for (qsizetype i = 0; i < 2; ++i)
        QCOMPARE(runs.first().jobs.at(i).prompt, runs.last().jobs.at(i).prompt);
}

void TestPressPreparation::plansForANumberThatIsToBeFound()
{
    PressChoices choices = choicesFor(u"practice"_s, {u"a fox"_s});
    choices.mode = PressMode::Both;
    choices.atOnce = 7;
    choices.isAtOnceAutomatic = true;
    choices.rateLimits = {.imagesPerMinute = 3};
    const Press press = preparePress(choices).value();
    QCOMPARE(press.runs.last().atOnce, 4); // Not the number that nobody asks for now.
    QVERIFY(press.runs.last().isAtOnceAutomatic);
    QVERIFY(!press.runs.first().isAtOnceAutomatic); // One after another.
    QCOMPARE(press.rateLimits, choices.rateLimits);

    choices.learned = {.atOnce = 23};
    QCOMPARE(preparePress(choices).value().learned, choices.learned);
    choices.isAtOnceAutomatic = false;
    QCOMPARE(preparePress(choices).value().runs.last().atOnce, 7);
}

void TestPressPreparation::seedsThePicturesOfThePracticeServiceAlone()
{
    PressChoices choices = choicesFor(u"practice"_s, {u"a fox"_s});
    choices.copies = 2;
    const Result<Press> practice = preparePress(choices);
    QCOMPARE(practice.value().runs.first().jobs.first().seed, 0);
    QCOMPARE(practice.value().runs.first().jobs.last().seed, 1);
    const Result<Press> paid = preparePress(choicesFor(u"compatible"_s, {u"a fox"_s}));
    QVERIFY(!paid.value().runs.first().jobs.first().seed);
}

void TestPressPreparation::asksForNoMorePreviewsThanTheModelSends()
{
    PressChoices choices = choicesFor(u"openai"_s, {u"a fox"_s, u"a wolf"_s});
    choices.mode = PressMode::Both;
    const auto previews = [&choices] {
        QList<int> wanted;
        for (const RunPlan &run : preparePress(choices).value().runs) {
            for (const Job &job : run.jobs)
                wanted.append(job.previews);
        }
        return wanted;
    };
    QCOMPARE(previews(), QList<int>(4, 0));
    choices.previews = UsualPreviews;
    QCOMPARE(previews(), QList<int>(4, UsualPreviews));
    choices.previews = 9;
    QCOMPARE(previews(), QList<int>(4, 3));
    choices.options.model = u"some-model"_s;
    QCOMPARE(previews(), QList<int>(4, 0));
}

void TestPressPreparation::saysWhatCannotBeDoneAndWhere_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QStringList>("prompts");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QString &service, const QStringList &prompts,
                        const QString &words) { QTest::newRow(name) << service << prompts << words; };

    row("no prompt", u"practice"_s, {}, u"There is no prompt in the list."_s);
    row("an empty prompt", u"practice"_s, {u"a fox"_s, u" "_s}, u"Prompt 2: The prompt is empty."_s);
    row("a control character", u"practice"_s, {u"a \u001b[31mfox"_s},
        u"Prompt 1: Column 3 holds a control character (U+001B)."_s);
    row("an open brace", u"practice"_s, {u"a {red|blue fox"_s},
        u"Prompt 1: “{” at column 3 has no “}” after it."_s);
    row("too many variants", u"practice"_s,
        {u"{a|b|c|d|e|f|g|h|i|j}{a|b|c|d|e|f|g|h|i|j}{a|b|c|d|e|f|g|h|i|j}{a|b}"_s},
        u"Prompt 1: The prompt has "_s);
    row("a prompt too long", u"openai"_s, {u"x"_s.repeated(32'001)}, u"Prompt 1: The prompt has "_s);
    row("too long once expanded", u"practice"_s, {u"{fox|%1}"_s.arg(u"x"_s.repeated(32'001))},
        u"Prompt 1: The prompt has "_s);
    row("too many pictures", u"practice"_s, QStringList(100'001, u"a fox"_s), u"more than "_s);
}

void TestPressPreparation::saysWhatCannotBeDoneAndWhere()
{
    QFETCH(const QString, service);
    QFETCH(const QStringList, prompts);
    QFETCH(const QString, words);
    const Result<Press> press = preparePress(choicesFor(service, prompts));
    QVERIFY(!press);
    QCOMPARE(press.error().kind, Error::Kind::BadRequest);
    QVERIFY2(press.error().message.startsWith(words) || !words.startsWith(u"Prompt"),
             qPrintable(press.error().message));
    QVERIFY2(press.error().message.contains(words), qPrintable(press.error().message));
}

void TestPressPreparation::namesTheLineOfAFile()
{
    PressChoices choices = choicesFor(u"practice"_s, {u"a fox"_s, u"a }wolf"_s});
    choices.list.file = u"animals.txt"_s;
    choices.list.prompts.last().line = 17;
    const Result<Press> press = preparePress(choices);
    QVERIFY2(press.error().message.startsWith(u"animals.txt, line 17: “}” at column 3"),
             qPrintable(press.error().message));
}

void TestPressPreparation::knowsModelsThatAreShutDown()
{
    PressChoices choices = choicesFor(u"openai"_s, {u"a fox"_s});
    choices.options.model = u"dall-e-3"_s;
    QVERIFY(preparePress(choices).error().message.contains(u"dall-e-3"));
    choices.options.model = u"gpt-image-1-mini"_s;
    choices.options.size = QSize(100, 100);
    QVERIFY(preparePress(choices).error().message.contains(u"100x100"));
    choices.options.size = QSize(1536, 1024);
    choices.options.quality = u"superb"_s;
    QVERIFY(preparePress(choices).error().message.contains(u"superb"));
    choices.options.quality = u"high"_s;
    QVERIFY(preparePress(choices));
}

void TestPressPreparation::leavesUnknownModelsToTheirServer()
{
    PressChoices choices = choicesFor(u"compatible"_s, {u"x"_s.repeated(100'000)});
    choices.options = {.model = u"dall-e-3"_s, .size = QSize(123, 457), .quality = u"superb"_s};
    QVERIFY(preparePress(choices));
}

QTEST_GUILESS_MAIN(TestPressPreparation)
#include "tst_presspreparation.moc"
