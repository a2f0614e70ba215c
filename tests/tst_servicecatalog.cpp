#include "services/capabilities.h"
#include "services/openaimodels.h"
#include "services/servicecatalog.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// What is said against pictures of \a size of OpenAI's \a model; empty where nothing is.
QString complaint(const QString &model, QSize size, const QString &quality = {})
{
    const Result<Done> result =
        checkOptions({.model = model, .size = size, .quality = quality}, openAiCapabilities(model));
    return result ? QString() : result.error().message;
}

} // namespace

class TestServiceCatalog : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void offersEveryServiceOnce();
    void startsWithSettingsThatWork();
    void knowsWhatIsFree();

    void knowsTheModelsOfOpenAi_data();
    void knowsTheModelsOfOpenAi();
    void knowsQualities_data();
    void knowsQualities();
    void namesModelsThatAreShutDown_data();
    void namesModelsThatAreShutDown();

    void checksSizes_data();
    void checksSizes();
    void checksQualities();
    void checksPrompts();
    void offersOnlyWhatIsMade();
    void writesAndReadsSizes();
};

void TestServiceCatalog::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestServiceCatalog::offersEveryServiceOnce()
{
    QStringList ids;
    for (const ServiceProfile &profile : serviceCatalog()) {
        ids.append(profile.id);
        QVERIFY(!profile.name.isEmpty());
        QVERIFY(profile.codec);
        QCOMPARE(findService(profile.id), &profile);
    }
    QCOMPARE(ids, (QStringList{u"practice"_s, u"openai"_s, u"compatible"_s}));
    QVERIFY(!findService(u"OpenAI"_s));
    QVERIFY(!findService(QString()));
}

void TestServiceCatalog::startsWithSettingsThatWork()
{
    for (const ServiceProfile &profile : serviceCatalog()) {
        const Capabilities capabilities = profile.codec->capabilities(profile.defaultModel);
        QVERIFY(checkOptions({.model = profile.defaultModel, .size = profile.defaultSize}, capabilities));
        QVERIFY(checkPrompt(u"a robot dog"_s, capabilities));
        QVERIFY(checkOpenAiModel(profile.defaultModel));
        QVERIFY(profile.baseUrl.isEmpty() || profile.baseUrl.scheme() == u"https"_s);
    }
}

void TestServiceCatalog::knowsWhatIsFree()
{
    QCOMPARE(findService(u"practice"_s)->charging, Charging::Free);
    QVERIFY(findService(u"practice"_s)->isPractice);
    QVERIFY(!findService(u"practice"_s)->needsKey);
    QCOMPARE(findService(u"openai"_s)->charging, Charging::Paid);
    QVERIFY(findService(u"openai"_s)->needsKey);
    QVERIFY(!findService(u"openai"_s)->isPractice);
    // Nobody knows what another server costs: its lost answers are not ordered again.
    QCOMPARE(findService(u"compatible"_s)->charging, Charging::Paid);
    QVERIFY(!findService(u"compatible"_s)->needsKey);
}

void TestServiceCatalog::knowsTheModelsOfOpenAi_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("isTaken");

    for (const QString &model : {u"gpt-image-1.5"_s, u"gpt-image-1-mini"_s}) {
        QTest::addRow("%s square", qPrintable(model)) << model << QSize(1024, 1024) << true;
        QTest::addRow("%s wide", qPrintable(model)) << model << QSize(1536, 1024) << true;
        QTest::addRow("%s tall", qPrintable(model)) << model << QSize(1024, 1536) << true;
        QTest::addRow("%s other", qPrintable(model)) << model << QSize(1536, 864) << false;
    }
    for (const QString &model : {u"gpt-image-2"_s, u"gpt-image-2-2026-04-21"_s, u"gpt-image-2.5-flare"_s,
                                 u"gpt-image-2.6-sunburst"_s}) {
        QTest::addRow("%s free", qPrintable(model)) << model << QSize(1536, 864) << true;
        QTest::addRow("%s largest", qPrintable(model)) << model << QSize(3840, 2160) << true;
        QTest::addRow("%s largest tall", qPrintable(model)) << model << QSize(2160, 3840) << true;
        QTest::addRow("%s too wide", qPrintable(model)) << model << QSize(3856, 2160) << false;
        QTest::addRow("%s too high", qPrintable(model)) << model << QSize(3840, 2176) << false;
        QTest::addRow("%s no step of 16", qPrintable(model)) << model << QSize(1000, 1024) << false;
        QTest::addRow("%s three to one", qPrintable(model)) << model << QSize(1536, 512) << true;
        QTest::addRow("%s longer than that", qPrintable(model)) << model << QSize(1552, 512) << false;
    }
    QTest::newRow("an alias") << u"chatgpt-image-latest"_s << QSize(1000, 999) << true;
    QTest::newRow("a model of tomorrow") << u"gpt-image-3"_s << QSize(1000, 999) << true;
    QTest::newRow("another model") << u"flux"_s << QSize(1000, 999) << true;
}

void TestServiceCatalog::knowsTheModelsOfOpenAi()
{
    QFETCH(const QString, model);
    QFETCH(const QSize, size);
    QFETCH(const bool, isTaken);

    const QString message = complaint(model, size);
    QVERIFY2(message.isEmpty() == isTaken, qPrintable(message));
    QVERIFY(isTaken || message.contains(sizeText(size)));
    QCOMPARE(findService(u"openai"_s)->codec->capabilities(model), openAiCapabilities(model));
    QCOMPARE(openAiCapabilities(model).longestPrompt, 32'000);
}

void TestServiceCatalog::knowsQualities_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("quality");
    QTest::addColumn<bool>("isTaken");

    QTest::newRow("high") << u"gpt-image-1-mini"_s << u"high"_s << true;
    QTest::newRow("too high for it") << u"gpt-image-1-mini"_s << u"max"_s << false;
    QTest::newRow("too high for 2") << u"gpt-image-2"_s << u"xhigh"_s << false;
    QTest::newRow("highest of 2.5") << u"gpt-image-2.5-flare"_s << u"max"_s << true;
    QTest::newRow("of the old models") << u"gpt-image-2.5-flare"_s << u"hd"_s << false;
    QTest::newRow("in capitals") << u"gpt-image-1-mini"_s << u"High"_s << false;
    QTest::newRow("of another model") << u"flux"_s << u"anything"_s << true;
}

void TestServiceCatalog::knowsQualities()
{
    QFETCH(const QString, model);
    QFETCH(const QString, quality);
    QFETCH(const bool, isTaken);

    const QString message = complaint(model, QSize(1024, 1024), quality);
    QVERIFY2(message.isEmpty() == isTaken, qPrintable(message));
    QVERIFY(isTaken || (message.contains(quality) && message.contains(u"low, medium, high"_s)));
}

void TestServiceCatalog::namesModelsThatAreShutDown_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<bool>("isAlive");

    QTest::newRow("gpt-image-1") << u"gpt-image-1"_s << false;
    QTest::newRow("dall-e-2") << u"dall-e-2"_s << false;
    QTest::newRow("dall-e-3") << u"dall-e-3"_s << false;
    QTest::newRow("gpt-image-1-mini") << u"gpt-image-1-mini"_s << true;
    QTest::newRow("gpt-image-1.5") << u"gpt-image-1.5"_s << true;
    QTest::newRow("nothing") << QString() << true;
}

void TestServiceCatalog::namesModelsThatAreShutDown()
{
    QFETCH(const QString, model);
    QFETCH(const bool, isAlive);

    const Result<Done> result = checkOpenAiModel(model);
    QCOMPARE(bool(result), isAlive);
    if (!isAlive)
        QVERIFY(result.error().message.contains(model)
                && result.error().message.contains(u"gpt-image-1-mini"_s));
}

void TestServiceCatalog::checksSizes_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("named"); // What the message must name; nothing where the size is taken.

    QTest::newRow("smallest") << QSize(256, 256) << QString();
    QTest::newRow("largest") << QSize(1536, 1536) << QString();
    QTest::newRow("too small") << QSize(1024, 255) << u"at least 256"_s;
    QTest::newRow("too large") << QSize(1537, 256) << u"at most 1536x1536"_s;
    QTest::newRow("nothing") << QSize(0, 0) << u"too small"_s;
    QTest::newRow("less than nothing") << QSize(-1024, 1024) << u"too small"_s;
    QTest::newRow("no size") << QSize() << u"too small"_s;
    QTest::newRow("beyond all bounds") << QSize(2'147'483'647, 2'147'483'647) << u"too large"_s;
}

void TestServiceCatalog::checksSizes()
{
    QFETCH(const QSize, size);
    QFETCH(const QString, named);
    const Capabilities practice = findService(u"practice"_s)->codec->capabilities({});

    const Result<Done> result = checkOptions({.size = size}, practice);
    QCOMPARE(bool(result), named.isEmpty());
    if (!result) {
        QCOMPARE(result.error().kind, Error::Kind::BadRequest);
        QVERIFY2(result.error().message.contains(named), qPrintable(result.error().message));
    }
    QVERIFY(checkOptions({}, practice));
}

void TestServiceCatalog::checksQualities()
{
    const Capabilities capabilities{.qualities = {u"low"_s, u"high"_s}};

    QVERIFY(checkOptions({.quality = u"low"_s}, capabilities));
    const Result<Done> result = checkOptions({.quality = u"%2"_s}, capabilities);
    QVERIFY(!result);
    QVERIFY2(result.error().message.contains(u"“%2”"_s), qPrintable(result.error().message));
}

void TestServiceCatalog::checksPrompts()
{
    const Capabilities capabilities{.longestPrompt = 3};

    QVERIFY(checkPrompt(u"abc"_s, capabilities));
    QVERIFY(checkPrompt(u"\U0001F415\U0001F415\U0001F415"_s, capabilities)); // Characters, not their halves.
    QVERIFY(checkPrompt(QString(100'000, u'x'), Capabilities{}));
    const Result<Done> result = checkPrompt(u"abcd"_s, capabilities);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::BadRequest);
    QVERIFY(result.error().message.contains(u"4 characters"_s)
            && result.error().message.contains(u"at most 3"_s));
}

void TestServiceCatalog::offersOnlyWhatIsMade()
{
    for (const ServiceProfile &profile : serviceCatalog()) {
        const QStringList models = profile.codec->models();
        QVERIFY(profile.defaultModel.isEmpty() ? models.isEmpty() : models.contains(profile.defaultModel));
        QVERIFY(!profile.shortName.isEmpty());
        for (const QString &model : models) {
            QVERIFY2(profile.codec->checkModel(model), qPrintable(model));
            const Capabilities capabilities = profile.codec->capabilities(model);
            const QList<QSize> sizes = offeredSizes(capabilities);
            QVERIFY(sizes.size() > 2 && sizes.contains(QSize(1024, 1024)));
            for (const QSize &size : sizes)
                QVERIFY2(checkOptions({.size = size}, capabilities), qPrintable(model + sizeText(size)));
        }
    }
    QCOMPARE(offeredSizes(openAiCapabilities(u"gpt-image-1-mini"_s)),
             openAiCapabilities(u"gpt-image-1-mini"_s).sizes.fixed);
    QVERIFY(!offeredSizes(findService(u"practice"_s)->codec->capabilities({})).contains(QSize(1792, 1024)));
    QVERIFY(offeredSizes(openAiCapabilities(u"gpt-image-2"_s)).contains(QSize(3840, 2160)));
}

void TestServiceCatalog::writesAndReadsSizes()
{
    QCOMPARE(sizeText({1024, 768}), u"1024x768"_s);
    for (const QString &text : {u"1024x768"_s, u" 1024 × 768 "_s, u"1024X768"_s, u"1024*768"_s})
        QCOMPARE(sizeFromText(text), QSize(1024, 768));
    for (const QString &text : {QString(), u"1024"_s, u"x768"_s, u"0x768"_s, u"-1x768"_s, u"1024x768x3"_s,
                                u"100000x1"_s, u"1024x768 px"_s})
        QVERIFY2(!sizeFromText(text), qPrintable(text));
}

QTEST_GUILESS_MAIN(TestServiceCatalog)
#include "tst_servicecatalog.moc"
