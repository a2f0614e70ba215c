#include "services/eventstream.h"
#include "support/recordedanswer.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

QList<StreamEvent> eventsOf(const QByteArray &text)
{
    EventStream stream;
    return stream.feed(text);
}

/// The events of \a text that comes in two pieces, of which the first has \a cut bytes.
QList<StreamEvent> eventsOf(const QByteArray &text, qsizetype cut)
{
    EventStream stream;
    QList<StreamEvent> events = stream.feed(text.first(cut));
    events += stream.feed(text.sliced(cut));
    return events;
}

} // namespace

class TestEventStream : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readsStreamsAsTheStandardDoes_data();
    void readsStreamsAsTheStandardDoes();
    void givesTheSameEventsWhereverPiecesEnd();
    void tellsWhatIsUnderWay();
    void handsOutWhatTheEndCutOff();
    void boundsWhatItHolds();
};

void TestEventStream::readsStreamsAsTheStandardDoes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<StreamEvent>>("events");
    using Events = QList<StreamEvent>;

    QTest::newRow("nothing") << ""_ba << Events{};
    QTest::newRow("line feeds") << "event: a\ndata: 1\n\n"_ba << Events{{"a", "1"}};
    QTest::newRow("carriage returns")
        << "event: a\rdata: 1\r\rdata: 2\r\r"_ba << Events{{"a", "1"}, {"", "2"}};
    QTest::newRow("both") << "event: a\r\ndata: 1\r\n\r\ndata: 2\r\n\r\n"_ba << Events{{"a", "1"}, {"", "2"}};
    QTest::newRow("mixed") << "data: 1\r\n\ndata: 2\n\rdata: 3\r\r\n"_ba
                           << Events{{"", "1"}, {"", "2"}, {"", "3"}};
    QTest::newRow("no space") << "event:a\ndata:1\n\n"_ba << Events{{"a", "1"}};
    QTest::newRow("one space of two") << "data:  1 \n\n"_ba << Events{{"", " 1 "}};
    QTest::newRow("several lines of data") << "data: 1\ndata:\ndata: 3\n\n"_ba << Events{{"", "1\n\n3"}};
    QTest::newRow("no colon") << "data\n\ndata\ndata\n\ndata:"_ba << Events{{"", ""}, {"", "\n"}};
    QTest::newRow("comments") << ": keep-alive\n\n:\ndata: 1\n: more\n\n"_ba << Events{{"", "1"}};
    QTest::newRow("fields without meaning")
        << "id: 7\nretry: 10\nfoo: bar\ndata: 1\n\n"_ba << Events{{"", "1"}};
    QTest::newRow("a name alone is no event") << "event: a\n\ndata: 1\n\n"_ba << Events{{"", "1"}};
    QTest::newRow("the last name counts") << "event: a\nevent: b\ndata: 1\n\n"_ba << Events{{"b", "1"}};
    QTest::newRow("a name is for one event")
        << "event: a\ndata: 1\n\ndata: 2\n\n"_ba << Events{{"a", "1"}, {"", "2"}};
    QTest::newRow("a byte order mark") << "\xEF\xBB\xBF"
                                          "data: 1\n\n\xEF\xBB\xBF"
                                          "data: 2\n\n"_ba
                                       << Events{{"", "1"}};
    QTest::newRow("a colon in the data") << "data: {\"a\":1}\n\n"_ba << Events{{"", "{\"a\":1}"}};
    QTest::newRow("no end") << "data: 1\n\ndata: 2\n"_ba << Events{{"", "1"}};
    QTest::newRow("more than ASCII") << "data: h\xC3\xBCtte \xF0\x9F\x90\x95\n\n"_ba
                                     << Events{{"", "h\xC3\xBCtte \xF0\x9F\x90\x95"}};
}

void TestEventStream::readsStreamsAsTheStandardDoes()
{
    QFETCH(const QByteArray, text);
    QTEST(eventsOf(text), "events");

    // And the same, however it is cut.
    for (qsizetype cut = 0; cut <= text.size(); ++cut) {
        const QList<StreamEvent> events = eventsOf(text, cut);
        QTEST(events, "events");
    }
    EventStream stream;
    QList<StreamEvent> events;
    for (const char &byte : text)
        events += stream.feed(QByteArrayView(&byte, 1));
    QTEST(events, "events");
}

void TestEventStream::givesTheSameEventsWhereverPiecesEnd()
{
    const QByteArray text = recordedAnswer(u"openai_200_stream"_s).body;
    const QList<StreamEvent> whole = eventsOf(text);
    QCOMPARE(whole.size(), 3);
    QCOMPARE(whole.constLast().name, "image_generation.completed"_ba);
    QVERIFY(whole.constLast().data.startsWith('{') && whole.constLast().data.endsWith('}'));

    QByteArray dressed = text;
    dressed.replace("\n", "\r\n").replace("data: {\"type\"", ": h\xC3\xB6r zu\r\nid: 1\r\ndata: {\"type\"");
    for (const QByteArray &stream : {text, dressed}) {
        for (qsizetype cut = 0; cut <= stream.size(); ++cut)
            QCOMPARE(eventsOf(stream, cut), whole);
    }
}

void TestEventStream::tellsWhatIsUnderWay()
{
    EventStream stream;
    QVERIFY(stream.feed("event: pic").isEmpty());
    QCOMPARE(stream.nameUnderWay(), ""_ba);
    QVERIFY(stream.feed("ture\nda").isEmpty());
    QCOMPARE(stream.nameUnderWay(), "picture"_ba);
    QCOMPARE(stream.dataUnderWay(5), ""_ba);
    QVERIFY(stream.feed("ta:0123456789").isEmpty());
    QCOMPARE(stream.dataUnderWay(5), "01234"_ba);
    QVERIFY(stream.feed("\n").isEmpty());
    QCOMPARE(stream.dataUnderWay(100), "0123456789"_ba);
    QCOMPARE(stream.feed("\n").size(), 1);
    QCOMPARE(stream.nameUnderWay(), ""_ba);
    QCOMPARE(stream.dataUnderWay(5), ""_ba);
}

void TestEventStream::handsOutWhatTheEndCutOff()
{
    for (const QByteArray &end :
         {"event: a\ndata: 1"_ba, "event: a\ndata: 1\n"_ba, "event: a\ndata: 1\r"_ba}) {
        EventStream stream;
        QVERIFY(stream.feed(end).isEmpty());
        QCOMPARE(stream.takeUnended(), (StreamEvent{"a", "1"}));
        QVERIFY(!stream.takeUnended());
    }
    EventStream stream;
    QVERIFY(stream.feed("event: a\n: comment").isEmpty());
    QVERIFY(!stream.takeUnended());
}

void TestEventStream::boundsWhatItHolds()
{
    EventStream fits(16);
    QCOMPARE(fits.feed("data: 0123456789\n\ndata: 0123456789\n\n").size(), 2);
    QVERIFY(!fits.isTooLong());

    EventStream line(16);
    QCOMPARE(line.feed("data: 1\n\n").size(), 1);
    for (int i = 0; i < 10; ++i)
        QVERIFY(line.feed("0123456789").isEmpty());
    QVERIFY(line.isTooLong());
    QVERIFY(line.feed("\n\ndata: 1\n\n").isEmpty());

    EventStream lines(16);
    for (int i = 0; i < 10; ++i)
        QVERIFY(lines.feed("data: 012\n").isEmpty());
    QVERIFY(lines.isTooLong());
    QVERIFY(!lines.takeUnended());
}

QTEST_GUILESS_MAIN(TestEventStream)
#include "tst_eventstream.moc"
