#include "support/faultserver.h"
#include "support/windowsession.h"
#include "ui/gallery/gallerypanel.h"
#include "ui/gallery/galleryview.h"
#include "ui/prompteditor/promptlistview.h"
#include "ui/services/primarybutton.h"
#include "ui/widgets/messagebar.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QScrollArea>
#include <QStyleOptionComboBox>
#include <QTest>
#include <QToolButton>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

QString nameOf(const QWidget *widget)
{
    const QString name =
        QLatin1StringView(widget->metaObject()->className()) % u" “"_s % widget->objectName() % u'”';
    const QVariant text = widget->property("text");
    return text.isValid() ? name % u" ("_s % text.toString() % u')' : name;
}

/// The widgets of \a window that are seen, popups and dialogs left out.
QList<QWidget *> seenIn(const QWidget &window)
{
    QList<QWidget *> seen;
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        if (widget->isVisible() && widget->window() == &window)
            seen.append(widget);
    }
    return seen;
}

/// What \a widget would need to show all of its text, where it shows one that may not be cut.
QSize roomFor(QWidget *widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(widget)) {
        if (label->text().isEmpty())
            return {};
        if (label->wordWrap())
            return {0, label->heightForWidth(label->width())};
        return label->sizeHint();
    }
    if (auto *box = qobject_cast<QComboBox *>(widget)) {
        QStyleOptionComboBox option;
        option.initFrom(box);
        option.editable = box->isEditable();
        option.currentText = box->currentText();
        const QRect text =
            box->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, box);
        return {box->width() - text.width() + box->fontMetrics().horizontalAdvance(box->currentText()),
                box->fontMetrics().height()};
    }
    const auto *tool = qobject_cast<const QToolButton *>(widget);
    const auto *button = qobject_cast<const QAbstractButton *>(widget);
    const bool isSignAlone =
        tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly && !tool->icon().isNull();
    return button && !button->text().isEmpty() && !isSignAlone ? button->sizeHint() : QSize();
}

/// Whether \a widget is scrolled with what is around it.
bool isScrolled(const QWidget *widget)
{
    for (const QWidget *around = widget->parentWidget(); around; around = around->parentWidget()) {
        if (qobject_cast<const QScrollArea *>(around))
            return true;
    }
    return false;
}

/// What is wrong with how the parts of \a window lie: cut texts, and parts on top of others or beyond the
/// edge.
QStringList faultsOf(const QWidget &window)
{
    QStringList faults;
    for (QWidget *widget : seenIn(window)) {
        const QSize needed = roomFor(widget);
        if (widget->width() < needed.width() || widget->height() < needed.height())
            faults.append(u"%1 is cut: %2x%3 of %4x%5"_s.arg(nameOf(widget))
                              .arg(widget->width())
                              .arg(widget->height())
                              .arg(needed.width())
                              .arg(needed.height()));
        // What has been scrolled up or down can be brought back; what is cut beside cannot.
        const QRect seen = widget->visibleRegion().boundingRect();
        const bool isSeen =
            isScrolled(widget) ? seen.isEmpty() || seen.width() == widget->width() : seen == widget->rect();
        if (needed.isValid() && !isSeen)
            faults.append(nameOf(widget) % u" is partly hidden"_s);
        if (!needed.isValid())
            continue;
        for (const QObject *other : widget->parentWidget()->children()) {
            const auto *sibling = qobject_cast<const QWidget *>(other);
            if (sibling && sibling != widget && sibling->isVisible() && !sibling->isWindow()
                && sibling->geometry().intersects(widget->geometry()))
                faults.append(nameOf(widget) % u" lies on "_s % nameOf(sibling));
        }
    }
    return faults;
}

/// Whether the widget that has the keyboard wants \a key for itself, before any shortcut.
bool isKeptFromShortcuts(const QKeySequence &key)
{
    QKeyEvent event(QEvent::ShortcutOverride, key[0].key(), key[0].keyboardModifiers());
    event.ignore();
    QApplication::sendEvent(QApplication::focusWidget(), &event);
    return event.isAccepted();
}

QString mnemonicOf(const QString &text)
{
    return QKeySequence::mnemonic(text).toString();
}

/// The first thing in \a texts that shares its mnemonic with one before it; empty where there is none.
QString sharedMnemonic(const QStringList &texts)
{
    QHash<QString, QString> taken;
    for (const QString &text : texts) {
        const QString key = mnemonicOf(text);
        if (key.isEmpty())
            continue;
        if (taken.contains(key))
            return text % u" and "_s % taken.value(key);
        taken.insert(key, text);
    }
    return {};
}

/// A window with three pictures, of which all parts have something to show.
void makePictures(WindowSession &session)
{
    session.trigger(ActionId::Generate);
    QTRY_VERIFY(!session.workspace.isBusy() && session.count(TilePhase::Done) >= 3);
    session.gallery().setCurrentIndex(session.gallery().model()->index(0, 0));
}

} // namespace

class TestWindowManners : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void namesEveryCommandWithAKeyOfItsOwn();
    void keepsTheKeysOfCommandsWhereverTheKeyboardIs();
    void tellsTheEntriesOfAMenuApartByTheirLetters();
    void namesEverythingThatTakesTheFocus();
    void walksThroughEverythingAndBack();
    void cutsAndCoversNothing_data();
    void cutsAndCoversNothing();

private:
    QTemporaryDir m_home;
};

void TestWindowManners::initTestCase()
{
    moveHome(m_home);
}

void TestWindowManners::init()
{
    // Offscreen, windows have no manager to tell of their sizes.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support propagateSizeHints).*"_s));
}

void TestWindowManners::namesEveryCommandWithAKeyOfItsOwn()
{
    const QTemporaryDir home;
    const WindowSession session(home);
    for (int i = 0; i < ActionCount; ++i) {
        const QAction *action = session.window.actions()[ActionId(i)];
        QVERIFY(!action->objectName().isEmpty());
        QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
        QVERIFY2(action->statusTip().size() > 10, qPrintable(action->objectName()));
        QVERIFY2(action->toolTip() == action->statusTip(), qPrintable(action->objectName()));
    }
    QHash<QString, QString> keys;
    for (const QAction *action : session.window.findChildren<QAction *>()) {
        for (const QKeySequence &key : action->shortcuts()) {
            const QString other = keys.value(key.toString());
            QVERIFY2(other.isEmpty(), qPrintable(action->text() % u" and "_s % other));
            keys.insert(key.toString(), action->text());
        }
    }
    QVERIFY(keys.size() > 30);
}

void TestWindowManners::keepsTheKeysOfCommandsWhereverTheKeyboardIs()
{
    const QTemporaryDir home;
    choose(home, u"services/practice_speed"_s, u"instant"_s);
    WindowSession session(home);
    makePictures(session);
    // The field does these itself, to the same end.
    const QList<ActionId> ofTheField{ActionId::Undo, ActionId::Redo, ActionId::DuplicatePrompt,
                                     ActionId::MovePromptUp, ActionId::MovePromptDown};
    const auto keptFrom = [&session](const QList<ActionId> &except) {
        QStringList kept;
        for (int i = 0; i < ActionCount; ++i) {
            const QAction *action = session.window.actions()[ActionId(i)];
            if (action->shortcutContext() != Qt::WindowShortcut || except.contains(ActionId(i)))
                continue;
            for (const QKeySequence &key : action->shortcuts()) {
                if (isKeptFromShortcuts(key))
                    kept.append(action->objectName() % u' ' % key.toString());
            }
        }
        return kept;
    };
    session.prompts().setFocus();
    QCOMPARE(keptFrom(ofTheField), QStringList());
    session.gallery().setFocus();
    QCOMPARE(keptFrom({}), QStringList());
    session.trigger(ActionId::GoToTiming);
    QCOMPARE(keptFrom({}), QStringList());
    // A field of one line has an undo of its own.
    session.trigger(ActionId::Find);
    QCOMPARE(keptFrom({ActionId::Undo, ActionId::Redo}), QStringList());
}

void TestWindowManners::tellsTheEntriesOfAMenuApartByTheirLetters()
{
    const QTemporaryDir home;
    const WindowSession session(home);
    QStringList ofTheWindow;
    for (const QAction *menu : session.window.menuBar()->actions())
        ofTheWindow.append(menu->text());
    for (const QWidget *widget : seenIn(session.window)) {
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            ofTheWindow.append(button->text());
    }
    QCOMPARE(sharedMnemonic(ofTheWindow), QString());
    const auto textsOf = [](const QList<QAction *> &entries) {
        QStringList texts;
        for (const QAction *action : entries)
            texts.append(action ? action->text() : QString());
        return texts;
    };
    for (const QMenu *menu : session.window.menuBar()->findChildren<QMenu *>())
        QCOMPARE(sharedMnemonic(textsOf(menu->actions())), QString());
    QCOMPARE(sharedMnemonic(textsOf(session.window.actions().galleryMenu())), QString());
    QCOMPARE(sharedMnemonic(textsOf(session.window.actions().promptMenu())), QString());
}

void TestWindowManners::namesEverythingThatTakesTheFocus()
{
    const QTemporaryDir home;
    choose(home, u"services/practice_speed"_s, u"instant"_s);
    WindowSession session(home);
    makePictures(session);
    session.trigger(ActionId::NewList);
    QVERIFY(session.messages().isVisible());
    int named = 0;
    for (QWidget *widget : seenIn(session.window)) {
        if (widget->focusPolicy() == Qt::NoFocus || widget->focusProxy())
            continue;
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(interface && !interface->text(QAccessible::Name).isEmpty(), qPrintable(nameOf(widget)));
        ++named;
    }
    QVERIFY(named > 20);
}

void TestWindowManners::walksThroughEverythingAndBack()
{
    const QTemporaryDir home;
    choose(home, u"services/practice_speed"_s, u"instant"_s);
    WindowSession session(home);
    makePictures(session);
    const auto walk = [](Qt::Key key, QList<QWidget *> *seen) {
        QWidget *const first = QApplication::focusWidget();
        for (int steps = 0; steps < 200; ++steps) {
            QTest::keyClick(QApplication::focusWidget(), key,
                            key == Qt::Key_Backtab ? Qt::ShiftModifier : Qt::NoModifier);
            seen->append(QApplication::focusWidget());
            if (QApplication::focusWidget() == first)
                return true;
        }
        return false;
    };
    session.prompts().setFocus();
    QList<QWidget *> forward;
    QVERIFY(walk(Qt::Key_Tab, &forward));
    QList<QWidget *> back;
    QVERIFY(walk(Qt::Key_Backtab, &back));
    back.prepend(back.takeLast());
    std::reverse(back.begin(), back.end());
    back.append(back.takeFirst());
    for (QWidget *widget : seenIn(session.window)) {
        const bool isStop =
            (widget->focusPolicy() & Qt::TabFocus) && widget->isEnabled() && !widget->focusProxy();
        QVERIFY2(!isStop || forward.contains(widget), qPrintable(nameOf(widget)));
        QVERIFY2(!isStop || back.contains(widget), qPrintable(nameOf(widget)));
    }
    QVERIFY(forward.size() > 15);
}

void TestWindowManners::cutsAndCoversNothing_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("theme");
    for (const char *theme : {"light", "dark"}) {
        QTest::addRow("1024 x 640, %s", theme) << QSize(1024, 640) << QString::fromLatin1(theme);
        QTest::addRow("1440 x 900, %s", theme) << QSize(1440, 900) << QString::fromLatin1(theme);
    }
}

void TestWindowManners::cutsAndCoversNothing()
{
    QFETCH(const QSize, size);
    QFETCH(const QString, theme);
    const QTemporaryDir home;
    choose(home, u"services/practice_speed"_s, u"quick"_s);
    choose(home, u"window/theme"_s, theme);
    WindowSession session(home);
    session.window.resize(size);
    session.trigger(ActionId::Both);
    // The number is that of the pictures that will be made: Both makes each twice.
    QCOMPARE(session.window.findChild<PrimaryButton *>()->text(), u"Generate 6 images"_s);
    QTRY_COMPARE(faultsOf(session.window), QStringList());

    session.trigger(ActionId::Generate);
    QTRY_VERIFY(session.count(TilePhase::Done) > 0);
    QVERIFY(session.workspace.isBusy());
    QTRY_COMPARE(faultsOf(session.window), QStringList());
    QTRY_VERIFY(!session.workspace.isBusy() && session.count(TilePhase::Done) == 6);
    QTRY_COMPARE(faultsOf(session.window), QStringList());

    session.messages().showMessage(u"The service of this sentence has much to say. "_s.repeated(6),
                                   {{u"Try All Failed Again"_s, [] {}}, {u"Open Services"_s, [] {}}},
                                   MessageBar::Kind::Problem);
    QTRY_COMPARE(faultsOf(session.window), QStringList());
    session.trigger(ActionId::TimingTable);
    QTRY_COMPARE(faultsOf(session.window), QStringList());
    QCOMPARE(session.window.size(), size);
    QVERIFY(session.window.grab().toImage().size() == size * session.window.devicePixelRatio());
}

QTEST_MAIN(TestWindowManners)

#include "tst_windowmanners.moc"
