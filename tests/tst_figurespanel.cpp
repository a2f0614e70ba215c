#include "ui/timing/comparisonbars.h"
#include "ui/timing/figurespanel.h"
#include "ui/widgets/plainlabel.h"

#include <QHelpEvent>
#include <QLabel>
#include <QRegularExpression>
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

QTEST_MAIN(TestFiguresPanel)
#include "tst_figurespanel.moc"
