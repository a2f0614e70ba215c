#include "ui/timing/comparisonbars.h"
#include "ui/timing/figurespanel.h"
#include "ui/timing/timesharelist.h"
#include "ui/timing/whatifsection.h"
#include "ui/widgets/plainlabel.h"

#include <QHelpEvent>
#include <QLabel>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTest>
#include <QToolTip>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The figures of ten pictures, eight at once, of which \a begun have begun a second ago and none has ended.
QList<Figure> figuresOf(int begun, std::optional<Moment> end)
{
    RunRecord run{.plan = {.atOnce = 8}, .ended = end};
    for (int i = 0; i < 10; ++i) {
        JobRecord record;
        if (i < begun) {
            record.state = end ? JobState::Saved : JobState::Sent;
            record.timeline.beginAttempt(0s);
            if (end)
                record.timeline.end(*end);
        }
        run.jobs.append(record);
    }
    return displayFigures(measure(run, 1s), run.plan);
}

QLabel *labelSaying(const QWidget &panel, const QString &text)
{
    for (QLabel *label : panel.findChildren<QLabel *>()) {
        if (label->text() == text)
            return label;
    }
    return nullptr;
}

/// A run of which there is something of everything to say.
void fill(FiguresPanel &panel)
{
    panel.setFigures(figuresOf(10, 5s));
    panel.setComparison({{.name = u"Sequential"_s, .time = u"5.0 s"_s, .share = 1, .isShown = true}},
                        u"Parallel, 4 at once, was 2.7 × faster than one after another."_s);
    panel.setTimeShares({{.share = u"71 %"_s, .sentence = u"Pictures were being made."_s},
                         {.share = u"24 %"_s,
                          .sentence = u"2 requests at the end kept 6 places idle for 3.1 s. Put long prompts "
                                      "first, or send more at once."_s}});
    panel.setWhatIf({.rows = {{.atOnce = 1, .wallClock = 5s}, {.atOnce = 4, .wallClock = 2s}},
                     .longest = 2s,
                     .enough = 4},
                    4);
}

} // namespace

class TestFiguresPanel : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void showsEachFigureBelowItsName();
    void keepsEverythingInItsPlaceWhileARunFillsIt();
    void cutsNoFigureAtItsSmallestWidth();
    void tellsTheComparisonInWords();
    void saysWhereTheTimeWentAndWhatIf();
    void cutsNoSentenceInALowDock_data();
    void cutsNoSentenceInALowDock();
    void scrollsAsAWholeByTheKeyboard();
    void tellsAllOfItToScreenReaders();
    void leavesOutWhatThereIsNotToSay();
};

void TestFiguresPanel::init()
{
    // A platform without a display cannot raise a tooltip nor restrict a window, and says so.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
}

void TestFiguresPanel::showsEachFigureBelowItsName()
{
    FiguresPanel panel;
    panel.setFigures(figuresOf(8, {}));
    panel.resize(420, 260);
    panel.show();

    const QLabel *name = labelSaying(panel, u"Sum of requests"_s);
    const QLabel *value = labelSaying(panel, u"8.0 s"_s);
    QVERIFY(name);
    QVERIFY(value);
    QCOMPARE(value->x(), name->x());
    QVERIFY(value->y() > name->y());
    QCOMPARE(value->accessibleName(), u"Sum of requests"_s);
    QVERIFY(!value->toolTip().isEmpty());
}

void TestFiguresPanel::keepsEverythingInItsPlaceWhileARunFillsIt()
{
    FiguresPanel panel;
    panel.resize(420, 260);
    panel.setFigures(figuresOf(0, {}));
    panel.setComparison({{.name = u"Parallel, 8 at once"_s, .time = u"0.00 s so far"_s}});
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));

    const auto places = [&panel] {
        QList<QRect> rects;
        for (const QWidget *part : panel.widget()->findChildren<QWidget *>())
            rects.append(part->geometry());
        return rects;
    };
    const QList<QRect> before = places();
    panel.setFigures(figuresOf(8, {}));
    QCoreApplication::processEvents();
    QCOMPARE(places(), before);
    panel.setFigures(figuresOf(10, 5s));
    panel.setComparison({{.name = u"Parallel, 8 at once"_s, .time = u"5.0 s"_s}});
    QCoreApplication::processEvents();
    QCOMPARE(places(), before);
}

void TestFiguresPanel::cutsNoFigureAtItsSmallestWidth()
{
    FiguresPanel panel;
    QList<Figure> figures = figuresOf(10, 48s);
    figures[0].value = u"99:59"_s;
    figures[5].value = u"48.0 s · 59.0 s"_s;
    panel.setFigures(figures);
    panel.resize(panel.minimumSizeHint().width(), 260);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));

    for (const Figure &figure : figures) {
        const QLabel *value = labelSaying(panel, figure.value);
        QVERIFY(value);
        QVERIFY2(value->width() >= value->fontMetrics().horizontalAdvance(figure.value),
                 qPrintable(figure.value));
        QVERIFY(panel.widget()->rect().contains(value->geometry()));
    }
    QVERIFY(panel.widget()->width() <= panel.viewport()->width());
}

void TestFiguresPanel::tellsTheComparisonInWords()
{
    ComparisonBars bars;
    bars.setBars(
        {{.name = u"Parallel, 8 at once"_s, .time = u"5.0 s"_s, .share = 0.5, .isShown = true},
         {.name = u"Sequential"_s, .time = u"10.0 s"_s, .note = u"1 of 2 without a picture"_s, .share = 1}});
    QCOMPARE(bars.accessibleDescription(),
             u"Parallel, 8 at once: 5.0 s\nSequential: 10.0 s, 1 of 2 without a picture"_s);

    bars.resize(bars.sizeHint());
    bars.show();
    const QPoint position(20, bars.height() - 2);
    QHelpEvent event(QEvent::ToolTip, position, bars.mapToGlobal(position));
    QVERIFY(QCoreApplication::sendEvent(&bars, &event));
    QCOMPARE(QToolTip::text(), plainToolTip(u"Sequential: 10.0 s, 1 of 2 without a picture"_s));

    const QColor shown = bars.palette().color(QPalette::Highlight);
    const QImage image = bars.grab().toImage();
    const int middle = bars.fontMetrics().height() / 2 + 3;
    int length = 0;
    for (int x = 0; x < image.width(); ++x)
        length += image.pixelColor(x, middle) == shown ? 1 : 0;
    QVERIFY(length > 10);
    QToolTip::hideText();
}

void TestFiguresPanel::saysWhereTheTimeWentAndWhatIf()
{
    FiguresPanel panel;
    panel.resize(420, 260);
    fill(panel);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));

    // Figures, comparison, where the time went, what if: one below the other.
    int bottom = 0;
    for (const QString &text :
         {u"Wall clock"_s, u"Parallel, 4 at once, was 2.7 × faster than one after another."_s,
          u"Where the time went"_s, u"Pictures were being made."_s, u"What if…"_s,
          u"More than 4 at once would not help: the longest request alone takes 2.0\u00A0s."_s}) {
        const QLabel *label = labelSaying(panel, text);
        QVERIFY2(label && label->isVisible(), qPrintable(text));
        const int top = label->mapTo(panel.widget(), QPoint()).y();
        QVERIFY2(top >= bottom, qPrintable(text));
        bottom = top + label->height();
    }
    const QLabel *share = labelSaying(panel, u"24 %"_s);
    QVERIFY(share);
    // The bar of the run's own number stands out.
    const QColor shown = panel.palette().color(QPalette::Highlight);
    const auto *bars = panel.findChild<WhatIfSection *>()->findChild<ComparisonBars *>();
    const QImage image = const_cast<ComparisonBars *>(bars)->grab().toImage();
    const auto isShownAt = [&](int y) { return image.pixelColor(image.width() / 3, y) == shown; };
    QVERIFY(!isShownAt(image.height() / 4));
    QVERIFY(isShownAt(3 * image.height() / 4));
}

void TestFiguresPanel::cutsNoSentenceInALowDock_data()
{
    QTest::addColumn<int>("width");
    QTest::newRow("as narrow as it may be") << FiguresPanel().minimumSizeHint().width();
    QTest::newRow("as it likes to be") << FiguresPanel().sizeHint().width();
    QTest::newRow("wide") << 900;
}

void TestFiguresPanel::cutsNoSentenceInALowDock()
{
    QFETCH(const int, width);
    FiguresPanel panel;
    fill(panel);
    panel.resize(std::max(width, panel.minimumSizeHint().width()), 120);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));

    QVERIFY(panel.widget()->width() <= panel.viewport()->width());
    for (QLabel *label : panel.findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const int needed =
            label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        QVERIFY2(label->height() >= needed, qPrintable(label->text()));
        const QRect place(label->mapTo(panel.widget(), QPoint()), label->size());
        QVERIFY2(panel.widget()->rect().contains(place), qPrintable(label->text()));
    }
    QCOMPARE(panel.verticalScrollBar()->maximum(), panel.widget()->height() - panel.viewport()->height());
}

void TestFiguresPanel::scrollsAsAWholeByTheKeyboard()
{
    FiguresPanel panel;
    fill(panel);
    panel.resize(420, 120);
    panel.show();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    panel.setFocus(Qt::TabFocusReason);
    QVERIFY(panel.hasFocus());
    const QImage before = panel.grab().toImage();

    QTest::keyClick(&panel, Qt::Key_PageDown);
    QVERIFY(panel.verticalScrollBar()->value() > 0);
    QTest::keyClick(&panel, Qt::Key_Up);
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(&panel, Qt::Key_PageDown);
    QCOMPARE(panel.verticalScrollBar()->value(), panel.verticalScrollBar()->maximum());

    // A ring says where the keyboard is, once it is used.
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(&panel, Qt::Key_PageUp);
    panel.setAttribute(Qt::WA_KeyboardFocusChange);
    panel.viewport()->update();
    QVERIFY(panel.grab().toImage() != before);
}

void TestFiguresPanel::tellsAllOfItToScreenReaders()
{
    FiguresPanel panel;
    fill(panel);
    QCOMPARE(panel.accessibleName(), u"Figures of the run"_s);
    const QStringList lines = panel.accessibleDescription().split(u'\n');
    for (const QString &line :
         {u"Wall clock: 5.0 s"_s, u"Sequential: 5.0 s"_s,
          u"Parallel, 4 at once, was 2.7 × faster than one after another."_s, u"Where the time went"_s,
          u"71 %: Pictures were being made."_s, u"What if…"_s, u"4 at once: 2.0 s"_s,
          u"More than 4 at once would not help: the longest request alone takes 2.0\u00A0s."_s})
        QVERIFY2(lines.contains(line), qPrintable(line));
    QVERIFY(lines.last().startsWith(u"Computed from the measured requests."));
}

void TestFiguresPanel::leavesOutWhatThereIsNotToSay()
{
    FiguresPanel panel;
    fill(panel);
    panel.setComparison({});
    panel.setTimeShares({{.sentence = u"No time to speak of was lost."_s}});
    panel.setWhatIf({}, 4);
    panel.resize(420, 260);
    panel.show();
    QVERIFY(labelSaying(panel, u"No time to speak of was lost."_s)->isVisible());
    QVERIFY(!panel.findChild<WhatIfSection *>()->isVisible());
    for (const QLabel *label : panel.findChild<TimeShareList *>()->findChildren<QLabel *>())
        QVERIFY(!label->isVisible() || label->text() != u"24 %");
    panel.setTimeShares({});
    QVERIFY(!panel.findChild<TimeShareList *>()->isVisible());
    QVERIFY(!panel.accessibleDescription().contains(u"Where the time went"));
}

QTEST_MAIN(TestFiguresPanel)
#include "tst_figurespanel.moc"
