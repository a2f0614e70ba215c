#include "generation/intake.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <array>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

class TestIntake : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void smallAnswersAreAllRead();
    void beyondTheMostOnlyWhatIsBegunIsRead();
    void aFewAreReadHoweverLargeTheyAre();
    void whileItIsClosedNothingIsRead();
    void whoeverWaitsIsToldWhenThereIsRoom();
    void whereNobodyWaitsNobodyIsTold();
    void whoBeginsTwiceCountsOnce();
};

void TestIntake::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestIntake::smallAnswersAreAllRead()
{
    Intake intake;
    std::array<QObject, 1000> readers;
    for (const QObject &reader : readers) {
        QVERIFY(intake.admits(&reader));
        intake.begin(&reader, 1000);
    }
}

void TestIntake::beyondTheMostOnlyWhatIsBegunIsRead()
{
    Intake intake;
    std::array<QObject, 2 * Intake::FewestRead> readers;
    for (const QObject &reader : readers) {
        QVERIFY(intake.admits(&reader));
        intake.begin(&reader, Intake::MostHeld / qint64(readers.size()));
    }
    const QObject another;
    QVERIFY(!intake.admits(&another));
    for (const QObject &reader : readers)
        QVERIFY(intake.admits(&reader));
}

void TestIntake::aFewAreReadHoweverLargeTheyAre()
{
    Intake intake;
    std::array<QObject, Intake::FewestRead> readers;
    for (const QObject &reader : readers) {
        QVERIFY(intake.admits(&reader));
        intake.begin(&reader, Intake::MostHeld);
    }
    const QObject another;
    QVERIFY(!intake.admits(&another));
    intake.remove(&readers.front());
    QVERIFY(intake.admits(&another));
}

void TestIntake::whileItIsClosedNothingIsRead()
{
    Intake intake;
    const QObject begun;
    intake.begin(&begun, 1);
    intake.setOpen(false);
    QVERIFY(!intake.admits(&begun));
    intake.setOpen(true);
    QVERIFY(intake.admits(&begun));
}

void TestIntake::whoeverWaitsIsToldWhenThereIsRoom()
{
    Intake intake;
    const QSignalSpy reopened(&intake, &Intake::reopened);
    const QObject begun;
    const QObject waiting;
    intake.begin(&begun, 1);
    intake.setOpen(false);
    QVERIFY(!intake.admits(&waiting));

    intake.remove(&begun); // Still closed: there is nothing to tell.
    QCOMPARE(reopened.count(), 0);
    intake.setOpen(true);
    QCOMPARE(reopened.count(), 1);
}

void TestIntake::whereNobodyWaitsNobodyIsTold()
{
    Intake intake;
    const QSignalSpy reopened(&intake, &Intake::reopened);
    const QObject begun;
    intake.begin(&begun, 1);
    intake.setOpen(false);
    intake.setOpen(true);
    intake.remove(&begun);
    intake.remove(&begun);
    QCOMPARE(reopened.count(), 0);
}

void TestIntake::whoBeginsTwiceCountsOnce()
{
    Intake intake;
    std::array<QObject, Intake::FewestRead> readers;
    for (const QObject &reader : readers) {
        intake.begin(&reader, Intake::MostHeld);
        intake.begin(&reader, 1);
    }
    const QObject another;
    QVERIFY(intake.admits(&another));
}

QTEST_GUILESS_MAIN(TestIntake)
#include "tst_intake.moc"
