#include "practice/trouble.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The statuses that \a count prompts meet, one request each.
QList<int> statuses(Trouble &trouble, int count)
{
    QList<int> statuses;
    for (int i = 1; i <= count; ++i) {
        const auto error = trouble.next(u"prompt %1"_s.arg(i), 0);
        statuses.append(error ? error->status : 200);
    }
    return statuses;
}

} // namespace

class TestTrouble : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void meetsTenPromptsWithEachKind();
    void isOverAtTheSecondTry();
    void refusesAPromptForEver();
    void tellsCopiesApart();
};

void TestTrouble::meetsTenPromptsWithEachKind()
{
    Trouble trouble;
    const QList<int> expected{200, 429, 200, 500, 200, 400, 200, 200, 429, 200};
    QCOMPARE(statuses(trouble, 10), expected);

    const auto refusal = trouble.next(u"prompt 6"_s, 0);
    QCOMPARE(refusal->code, u"moderation_blocked"_s);
    QVERIFY(!refusal->retryAfter);
}

void TestTrouble::isOverAtTheSecondTry()
{
    Trouble trouble;
    const QList<int> onceMore{200, 200, 200, 200, 200, 400, 200, 200, 200, 200};
    const QList<int> first = statuses(trouble, 10);
    QCOMPARE(statuses(trouble, 10), onceMore);
    QCOMPARE(statuses(trouble, 10), first); // A second run meets what the first one met.
}

void TestTrouble::refusesAPromptForEver()
{
    Trouble trouble;
    statuses(trouble, 10);
    for (quint64 number = 0; number < 3; ++number)
        QCOMPARE(trouble.next(u"prompt 6"_s, number)->status, 400);
}

void TestTrouble::tellsCopiesApart()
{
    Trouble trouble;
    QVERIFY(!trouble.next(u"a fox"_s, 0));
    const auto limit = trouble.next(u"a fox"_s, 1);
    QCOMPARE(limit->status, 429);
    QCOMPARE(limit->code, u"rate_limit_exceeded"_s);
    QCOMPARE(limit->retryAfter, 1s);
    QVERIFY(!trouble.next(u"a fox"_s, 1));
}

QTEST_GUILESS_MAIN(TestTrouble)
#include "tst_trouble.moc"
