#include "ui/widgets/keycap.h"
#include "ui/widgets/shortcutsheet.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QScrollArea>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// The texts that are seen on \a sheet, from the left column to the right and downwards.
QStringList textsOn(const ShortcutSheet &sheet)
{
    QList<QLabel *> labels = sheet.findChildren<QLabel *>();
    const auto place = [&sheet](const QLabel *label) {
        const QPoint point = label->mapTo(&sheet, QPoint(0, 0));
        return std::pair(point.x(), point.y());
    };
    labels.removeIf([&sheet](const QLabel *label) { return !label->isVisibleTo(&sheet); });
    std::sort(labels.begin(), labels.end(),
              [&place](const QLabel *a, const QLabel *b) { return place(a) < place(b); });
    QStringList texts;
    for (const QLabel *label : std::as_const(labels))
        texts.append(label->text());
    return texts;
}

const QList<ShortcutGroup> Groups{
    {.name = u"File"_s, .rows = {{u"Open list"_s, u"Ctrl+O"_s}, {u"Save list"_s, u"Ctrl+S"_s}}},
    {.name = u"Edit"_s, .rows = {{u"Undo"_s, u"Ctrl+Z"_s}, {u"Find <b>all</b>"_s, u"Ctrl+F"_s}}},
};

} // namespace

class TestShortcutSheet : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void listsTheActionsOfAMenuThatHaveKeys();
    void findsRowsByWordsOrKeys();
    void showsAllRowsBelowTheNamesOfTheirGroups();
    void searchesWhileTheUserTypes();
    void usesAsManyColumnsAsFit();
    void closesWithEscape();
};

void TestShortcutSheet::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
}

void TestShortcutSheet::listsTheActionsOfAMenuThatHaveKeys()
{
    QMenu menu(u"&File && more"_s);
    menu.addAction(u"&Open list…"_s)->setShortcut(Qt::CTRL | Qt::Key_O);
    menu.addAction(u"Without keys"_s);
    menu.addSeparator();
    QAction *hidden = menu.addAction(u"Hidden"_s);
    hidden->setShortcut(Qt::Key_F9);
    hidden->setVisible(false);
    menu.addMenu(u"Sub"_s)
        ->addAction(u"R&edo"_s)
        ->setShortcuts({Qt::CTRL | Qt::Key_Y, Qt::CTRL | Qt::SHIFT | Qt::Key_Z});

    const ShortcutGroup group = shortcutGroup(menu, {{u"Larger thumbnails"_s, u"Ctrl+wheel"_s}});
    QCOMPARE(group.name, u"File & more"_s);
    const QList<ShortcutRow> expected{{u"Open list"_s, u"Ctrl+O"_s},
                                      {u"Redo"_s, u"Ctrl+Y, Ctrl+Shift+Z"_s},
                                      {u"Larger thumbnails"_s, u"Ctrl+wheel"_s}};
    QCOMPARE(group.rows, expected);
}

void TestShortcutSheet::findsRowsByWordsOrKeys()
{
    const auto found = [](const QString &words) {
        QStringList texts;
        for (const ShortcutGroup &group : rowsWith(words, Groups)) {
            for (const ShortcutRow &row : group.rows)
                texts.append(row.text);
        }
        return texts;
    };
    QCOMPARE(found({}).size(), 4);
    QCOMPARE(found(u"LIST"_s), QStringList({u"Open list"_s, u"Save list"_s}));
    QCOMPARE(found(u" save  list "_s), QStringList{u"Save list"_s});
    QCOMPARE(found(u"ctrl+z"_s), QStringList{u"Undo"_s});
    QCOMPARE(found(u"file"_s).size(), 2);
    QVERIFY(found(u"nothing like it"_s).isEmpty());
}

void TestShortcutSheet::showsAllRowsBelowTheNamesOfTheirGroups()
{
    ShortcutSheet sheet(Groups);
    sheet.resize(sheet.fontMetrics().averageCharWidth() * 60, 600);
    sheet.show();
    QVERIFY(QTest::qWaitForWindowExposed(&sheet));
    QVERIFY(!sheet.isModal());
    // What looks like markup is shown as it is.
    QCOMPARE(
        textsOn(sheet),
        QStringList({u"File"_s, u"Open list"_s, u"Save list"_s, u"Edit"_s, u"Undo"_s, u"Find <b>all</b>"_s}));
    QCOMPARE(sheet.findChildren<KeyCap *>().size(), 4);
    for (const QLabel *label : sheet.findChildren<QLabel *>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
}

void TestShortcutSheet::searchesWhileTheUserTypes()
{
    ShortcutSheet sheet(Groups);
    sheet.show();
    QVERIFY(QTest::qWaitForWindowExposed(&sheet));
    auto *field = sheet.findChild<QLineEdit *>();
    QVERIFY(field->hasFocus() || sheet.focusWidget() == field);
    QTest::keyClicks(field, u"undo"_s);
    QCOMPARE(textsOn(sheet), QStringList({u"Edit"_s, u"Undo"_s}));
    QTest::keyClicks(field, u"<i>"_s);
    QCOMPARE(textsOn(sheet).size(), 1);
    QVERIFY(textsOn(sheet).constFirst().contains(u"“undo<i>”"_s));
    field->clear();
    QCOMPARE(textsOn(sheet).size(), 6);
}

void TestShortcutSheet::usesAsManyColumnsAsFit()
{
    ShortcutSheet sheet(Groups);
    sheet.show();
    QVERIFY(QTest::qWaitForWindowExposed(&sheet));
    const auto left = [&sheet](const QString &text) {
        for (const QLabel *label : sheet.findChildren<QLabel *>()) {
            if (label->text() == text)
                return label->mapTo(&sheet, QPoint(0, 0)).x();
        }
        return -1;
    };
    QTRY_VERIFY(left(u"Edit"_s) > sheet.width() / 3);
    sheet.resize(sheet.fontMetrics().averageCharWidth() * 60, 600);
    QTRY_COMPARE(left(u"Edit"_s), left(u"File"_s));
}

void TestShortcutSheet::closesWithEscape()
{
    ShortcutSheet sheet(Groups);
    sheet.show();
    QVERIFY(QTest::qWaitForWindowExposed(&sheet));
    QTest::keyClick(sheet.findChild<QLineEdit *>(), Qt::Key_Escape);
    QVERIFY(!sheet.isVisible());
}

QTEST_MAIN(TestShortcutSheet)

#include "tst_shortcutsheet.moc"
