#include "ui/theme/colours.h"
#include "ui/theme/theme.h"
#include "ui/widgets/icons.h"

#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QToolButton>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

QImage imageOf(IconName name, double ratio = 1, QIcon::Mode mode = QIcon::Normal,
               QIcon::State state = QIcon::Off)
{
    return icon(name).pixmap(QSize(16, 16), ratio, mode, state).toImage();
}

/// The colour of the sign in \a image where it covers a pixel most.
QColor inkOf(const QImage &image)
{
    QColor ink(Qt::transparent);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (const QColor pixel = image.pixelColor(x, y); pixel.alpha() > ink.alpha())
                ink = pixel;
        }
    }
    return ink;
}

/// How many pixels of \a image the sign covers, parts of pixels included.
double coverOf(const QImage &image)
{
    double cover = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            cover += image.pixelColor(x, y).alphaF();
    }
    return cover;
}

} // namespace

class TestIcons : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void drawsEachSignInBothThemesAtEachScale();
    void leavesNoDrawingUnused();
    void givesEachSignAShapeOfItsOwn();
    void drawsForTheVeryPixelsThatAreAsked();
    void tellsTheModesApart();
    void followsAChangeOfTheThemeByItself();
    void drawsTheProgramsIconAtEachSize();
};

void TestIcons::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
}

void TestIcons::drawsEachSignInBothThemesAtEachScale()
{
    ThemeSwitcher switcher(Theme::Light);
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        switcher.setTheme(theme);
        const QColor window = QGuiApplication::palette().color(QPalette::Window);
        for (int i = 0; i < IconCount; ++i) {
            for (const double ratio : {1.0, 1.25, 1.5, 2.0}) {
                const QImage image = imageOf(IconName(i), ratio);
                QCOMPARE(image.size(), QSize(16, 16) * ratio);
                const QColor ink = inkOf(image);
                QVERIFY2(ink.alphaF() > 0.95F, qPrintable(u"sign %1 has no solid pixel"_s.arg(i)));
                QVERIFY(contrast(ink, window) >= VisibleContrast);
                // Neither a speck nor a block.
                const double share = coverOf(image) / (image.width() * image.height());
                QVERIFY2(share > 0.05 && share < 0.5, qPrintable(u"sign %1 covers %2"_s.arg(i).arg(share)));
            }
        }
    }
}

void TestIcons::leavesNoDrawingUnused()
{
    // One for each name, and the program's own.
    QCOMPARE(QDir(u":/icons"_s).entryList({u"*.svg"_s}).size(), IconCount + 1);
}

void TestIcons::givesEachSignAShapeOfItsOwn()
{
    QList<QImage> seen;
    for (int i = 0; i < IconCount; ++i) {
        const QImage image = imageOf(IconName(i));
        QVERIFY2(!seen.contains(image), qPrintable(u"sign %1 looks like another"_s.arg(i)));
        seen.append(image);
    }
}

void TestIcons::drawsForTheVeryPixelsThatAreAsked()
{
    // A square that lies on whole pixels at twice the size has no soft edge there.
    const QImage image = imageOf(IconName::Stop, 2);
    QCOMPARE(image.devicePixelRatio(), 2.0);
    QCOMPARE(image.pixelColor(16, 5).alpha(), 0);
    QCOMPARE(image.pixelColor(16, 6).alpha(), 255);

    // Where an icon is painted instead of asked for a pixmap, it is as sharp.
    QImage canvas(QSize(40, 40), QImage::Format_ARGB32_Premultiplied);
    canvas.setDevicePixelRatio(1.25);
    canvas.fill(Qt::transparent);
    {
        QPainter painter(&canvas);
        icon(IconName::Stop).paint(&painter, QRect(0, 0, 32, 32));
    }
    const QImage alone = icon(IconName::Stop).pixmap(QSize(32, 32), 1.25).toImage();
    QCOMPARE(canvas.convertToFormat(alone.format()), alone);
}

void TestIcons::tellsTheModesApart()
{
    ThemeSwitcher switcher(Theme::Light);
    const QPalette palette = QGuiApplication::palette();
    QCOMPARE(inkOf(imageOf(IconName::Stop)).rgb(), palette.color(QPalette::WindowText).rgb());
    QCOMPARE(inkOf(imageOf(IconName::Stop, 1, QIcon::Disabled)).rgb(),
             palette.color(QPalette::Disabled, QPalette::WindowText).rgb());
    QCOMPARE(inkOf(imageOf(IconName::Stop, 1, QIcon::Selected)).rgb(),
             palette.color(QPalette::HighlightedText).rgb());
    QCOMPARE(inkOf(imageOf(IconName::Stop, 1, QIcon::Normal, QIcon::On)).rgb(), accentText(palette).rgb());
}

void TestIcons::followsAChangeOfTheThemeByItself()
{
    ThemeSwitcher switcher(Theme::Light);
    QToolButton button;
    button.setIcon(icon(IconName::Stop));
    button.show();
    QVERIFY(QTest::qWaitForWindowExposed(&button));
    const auto middle = [&button] {
        const QImage image = button.grab().toImage();
        return image.pixelColor(image.width() / 2, image.height() / 2).rgb();
    };
    QCOMPARE(middle(), QGuiApplication::palette().color(QPalette::WindowText).rgb());
    const QRgb before = middle();
    switcher.setTheme(Theme::Dark);
    QTRY_COMPARE(middle(), QGuiApplication::palette().color(QPalette::WindowText).rgb());
    QVERIFY(middle() != before);
}

void TestIcons::drawsTheProgramsIconAtEachSize()
{
    const QIcon icon = applicationIcon();
    for (const int side : {16, 24, 32, 48, 64, 128, 256}) {
        const QImage image = icon.pixmap(QSize(side, side), 1.0).toImage();
        QCOMPARE(image.size(), QSize(side, side));
        // The corners are round, and the chosen picture is orange whatever the theme.
        QVERIFY(image.pixelColor(0, 0).alpha() < 128);
        const QColor chosen = image.pixelColor(side * 15 / 16 - 2, side / 8);
        QVERIFY(chosen.red() > 200 && chosen.blue() < 120);
    }
}

QTEST_MAIN(TestIcons)

#include "tst_icons.moc"
