#include "ui/widgets/messagebar.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// A bar between a field that has the focus and another, to which the focus would fall by itself.
struct Bench
{
    Bench()
    {
        auto *layout = new QVBoxLayout(&window);
        layout->addWidget(field);
        layout->addWidget(bar);
        layout->addWidget(new QLineEdit(&window));
        window.resize(500, 200);
        window.show();
        field->setFocus();
    }

    [[nodiscard]] bool isShown() { return QTest::qWaitForWindowActive(&window); }
    [[nodiscard]] QPushButton *button(const QString &text) const
    {
        for (QPushButton *candidate : bar->findChildren<QPushButton *>()) {
            if (candidate->text() == text && candidate->isVisible())
                return candidate;
        }
        return nullptr;
    }
    [[nodiscard]] QToolButton *close() const { return bar->findChild<QToolButton *>(); }

    QWidget window;
    QLineEdit *field = new QLineEdit(&window);
    MessageBar *bar = new MessageBar(&window);
};

} // namespace

class TestMessageBar : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void showsTheNewestMessageAlone();
    void doesWhatAButtonSaysAndCloses();
    void neverTakesTheFocus();
    void givesTheFocusBackToTheKeyboard();
    void takesTextForText();
    void saysTheSameInOtherWords();
    void breaksLongNames();
};

void TestMessageBar::init()
{
    // A platform without a display cannot restrict a window, and says so.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
}

void TestMessageBar::showsTheNewestMessageAlone()
{
    Bench bench;
    QVERIFY(bench.isShown());
    QVERIFY(!bench.bar->isVisible());

    bench.bar->showMessage(u"One."_s, {{u"Undo"_s, [] {}}});
    QVERIFY(bench.bar->isVisible());
    QVERIFY(bench.button(u"Undo"_s));
    bench.bar->showMessage(u"Two."_s, {}, MessageBar::Kind::Problem);
    QCOMPARE(bench.bar->sentence(), u"Two."_s);
    QCOMPARE(bench.bar->accessibleName(), u"Two."_s);
    QVERIFY(!bench.button(u"Undo"_s));

    QTest::mouseClick(bench.close(), Qt::LeftButton);
    QVERIFY(!bench.bar->isVisible());
    QVERIFY(bench.bar->sentence().isEmpty());
}

void TestMessageBar::doesWhatAButtonSaysAndCloses()
{
    Bench bench;
    QVERIFY(bench.isShown());
    QStringList done;
    bench.bar->showMessage(
        u"One."_s, {{u"Undo"_s, [&] { done.append(u"undo"_s); }}, {u"Again"_s, [&] {
                                                                       done.append(u"again"_s);
                                                                       bench.bar->showMessage(u"Two."_s);
                                                                   }}});

    QTest::mouseClick(bench.button(u"Again"_s), Qt::LeftButton);

    QCOMPARE(done, QStringList{u"again"_s});
    QCOMPARE(bench.bar->sentence(), u"Two."_s); // What an action says stays.
    QVERIFY(bench.bar->isVisible());
}

void TestMessageBar::neverTakesTheFocus()
{
    Bench bench;
    QVERIFY(bench.isShown());
    bench.bar->showMessage(u"One."_s, {{u"Undo"_s, [] {}}});
    QVERIFY(bench.field->hasFocus());
    QTest::mouseClick(bench.button(u"Undo"_s), Qt::LeftButton);
    QVERIFY(bench.field->hasFocus());
    bench.bar->showMessage(u"Two."_s);
    QTest::mouseClick(bench.close(), Qt::LeftButton);
    QVERIFY(bench.field->hasFocus());
}

void TestMessageBar::givesTheFocusBackToTheKeyboard()
{
    Bench bench;
    QVERIFY(bench.isShown());
    int undone = 0;
    bench.bar->showMessage(u"One."_s, {{u"Undo"_s, [&] { ++undone; }}, {u"More"_s, [] {}}});
    QStringList reached;
    for (int i = 0; i < 3; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        reached.append(QApplication::focusWidget()->property("text").toString());
    }
    QCOMPARE(reached, (QStringList{u"Undo"_s, u"More"_s, u"×"_s}));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(!bench.bar->isVisible());
    QVERIFY(bench.field->hasFocus());

    bench.bar->showMessage(u"One."_s, {{u"Undo"_s, [&] { ++undone; }}});
    QTest::keyClick(bench.field, Qt::Key_Tab);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(undone, 1);
    QVERIFY(bench.field->hasFocus());
}

void TestMessageBar::takesTextForText()
{
    Bench bench;
    bench.bar->showMessage(u"<b>robot</b> &amp; %1"_s);
    const QLabel *label = nullptr;
    for (const QLabel *candidate : bench.bar->findChildren<QLabel *>()) {
        if (candidate->text().contains(u"robot"_s))
            label = candidate;
    }
    QVERIFY(label);
    QCOMPARE(label->textFormat(), Qt::PlainText);
}

void TestMessageBar::saysTheSameInOtherWords()
{
    Bench bench;
    QVERIFY(bench.isShown());
    QCOMPARE(bench.bar->shownMessage(), 0);
    const int first = bench.bar->showMessage(u"Wait 3 s."_s, {{u"Stop"_s, [] {}}});
    QCOMPARE(bench.bar->shownMessage(), first);
    QPushButton *stop = bench.button(u"Stop"_s);
    stop->setFocus();
    bench.bar->setSentence(u"Wait 2 s."_s);
    QCOMPARE(bench.bar->sentence(), u"Wait 2 s."_s);
    QCOMPARE(bench.bar->accessibleName(), u"Wait 2 s."_s);
    QCOMPARE(bench.bar->shownMessage(), first);
    QVERIFY(stop->hasFocus()); // Nobody is disturbed.
    QVERIFY(bench.bar->showMessage(u"Wait 2 s."_s) != first);
    bench.bar->closeMessage();
    QCOMPARE(bench.bar->shownMessage(), 0);
}

void TestMessageBar::breaksLongNames()
{
    Bench bench;
    QVERIFY(bench.isShown());
    bench.bar->showMessage(u"“%1” is gone."_s.arg(u"robot_dog_"_s.repeated(20)));
    QTRY_VERIFY(bench.bar->height() > 3 * bench.bar->fontMetrics().height());
    QCOMPARE(bench.window.width(), 500);
}

QTEST_MAIN(TestMessageBar)
#include "tst_messagebar.moc"
