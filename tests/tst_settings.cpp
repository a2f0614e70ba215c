#include "settings/settings.h"

#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// Settings in a file of their own, which can be read again as after a restart.
struct Bench
{
    QTemporaryDir folder = {};
    QString path = folder.filePath(u"settings.ini"_s);

    [[nodiscard]] std::unique_ptr<Settings> open() const
    {
        return std::make_unique<Settings>(std::make_unique<QSettings>(path, QSettings::IniFormat));
    }
};

} // namespace

class TestSettings : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void beginsWithThePracticeServiceInParallel();
    void keepsEverythingOverARestart();
    void takesNonsenseForDefaultsAndNamesIt_data();
    void takesNonsenseForDefaultsAndNamesIt();
    void ignoresAddressesOfServicesThatAreGone();
    void wantsPreviewsAsChosenForTheService();
    void putsAFileAsideThatIsNoSettingsFile();
};

void TestSettings::beginsWithThePracticeServiceInParallel()
{
    const Bench bench;
    const auto settings = bench.open();
    const RunChoices choices = settings->choices();
    QCOMPARE(choices.service, u"practice"_s);
    QCOMPARE(choices.options.model, u"practice-painter"_s);
    QCOMPARE(choices.options.size, QSize(1024, 1024));
    QCOMPARE(choices.mode, PressMode::Parallel);
    QCOMPARE(choices.atOnce, 4);
    QVERIFY(!choices.isAtOnceAutomatic);
    QVERIFY(choices.rateLimits.isEmpty());
    QCOMPARE(settings->learnedLimits(u"practice"_s, u"practice-painter"_s), LearnedLimits());
    QCOMPARE(settings->theme(), Theme::System);
    QCOMPARE(settings->practiceSpeed(), PracticeSpeed::Quick);
    QVERIFY(!settings->tileSize());
    QVERIFY(settings->misread().isEmpty());
}

void TestSettings::keepsEverythingOverARestart()
{
    const Bench bench;
    const RunChoices choices{
        .service = u"compatible"_s,
        .options = {.model = u"flux \"dev\""_s, .size = QSize(512, 768), .quality = u"hd"_s},
        .mode = PressMode::Both,
        .atOnce = 100,
        .isAtOnceAutomatic = true,
        .baseUrls = {{u"compatible"_s, u"http://box:8080/v1"_s}},
        .plainHttpHosts = {{u"compatible"_s, {u"box"_s}}},
        .previews = {{u"compatible"_s, true}, {u"practice"_s, false}},
        .rateLimits = {{u"openai"_s, {.requestsPerMinute = 1, .imagesPerMinute = 100'000}},
                       {u"compatible"_s, {.imagesPerMinute = 7}}}};
    const LearnedLimits learned{.atOnce = 12, .rates = {.requestsPerMinute = 60}};
    const WindowLayout layout{.geometry = "\x01\x00g"_ba, .docks = "d\xff"_ba, .timing = "t"_ba};
    const CopyChoices copies{
        .folder = u"/pictures, mine"_s, .form = CopyForm::Webp, .quality = 55, .names = u"{list}-{index}"_s};
    {
        const auto settings = bench.open();
        settings->setChoices(choices);
        settings->setLayout(layout);
        settings->setTheme(Theme::Dark);
        settings->setPracticeSpeed(PracticeSpeed::Lifelike);
        settings->setTileSize(240);
        settings->setStoredKeys({u"openai https://api.openai.com:443"_s, u"gone https://gone.example:443"_s});
        settings->setTimingTableShown(true);
        settings->setTimingByPlace(true);
        settings->setDetailsShown(false);
        settings->setCopies(copies);
        settings->noteLearnedLimits(u"openai"_s, u"a"_s, {.atOnce = 3});
        settings->noteLearnedLimits(u"openai"_s, u"b \"c\""_s, {.atOnce = 3});
        settings->noteLearnedLimits(u"openai"_s, u"b \"c\""_s, {.rates = {.requestsPerMinute = 60}});
        settings->noteLearnedLimits(u"openai"_s, u"b \"c\""_s, {.atOnce = 12}); // What it does not say stays.
    }
    const auto settings = bench.open();
    QCOMPARE(settings->choices(), choices);
    QCOMPARE(settings->layout(), layout);
    QCOMPARE(settings->theme(), Theme::Dark);
    QCOMPARE(settings->practiceSpeed(), PracticeSpeed::Lifelike);
    QCOMPARE(settings->tileSize(), 240);
    QCOMPARE(settings->storedKeys(), QStringList{u"openai https://api.openai.com:443"_s});
    QVERIFY(settings->isTimingTableShown());
    QVERIFY(settings->isTimingByPlace());
    QVERIFY(!settings->areDetailsShown());
    QCOMPARE(settings->copies(), copies);
    QCOMPARE(settings->learnedLimits(u"openai"_s, u"b \"c\""_s), learned);
    QCOMPARE(settings->learnedLimits(u"openai"_s, u"a"_s), LearnedLimits{.atOnce = 3});
    QCOMPARE(settings->learnedLimits(u"compatible"_s, u"a"_s), LearnedLimits());
    QVERIFY(settings->misread().isEmpty());
}

void TestSettings::takesNonsenseForDefaultsAndNamesIt_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("service") << u"run/service"_s << u"no such service"_s;
    QTest::newRow("size") << u"run/size"_s << u"-3x0"_s;
    QTest::newRow("huge size") << u"run/size"_s << u"99999999999x2"_s;
    QTest::newRow("mode") << u"run/mode"_s << u"PARALLEL"_s;
    QTest::newRow("none at once") << u"run/at_once"_s << u"0"_s;
    QTest::newRow("too many at once") << u"run/at_once"_s << u"101"_s;
    QTest::newRow("words at once") << u"run/at_once"_s << u"many"_s;
    QTest::newRow("auto") << u"run/at_once_auto"_s << u"perhaps"_s;
    QTest::newRow("limits") << u"services/rate_limits"_s << u"60"_s;
    QTest::newRow("model") << u"run/model"_s << u"a\x07\x01"_s;
    QTest::newRow("long quality") << u"run/quality"_s << QString(100'000, u'q');
    QTest::newRow("addresses") << u"services/base_urls"_s << u"{\"a\":"_s;
    QTest::newRow("hosts") << u"services/plain_http_hosts"_s << u"[1, 2]"_s;
    QTest::newRow("previews") << u"services/previews"_s << u"yes"_s;
    QTest::newRow("speed") << u"services/practice_speed"_s << u"fast"_s;
    QTest::newRow("theme") << u"window/theme"_s << u"pink"_s;
    QTest::newRow("tile size") << u"gallery/tile_size"_s << u"-1"_s;
    QTest::newRow("table") << u"timing/table"_s << u"perhaps"_s;
    QTest::newRow("by place") << u"timing/by_place"_s << u"maybe"_s;
    QTest::newRow("details") << u"viewer/details"_s << u"2"_s;
    QTest::newRow("form") << u"copies/form"_s << u"exe"_s;
    QTest::newRow("copy quality") << u"copies/quality"_s << u"1e9"_s;
}

void TestSettings::takesNonsenseForDefaultsAndNamesIt()
{
    QFETCH(const QString, key);
    QFETCH(const QString, value);
    const Bench bench;
    {
        QSettings file(bench.path, QSettings::IniFormat);
        file.setValue(key, value);
    }
    const auto settings = bench.open();
    const Bench untouched;
    const auto defaults = untouched.open();
    QCOMPARE(settings->choices(), defaults->choices());
    QCOMPARE(settings->theme(), defaults->theme());
    QCOMPARE(settings->practiceSpeed(), defaults->practiceSpeed());
    QCOMPARE(settings->tileSize(), defaults->tileSize());
    QCOMPARE(settings->isTimingTableShown(), defaults->isTimingTableShown());
    QCOMPARE(settings->isTimingByPlace(), defaults->isTimingByPlace());
    QCOMPARE(settings->areDetailsShown(), defaults->areDetailsShown());
    QCOMPARE(settings->copies(), defaults->copies());
    QCOMPARE(settings->misread(), QStringList{key});
}

void TestSettings::ignoresAddressesOfServicesThatAreGone()
{
    const Bench bench;
    {
        QSettings file(bench.path, QSettings::IniFormat);
        file.setValue(u"services/base_urls"_s,
                      u"{\"gone\":\"http://a\",\"compatible\":\"http://127.0.0.1\"}"_s);
    }
    QCOMPARE(bench.open()->choices().baseUrls,
             (QHash<QString, QString>{{u"compatible"_s, u"http://127.0.0.1"_s}}));
}

void TestSettings::wantsPreviewsAsChosenForTheService()
{
    RunChoices choices{.service = u"practice"_s, .options = {.model = u"practice-painter"_s}};
    QVERIFY(canShowPreviews(choices));
    QVERIFY(wantsPreviews(choices));
    choices.previews.insert(u"practice"_s, false);
    QVERIFY(!wantsPreviews(choices));

    // Not unless it was chosen, where it may cost money or not be understood.
    choices.service = u"openai"_s;
    choices.options.model = u"gpt-image-2"_s;
    QVERIFY(canShowPreviews(choices));
    QVERIFY(!wantsPreviews(choices));
    choices.service = u"compatible"_s;
    QVERIFY(!wantsPreviews(choices));
    choices.previews.insert(u"compatible"_s, true);
    QVERIFY(wantsPreviews(choices));

    choices.service = u"openai"_s;
    choices.options.model = u"some-model"_s;
    QVERIFY(!canShowPreviews(choices));
}

void TestSettings::putsAFileAsideThatIsNoSettingsFile()
{
    const QTemporaryDir home;
    qputenv("XDG_CONFIG_HOME", home.path().toLocal8Bit());
    const QString path =
        QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) % u"/settings.ini"_s;
    QVERIFY(QDir().mkpath(QFileInfo(path).absolutePath()));
    const QByteArray bytes = "\x00\x01 no settings ]["_ba;
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();

    Settings settings(Settings::personalStore());
    settings.setTheme(Theme::Light);

    QFile aside(path % u".unreadable"_s);
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), bytes);
}

QTEST_GUILESS_MAIN(TestSettings)

#include "tst_settings.moc"
