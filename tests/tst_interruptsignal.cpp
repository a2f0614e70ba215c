#include "commandline/interruptsignal.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <memory>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

volatile std::sig_atomic_t formerHandlerCalls = 0;

void formerHandler(int)
{
    formerHandlerCalls = formerHandlerCalls + 1;
}

} // namespace

class TestInterruptSignal : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void comesOnceForEachInterrupt();
    void givesTheSignalsBack();
};

void TestInterruptSignal::comesOnceForEachInterrupt()
{
#ifndef Q_OS_UNIX
    QSKIP("Only Unix lets a program interrupt itself without its console.");
#endif
    InterruptSignal interrupt;
    QSignalSpy interrupted(&interrupt, &InterruptSignal::interrupted);
    std::raise(SIGINT);
    std::raise(SIGTERM);
    QVERIFY(interrupted.isEmpty()); // Only from the event loop.
    QTRY_COMPARE(interrupted.size(), 2);
    std::raise(SIGINT);
    QTRY_COMPARE(interrupted.size(), 3);
}

void TestInterruptSignal::givesTheSignalsBack()
{
#ifndef Q_OS_UNIX
    QSKIP("Only Unix lets a program interrupt itself without its console.");
#endif
    auto *const original = std::signal(SIGINT, &formerHandler);
    for (int round = 1; round <= 2; ++round) {
        auto interrupt = std::make_unique<InterruptSignal>();
        QSignalSpy interrupted(interrupt.get(), &InterruptSignal::interrupted);
        std::raise(SIGINT);
        QTRY_COMPARE(interrupted.size(), 1);
        interrupt.reset();
        std::raise(SIGINT);
        QCOMPARE(int(formerHandlerCalls), round);
    }
    std::signal(SIGINT, original);
}

QTEST_GUILESS_MAIN(TestInterruptSignal)
#include "tst_interruptsignal.moc"
