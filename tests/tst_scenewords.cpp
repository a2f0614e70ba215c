#include "practice/painting/scenewords.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

QList<Subject> subjectsOf(const QString &prompt)
{
    QList<Subject> subjects;
    for (const ColouredSubject &subject : readSceneWords(prompt).subjects)
        subjects.append(subject.subject);
    return subjects;
}

} // namespace

class TestSceneWords : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void readsWhatAPictureIsAbout_data();
    void readsWhatAPictureIsAbout();
    void readsPlaceHourWeatherAndManner();
    void takesTheFirstOfSeveralPlaces();
    void givesAColourToTheNextSubject();
    void makesNoSceneOfColoursAndUnknownWords();
};

void TestSceneWords::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestSceneWords::readsWhatAPictureIsAbout_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QList<Subject>>("subjects");

    QTest::newRow("in any case") << u"A DoG"_s << QList{Subject::Dog};
    QTest::newRow("whole words only") << u"dogma, category, scar"_s << QList<Subject>{};
    QTest::newRow("plural in s") << u"dogs"_s << QList{Subject::Dog};
    QTest::newRow("plural in es") << u"foxes"_s << QList{Subject::Fox};
    QTest::newRow("plural in ies") << u"puppies"_s << QList{Subject::Dog};
    QTest::newRow("a word that ends in s") << u"cactus"_s << QList{Subject::Cactus};
    QTest::newRow("robot and dog are one") << u"robot dog"_s << QList{Subject::RobotDog};
    QTest::newRow("also with a hyphen") << u"robot-dog."_s << QList{Subject::RobotDog};
    QTest::newRow("each kind once") << u"cat, cat, kitten, bird"_s << QList{Subject::Cat, Subject::Bird};
    QTest::newRow("at most four") << u"cat fox bird fish house car"_s
                                  << QList{Subject::Cat, Subject::Fox, Subject::Bird, Subject::Fish};
}

void TestSceneWords::readsWhatAPictureIsAbout()
{
    QFETCH(const QString, prompt);
    QFETCH(const QList<Subject>, subjects);

    QCOMPARE(subjectsOf(prompt), subjects);
}

void TestSceneWords::readsPlaceHourWeatherAndManner()
{
    const SceneWords words = readSceneWords(u"Ink drawing of a snowy forest at night");

    QCOMPARE(words.setting, Setting::Forest);
    QCOMPARE(words.daytime, Daytime::Night);
    QCOMPARE(words.weather, Weather::Snow);
    QCOMPARE(words.manner, Manner::Ink);
    QVERIFY(words.makeScene());
}

void TestSceneWords::takesTheFirstOfSeveralPlaces()
{
    QCOMPARE(readSceneWords(u"from the city to the sea").setting, Setting::City);
}

void TestSceneWords::givesAColourToTheNextSubject()
{
    const SceneWords words = readSceneWords(u"a red fox and a cat under a purple sky");

    QCOMPARE(words.subjects.size(), 2);
    QVERIFY(words.subjects.at(0).colour.has_value());
    QVERIFY(words.subjects.at(0).colour->red() > words.subjects.at(0).colour->blue());
    QVERIFY(!words.subjects.at(1).colour.has_value());
    QVERIFY(words.colour.has_value());
    QVERIFY(words.colour->blue() > words.colour->green());
}

void TestSceneWords::makesNoSceneOfColoursAndUnknownWords()
{
    QVERIFY(!readSceneWords(u"").makeScene());
    QVERIFY(!readSceneWords(u"a blue question of trust, oil on canvas").makeScene());
}

QTEST_GUILESS_MAIN(TestSceneWords)

#include "tst_scenewords.moc"
