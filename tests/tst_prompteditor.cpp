#include "ui/prompteditor/pastequestion.h"
#include "ui/prompteditor/prompteditor.h"
#include "ui/prompteditor/promptlistview.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// An editor on the screen, with the keyboard in its list.
struct Desk
{
    PromptListModel model;
    PromptEditing editing{model};
    PromptEditor editor{editing};

    explicit Desk(const QStringList &prompts = {})
    {
        editing.open({.prompts = promptsOf(prompts)});
        editor.resize(330, 480);
        editor.show();
        editor.activateWindow();
        editor.setFocus();
        if (!QTest::qWaitForWindowActive(&editor))
            QTest::qFail("The window does not get the keyboard.", __FILE__, __LINE__);
    }

    /// Where the keys of a person go.
    static QWidget *keyboard() { return QApplication::focusWidget(); }

    static void type(const QString &text) { QTest::keyClicks(keyboard(), text); }
    static void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(keyboard(), Qt::Key(key), modifiers);
    }

    void paste(const QString &text)
    {
        QApplication::clipboard()->setText(text);
        press(Qt::Key_V, Qt::ControlModifier);
    }

    [[nodiscard]] PromptListView &view() const { return editor.view(); }
    template<typename Widget>
    [[nodiscard]] Widget *child(const QString &name) const
    {
        return editor.findChild<Widget *>(name);
    }

    [[nodiscard]] QStringList texts() const
    {
        QStringList texts;
        for (const Prompt &prompt : model.list().prompts)
            texts.append(prompt.text);
        return texts;
    }
};

} // namespace

class TestPromptEditor : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void typesThreePrompts();
    void undoesARowAtATime();
    void opensRowsAndBreaksLines();
    void movesBetweenRows();
    void leavesTheListWithTab();
    void movesAndDuplicatesRows();
    void asksWhatAPasteBecomes();
    void pastesOneLineIntoTheText();
    void ticksWithMouseAndKeyboard();
    void changesCopiesInPlace();
    void dragsRows();
    void growsWhileOneTypes();
    void scrollsThroughLongLists();
    void countsAtTheFoot();
    void saysWhatIsWrongToScreenReaders();
};

void TestPromptEditor::init()
{
    // What the platform without a screen says of every window with a smallest size is none of ours.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support propagateSizeHints)"_s));
}

void TestPromptEditor::typesThreePrompts()
{
    Desk desk;
    desk.type(u"robot dog in a lab"_s);
    desk.press(Qt::Key_Return);
    desk.type(u"two"_s);
    desk.press(Qt::Key_Return);
    desk.type(u"three"_s);
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.texts(), (QStringList{u"robot dog in a lab"_s, u"two"_s, u"three"_s}));
    QCOMPARE(desk.view().currentRow(), 3);
    QCOMPARE(desk.child<QLabel>(u"countsLabel"_s)->text(), u"3 prompts → 3 images"_s);
}

void TestPromptEditor::undoesARowAtATime()
{
    Desk desk;
    desk.type(u"one"_s);
    desk.press(Qt::Key_Return);
    desk.type(u"two"_s);
    desk.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.texts(), QStringList{u"one"_s});
    desk.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.texts(), QStringList{});
    desk.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    desk.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(desk.texts(), (QStringList{u"one"_s, u"two"_s}));
    desk.type(u"x"_s); // The keyboard is still in the list.
    QCOMPARE(desk.texts().join(QString()).size(), 7);
}

void TestPromptEditor::opensRowsAndBreaksLines()
{
    Desk desk({u"a"_s, u"b"_s});
    desk.press(Qt::Key_Return, Qt::ShiftModifier);
    desk.type(u"c"_s);
    QCOMPARE(desk.texts(), (QStringList{u"a\nc"_s, u"b"_s}));
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.texts(), (QStringList{u"a\nc"_s, QString(), u"b"_s}));
    desk.press(Qt::Key_Backspace);
    QCOMPARE(desk.texts(), (QStringList{u"a\nc"_s, u"b"_s}));
    QCOMPARE(desk.view().currentRow(), 0);
    QCOMPARE(desk.editing.history().count(), 1); // The empty row is as if it had never been.
}

void TestPromptEditor::movesBetweenRows()
{
    Desk desk({u"a"_s, u"b"_s});
    desk.press(Qt::Key_Down);
    QCOMPARE(desk.view().currentRow(), 1);
    desk.press(Qt::Key_Down);
    QCOMPARE(desk.view().currentRow(), 2);
    desk.press(Qt::Key_Down);
    QCOMPARE(desk.view().currentRow(), 2);
    desk.press(Qt::Key_Up);
    desk.type(u"x"_s);
    QCOMPARE(desk.texts(), (QStringList{u"a"_s, u"bx"_s}));
}

void TestPromptEditor::leavesTheListWithTab()
{
    Desk desk({u"a"_s});
    QPushButton next(&desk.editor);
    next.setFocusPolicy(Qt::StrongFocus);
    next.show();
    QWidget::setTabOrder(desk.keyboard(), &next);
    desk.press(Qt::Key_Tab);
    QCOMPARE(desk.keyboard(), &next);
    QCOMPARE(desk.texts(), QStringList{u"a"_s});
}

void TestPromptEditor::movesAndDuplicatesRows()
{
    Desk desk({u"a"_s, u"b"_s, u"c"_s});
    desk.press(Qt::Key_Down, Qt::AltModifier);
    desk.press(Qt::Key_Down, Qt::AltModifier);
    desk.press(Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(desk.texts(), (QStringList{u"b"_s, u"c"_s, u"a"_s}));
    desk.press(Qt::Key_Up, Qt::AltModifier);
    desk.press(Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(desk.texts(), (QStringList{u"b"_s, u"a"_s, u"a"_s, u"c"_s}));
    QCOMPARE(desk.view().currentRow(), 2);
    desk.type(u"x"_s);
    QCOMPARE(desk.texts(), (QStringList{u"b"_s, u"a"_s, u"ax"_s, u"c"_s}));
}

void TestPromptEditor::asksWhatAPasteBecomes()
{
    Desk desk({u"a"_s});
    auto *question = desk.child<PasteQuestion>(u"pasteQuestion"_s);
    desk.paste(u"b\nc\n\nd\n"_s);
    QVERIFY(question->isVisible());
    QCOMPARE(desk.texts(), QStringList{u"a"_s});
    auto *blocks = desk.child<QPushButton>(u"blocksButton"_s);
    QVERIFY2(blocks->text().contains(u"2 rows"_s), qPrintable(blocks->text()));
    QTest::mouseClick(blocks, Qt::LeftButton);
    QVERIFY(!question->isVisible());
    QCOMPARE(desk.texts(), (QStringList{u"a"_s, u"b\nc"_s, u"d"_s}));
    desk.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.texts(), QStringList{u"a"_s});

    desk.paste(u"b\nc\n\nd\n"_s);
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.texts(), (QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s}));

    desk.paste(u"x\ny"_s);
    desk.press(Qt::Key_Escape);
    QCOMPARE(desk.texts().size(), 4);
    desk.paste(u"x\n\ny"_s); // Nothing to ask: lines and blocks are the same.
    QCOMPARE(desk.texts().size(), 6);
}

void TestPromptEditor::pastesOneLineIntoTheText()
{
    Desk desk({u"a"_s});
    desk.paste(u" <b>b</b>\n"_s);
    QCOMPARE(desk.texts(), QStringList{u"a<b>b</b>"_s});
}

void TestPromptEditor::ticksWithMouseAndKeyboard()
{
    Desk desk({u"a"_s, u"b"_s});
    const QPoint box = desk.view().rowRect(1).topLeft() + desk.view().placesOf(1).box.center();
    QTest::mouseClick(desk.view().viewport(), Qt::LeftButton, {}, box);
    QVERIFY(!desk.model.promptAt(1).isTicked);
    desk.press(Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(desk.model.promptAt(1).isTicked);
}

void TestPromptEditor::changesCopiesInPlace()
{
    Desk desk({u"a"_s, u"b"_s});
    const QPoint note = desk.view().rowRect(1).topLeft() + desk.view().placesOf(1).note.center();
    QTest::mouseClick(desk.view().viewport(), Qt::LeftButton, {}, note);
    auto *copies = desk.child<QSpinBox>(u"copiesSpinBox"_s);
    QVERIFY(copies->isVisible());
    desk.type(u"12"_s);
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.model.promptAt(1).copies, 12);
    QCOMPARE(desk.editing.history().count(), 1);
    QVERIFY(!copies->isVisible());
}

void TestPromptEditor::dragsRows()
{
    Desk desk({u"a"_s, u"b"_s, u"c"_s});
    QWidget *viewport = desk.view().viewport();
    const QPoint from = desk.view().rowRect(0).topLeft() + desk.view().placesOf(0).number.center();
    const QPoint to = desk.view().rowRect(2).bottomLeft() + QPoint(from.x(), -3);
    QTest::mousePress(viewport, Qt::LeftButton, {}, from);
    QTest::mouseMove(viewport, to);
    QTest::mouseRelease(viewport, Qt::LeftButton, {}, to);
    QCOMPARE(desk.texts(), (QStringList{u"b"_s, u"c"_s, u"a"_s}));
    desk.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.texts(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
}

void TestPromptEditor::growsWhileOneTypes()
{
    Desk desk({u"a"_s, u"b"_s});
    const int before = desk.view().rowRect(1).top();
    desk.type(u" robot dog crossing a rope bridge in heavy rain, seen from far below"_s);
    QVERIFY(desk.view().rowRect(1).top() > before);
    const QPoint text = desk.view().rowRect(0).topLeft() + desk.view().placesOf(0).text.topLeft();
    auto *field = qobject_cast<PromptTextEdit *>(desk.keyboard());
    QCOMPARE(field->pos(), text);
    QCOMPARE(field->verticalScrollBar()->maximum(), 0); // All of it is seen.
}

void TestPromptEditor::scrollsThroughLongLists()
{
    QStringList prompts;
    for (int i = 0; i < 5000; ++i)
        prompts.append(u"robot dog number %1 "_s.arg(i).repeated(1 + i % 5));
    Desk desk(prompts);
    desk.view().setCurrentRow(4999);
    QVERIFY(desk.view().viewport()->rect().contains(desk.view().rowRect(4999)));
    desk.press(Qt::Key_Return);
    desk.type(u"the last one"_s);
    QCOMPARE(desk.texts().constLast(), u"the last one"_s);
    const int y = desk.view().rowRect(5000).top();
    QTRY_VERIFY(desk.view().verticalScrollBar()->maximum() > 5000 * 30);
    QVERIFY(y > 0 && desk.view().viewport()->rect().intersects(desk.view().rowRect(5000)));
}

void TestPromptEditor::countsAtTheFoot()
{
    Desk desk({u"{a|b"_s});
    const auto *counts = desk.child<QLabel>(u"countsLabel"_s);
    QCOMPARE(counts->text(), u"1 prompt → 0 images, 1 to correct"_s);
    desk.type(u"}"_s);
    QCOMPARE(counts->text(), u"1 prompt → 2 images"_s);
    desk.editor.setPrice(u"<b>about $0.11</b>"_s);
    QCOMPARE(desk.child<QLabel>(u"priceLabel"_s)->textFormat(), Qt::PlainText);
}

void TestPromptEditor::saysWhatIsWrongToScreenReaders()
{
    Desk desk({u"a"_s, u"{b"_s});
    desk.press(Qt::Key_Down);
    QCOMPARE(desk.keyboard()->accessibleName(), u"Prompt 2 of 2"_s);
    QVERIFY(desk.keyboard()->accessibleDescription().contains(u"column 1"_s));
    desk.press(Qt::Key_Up);
    const int width = desk.view().placesOf(0).text.width();
    desk.model.setProgress(desk.model.tickedIds().constFirst(), {.pictures = 1, .underWay = 1});
    QCOMPARE(desk.keyboard()->accessibleDescription(), u"being made"_s);
    QCOMPARE(desk.view().placesOf(0).text.width(), width); // Nothing moves during a run.
}

QTEST_MAIN(TestPromptEditor)

#include "tst_prompteditor.moc"
