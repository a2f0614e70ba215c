#include "prompts/promptediting.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// A list with three rows, watched by Qt's model tester for as long as it lives.
struct ThreePrompts
{
    PromptListModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    PromptEditing editing{model};

    ThreePrompts()
    {
        editing.open({.name = u"dogs"_s, .prompts = {{.text = u"a"_s}, {.text = u"b"_s}, {.text = u"c"_s}}});
    }

    /// The list in one line: "a b ×2 -c", a minus where the tick is off.
    [[nodiscard]] QString shown() const
    {
        QStringList rows;
        for (const Prompt &prompt : model.list().prompts) {
            rows.append((prompt.isTicked ? u""_s : u"-"_s) + prompt.text
                        + (prompt.copies == 1 ? QString() : u"×%1"_s.arg(prompt.copies)));
        }
        return rows.join(u' ');
    }
};

QList<Prompt> promptsOfText()
{
    return {{.text = u"x"_s}, {.text = u"y"_s}};
}

using Edit = std::function<void(PromptEditing &)>;

} // namespace

class TestPromptListModel : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void undoesAndRedoesEveryEdit_data();
    void undoesAndRedoesEveryEdit();
    void makesOneStepOfTyping();
    void forgetsEditsThatCancelOut_data();
    void forgetsEditsThatCancelOut();
    void countsWhatGenerateMakes();
    void saysWhereAPromptIsWrong();
    void keepsTheProgressOfARowThatMoves();
    void keepsIdsOverUndo();
    void givesGenerateTheTickedRows();
    void takesTensOfThousandsOfRows();
};

void TestPromptListModel::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestPromptListModel::undoesAndRedoesEveryEdit_data()
{
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QString>("after");

    const auto row = [](const char *name, const QString &after, const Edit &edit) {
        QTest::newRow(name) << edit << after;
    };
    row("insert", u"a x y b c"_s, [](PromptEditing &e) {
        e.insert(1, {{.text = u"x"_s}, {.text = u"y"_s}});
    });
    row("append", u"a b c x"_s, [](PromptEditing &e) { e.insert(3, {{.text = u"x"_s}}); });
    row("remove", u"c"_s, [](PromptEditing &e) { e.remove(0, 2); });
    row("text", u"a bb c"_s, [](PromptEditing &e) { e.setText(1, u"bb"_s); });
    row("tick", u"-a b -c"_s, [](PromptEditing &e) { e.setTicked({0, 2}, false); });
    row("copies", u"a b×100 c"_s, [](PromptEditing &e) { e.setCopies(1, 1000); });
    row("duplicate", u"a b a b c"_s, [](PromptEditing &e) { e.duplicate(0, 2); });
    row("move down", u"b c a"_s, [](PromptEditing &e) { e.move(0, 1, 99); });
    row("move up", u"b c a"_s, [](PromptEditing &e) { e.move(1, 2, -1); });
    row("paste below", u"a x y b c"_s, [](PromptEditing &e) { QCOMPARE(e.paste(0, promptsOfText()), 1); });
    row("paste at the end", u"a b c x y"_s,
        [](PromptEditing &e) { QCOMPARE(e.paste(3, promptsOfText()), 3); });
}

void TestPromptListModel::undoesAndRedoesEveryEdit()
{
    QFETCH(Edit, edit);
    QFETCH(QString, after);
    ThreePrompts list;

    edit(list.editing);
    QCOMPARE(list.shown(), after);
    const PromptCounts counts = list.model.counts();
    while (list.editing.history().canUndo())
        list.editing.history().undo();
    QCOMPARE(list.shown(), u"a b c"_s);
    QCOMPARE(list.model.counts(), (PromptCounts{.prompts = 3, .pictures = 3}));
    while (list.editing.history().canRedo())
        list.editing.history().redo();
    QCOMPARE(list.shown(), after);
    QCOMPARE(list.model.counts(), counts);
}

void TestPromptListModel::makesOneStepOfTyping()
{
    ThreePrompts list;
    list.editing.setText(0, u"ab"_s);
    list.editing.setText(0, u"abc"_s);
    QCOMPARE(list.editing.history().count(), 1);
    list.editing.setText(1, u"bb"_s);
    QCOMPARE(list.editing.history().count(), 2);
    list.editing.endTyping();
    list.editing.setText(1, u"bbb"_s);
    QCOMPARE(list.editing.history().count(), 3);

    list.editing.insert(3, {{.text = u"d"_s}});
    list.editing.setText(3, u"dd"_s);
    QCOMPARE(list.editing.history().count(), 4);
    list.editing.history().undo();
    QCOMPARE(list.shown(), u"abc bbb c"_s);
    list.editing.history().redo();
    QCOMPARE(list.shown(), u"abc bbb c dd"_s);
    list.editing.history().undo();
    list.editing.history().undo();
    list.editing.history().undo();
    list.editing.history().undo();
    QCOMPARE(list.shown(), u"a b c"_s);
}

void TestPromptListModel::forgetsEditsThatCancelOut_data()
{
    QTest::addColumn<Edit>("edit");
    const auto row = [](const char *name, const Edit &edit) { QTest::newRow(name) << edit; };

    row("text", [](PromptEditing &e) {
        e.setText(0, u"x"_s);
        e.setText(0, u"a"_s);
    });
    row("the same text", [](PromptEditing &e) { e.setText(0, u"a"_s); });
    row("tick", [](PromptEditing &e) {
        e.setTicked({1}, false);
        e.setTicked({1}, true);
    });
    row("the same tick", [](PromptEditing &e) { e.setTicked({0, 1, 2}, true); });
    row("copies", [](PromptEditing &e) {
        e.setCopies(1, 2);
        e.setCopies(1, 1);
    });
    row("move", [](PromptEditing &e) {
        e.move(0, 1, 1);
        e.move(1, 1, 2);
        e.move(2, 1, 0);
    });
    row("a new row", [](PromptEditing &e) {
        e.insert(1, {{}});
        e.setText(1, u"x"_s);
        e.remove(1);
    });
    row("name", [](PromptEditing &e) {
        e.rename(u"x"_s);
        e.rename(u"dogs"_s);
    });
    row("no paste", [](PromptEditing &e) { e.paste(1, {}); });
}

void TestPromptListModel::forgetsEditsThatCancelOut()
{
    QFETCH(Edit, edit);
    ThreePrompts list;
    edit(list.editing);
    QCOMPARE(list.shown(), u"a b c"_s);
    QCOMPARE(list.model.name(), u"dogs"_s);
    QCOMPARE(list.editing.history().count(), 0);
}

void TestPromptListModel::countsWhatGenerateMakes()
{
    ThreePrompts list;
    QSignalSpy counted(&list.model, &PromptListModel::countsChanged);

    list.editing.setText(0, u"{a|b} {c|d|e}"_s);
    list.editing.setCopies(0, 2);
    list.editing.setTicked({1}, false);
    list.editing.insert(3, {{}, {.text = u"{x"_s}});

    QCOMPARE(list.model.index(0).data(PromptListModel::VariantsRole).toInt(), 6);
    QCOMPARE(list.model.counts(), (PromptCounts{.prompts = 3, .pictures = 13, .mistakes = 1}));
    QCOMPARE(counted.constLast().at(0).value<PromptCounts>(), list.model.counts());
}

void TestPromptListModel::saysWhereAPromptIsWrong()
{
    ThreePrompts list;
    QSignalSpy changes(&list.model, &PromptListModel::dataChanged);
    list.editing.setText(1, u"\U0001F415 {b"_s);

    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.constFirst().at(0).toModelIndex(), list.model.index(1));
    QCOMPARE(list.model.index(1).data(PromptListModel::MistakeColumnRole).toInt(), 3);
    QVERIFY(list.model.index(1).data(PromptListModel::MistakeRole).toString().contains(u"column 3"_s));
    list.editing.setText(1, QString());
    QVERIFY(list.model.index(1).data(PromptListModel::MistakeRole).toString().isEmpty());
}

void TestPromptListModel::keepsTheProgressOfARowThatMoves()
{
    ThreePrompts list;
    const auto first = list.model.index(0).data(PromptListModel::IdRole).value<PromptId>();
    const PromptProgress progress{.pictures = 2, .saved = 1};

    list.editing.move(0, 1, 2);
    list.model.setProgress(first, progress);
    QCOMPARE(list.model.rowOf(first), 2);
    QCOMPARE(list.model.index(2).data(PromptListModel::ProgressRole).value<PromptProgress>(), progress);

    list.editing.remove(2);
    list.model.setProgress(first, {.pictures = 2, .saved = 2}); // It is gone: nothing to say.
    list.model.clearProgress();
    QCOMPARE(list.model.index(0).data(PromptListModel::ProgressRole).value<PromptProgress>(),
             PromptProgress{});
}

void TestPromptListModel::keepsIdsOverUndo()
{
    ThreePrompts list;
    const QList<PromptId> ids = list.model.tickedIds();
    list.editing.remove(1);
    list.editing.duplicate(0);
    QVERIFY(!list.model.tickedIds().mid(1, 1).contains(ids.at(1)));
    list.editing.history().undo();
    list.editing.history().undo();
    QCOMPARE(list.model.tickedIds(), ids);
}

void TestPromptListModel::givesGenerateTheTickedRows()
{
    ThreePrompts list;
    list.editing.setTicked({0}, false);
    list.editing.insert(2, {{}});
    const QList<Prompt> prompts = list.model.tickedList().prompts;
    QCOMPARE(prompts, (QList<Prompt>{{.text = u"b"_s, .line = 2}, {.text = u"c"_s, .line = 4}}));
    QCOMPARE(list.model.tickedIds().size(), 2);
}

void TestPromptListModel::takesTensOfThousandsOfRows()
{
    PromptListModel model; // Qt's tester looks at every row after every change, which takes its time.
    PromptEditing editing(model);
    editing.open({.prompts = {{.text = u"a"_s}, {.text = u"b"_s}, {.text = u"c"_s}}});
    editing.paste(0, QList<Prompt>(50'000, {.text = u"robot dog {asleep|reading}\r\nin a lab"_s}));
    QCOMPARE(model.rowCount(), 50'003);
    QCOMPARE(model.counts().pictures, 100'003);
    QVERIFY(!model.promptAt(1).text.contains(u'\r'));
    editing.history().undo();
    QCOMPARE(model.rowCount(), 3);
}

QTEST_GUILESS_MAIN(TestPromptListModel)

#include "tst_promptlistmodel.moc"
