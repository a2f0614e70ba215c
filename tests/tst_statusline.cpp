#include "ui/mainwindow/statusline.h"

#include <QLabel>
#include <QProgressBar>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestStatusLine : public QObject
{
    Q_OBJECT

private slots:
    // A platform without a display cannot restrict a window, and says so.
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void showsDurationsAsAClockDoes();
    void namesOnlyTroublesThatThereAreBesideTheFailed();
    void saysHowLongItTookAndWillTake();
    void countsSavedPicturesAndFillsItsBar();
    void saysThatItWaits();
    void fitsIntoLittleRoom();
    void saysNothingOfMoneyWhereNothingCosts();
};

void TestStatusLine::showsDurationsAsAClockDoes()
{
    QCOMPARE(clockText(0s), u"0:00"_s);
    QCOMPARE(clockText(9'900ms), u"0:09"_s);
    QCOMPARE(clockText(12min + 5s), u"12:05"_s);
    QCOMPARE(clockText(1h + 2min + 5s), u"1:02:05"_s);
}

void TestStatusLine::namesOnlyTroublesThatThereAreBesideTheFailed()
{
    QCOMPARE(troubleText({.pictures = 3}), u"0 failed"_s);
    QCOMPARE(troubleText({.waitingToRetry = 1, .withoutPicture = 2, .unknown = 3, .cancelled = 4}),
             u"1 waiting to retry   2 failed   3 of unknown outcome   4 cancelled"_s);
}

void TestStatusLine::saysHowLongItTookAndWillTake()
{
    QCOMPARE(timeText({.isRunning = true, .elapsed = 9s}), u"0:09 so far"_s);
    QCOMPARE(timeText({.isRunning = true, .elapsed = 9s, .timeLeft = 5s}), u"0:09 so far, about 0:05 left"_s);
    QCOMPARE(timeText({.isRunning = false, .elapsed = 1'100ms}), u"finished in 1.1 s"_s);
}

void TestStatusLine::countsSavedPicturesAndFillsItsBar()
{
    StatusLine line;
    QCOMPARE(line.findChild<QLabel *>(u"picturesLabel"_s)->text(), u"No run yet"_s);
    line.showStatus({.counts = {.pictures = 10, .waiting = 2, .underWay = 1, .saved = 6, .withoutPicture = 1},
                     .isRunning = true});
    QCOMPARE(line.findChild<QLabel *>(u"picturesLabel"_s)->text(), u"6 of 10 images"_s);
    const auto *bar = line.findChild<QProgressBar *>();
    QCOMPARE(bar->maximum(), 10);
    QCOMPARE(bar->value(), 7); // What has ended, with or without a picture.
}

void TestStatusLine::saysThatItWaits()
{
    StatusLine line;
    const auto *wait = line.findChild<QLabel *>(u"waitLabel"_s);
    line.showStatus({.counts = {.pictures = 1}, .isRunning = true});
    QVERIFY(wait->isHidden());
    line.showStatus(
        {.counts = {.pictures = 1}, .isRunning = true, .wait = u"waiting for the service, 1 s"_s});
    QVERIFY(!wait->isHidden());
    QCOMPARE(wait->text(), u"waiting for the service, 1 s"_s);
    QCOMPARE(timeText({.isRunning = true, .elapsed = 9s, .timeLeft = 5s, .wait = u"waiting"_s}),
             u"0:09 so far"_s);
}

void TestStatusLine::fitsIntoLittleRoom()
{
    StatusLine line;
    const RunStatus status{
        .counts = {.pictures = 10, .waitingToRetry = 1, .withoutPicture = 2, .unknown = 3, .cancelled = 4},
        .isRunning = true,
        .wait = u"waiting for the service, 1 s"_s,
        .money = u"price unknown"_s};
    const auto *troubles = line.findChild<QLabel *>(u"troublesLabel"_s);
    line.resize(1440, line.sizeHint().height());
    line.show();
    line.showStatus(status);
    QCOMPARE(troubles->text(), troubleText(status.counts));
    QVERIFY(troubles->toolTip().isEmpty());
    line.resize(700, line.height());
    QTRY_VERIFY(troubles->text().endsWith(u'…'));
    QVERIFY(troubles->toolTip().contains(u"4 cancelled"));
    QCOMPARE(troubles->accessibleName(), troubleText(status.counts));
    QTRY_VERIFY(troubles->width() >= troubles->sizeHint().width());
    line.resize(1440, line.height());
    QTRY_COMPARE(troubles->text(), troubleText(status.counts));
}

void TestStatusLine::saysNothingOfMoneyWhereNothingCosts()
{
    StatusLine line;
    const auto *money = line.findChild<QLabel *>(u"moneyLabel"_s);
    line.showStatus({.counts = {.pictures = 1}});
    QVERIFY(money->isHidden());
    line.showStatus({.counts = {.pictures = 1}, .money = u"price unknown"_s});
    QVERIFY(!money->isHidden());
    QCOMPARE(money->text(), u"price unknown"_s);
}

QTEST_MAIN(TestStatusLine)

#include "tst_statusline.moc"
