#include "ui/services/atoncefield.h"
#include "ui/services/runcontrols.h"

#include <QAccessible>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStyleOptionSpinBox>
#include <QTest>
#include <QWheelEvent>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// The field among the controls that it belongs to, and what they report.
struct Bench
{
    explicit Bench(RunChoices choices)
    {
        choices.service = u"practice"_s;
        controls.setChoices(choices);
        controls.resize(1440, controls.sizeHint().height());
        controls.show();
    }

    RunControls controls;
    AtOnceField *atOnce = controls.findChild<AtOnceField *>();
    QSignalSpy changed{&controls, &RunControls::choicesChanged};
    QSignalSpy atOnceChanged{&controls, &RunControls::atOnceChanged};
    QSignalSpy automatic{&controls, &RunControls::atOnceAutomaticChosen};
};

} // namespace

class TestAtOnceField : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void letsTheProgramFindTheNumberAtOnce();
    void stopsBeforeAutoWhileAKeyOrButtonIsHeld();
    void stepsFromWhatIsTyped();
    void takesAutoByItsLetters();
    void leavesAutoToTheNumberInForce();
    void scrollsNeitherIntoAutoNorOutOfIt();
};

void TestAtOnceField::init()
{
    // A platform without a display cannot restrict a window, and says so.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
}

void TestAtOnceField::letsTheProgramFindTheNumberAtOnce()
{
    Bench bench({.atOnce = 2});
    QTest::keyClick(bench.atOnce, Qt::Key_PageDown);
    QCOMPARE(bench.controls.choices().atOnce, 1); // A page does not go over the edge.
    QTest::keyClick(bench.atOnce, Qt::Key_Down);
    QVERIFY(bench.controls.choices().isAtOnceAutomatic);
    QCOMPARE(bench.controls.choices().atOnce, 1); // The number is kept.
    QCOMPARE(bench.atOnce->text(), u"Auto"_s);
    QVERIFY(bench.atOnce->toolTip().contains(u"Auto"));
    QTest::keyClick(bench.atOnce, Qt::Key_Down);
    QCOMPARE(bench.atOnce->text(), u"Auto"_s);
    QTest::keyClick(bench.atOnce, Qt::Key_Up);
    QCOMPARE(bench.atOnce->text(), u"1"_s);
    QVERIFY(!bench.controls.choices().isAtOnceAutomatic);
    QCOMPARE(bench.changed.size(), 3);
    QVERIFY(bench.atOnceChanged.isEmpty() && bench.automatic.isEmpty());

    bench.controls.chooseAutomatic(true);
    QVERIFY(bench.controls.choices().isAtOnceAutomatic);
    bench.controls.chooseAutomatic(false);
    QCOMPARE(bench.atOnce->text(), u"1"_s);
}

void TestAtOnceField::stopsBeforeAutoWhileAKeyOrButtonIsHeld()
{
    Bench bench({.atOnce = 2});
    bench.atOnce->setFocus();
    QTest::keyPress(bench.atOnce, Qt::Key_Down);
    QCOMPARE(bench.atOnce->value(), 1);
    QKeyEvent repeated(QEvent::KeyPress, Qt::Key_Down, {}, {}, true);
    QCoreApplication::sendEvent(bench.atOnce, &repeated);
    QCOMPARE(bench.atOnce->value(), 1);
    QTest::keyRelease(bench.atOnce, Qt::Key_Down);
    QTest::keyClick(bench.atOnce, Qt::Key_Down);
    QVERIFY(bench.controls.choices().isAtOnceAutomatic);

    QStyleOptionSpinBox option;
    option.initFrom(bench.atOnce);
    option.subControls = QStyle::SC_All;
    const QPoint down =
        bench.atOnce->style()
            ->subControlRect(QStyle::CC_SpinBox, &option, QStyle::SC_SpinBoxDown, bench.atOnce)
            .center();
    bench.controls.setChoices({.service = u"practice"_s, .atOnce = 2});
    QTest::mouseClick(bench.atOnce, Qt::LeftButton, {}, down);
    QCOMPARE(bench.atOnce->value(), 1);
    QTest::mouseClick(bench.atOnce, Qt::LeftButton, {}, down);
    QVERIFY(bench.controls.choices().isAtOnceAutomatic);
}

void TestAtOnceField::stepsFromWhatIsTyped()
{
    Bench bench({.atOnce = 8});
    bench.atOnce->setFocus();
    bench.atOnce->selectAll();
    QTest::keyClicks(bench.atOnce, u"20"_s);
    QTest::keyClick(bench.atOnce, Qt::Key_Up);
    QCOMPARE(bench.controls.choices().atOnce, 21);
}

void TestAtOnceField::takesAutoByItsLetters()
{
    Bench bench({});
    for (const QString &letters : {u"a"_s, u"AUTO"_s}) {
        bench.atOnce->setFocus();
        bench.atOnce->selectAll();
        QTest::keyClicks(bench.atOnce, letters);
        QTest::keyClick(bench.atOnce, Qt::Key_Return);
        QVERIFY2(bench.controls.choices().isAtOnceAutomatic, qPrintable(letters));
        QCOMPARE(bench.atOnce->text(), u"Auto"_s);
        bench.atOnce->selectAll();
        QTest::keyClicks(bench.atOnce, u"30"_s);
        QTest::keyClick(bench.atOnce, Qt::Key_Return);
        QVERIFY(!bench.controls.choices().isAtOnceAutomatic);
        QCOMPARE(bench.controls.choices().atOnce, 30);
    }
    bench.atOnce->selectAll();
    QTest::keyClicks(bench.atOnce, u"0x"_s); // Neither a number of images nor a word.
    QTest::keyClick(bench.atOnce, Qt::Key_Return);
    QCOMPARE(bench.controls.choices().atOnce, 30);
    QVERIFY(!bench.controls.choices().isAtOnceAutomatic);
}

void TestAtOnceField::leavesAutoToTheNumberInForce()
{
    Bench bench({.isAtOnceAutomatic = true});
    QCOMPARE(bench.atOnce->text(), u"Auto"_s);
    const int width = bench.atOnce->sizeHint().width();
    bench.controls.setRunning(true);
    bench.controls.setAtOnceInForce(6);
    QCOMPARE(bench.atOnce->text(), u"Auto (6)"_s);
    QCOMPARE(QAccessible::queryAccessibleInterface(bench.atOnce)->text(QAccessible::Value), u"Auto (6)"_s);
    bench.controls.setAtOnceInForce(100);
    QCOMPARE(bench.atOnce->text(), u"Auto (100)"_s);
    QCOMPARE(bench.atOnce->sizeHint().width(), width); // Nothing moves while it is found.
    QVERIFY(bench.changed.isEmpty() && bench.atOnceChanged.isEmpty());

    QTest::keyClick(bench.atOnce, Qt::Key_Up);
    QCOMPARE(bench.atOnce->text(), u"100"_s);
    QCOMPARE(bench.atOnceChanged.last().at(0).toInt(), 100);
    bench.controls.setAtOnceInForce(50); // A number of one's own is not written over.
    QCOMPARE(bench.atOnce->text(), u"100"_s);
    bench.controls.chooseAutomatic(true);
    QCOMPARE(bench.automatic.size(), 1);
    QCOMPARE(bench.atOnce->text(), u"Auto (50)"_s);
    bench.controls.setRunning(false);
    QCOMPARE(bench.atOnce->text(), u"Auto"_s);
    bench.controls.setAtOnceInForce(3); // On its way when the run ended.
    QCOMPARE(bench.atOnce->text(), u"Auto"_s);
}

void TestAtOnceField::scrollsNeitherIntoAutoNorOutOfIt()
{
    Bench bench({.atOnce = 2});
    bench.atOnce->setFocus();
    const auto scroll = [&bench](int delta) {
        const QPointF middle = QRectF(bench.atOnce->rect()).center();
        QWheelEvent event(middle, bench.atOnce->mapToGlobal(middle), {}, {0, delta}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(bench.atOnce, &event);
    };
    scroll(-120);
    QCOMPARE(bench.atOnce->value(), 1);
    scroll(-120);
    scroll(-360);
    QCOMPARE(bench.atOnce->value(), 1);
    scroll(120);
    QCOMPARE(bench.atOnce->value(), 2);
    bench.controls.chooseAutomatic(true);
    scroll(120);
    scroll(-120);
    QVERIFY(bench.controls.choices().isAtOnceAutomatic);
}

QTEST_MAIN(TestAtOnceField)

#include "tst_atoncefield.moc"
