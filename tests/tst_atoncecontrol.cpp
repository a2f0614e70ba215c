#include "generation/atoncecontrol.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Reason = std::optional<AtOnceReason>;

/// A control, and the time of a service that answers all that is under way at the end of each round.
struct Run
{
    explicit Run(const AtOnceControl &begin)
        : control(begin)
    {}

    /// \a count orders go well, each of which takes \a time; returns why the number changed.
    QList<AtOnceReason> succeed(int count, Moment time, bool isFull = true)
    {
        QList<AtOnceReason> reasons;
        for (int i = 0; i < count; ++i) {
            const Clock::time_point begin = now;
            now += time;
            if (const Reason reason = control.noteSuccess(begin, now, isFull))
                reasons.append(*reason);
        }
        return reasons;
    }

    AtOnceControl control;
    Clock::time_point now = Clock::time_point(1h);
};

} // namespace

class TestAtOnceControl : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void keepsTheNumberThatWasChosen();
    void halvesWhenTheServiceAsksForFewer();
    void halvesOnceForOneBurst();
    void recoversByOneAfterTwentySuccesses();
    void growsWhileAnswersTakeNoLonger();
    void goesBackWhereAnswersTakeLonger();
    void staysBackForAWhile();
    void learnsNothingWithPlacesToSpare();
    void growsSlowlyOnceItHasMetALimit();
};

void TestAtOnceControl::keepsTheNumberThatWasChosen()
{
    Run run(AtOnceControl::fixed(8));
    QCOMPARE(run.succeed(500, 100ms), QList<AtOnceReason>());
    QCOMPARE(run.control.current(), 8);
}

void TestAtOnceControl::halvesWhenTheServiceAsksForFewer()
{
    Run run(AtOnceControl::fixed(7));
    const auto refuse = [&run] {
        run.now += 1s;
        return run.control.noteRefusal(run.now, run.now, AtOnceReason::RateLimit);
    };
    QCOMPARE(refuse(), Reason(AtOnceReason::RateLimit));
    QCOMPARE(run.control.current(), 3);
    QCOMPARE(refuse(), Reason(AtOnceReason::RateLimit));
    QCOMPARE(run.control.current(), 1);
    QCOMPARE(refuse(), Reason());
    QCOMPARE(run.control.current(), 1);
}

void TestAtOnceControl::halvesOnceForOneBurst()
{
    Run run(AtOnceControl::fixed(16));
    const Clock::time_point begin = run.now;
    for (int i = 1; i <= 16; ++i)
        static_cast<void>(run.control.noteRefusal(begin, begin + i * 10ms, AtOnceReason::Overload));
    QCOMPARE(run.control.current(), 8);
    QCOMPARE(run.control.noteRefusal(begin + 20ms, begin + 1s, AtOnceReason::Overload),
             Reason(AtOnceReason::Overload)); // It was begun after the halving.
    QCOMPARE(run.control.current(), 4);
}

void TestAtOnceControl::recoversByOneAfterTwentySuccesses()
{
    Run run(AtOnceControl::fixed(4));
    static_cast<void>(run.control.noteRefusal(run.now, run.now, AtOnceReason::RateLimit));
    QCOMPARE(run.control.current(), 2);
    QCOMPARE(run.succeed(19, 10ms), QList<AtOnceReason>());
    QCOMPARE(run.succeed(1, 10ms), QList<AtOnceReason>{AtOnceReason::Recovered});
    QCOMPARE(run.control.current(), 3);
    QCOMPARE(run.succeed(200, 10ms), QList<AtOnceReason>{AtOnceReason::Recovered});
    QCOMPARE(run.control.current(), 4); // No more than was chosen.
}

void TestAtOnceControl::growsWhileAnswersTakeNoLonger()
{
    Run run(AtOnceControl::automatic(AtOnceControl::AutomaticStart, 100));
    QCOMPARE(run.succeed(8, 200ms), QList<AtOnceReason>{AtOnceReason::Growing});
    QCOMPARE(run.control.current(), 6);
    QCOMPARE(run.succeed(8, 250ms), QList<AtOnceReason>{AtOnceReason::Growing});
    QCOMPARE(run.control.current(), 9);
    run.succeed(5000, 200ms);
    QCOMPARE(run.control.current(), 100);
}

void TestAtOnceControl::goesBackWhereAnswersTakeLonger()
{
    Run run(AtOnceControl::automatic(4, 100));
    run.succeed(8, 200ms);
    QCOMPARE(run.control.current(), 6);
    QCOMPARE(run.succeed(8, 300ms), QList<AtOnceReason>{AtOnceReason::SlowAnswers});
    QCOMPARE(run.control.current(), 4);
}

void TestAtOnceControl::staysBackForAWhile()
{
    Run run(AtOnceControl::automatic(4, 100));
    run.succeed(8, 200ms);
    run.succeed(8, 300ms);
    QCOMPARE(run.succeed(8 * AtOnceControl::RoundsAfterStepBack, 200ms), QList<AtOnceReason>());
    QCOMPARE(run.succeed(8, 200ms), QList<AtOnceReason>{AtOnceReason::Growing});
}

void TestAtOnceControl::learnsNothingWithPlacesToSpare()
{
    Run run(AtOnceControl::automatic(4, 100));
    QCOMPARE(run.succeed(100, 200ms, false), QList<AtOnceReason>());
    QCOMPARE(run.control.current(), 4);
}

void TestAtOnceControl::growsSlowlyOnceItHasMetALimit()
{
    Run run(AtOnceControl::automatic(4, 100));
    run.succeed(8, 200ms);
    run.succeed(8, 200ms);
    QCOMPARE(run.control.current(), 9);
    static_cast<void>(run.control.noteRefusal(run.now, run.now, AtOnceReason::RateLimit));
    QCOMPARE(run.control.current(), 4);
    QCOMPARE(run.succeed(40, 200ms), QList<AtOnceReason>(2, AtOnceReason::Recovered));
    QCOMPARE(run.control.current(), 6);
}

QTEST_GUILESS_MAIN(TestAtOnceControl)
#include "tst_atoncecontrol.moc"
