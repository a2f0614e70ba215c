#include "gallery/gallerymodel.h"
#include "gallery/gallerypreviews.h"
#include "support/pictures.h"
#include "ui/gallery/tiledelegate.h"

#include <QAbstractItemModelTester>
#include <QPainter>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStyleOptionViewItem>
#include <QTest>
#include <QThreadPool>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

RunRecord runOf(int jobs)
{
    RunRecord run{.plan = {.id = RunId(1)}, .started = QDateTime::currentDateTimeUtc()};
    for (int i = 1; i <= jobs; ++i)
        run.jobs.append({.job = {.id = JobId(i), .index = i, .prompt = u"robot dog %1"_s.arg(i)}});
    return run;
}

/// \a record as its attempt is under way.
JobRecord sent(JobRecord record)
{
    record.state = JobState::Sent;
    record.timeline.beginAttempt(Moment(1s) * (record.timeline.attempts() + 1));
    return record;
}

JobRecord ended(JobRecord record, JobState state)
{
    record.timeline.lastByte(4s);
    record.timeline.end(5s);
    record.state = state;
    if (state == JobState::Saved)
        record.picture = SavedPicture{.file = u"dog_%1.png"_s.arg(record.job.index)};
    else
        record.error = Error{.message = u"It did not work."_s};
    return record;
}

/// A press of \a jobs pictures, each of which is under way.
struct Bench
{
    explicit Bench(int jobs = 1)
        : run(runOf(jobs))
    {
        pool.setMaxThreadCount(1);
        begin();
    }

    void begin()
    {
        model.beginPress(u"/press"_s);
        model.showRun(run);
        for (const JobRecord &record : run.jobs)
            model.updateJob(RunId(1), sent(record));
    }

    void take(const QByteArray &picture, int job = 1) { previews.take(RunId(1), JobId(job), picture); }

    /// Waits until what was taken has been decoded and shown.
    void settle()
    {
        pool.waitForDone();
        QTest::qWait(0);
        pool.waitForDone();
        QTest::qWait(0);
    }

    [[nodiscard]] QImage preview(int row = 0) const
    {
        return model.index(row).data(GalleryModel::PreviewRole).value<QImage>();
    }

    RunRecord run;
    QThreadPool pool;
    GalleryModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    GalleryPreviews previews{&model, &pool};
};

} // namespace

class TestGalleryPreviews : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void showsAPreviewWhileThePictureIsMade();
    void showsTheNewest();
    void leavesOutWhatIsNoPicture_data();
    void leavesOutWhatIsNoPicture();
    void keepsItUntilTheThumbnailIsThere();
    void dropsItWithItsAttempt_data();
    void dropsItWithItsAttempt();
    void ignoresWhatComesTooLate();
    void keepsFewOfWhatIsSavedAndNotForLong();
    void saysInTheTileThatItIsAPreview();
};

void TestGalleryPreviews::showsAPreviewWhileThePictureIsMade()
{
    Bench bench(3);
    QTest::qWait(50); // What was noted of the beginning has been told.
    QSignalSpy changed(&bench.model, &GalleryModel::dataChanged);
    bench.take(pictureBytes({800, 400}), 2);

    QTRY_COMPARE(bench.preview(1).size(),
                 QSize(GalleryPreviews::LongestSide, GalleryPreviews::LongestSide / 2));
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(changed.constFirst().at(0).toModelIndex().row(), 1);
    QVERIFY(changed.constFirst().at(2).value<QList<int>>().contains(GalleryModel::PreviewRole));
    QVERIFY(bench.preview(0).isNull());
    const QModelIndex index = bench.model.index(1);
    QVERIFY(index.data(GalleryModel::ThumbnailRole).value<QImage>().isNull());
    QVERIFY(index.data(Qt::AccessibleTextRole).toString().contains(u"preview"));
    QVERIFY(!bench.model.index(0).data(Qt::AccessibleTextRole).toString().contains(u"preview"));
}

void TestGalleryPreviews::showsTheNewest()
{
    Bench bench;
    for (const int side : {10, 20, 30, 40})
        bench.take(pictureBytes({side, side}));
    QTRY_COMPARE(bench.preview().size(), QSize(40, 40));
    bench.settle();
    QCOMPARE(bench.preview().size(), QSize(40, 40));
}

void TestGalleryPreviews::leavesOutWhatIsNoPicture_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("words") << "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"_ba;
    QTest::newRow("cut") << pictureBytes({64, 64}).chopped(20);
    QByteArray vast = pictureBytes({64, 64});
    vast.replace(16, 8, "\x00\x00\x75\x30\x00\x00\x75\x30"_ba); // 30000 x 30000
    QTest::newRow("vast") << vast;
}

void TestGalleryPreviews::leavesOutWhatIsNoPicture()
{
    QFETCH(const QByteArray, bytes);
    Bench bench;
    bench.take(pictureBytes({10, 10}));
    QTRY_COMPARE(bench.preview().size(), QSize(10, 10));
    bench.take(bytes);
    bench.settle();
    QCOMPARE(bench.preview().size(), QSize(10, 10));
}

void TestGalleryPreviews::keepsItUntilTheThumbnailIsThere()
{
    Bench bench(2);
    bench.take(pictureBytes({10, 10}), 1);
    bench.take(pictureBytes({10, 10}), 2);
    QTRY_VERIFY(!bench.preview(0).isNull() && !bench.preview(1).isNull());

    for (const int row : {0, 1})
        bench.model.updateJob(RunId(1), ended(sent(bench.run.jobs.at(row)), JobState::Saved));
    QVERIFY(!bench.preview(0).isNull());
    bench.model.setThumbnail(JobId(1), QImage(8, 8, QImage::Format_RGB32));
    QVERIFY(bench.preview(0).isNull());
    QVERIFY(!bench.preview(1).isNull());
    bench.model.setThumbnailError(JobId(2), u"The file is gone."_s);
    QVERIFY(bench.preview(1).isNull());
}

void TestGalleryPreviews::dropsItWithItsAttempt_data()
{
    QTest::addColumn<JobRecord>("record");
    const JobRecord underWay = sent(runOf(1).jobs.constFirst());
    for (const JobState state : endStates()) {
        if (state != JobState::Saved)
            QTest::newRow(qPrintable(keyword(state))) << ended(underWay, state);
    }
    JobRecord waiting = underWay;
    waiting.timeline.beginBackoff(2s);
    waiting.state = JobState::Waiting;
    QTest::newRow("waiting to retry") << waiting;
    QTest::newRow("another attempt") << sent(waiting);
}

void TestGalleryPreviews::dropsItWithItsAttempt()
{
    QFETCH(const JobRecord, record);
    Bench bench;
    bench.take(pictureBytes({10, 10}));
    QTRY_VERIFY(!bench.preview().isNull());
    bench.model.updateJob(RunId(1), sent(bench.run.jobs.constFirst())); // Nothing new.
    QVERIFY(!bench.preview().isNull());
    bench.model.updateJob(RunId(1), record);
    QVERIFY(bench.preview().isNull());
}

void TestGalleryPreviews::ignoresWhatComesTooLate()
{
    Bench bench(2);
    bench.take(pictureBytes({10, 10}), 1);
    bench.take(pictureBytes({10, 10}), 2);
    bench.take(pictureBytes({10, 10}), 7);
    for (const int row : {0, 1})
        bench.model.updateJob(RunId(1), ended(sent(bench.run.jobs.at(row)), JobState::Saved));
    bench.settle();
    QVERIFY(bench.preview(0).isNull() && bench.preview(1).isNull());

    // A new press has the same ids.
    Bench other(2);
    other.take(pictureBytes({10, 10}), 1);
    other.take(pictureBytes({10, 10}), 2);
    other.begin();
    other.settle();
    QVERIFY(other.preview(0).isNull() && other.preview(1).isNull());
}

void TestGalleryPreviews::keepsFewOfWhatIsSavedAndNotForLong()
{
    const int jobs = 40;
    Bench bench(jobs);
    const auto shown = [&bench] {
        int count = 0;
        for (int row = 0; row < jobs; ++row)
            count += bench.preview(row).isNull() ? 0 : 1;
        return count;
    };
    for (int job = 1; job <= jobs; ++job)
        bench.take(pictureBytes({4, 4}), job);
    QTRY_COMPARE(shown(), jobs);
    for (const JobRecord &record : bench.run.jobs)
        bench.model.updateJob(RunId(1), ended(sent(record), JobState::Saved));
    QTRY_COMPARE(shown(), GalleryPreviews::MostOfSaved);
    QTRY_COMPARE(shown(), 0); // No view has asked for thumbnails.
}

void TestGalleryPreviews::saysInTheTileThatItIsAPreview()
{
    Bench bench;
    QImage red(64, 64, QImage::Format_RGB32);
    red.fill(Qt::red);
    const QRect tile(0, 0, 240, 270);
    const auto painted = [&] {
        QImage image(tile.size(), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        QStyleOptionViewItem option;
        option.rect = tile;
        TileDelegate().paint(&painter, option, bench.model.index(0));
        return image;
    };
    const QFontMetrics metrics = QStyleOptionViewItem().fontMetrics;
    const TileParts parts(tile, metrics);
    const QRect label(parts.picture.left() + 9, parts.picture.bottom() - 9 - metrics.height(), 60,
                      metrics.height());
    const auto rednessOf = [](const QImage &image, const QRect &part) {
        int count = 0;
        for (int y = part.top(); y <= part.bottom(); ++y) {
            for (int x = part.left(); x <= part.right(); ++x)
                count += image.pixel(x, y) == qRgb(255, 0, 0) ? 1 : 0;
        }
        return double(count) / (part.width() * part.height());
    };

    bench.model.setPreview(JobId(1), red);
    const QImage preview = painted();
    QVERIFY(rednessOf(preview, QRect(20, 20, 100, 100)) > 0.99);
    QVERIFY(rednessOf(preview, label) < 0.1);

    bench.model.updateJob(RunId(1), ended(sent(bench.run.jobs.constFirst()), JobState::Saved));
    QVERIFY(rednessOf(painted(), label) < 0.1);
    bench.model.setThumbnail(JobId(1), red);
    QVERIFY(rednessOf(painted(), label) > 0.99);
}

QTEST_MAIN(TestGalleryPreviews)
#include "tst_gallerypreviews.moc"
