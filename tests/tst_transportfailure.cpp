#include "generation/transportfailure.h"
#include "services/serviceaccount.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

using Reason = TransportFailure::Reason;

Q_DECLARE_METATYPE(ContactSheet::TransportFailure::Reason)

namespace {

const QList<Reason> &allReasons()
{
    static const QList<Reason> reasons{Reason::HostNotFound, Reason::Refused,      Reason::NotSecure,
                                       Reason::NoHandshake,  Reason::NoConnection, Reason::ConnectionLost,
                                       Reason::NoAnswer,     Reason::TooSlow,      Reason::CutOff,
                                       Reason::Damaged,      Reason::LargeHead,    Reason::TooLarge,
                                       Reason::Encoded};
    return reasons;
}

ServiceAccount accountThatIs(Charging charging)
{
    return {.key = Secret("sk-canary-1234567890"), .charging = charging};
}

Error errorOf(Reason reason, bool mayHaveArrived, Asked asked, Charging charging)
{
    return errorFromFailure({.reason = reason,
                             .mayHaveArrived = mayHaveArrived,
                             .host = u"images.example"_s,
                             .detail = u"socket said sk-canary-1234567890"_s},
                            asked, accountThatIs(charging));
}

} // namespace

class TestTransportFailure : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void judgesTheCharge_data();
    void judgesTheCharge();
    void namesTheHostAndWhatToDo();
    void keepsTheKeyOutOfTheDetail();
};

void TestTransportFailure::judgesTheCharge_data()
{
    QTest::addColumn<bool>("mayHaveArrived");
    QTest::addColumn<Asked>("asked");
    QTest::addColumn<Charging>("charging");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<Error::Charge>("charge");

    using Charge = Error::Charge;
    using Kind = Error::Kind;
    QTest::newRow("paid order, perhaps there")
        << true << Asked::Order << Charging::Paid << Kind::UnknownOutcome << Charge::Perhaps;
    QTest::newRow("paid order, still here")
        << false << Asked::Order << Charging::Paid << Kind::Network << Charge::No;
    QTest::newRow("free order") << true << Asked::Order << Charging::Free << Kind::Network << Charge::No;
    QTest::newRow("paid picture") << true << Asked::Fetch << Charging::Paid << Kind::UnreadableAnswer
                                  << Charge::Yes;
    QTest::newRow("paid picture, not asked for")
        << false << Asked::Fetch << Charging::Paid << Kind::UnreadableAnswer << Charge::Yes;
    QTest::newRow("free picture") << true << Asked::Fetch << Charging::Free << Kind::UnreadableAnswer
                                  << Charge::No;
}

void TestTransportFailure::judgesTheCharge()
{
    QFETCH(const bool, mayHaveArrived);
    QFETCH(const Asked, asked);
    QFETCH(const Charging, charging);
    for (const Reason reason : allReasons()) {
        const Error error = errorOf(reason, mayHaveArrived, asked, charging);
        QTEST(error.kind, "kind");
        QTEST(error.charge, "charge");
    }
}

void TestTransportFailure::namesTheHostAndWhatToDo()
{
    QStringList messages;
    for (const Reason reason : allReasons()) {
        const QString message = errorOf(reason, false, Asked::Order, Charging::Paid).message;
        QVERIFY2(message.contains(u"images.example"), qPrintable(message));
        QVERIFY2(message.count(u". ") >= 1 && message.endsWith(u'.'), qPrintable(message));
        messages.append(message);
    }
    messages.removeDuplicates();
    QCOMPARE(messages.size(), allReasons().size());
    QVERIFY(errorOf(Reason::NoAnswer, true, Asked::Order, Charging::Paid)
                .message.contains(u"not sent again by itself"));
}

void TestTransportFailure::keepsTheKeyOutOfTheDetail()
{
    const Error error = errorOf(Reason::ConnectionLost, true, Asked::Order, Charging::Paid);
    QVERIFY(error.detail.startsWith(u"socket said"));
    QVERIFY(!error.detail.contains(u"canary"));
}

QTEST_GUILESS_MAIN(TestTransportFailure)
#include "tst_transportfailure.moc"
