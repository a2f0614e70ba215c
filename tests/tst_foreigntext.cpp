#include "gallery/gallerymodel.h"
#include "support/faultserver.h"
#include "support/pictures.h"
#include "support/windowsession.h"
#include "ui/gallery/galleryview.h"
#include "ui/services/servicepanel.h"
#include "ui/timing/waterfallview.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/shortcutsheet.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>
#include <QTextEdit>
#include <QToolTip>

#include <algorithm>
#include <memory>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// A label that took this for markup would load the file and draw bold text.
const QString Markup = u"<img src='file:///CANARY.png'><b>x"_s;

QByteArray inJson(const QString &text)
{
    return '"' + text.toUtf8() + '"'; // Nothing in the markup needs to be escaped.
}

bool isMarkup(const QString &text)
{
    return text.contains(u"<img") || text.contains(u"<b>");
}

/// What a tooltip that undoes the markup of a text looks like.
bool isUndoneMarkup(const QString &text)
{
    return text.contains(u"&lt;img") && !isMarkup(text);
}

QString nameOf(const QWidget *widget)
{
    return QLatin1StringView(widget->metaObject()->className()) % u" “"_s % widget->objectName() % u'”';
}

/// What shows text from outside, and what of it would be taken for markup.
struct Look
{
    QStringList shown = {};
    QStringList faults = {};

    void check(bool isWrong, const QWidget *widget, const QString &text)
    {
        if (isWrong)
            faults.append(nameOf(widget) % u": "_s % text);
    }

    void note(bool isShown, const QWidget *widget)
    {
        if (isShown && !shown.contains(nameOf(widget)))
            shown.append(nameOf(widget));
    }

    void at(const QWidget *widget)
    {
        for (const QString &tip : {widget->toolTip(), widget->statusTip(), widget->whatsThis()})
            check(isMarkup(tip), widget, tip);
        for (const QAction *action : widget->actions())
            check(isMarkup(action->toolTip()) || isMarkup(action->statusTip()), widget, action->toolTip());
        if (const auto *label = qobject_cast<const QLabel *>(widget); label && !label->text().isEmpty()) {
            const bool isToolTip = label->windowType() == Qt::ToolTip;
            // QFormLayout makes labels of its own for the names of fields.
            const bool isOwn =
                isToolTip || QStringList{u"Address"_s, u"Key"_s, u"At most"_s}.contains(label->text());
            check(isOwn ? isMarkup(label->text()) : label->textFormat() != Qt::PlainText, label,
                  label->text());
            note(isMarkup(label->text()), label);
        } else if (const auto *rich = qobject_cast<const QTextEdit *>(widget)) {
            check(rich->toHtml().contains(u"<img"), rich, rich->toHtml());
            note(isMarkup(rich->toPlainText()), rich);
        } else if (const auto *plain = qobject_cast<const QPlainTextEdit *>(widget)) {
            note(isMarkup(plain->toPlainText()), plain);
        } else if (const auto *view = qobject_cast<const QAbstractItemView *>(widget)) {
            atItemsOf(view);
        }
    }

    void atItemsOf(const QAbstractItemView *view)
    {
        // The gallery shows the tooltips of its items itself: they are looked at where they are shown.
        if (!view->model() || qobject_cast<const GalleryView *>(view))
            return;
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            for (int column = 0; column < view->model()->columnCount(); ++column) {
                const QModelIndex index = view->model()->index(row, column);
                const QString tip = index.data(Qt::ToolTipRole).toString();
                check(isMarkup(tip), view, tip);
                note(isMarkup(index.data().toString()), view);
            }
        }
    }
};

/// Looks at every widget that there is, seen or not.
Look lookAround()
{
    Look look;
    for (const QWidget *widget : QApplication::allWidgets())
        look.at(widget);
    return look;
}

/// The tooltip that \a view shows at \a place.
QString toolTipAt(QAbstractScrollArea &view, const QPoint &place)
{
    QToolTip::hideText();
    QHelpEvent event(QEvent::ToolTip, place, view.viewport()->mapToGlobal(place));
    QApplication::sendEvent(view.viewport(), &event);
    return QToolTip::text();
}

/// The program with markup in all that comes from outside: prompts, names, folders, and what the server says.
struct Bench
{
    Bench()
    {
        server.answerWith([tests = std::make_shared<int>(0)](const ReceivedRequest &request) {
            const QByteArray text = inJson(Markup);
            const HttpHeaders headers{{"x-request-id", Markup.toUtf8()}};
            if (request.http.method == "GET" && ++*tests > 1)
                return Fault::answer(401, R"({"error":{"message":)" + text + "}}", headers);
            if (request.http.method == "GET")
                return Fault::answer(200, R"({"data":[{"id":)" + inJson(Markup + u"list"_s) + "}]}");
            if (request.http.body.contains("faulty"))
                return Fault::answer(400,
                                     R"({"error":{"message":)" + text + R"(,"code":)" + text + R"(,"param":)"
                                         + text + "}}",
                                     headers);
            return Fault::answer(200,
                                 R"({"data":[{"b64_json":")" + pictureBytes().toBase64()
                                     + R"(","revised_prompt":)" + text + "}]}",
                                 headers);
        });
        chooseServer(home, server);
        choose(home, u"run/model"_s, Markup);
        choose(home, u"run/mode"_s, u"sequential"_s);
    }

#ifdef Q_OS_WIN
    const QTemporaryDir home;
#else
    const QTemporaryDir home{QDir::tempPath() + u"/<b>x<img src='CANARY.png'>XXXXXX"_s};
#endif
    FaultServer server;
};

} // namespace

/// What comes from outside is text: no label, tooltip or message takes any of it for markup.
class TestForeignText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { moveHome(m_home); }
    void init();

    void isTextWhereverItIsShown();

private:
    QTemporaryDir m_home;
};

void TestForeignText::init()
{
    // Offscreen, windows have no manager to tell of their sizes and places.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).*"_s));
}

void TestForeignText::isTextWhereverItIsShown()
{
    const Bench bench;
    WindowSession session(bench.home);
    session.workspace.editing().open(
        {.name = Markup,
         .prompts = {{.text = u"faulty "_s + Markup}, {.text = Markup + u" a {red|<b>blue} fox"_s}}});
    session.trigger(ActionId::Generate);
    QTRY_VERIFY(!session.workspace.isBusy() && session.count(TilePhase::Done) == 2);
    QCOMPARE(session.count(TilePhase::Failed), 1);
    QCOMPARE(lookAround().faults.join(u'\n'), QString());

    GalleryView &gallery = session.gallery();
    for (int row = 0; row < 3; ++row) {
        const QModelIndex index = gallery.model()->index(row, 0);
        gallery.scrollTo(index);
        const QString tip = toolTipAt(gallery, gallery.visualRect(index).center());
        QVERIFY2(isUndoneMarkup(tip), qPrintable(tip));
    }
    WaterfallView &waterfall = *session.window.findChild<WaterfallView *>();
    int tips = 0;
    for (int y = 2; y < waterfall.viewport()->height(); y += 5) {
        for (int x = 5; x < waterfall.viewport()->width(); x += 100) {
            const QString tip = toolTipAt(waterfall, {x, y});
            QVERIFY2(tip.isEmpty() || !isMarkup(tip), qPrintable(tip));
            tips += isUndoneMarkup(tip) ? 1 : 0;
        }
    }
    QVERIFY(tips > 0);

    gallery.setCurrentIndex(gallery.model()->index(0, 0));
    session.trigger(ActionId::ErrorDetails);
    gallery.setCurrentIndex(gallery.model()->index(1, 0));
    session.trigger(ActionId::OpenViewer);
    QCOMPARE(session.workspace.gallery().tile(1).record.picture->revisedPrompt, Markup);
    session.messages().showMessage(Markup, {{Markup, [] {}}}, MessageBar::Kind::Problem);
    session.trigger(ActionId::Shortcuts);
    QTest::keyClicks(session.window.findChild<ShortcutSheet *>()->findChild<QLineEdit *>(), Markup);

    session.trigger(ActionId::Services);
    auto *panel = session.window.findChild<ServicePanel *>();
    auto *result = panel->findChild<QLabel *>(u"testResult"_s);
    for (int round = 0; round < 2; ++round) { // The list of models first, then what the server says.
        QTest::mouseClick(panel->findChild<QPushButton *>(u"testButton"_s), Qt::LeftButton);
        QTRY_VERIFY2(!result->text().isEmpty() && result->text() != u"Testing…", qPrintable(result->text()));
        QCOMPARE(lookAround().faults.join(u'\n'), QString());
    }
    const Look look = lookAround();
    QCOMPARE(look.faults.join(u'\n'), QString());
    // Without these, nothing would have been looked at.
    for (const char *place : {"testDetail", "PictureDetails", "QPlainTextEdit", "PromptTextEdit"}) {
        const auto isThere = [place](const QString &name) { return name.contains(QLatin1StringView(place)); };
        QVERIFY2(std::any_of(look.shown.begin(), look.shown.end(), isThere),
                 qPrintable(QLatin1StringView(place) % u" of "_s % look.shown.join(u", ")));
    }
    QVERIFY2(look.shown.size() >= 6, qPrintable(look.shown.join(u", ")));
}

QTEST_MAIN(TestForeignText)

#include "tst_foreigntext.moc"
