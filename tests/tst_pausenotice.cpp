#include "support/faultserver.h"
#include "support/windowsession.h"
#include "ui/gallery/gallerypanel.h"
#include "ui/gallery/galleryview.h"
#include "ui/gallery/tiledelegate.h"
#include "ui/mainwindow/pausenotice.h"
#include "ui/services/servicepanel.h"
#include "ui/widgets/messagebar.h"

#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Reason = ServicePause::Reason;

namespace {

/// A window with a run of three pictures of which one is under way for good, at a server that charges.
struct Bench
{
    Bench()
    {
        server.answerAlways(Fault::hang());
        choose(home, u"run/service"_s, u"compatible"_s);
        choose(home, u"run/model"_s, u"model"_s);
        choose(home, u"run/size"_s, QString());
        choose(home, u"run/mode"_s, u"sequential"_s);
        choose(home, u"services/base_urls"_s,
               u"{\"compatible\":\"%1\"}"_s.arg(server.url(u"/v1"_s).toString()));
        session = std::make_unique<WindowSession>(home);
        session->trigger(ActionId::Generate);
        QTRY_COMPARE(session->workspace.counts().underWay, 1);
    }

    ~Bench()
    {
        session->workspace.engine().leaveEverything();
        [this] { QTRY_VERIFY(!session->workspace.isBusy()); }();
    }
    Q_DISABLE_COPY_MOVE(Bench)

    /// Says what the generator says when nothing is ordered for a while.
    void tell(const ServicePause &pause)
    {
        emit session->workspace.engine().generator()->pauseChanged(RunId(1), pause);
    }

    [[nodiscard]] Moment in(Moment length) const { return session->workspace.history().now() + length; }
    [[nodiscard]] QString status() const
    {
        return session->window.findChild<QLabel *>(u"waitLabel"_s)->text();
    }

    QTemporaryDir home;
    FaultServer server;
    std::unique_ptr<WindowSession> session;
};

QString sentenceOf(Reason reason, std::optional<Moment> left, int waiting)
{
    return pauseSentence({.reason = reason}, u"OpenAI"_s, left, QDateTime({2026, 11, 25}, {14, 5, 19}),
                         waiting);
}

} // namespace

class TestPauseNotice : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void saysWhyAndHowLong();
    void saysItInAFewWords();
    void tellsAPauseUntilItIsOver();
    void leavesOutWhatIsShort();
    void doesNotTakeThePlaceOfAQuestion();
    void staysClosedOnceClosed();
    void asksForAKeyUntilAPersonSaysThatItGoesOn();
    void stopsWhatWaits();
    void namesWhatIsDoneAgain();
    void ordersAgainOnlyAfterItSaidWhatThatMayCost();

private:
    QTemporaryDir m_home;
};

void TestPauseNotice::initTestCase()
{
    moveHome(m_home);
    QLocale::setDefault(QLocale::c());
}

void TestPauseNotice::init()
{
    // A platform without a display has no manager of windows to tell of them.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
}

void TestPauseNotice::saysWhyAndHowLong()
{
    QCOMPARE(sentenceOf(Reason::RateLimit, 11'200ms, 34),
             u"OpenAI asks to wait 12 s (until 14:05:31). Nothing is lost; 34 images wait."_s);
    QCOMPARE(sentenceOf(Reason::Overload, 3s, 1),
             u"OpenAI has too much to do and is asked again in 3 s (at 14:05:22). Nothing is lost; 1 image "
             "waits."_s);
    QCOMPARE(sentenceOf(Reason::Trouble, 5min, 0),
             u"OpenAI failed too often and is left alone for 5 min (until 14:10:19). Nothing is lost."_s);
    QVERIFY(sentenceOf(Reason::RateLimit, 20h, 1).contains(u"wait 20 h (until 26 Nov 2026 10:05"));
    QCOMPARE(sentenceOf(Reason::Key, {}, 34),
             u"OpenAI did not accept the key. Check it in Services, then go on. Nothing is lost; 34 images "
             "wait."_s);
    QVERIFY(sentenceOf(Reason::Quota, {}, 34).startsWith(u"There is no credit left at OpenAI"));
}

void TestPauseNotice::saysItInAFewWords()
{
    QCOMPARE(pauseWords({}, 800ms), u"waiting for the service, 1 s"_s);
    QCOMPARE(pauseWords({}, Moment::zero()), u"waiting for the service"_s);
    QCOMPARE(pauseWords({.reason = Reason::Key}, {}), u"waiting for a key"_s);
    QCOMPARE(pauseWords({.reason = Reason::Quota}, {}), u"waiting for credit"_s);
}

void TestPauseNotice::tellsAPauseUntilItIsOver()
{
    Bench bench;
    QVERIFY(!bench.session->can(ActionId::GoOnNow));
    ServicePause pause{.begin = bench.in(0s), .until = bench.in(12s)};
    bench.tell(pause);
    QVERIFY2(bench.session->said().contains(u"asks to wait 12 s (until "), qPrintable(bench.session->said()));
    QVERIFY(bench.session->said().endsWith(u"Nothing is lost; 2 images wait."));
    QCOMPARE(bench.session->messages().kind(), MessageBar::Kind::Information);
    QCOMPARE(bench.status(), u"waiting for the service, 12 s"_s);
    QVERIFY(bench.session->can(ActionId::GoOnNow));
    const int message = bench.session->messages().shownMessage();
    QTRY_VERIFY(bench.session->said().contains(u"asks to wait 11 s"));
    QCOMPARE(bench.session->messages().shownMessage(), message); // It is no news, and nothing moves.

    pause.until = bench.in(60s); // The service asks for more.
    bench.tell(pause);
    QVERIFY(bench.session->said().contains(u"asks to wait 60 s"));
    pause.end = bench.in(1s);
    bench.tell(pause);
    QCOMPARE(bench.session->said(), QString());
    QCOMPARE(bench.status(), QString());
    QVERIFY(!bench.session->can(ActionId::GoOnNow));
}

void TestPauseNotice::leavesOutWhatIsShort()
{
    Bench bench;
    bench.tell({.begin = bench.in(0s), .until = bench.in(1500ms)});
    QCOMPARE(bench.session->said(), QString());
    QCOMPARE(bench.status(), u"waiting for the service, 2 s"_s);
    QTRY_COMPARE(bench.status(), u"waiting for the service"_s);
    QCOMPARE(bench.session->said(), QString());
}

void TestPauseNotice::doesNotTakeThePlaceOfAQuestion()
{
    Bench bench;
    bench.session->messages().showMessage(u"Really?"_s, {{u"Yes"_s, [] {}}});
    bench.tell({.begin = bench.in(0s), .until = bench.in(60s)});
    QCOMPARE(bench.session->said(), u"Really?"_s);
    QVERIFY(bench.session->answer(u"Yes"_s));
    QTRY_VERIFY(bench.session->said().contains(u"asks to wait"));

    // What only a person can end is said at once.
    bench.session->messages().showMessage(u"Really?"_s, {{u"Yes"_s, [] {}}});
    bench.tell({.reason = Reason::Quota, .begin = bench.in(0s)});
    QVERIFY(bench.session->said().startsWith(u"There is no credit left"));
    QCOMPARE(bench.session->messages().kind(), MessageBar::Kind::Problem);
}

void TestPauseNotice::staysClosedOnceClosed()
{
    Bench bench;
    bench.tell({.begin = bench.in(0s), .until = bench.in(60s)});
    QVERIFY(!bench.session->said().isEmpty());
    bench.session->messages().closeMessage();
    QTRY_COMPARE(bench.status(), u"waiting for the service, 58 s"_s);
    QCOMPARE(bench.session->said(), QString());
    bench.tell({.begin = bench.in(0s), .until = bench.in(30s)}); // Another one.
    QVERIFY(!bench.session->said().isEmpty());
}

void TestPauseNotice::asksForAKeyUntilAPersonSaysThatItGoesOn()
{
    Bench bench;
    bench.tell({.reason = Reason::Key, .begin = bench.in(0s)});
    QVERIFY(bench.session->said().contains(u"did not accept the key"));
    QCOMPARE(bench.status(), u"waiting for a key"_s);
    QVERIFY(bench.session->answer(u"Open Services"_s));
    QVERIFY(bench.session->window.findChild<ServicePanel *>()->isVisible());
    QVERIFY(bench.session->said().contains(u"did not accept the key")); // It is gone on from here.
    QVERIFY(bench.session->answer(u"Go On"_s));
    QCOMPARE(bench.session->said(), QString());
}

void TestPauseNotice::stopsWhatWaits()
{
    Bench bench;
    bench.tell({.begin = bench.in(0s), .until = bench.in(60s)});
    QVERIFY(bench.session->answer(u"Stop"_s));
    QTRY_COMPARE(bench.session->workspace.counts().cancelled, 2);
}

void TestPauseNotice::namesWhatIsDoneAgain()
{
    Bench bench;
    GalleryModel &gallery = bench.session->workspace.gallery();
    const QAction *again = bench.session->window.actions()[ActionId::TryAgain];
    const auto select = [&](int row) {
        bench.session->gallery().setCurrentIndex(bench.session->gallery().model()->index(row, 0));
    };
    select(1);
    QVERIFY(!again->isEnabled());
    JobRecord record = gallery.tile(1).record;
    record.timeline.beginAttempt(0s);
    record.timeline.beginBackoff(0s);
    record.nextAttempt = bench.in(60s);
    gallery.updateJob(RunId(1), record);
    QTRY_VERIFY(again->isEnabled());
    QCOMPARE(again->text().remove(u'&'), u"Retry Now"_s);
    record.state = JobState::Unknown;
    gallery.updateJob(RunId(1), record);
    QTRY_COMPARE(again->text().remove(u'&'), u"Order Again…"_s);
    record.state = JobState::Failed;
    gallery.updateJob(RunId(1), record);
    QTRY_COMPARE(again->text().remove(u'&'), u"Try Again"_s);
}

void TestPauseNotice::ordersAgainOnlyAfterItSaidWhatThatMayCost()
{
    Bench bench;
    const QAction *all = bench.session->window.actions()[ActionId::OrderUnknownAgain];
    QVERIFY(!all->isEnabled());
    bench.session->workspace.engine().leaveEverything();
    QTRY_VERIFY(!bench.session->workspace.isBusy());
    QCOMPARE(bench.session->count(TilePhase::Unknown), 1);
    QVERIFY(all->isEnabled());
    QCOMPARE(all->text().remove(u'&'), u"Order the One of Unknown Outcome Again…"_s);
    const int orders = bench.server.requestCount();

    const QModelIndex tile = bench.session->gallery().model()->index(0, 0);
    const TileParts parts(bench.session->gallery().visualRect(tile), bench.session->gallery().fontMetrics(),
                          tileButton(tile));
    QTest::mouseClick(bench.session->gallery().viewport(), Qt::LeftButton, {}, parts.button.center());
    const QString asked =
        u"Picture 1 may have been charged already: ordering it again may be charged a second "
        "time."_s;
    QCOMPARE(bench.session->said(), asked);
    QVERIFY(bench.session->answer(u"Leave"_s));
    QCOMPARE(bench.session->said(), QString());
    QCOMPARE(bench.server.requestCount(), orders);
    bench.session->trigger(ActionId::OrderUnknownAgain);
    QCOMPARE(bench.session->said(), asked);
    QVERIFY(bench.session->answer(u"Order Again"_s));
    QTRY_COMPARE(bench.server.requestCount(), orders + 1);
    QTRY_COMPARE(bench.session->workspace.counts().underWay, 1);
    QCOMPARE(bench.session->workspace.counts().unknown, 0);
}

QTEST_MAIN(TestPauseNotice)

#include "tst_pausenotice.moc"
