#include "practice/scenepainter.h"

#include <QRegularExpression>
#include <QTest>
#include <QThreadPool>

#include <array>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize Small(256, 256);

const auto SamplePrompts = std::to_array(
    {u"robot dog in a lab"_s, u"robot dog exploring the city"_s, u"robot dog watching the sunset"_s});

/// Part of the pixels, 0 to 1, that differ clearly between two pictures of the same size.
double difference(const QImage &first, const QImage &second)
{
    int differing = 0;
    for (int y = 0; y < first.height(); ++y) {
        for (int x = 0; x < first.width(); ++x) {
            const QRgb a = first.pixel(x, y);
            const QRgb b = second.pixel(x, y);
            const int distance =
                qAbs(qRed(a) - qRed(b)) + qAbs(qGreen(a) - qGreen(b)) + qAbs(qBlue(a) - qBlue(b));
            if (distance > 40)
                ++differing;
        }
    }
    return static_cast<double>(differing) / (first.width() * first.height());
}

} // namespace

class TestScenePainter : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void paintsTheSamePictureForTheSamePromptAndNumber_data();
    void paintsTheSamePictureForTheSamePromptAndNumber();
    void paintsAClearlyOtherPictureForAnotherNumber_data();
    void paintsAClearlyOtherPictureForAnotherNumber();
    void paintsEachSamplePromptDifferently();
    void paintsTheSizeThatIsAskedFor_data();
    void paintsTheSizeThatIsAskedFor();
    void paintsACompositionWhereItKnowsNoWord();
    void paintsAlikeInManyThreads();
    void survivesAnyPrompt_data();
    void survivesAnyPrompt();
};

void TestScenePainter::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestScenePainter::paintsTheSamePictureForTheSamePromptAndNumber_data()
{
    QTest::addColumn<QString>("prompt");

    for (const QString &prompt : SamplePrompts)
        QTest::addRow("%s", qUtf8Printable(prompt)) << prompt;
    QTest::newRow("abstract") << u"a question of trust"_s;
    QTest::newRow("ink") << u"ink drawing of a lighthouse in the rain"_s;
}

void TestScenePainter::paintsTheSamePictureForTheSamePromptAndNumber()
{
    QFETCH(const QString, prompt);

    QCOMPARE(paintScene(prompt, 7, Small), paintScene(prompt, 7, Small));
}

void TestScenePainter::paintsAClearlyOtherPictureForAnotherNumber_data()
{
    paintsTheSamePictureForTheSamePromptAndNumber_data();
}

void TestScenePainter::paintsAClearlyOtherPictureForAnotherNumber()
{
    QFETCH(const QString, prompt);

    for (quint64 number = 0; number < 6; ++number) {
        const double differing =
            difference(paintScene(prompt, number, Small), paintScene(prompt, number + 1, Small));
        QVERIFY2(differing > 0.1, qPrintable(u"%1 and its successor: %2"_s.arg(number).arg(differing)));
    }
}

void TestScenePainter::paintsEachSamplePromptDifferently()
{
    const auto paint = [](const QString &prompt) { return paintScene(prompt, 1, Small); };
    const QImage laboratory = paint(SamplePrompts[0]);
    const QImage city = paint(SamplePrompts[1]);
    const QImage sunset = paint(SamplePrompts[2]);

    QVERIFY(difference(laboratory, city) > 0.5);
    QVERIFY(difference(city, sunset) > 0.5);
    QVERIFY(difference(sunset, laboratory) > 0.5);
}

void TestScenePainter::paintsTheSizeThatIsAskedFor_data()
{
    QTest::addColumn<QSize>("size");

    for (const QSize size :
         {QSize(256, 256), QSize(512, 512), QSize(513, 511), QSize(1024, 1024), QSize(1536, 1024),
          QSize(1024, 1536), QSize(1536, 1536), QSize(1536, 256), QSize(256, 1536)})
        QTest::addRow("%d x %d", size.width(), size.height()) << size;
}

void TestScenePainter::paintsTheSizeThatIsAskedFor()
{
    QFETCH(const QSize, size);

    for (const QString &prompt : {SamplePrompts[0], SamplePrompts[1], SamplePrompts[2], u"nothing known"_s}) {
        const QImage picture = paintScene(prompt, 3, size);
        QCOMPARE(picture.size(), size);
        QCOMPARE(picture.format(), QImage::Format_RGB32);
    }
}

void TestScenePainter::paintsACompositionWhereItKnowsNoWord()
{
    // The prompt chooses kind and palette: two prompts without a known word do not look the same, and
    // neither looks like the scene of a known one.
    const QImage trust = paintScene(u"a question of trust"_s, 1, Small);
    const QImage hope = paintScene(u"hope"_s, 1, Small);

    QCOMPARE(trust, paintScene(u"a question of trust"_s, 1, Small));
    QVERIFY(difference(trust, hope) > 0.2);
    QVERIFY(difference(trust, paintScene(u"a cat"_s, 1, Small)) > 0.5);
}

void TestScenePainter::paintsAlikeInManyThreads()
{
    constexpr int Pictures = 24;
    const auto prompt = [](int i) { return SamplePrompts.at(static_cast<size_t>(i) % SamplePrompts.size()); };
    const auto number = [](int i) { return static_cast<quint64>(i) / 6; };
    std::array<QImage, Pictures> painted;

    QThreadPool pool;
    pool.setMaxThreadCount(6);
    for (int i = 0; i < Pictures; ++i) {
        pool.start([&picture = painted.at(static_cast<size_t>(i)), prompt = prompt(i), number = number(i)] {
            picture = paintScene(prompt, number, QSize(640, 480));
        });
    }
    QVERIFY(pool.waitForDone());

    for (int i = 0; i < Pictures; ++i)
        QCOMPARE(painted.at(static_cast<size_t>(i)), paintScene(prompt(i), number(i), QSize(640, 480)));
}

void TestScenePainter::survivesAnyPrompt_data()
{
    QTest::addColumn<QString>("prompt");

    QTest::newRow("empty") << QString();
    QTest::newRow("100,000 characters")
        << u"robot dogs and cats, "_s.repeated(100'000 / 21 + 1).left(100'000);
    QTest::newRow("one word of 100,000 letters") << QString(100'000, u's');
    QTest::newRow("emoji") << u"🐶🤖 in a 🏙️, 👩‍🚀"_s;
    QTest::newRow("right to left") << u"كلب آلي في المختبر ‏שלום"_s;
    QTest::newRow("half a surrogate pair") << QString(QChar(0xd83d));
    QTest::newRow("control characters") << u"dog\0\x1b\n\t"_s;
}

void TestScenePainter::survivesAnyPrompt()
{
    QFETCH(const QString, prompt);

    const QImage picture = paintScene(prompt, std::numeric_limits<quint64>::max(), Small);

    QCOMPARE(picture.size(), Small);
    QCOMPARE(picture, paintScene(prompt, std::numeric_limits<quint64>::max(), Small));
}

QTEST_GUILESS_MAIN(TestScenePainter)

#include "tst_scenepainter.moc"
