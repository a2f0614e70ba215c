#include "ui/theme/colours.h"
#include "ui/theme/palettes.h"
#include "ui/theme/quietstyle.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSpinBox>
#include <QStyle>
#include <QStyleOptionSlider>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

const QList<QPalette> Palettes{lightPalette(), darkPalette()};

/// How many times a widget was told of a new palette.
class PaletteListener final : public QWidget
{
    Q_OBJECT

public:
    int changes = 0;

protected:
    void changeEvent(QEvent *event) override
    {
        QWidget::changeEvent(event);
        changes += event->type() == QEvent::PaletteChange;
    }
};

QColor colourAt(QWidget *widget, const QPoint &place)
{
    return widget->grab().toImage().pixelColor(place);
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void measuresContrastAsTheGuidelineDoes();
    void hasReadableTextInBothPalettes_data();
    void hasReadableTextInBothPalettes();
    void keepsWhatIsDisabledVisible();
    void setsEveryColourItself();
    void changesEveryWidgetWhileItRuns();
    void followsTheDesktop();
    void fillsThePrimaryButtonWithTheHighlight();
    void showsThatABoxIsTickedByItsShape();
    void tintsASelectedRowAndLeavesItsTick();
    void givesTheControlsOfALineOneHeight();
    void letsTheHandleOfAScrollBarReachBothEnds();
};

void TestTheme::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
}

void TestTheme::measuresContrastAsTheGuidelineDoes()
{
    QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrast(Qt::white, Qt::black), 21.0);
    QCOMPARE(contrast(Qt::red, Qt::red), 1.0);
    // The grey that the guideline's readers know as the palest for text on white.
    QVERIFY(contrast(QColor(0x76, 0x76, 0x76), Qt::white) >= ReadableContrast);
    QVERIFY(contrast(QColor(0x77, 0x77, 0x77), Qt::white) < ReadableContrast);
}

void TestTheme::hasReadableTextInBothPalettes_data()
{
    QTest::addColumn<QPalette::ColorRole>("text");
    QTest::addColumn<QPalette::ColorRole>("ground");
    using Pair = std::pair<QPalette::ColorRole, QPalette::ColorRole>;
    for (const auto &[text, ground] : {
             Pair{QPalette::WindowText, QPalette::Window},
             {QPalette::WindowText, QPalette::Base},
             {QPalette::Text, QPalette::Base},
             {QPalette::Text, QPalette::AlternateBase},
             {QPalette::Text, QPalette::Window},
             {QPalette::ButtonText, QPalette::Button},
             {QPalette::ButtonText, QPalette::Window},
             {QPalette::PlaceholderText, QPalette::Base},
             {QPalette::PlaceholderText, QPalette::Window},
             {QPalette::HighlightedText, QPalette::Highlight},
             {QPalette::Highlight, QPalette::Window},
             {QPalette::Highlight, QPalette::Base},
             {QPalette::Link, QPalette::Base},
             {QPalette::Link, QPalette::Window},
             {QPalette::LinkVisited, QPalette::Base},
             {QPalette::LinkVisited, QPalette::Window},
             {QPalette::BrightText, QPalette::Base},
             {QPalette::BrightText, QPalette::Window},
             {QPalette::ToolTipText, QPalette::ToolTipBase},
         }) {
        const QMetaEnum roles = QMetaEnum::fromType<QPalette::ColorRole>();
        QTest::addRow("%s on %s", roles.valueToKey(text), roles.valueToKey(ground)) << text << ground;
    }
}

void TestTheme::hasReadableTextInBothPalettes()
{
    QFETCH(const QPalette::ColorRole, text);
    QFETCH(const QPalette::ColorRole, ground);
    for (const QPalette &palette : Palettes) {
        for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive})
            QVERIFY(contrast(palette.color(group, text), palette.color(group, ground)) >= ReadableContrast);
    }
}

void TestTheme::keepsWhatIsDisabledVisible()
{
    for (const QPalette &palette : Palettes) {
        const QColor window = palette.color(QPalette::Window);
        for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
            const QColor dimmed = palette.color(QPalette::Disabled, role);
            QVERIFY(contrast(dimmed, window) >= 2.5);
            QVERIFY(contrast(dimmed, window) < contrast(palette.color(role), window) / 2);
        }
        // What is made of the palette's colours is readable on what it stands on.
        QVERIFY(contrast(palette.color(QPalette::Text), selectedBackground(palette)) >= ReadableContrast);
        QVERIFY(contrast(accentText(palette), selectedBackground(palette)) >= ReadableContrast);
        QCOMPARE(accentText(palette), palette.color(QPalette::Highlight));
        QVERIFY(contrast(quietText(palette), window) >= ReadableContrast);
    }
}

void TestTheme::setsEveryColourItself()
{
    for (const QPalette &palette : Palettes) {
        for (int role = 0; role < QPalette::NColorRoles; ++role) {
            if (role != QPalette::NoRole)
                QVERIFY2(palette.isBrushSet(QPalette::Active, QPalette::ColorRole(role)),
                         qPrintable(QString::number(role)));
        }
    }
    QVERIFY(isDark(darkPalette()));
    QVERIFY(!isDark(lightPalette()));
}

void TestTheme::changesEveryWidgetWhileItRuns()
{
    ThemeSwitcher switcher(Theme::Light);
    PaletteListener listener;
    QLabel child(u"text"_s, &listener);
    listener.show();
    QVERIFY(QTest::qWaitForWindowExposed(&listener));
    QCOMPARE(child.palette().color(QPalette::Window), lightPalette().color(QPalette::Window));

    switcher.setTheme(Theme::Dark);
    QCOMPARE(switcher.theme(), Theme::Dark);
    QTRY_COMPARE(listener.changes, 1);
    QCOMPARE(child.palette().color(QPalette::Window), darkPalette().color(QPalette::Window));
    QCOMPARE(colourAt(&listener, {listener.width() - 1, listener.height() - 1}),
             darkPalette().color(QPalette::Window));

    switcher.setTheme(Theme::Light);
    QTRY_COMPARE(listener.changes, 2);
    QCOMPARE(child.palette().color(QPalette::Window), lightPalette().color(QPalette::Window));
}

void TestTheme::followsTheDesktop()
{
    ThemeSwitcher switcher(Theme::Dark);
    QWidget window;
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));

    // The platform of the tests is light.
    switcher.setTheme(Theme::System);
    QTRY_VERIFY(!isDark(window.palette()));
    QCOMPARE(window.palette().color(QPalette::Highlight), lightPalette().color(QPalette::Highlight));

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    // What the desktop says next replaces whatever palette there was.
    QApplication::setPalette(darkPalette());
    QTRY_VERIFY(isDark(window.palette()));
    QEvent themeChange(QEvent::ThemeChange);
    QCoreApplication::sendEvent(window.windowHandle(), &themeChange);
    QTRY_VERIFY(!isDark(window.palette()));

    // And where the user has chosen, the desktop has no say.
    switcher.setTheme(Theme::Dark);
    QTRY_VERIFY(isDark(window.palette()));
    QCoreApplication::sendEvent(window.windowHandle(), &themeChange);
    QVERIFY(isDark(QGuiApplication::palette()));
#endif
}

void TestTheme::fillsThePrimaryButtonWithTheHighlight()
{
    ThemeSwitcher switcher(Theme::Light);
    QPushButton button(u"Go"_s);
    button.resize(120, 30);
    const QPoint ground(12, 15);
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        switcher.setTheme(theme);
        QCOMPARE(colourAt(&button, ground), button.palette().color(QPalette::Button));
    }
    makePrimary(&button);
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        switcher.setTheme(theme);
        QCOMPARE(colourAt(&button, ground), button.palette().color(QPalette::Highlight));
    }
    button.setEnabled(false);
    QVERIFY(colourAt(&button, ground) != button.palette().color(QPalette::Active, QPalette::Highlight));
}

void TestTheme::showsThatABoxIsTickedByItsShape()
{
    const ThemeSwitcher switcher(Theme::Light);
    QCheckBox box;
    QList<QImage> seen;
    for (const Qt::CheckState state : {Qt::Unchecked, Qt::PartiallyChecked, Qt::Checked}) {
        box.setCheckState(state);
        // Two greys: what is left is shape alone.
        const QImage image = box.grab().toImage().convertToFormat(QImage::Format_Mono, Qt::ThresholdDither);
        QVERIFY(!seen.contains(image));
        seen.append(image);
    }
}

void TestTheme::tintsASelectedRowAndLeavesItsTick()
{
    const ThemeSwitcher switcher(Theme::Light);
    QListWidget list;
    auto *item = new QListWidgetItem(u"robot dog"_s, &list);
    item->setCheckState(Qt::Checked);
    item->setSelected(true);
    list.resize(200, 60);
    const QRect row = list.visualItemRect(item);
    const QImage image = list.viewport()->grab(row).toImage();
    QCOMPARE(image.pixelColor(row.width() - 4, row.height() / 2), selectedBackground(list.palette()));
    int solid = 0;
    for (int x = 0; x < row.height() + 8; ++x) {
        for (int y = 0; y < row.height(); ++y)
            solid += image.pixelColor(x, y) == list.palette().color(QPalette::Highlight);
    }
    QVERIFY(solid > 40);
}

void TestTheme::givesTheControlsOfALineOneHeight()
{
    const ThemeSwitcher switcher(Theme::Light);
    const QPushButton button(u"Save"_s);
    const int height = button.sizeHint().height();
    QCOMPARE(QComboBox().sizeHint().height(), height);
    QCOMPARE(QLineEdit().sizeHint().height(), height);
    QCOMPARE(QSpinBox().sizeHint().height(), height);
}

void TestTheme::letsTheHandleOfAScrollBarReachBothEnds()
{
    const ThemeSwitcher switcher(Theme::Light);
    for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
        QScrollBar bar(Qt::Horizontal);
        bar.setLayoutDirection(direction);
        bar.setRange(0, 1000);
        bar.setPageStep(100);
        bar.resize(220, bar.sizeHint().height());
        const auto handle = [&bar] {
            QStyleOptionSlider option;
            option.initFrom(&bar);
            option.orientation = Qt::Horizontal;
            option.minimum = bar.minimum();
            option.maximum = bar.maximum();
            option.pageStep = bar.pageStep();
            option.sliderPosition = bar.sliderPosition();
            return bar.style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider,
                                               &bar);
        };
        const bool isLeftToRight = direction == Qt::LeftToRight;
        QCOMPARE(isLeftToRight ? handle().left() : handle().right(), isLeftToRight ? 0 : 219);
        bar.setValue(1000);
        QCOMPARE(isLeftToRight ? handle().right() : handle().left(), isLeftToRight ? 219 : 0);
        QVERIFY(handle().width() >= 20);
    }
}

QTEST_MAIN(TestTheme)

#include "tst_theme.moc"
