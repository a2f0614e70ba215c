#include "gallery/gallerymodel.h"
#include "ui/gallery/galleryview.h"
#include "ui/gallery/tiledelegate.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(ContactSheet::TileButton)

namespace {

RunRecord runOfThree()
{
    RunRecord run{.plan = {.id = RunId(1)}, .started = QDateTime::currentDateTimeUtc()};
    for (int i = 1; i <= 3; ++i)
        run.jobs.append({.job = {.id = JobId(i), .index = i, .prompt = u"robot dog %1"_s.arg(i)}});
    return run;
}

/// A gallery of three tiles.
struct Bench
{
    Bench()
    {
        view.setModel(&model);
        view.resize(1000, 600);
        view.show();
        model.showRun(runOfThree());
    }

    [[nodiscard]] bool isShown() { return QTest::qWaitForWindowActive(&view); }
    [[nodiscard]] QPoint centre(int row) const { return view.visualRect(model.index(row)).center(); }

    GalleryModel model;
    GalleryView view;
};

/// Counts how often a widget paints itself, unasked by the test.
class PaintCounter : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject * /*watched*/, QEvent *event) override
    {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }

    int count = 0;
};

} // namespace

class TestTileDelegate : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void hasTheButtonThatFits_data();
    void hasTheButtonThatFits();
    void countsDownToTheNextTry();
};

void TestTileDelegate::hasTheButtonThatFits_data()
{
    QTest::addColumn<JobState>("state");
    QTest::addColumn<int>("secondsToRetry");
    QTest::addColumn<TileButton>("button");
    QTest::newRow("waiting") << JobState::Waiting << 0 << TileButton::None;
    QTest::newRow("waiting to retry") << JobState::Waiting << 100 << TileButton::RetryNow;
    QTest::newRow("waiting for a place") << JobState::Waiting << -100 << TileButton::None;
    QTest::newRow("sent") << JobState::Sent << 0 << TileButton::None;
    QTest::newRow("saved") << JobState::Saved << 0 << TileButton::None;
    QTest::newRow("failed") << JobState::Failed << 0 << TileButton::TryAgain;
    QTest::newRow("refused") << JobState::Refused << 0 << TileButton::TryAgain;
    QTest::newRow("cancelled") << JobState::Cancelled << 0 << TileButton::TryAgain;
    QTest::newRow("charged but gone") << JobState::Expired << 0 << TileButton::OrderAgain;
    QTest::newRow("made but gone") << JobState::Expired << 0 << TileButton::TryAgain;
    QTest::newRow("unknown outcome") << JobState::Unknown << 0 << TileButton::OrderAgain;
}

void TestTileDelegate::hasTheButtonThatFits()
{
    QFETCH(const JobState, state);
    QFETCH(const int, secondsToRetry);
    QFETCH(const TileButton, button);
    Bench bench;
    QVERIFY(bench.isShown());
    JobRecord record = runOfThree().jobs.at(2);
    record.state = state;
    if (state == JobState::Expired)
        record.error =
            Error{.charge = button == TileButton::OrderAgain ? Error::Charge::Yes : Error::Charge::No};
    if (secondsToRetry != 0) {
        record.timeline.beginAttempt(0s);
        record.timeline.beginBackoff(0s);
        record.nextAttempt = std::chrono::seconds(secondsToRetry);
    }
    bench.model.updateJob(RunId(1), record);
    const QModelIndex index = bench.model.index(2);
    QCOMPARE(tileButton(index), button);
    const TileParts parts(bench.view.visualRect(index), bench.view.fontMetrics(), button);
    QCOMPARE(parts.button.isNull(), button == TileButton::None);
    const QSignalSpy asked(&bench.view, &GalleryView::retryRequested);
    QTest::mouseClick(bench.view.viewport(), Qt::LeftButton, {},
                      button == TileButton::None ? bench.centre(2) : parts.button.center());
    QCOMPARE(asked.size(), button == TileButton::None ? 0 : 1);
}

void TestTileDelegate::countsDownToTheNextTry()
{
    Bench bench;
    QVERIFY(bench.isShown());
    JobRecord waiting = runOfThree().jobs.first();
    waiting.timeline.beginAttempt(0s);
    waiting.timeline.beginBackoff(0s);
    waiting.nextAttempt = 2500ms;
    bench.model.updateJob(RunId(1), waiting);
    const QModelIndex index = bench.model.index(0);
    const auto at = index.data(GalleryModel::RetryAtRole).value<Clock::time_point>();
    QCOMPARE(secondsToRetry(index, at - 2001ms), 3);
    QCOMPARE(secondsToRetry(index, at - 2000ms), 2);
    QCOMPARE(secondsToRetry(index, at - 1ms), 1);
    QCOMPARE(secondsToRetry(index, at), 0);
    QCOMPARE(secondsToRetry(index, at + 10s), 0);

    // It is painted when the seconds change, and not for each tenth as where they are counted up.
    QTRY_VERIFY(secondsToRetry(index, Clock::now()) == 2);
    PaintCounter paints;
    bench.view.viewport()->installEventFilter(&paints);
    QTRY_VERIFY(secondsToRetry(index, Clock::now()) == 0);
    QTRY_VERIFY(paints.count >= 2);
    QVERIFY2(paints.count <= 4, qPrintable(QString::number(paints.count)));
    QCOMPARE(tileButton(index), TileButton::None); // It goes as soon as there is a place.
}

QTEST_MAIN(TestTileDelegate)

#include "tst_tiledelegate.moc"
