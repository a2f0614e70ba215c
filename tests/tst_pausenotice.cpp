#include "support/faultserver.h"
#include "support/pictures.h"
#include "support/smalldisk.h"
#include "support/windowsession.h"
#include "ui/gallery/gallerypanel.h"
#include "ui/gallery/galleryview.h"
#include "ui/gallery/tiledelegate.h"
#include "ui/mainwindow/pausenotice.h"
#include "ui/services/servicepanel.h"
#include "ui/widgets/messagebar.h"

#include <QApplication>
#include <QDirIterator>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Reason = ServicePause::Reason;

namespace {

/// Lets the window ask \a server, which counts as one that charges, one after another.
void askInTurn(const QTemporaryDir &home, const FaultServer &server)
{
    chooseServer(home, server);
    choose(home, u"run/mode"_s, u"sequential"_s);
}

/// A window with a run of three pictures of which one is under way for good, at a server that charges.
struct Bench
{
    Bench()
    {
        server.answerAlways(Fault::hang());
        askInTurn(home, server);
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

#ifdef Q_OS_UNIX
/// A window with a run of three pictures at a server that charges, and a disk that takes none of them.
struct FullDiskBench
{
    static constexpr rlim_t SmallFile = 20'000;

    FullDiskBench()
    {
        server.answerAlways(Fault::answer(200, answerWithPicture(pictureBytes({1200, 900}))));
        askInTurn(home, server);
        session = std::make_unique<WindowSession>(home);
        disk = std::make_unique<SmallDisk>(SmallFile);
        session->trigger(ActionId::Generate);
    }

    QTemporaryDir home;
    FaultServer server;
    std::unique_ptr<WindowSession> session;
    std::unique_ptr<SmallDisk> disk;
};
#endif

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
    void goesOnWithTheKeyThatWasMended();
    void saysWhatWaitsForAPlace();
#ifdef Q_OS_UNIX
    void asksForAPlaceUntilThereIsOne();
    void savesIntoTheFolderThatIsChosen();
#endif
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

void TestPauseNotice::goesOnWithTheKeyThatWasMended()
{
    const QTemporaryDir home;
    FaultServer server;
    server.answerWith([](const ReceivedRequest &request) {
        return request.http.header("authorization") == "Bearer good"
            ? Fault::answer(200, answerWithPicture(pictureBytes()))
            : Fault::answer(401, R"({"error":{"message":"no","code":"invalid_api_key"}})");
    });
    askInTurn(home, server);
    WindowSession session(home);
    session.trigger(ActionId::Generate);
    QTRY_VERIFY(session.said().contains(u"did not accept the key"));
    QVERIFY(session.said().endsWith(u"2 images wait."));
    QCOMPARE(server.requestCount(), 1);

    QVERIFY(session.answer(u"Open Services"_s));
    auto *services = session.window.findChild<ServicePanel *>();
    QTRY_COMPARE(QApplication::activeWindow(), services);
    auto *key = services->findChild<QLineEdit *>(u"keyField"_s);
    key->setFocus();
    QTest::keyClicks(key, u"good"_s);
    QTest::keyClick(key, Qt::Key_Tab);
    QVERIFY(session.answer(u"Go On"_s));
    QTRY_VERIFY(!session.workspace.isBusy());
    QCOMPARE(session.count(TilePhase::Done), 2);
    QCOMPARE(session.count(TilePhase::Failed), 1); // Its order showed it; it can be tried again.
    QCOMPARE(server.requestCount(), 3);
}

void TestPauseNotice::saysWhatWaitsForAPlace()
{
    const Error error{.kind = Error::Kind::Disk, .message = u"The disk is full."_s};
    QCOMPARE(placeSentence(error, 0, 34), u"The disk is full. Nothing is lost; 34 images wait."_s);
    QCOMPARE(placeSentence(error, 1, 0),
             u"The disk is full. 1 picture that has arrived waits in memory for a place. Nothing is lost."_s);
    QVERIFY(placeSentence(error, 2, 1).contains(u"2 pictures that have arrived wait in memory for a place."));
    QCOMPARE(pauseWords({.reason = Reason::Storage}, {}), u"waiting for room on the disk"_s);
}

#ifdef Q_OS_UNIX

void TestPauseNotice::asksForAPlaceUntilThereIsOne()
{
    FullDiskBench bench;
    WindowSession &session = *bench.session;
    QTRY_VERIFY(session.said().contains(u"waits in memory for a place"));
    QVERIFY(session.said().endsWith(u"2 images wait."));
    QCOMPARE(bench.server.requestCount(), 1);

    QVERIFY(!session.window.close());
    QVERIFY(session.said().contains(u"has no place on the disk yet"));
    QVERIFY(session.answer(u"Stay"_s));
    QTRY_VERIFY(session.said().contains(u"waits in memory for a place"));

    QVERIFY(session.answer(u"Retry"_s)); // It is said again, since that did not help.
    QTRY_VERIFY(session.said().contains(u"waits in memory for a place"));

    bench.disk.reset();
    QVERIFY(session.answer(u"Retry"_s));
    QTRY_VERIFY(!session.workspace.isBusy());
    QCOMPARE(session.count(TilePhase::Done), 3);
    QCOMPARE(bench.server.requestCount(), 3);
    QCOMPARE(session.said(), QString());
}

void TestPauseNotice::savesIntoTheFolderThatIsChosen()
{
    FullDiskBench bench;
    WindowSession &session = *bench.session;
    QTRY_VERIFY(session.said().contains(u"waits in memory for a place"));
    QVERIFY(session.answer(u"Choose Folder…"_s));
    auto *dialog = session.window.findChild<QFileDialog *>(u"placeDialog"_s);
    QVERIFY(dialog);
    QVERIFY(session.said().contains(u"waits in memory for a place")); // Until there is one.

    bench.disk.reset();
    const QTemporaryDir other;
    emit dialog->fileSelected(other.path());
    dialog->close();
    QTRY_VERIFY(!session.workspace.isBusy());
    QCOMPARE(session.count(TilePhase::Done), 3);
    QCOMPARE(bench.server.requestCount(), 3);
    QDirIterator found(other.path(), {u"*.png"_s}, QDir::Files, QDirIterator::Subdirectories);
    int pictures = 0;
    for (; found.hasNext(); found.next())
        ++pictures;
    QCOMPARE(pictures, 3);
    QTRY_VERIFY(!session.workspace.gallery().tile(0).thumbnail.isNull());
}

#endif

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
    record.state = JobState::Expired;
    record.error = Error{.kind = Error::Kind::UnreadableAnswer, .charge = Error::Charge::Yes};
    gallery.updateJob(RunId(1), record);
    QTRY_COMPARE(again->text().remove(u'&'), u"Order Again…"_s);
    bench.session->trigger(ActionId::TryAgain);
    QVERIFY(bench.session->said().contains(u"charged a second time"_s));
    QVERIFY(bench.session->answer(u"Leave"_s));
    record.error->kind = Error::Kind::Network; // Its link is kept: to download it again costs nothing.
    gallery.updateJob(RunId(1), record);
    QTRY_COMPARE(again->text().remove(u'&'), u"Try Again"_s);
    QCOMPARE(tileWords(gallery.tile(1).phase), u"charged, not downloaded"_s);
    bench.session->trigger(ActionId::TryAgain);
    QCOMPARE(bench.session->said(), QString());
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
