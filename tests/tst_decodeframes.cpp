#include "library/decodeframes.h"
#include "library/decodehelper.h"
#include "support/pictures.h"

#include <QBuffer>
#include <QRegularExpression>
#include <QtEndian>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// What the process answers to \a requests and \a more bytes.
QByteArray answersTo(const QList<DecodeRequest> &requests, const QByteArray &more = {})
{
    QBuffer input;
    input.open(QIODevice::ReadWrite);
    for (const DecodeRequest &request : requests) {
        if (!writeDecodeRequest(&input, request))
            return {};
    }
    input.write(more);
    input.seek(0);
    QBuffer output;
    output.open(QIODevice::WriteOnly);
    serveDecodeRequests(&input, &output);
    return output.data();
}

QByteArray answer(const DecodeAnswer &answer)
{
    QBuffer output;
    output.open(QIODevice::WriteOnly);
    return writeDecodeAnswer(&output, answer) ? output.data() : QByteArray();
}

/// The head of a picture of \a width by \a height, one field of which is \a value.
QByteArray headWith(int field, quint32 value)
{
    QImage image(4, 3, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray head = answer({.image = image}).first(AnswerHeadSize);
    qToBigEndian(value, head.data() + 4 * field);
    return head;
}

} // namespace

class TestDecodeFrames : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void answersEachRequestInItsOrder();
    void servesUntilTheOtherSideIsGone_data();
    void servesUntilTheOtherSideIsGone();
    void carriesFailures();
    void believesNoAnswerThatCannotBe_data();
    void believesNoAnswerThatCannotBe();
};

void TestDecodeFrames::answersEachRequestInItsOrder()
{
    const DecodeRequest large{.bytes = pictureBytes({60, 40}), .box = {30, 30}};
    const DecodeRequest whole{.bytes = pictureBytes({5, 7}, "JPG")};
    const DecodeRequest gone{.file = u"/nowhere/gone.png"_s};

    QByteArray answers = answersTo({large, gone, whole});

    for (const DecodeRequest &request : {large, gone, whole}) {
        const DecodeAnswer expected = decodePicture(request);
        const std::optional<AnswerHead> head = answerHead(answers.first(AnswerHeadSize), request);
        QVERIFY(head);
        QCOMPARE(head->failure, expected.failure);
        answers.remove(0, AnswerHeadSize);
        QCOMPARE(QString::fromUtf8(answers.first(head->detailSize)), expected.detail);
        answers.remove(0, head->detailSize);
        if (head->failure != DecodeFailure::None)
            continue;
        QCOMPARE(head->size, expected.image.size());
        QCOMPARE(head->format, expected.image.format());
        const qsizetype size = expected.image.sizeInBytes();
        QCOMPARE(answers.first(size),
                 QByteArray(reinterpret_cast<const char *>(expected.image.constBits()), size));
        answers.remove(0, size);
    }
    QVERIFY(answers.isEmpty());
}

void TestDecodeFrames::servesUntilTheOtherSideIsGone_data()
{
    QTest::addColumn<QByteArray>("more");

    QBuffer request;
    request.open(QIODevice::WriteOnly);
    QVERIFY(writeDecodeRequest(&request, {.bytes = pictureBytes()}));
    QByteArray endless = request.data();
    qToBigEndian(0xFFFF'FFFFU, endless.data() + 4);
    QTest::newRow("gone") << QByteArray();
    QTest::newRow("half a head") << request.data().first(5);
    QTest::newRow("half a request") << request.data().chopped(1);
    QTest::newRow("nonsense") << QByteArray(1000, 'x') + request.data();
    QTest::newRow("a length of 4 GB") << endless;
}

void TestDecodeFrames::servesUntilTheOtherSideIsGone()
{
    QFETCH(const QByteArray, more);
    const DecodeRequest first{.bytes = pictureBytes()};

    QCOMPARE(answersTo({first}, more), answersTo({first}));
}

void TestDecodeFrames::carriesFailures()
{
    const DecodeAnswer failure{
        .failure = DecodeFailure::PictureTooLarge, .size = {30'000, 40'000}, .detail = QString(5000, u'ü')};
    const QByteArray bytes = answer(failure);

    const std::optional<AnswerHead> head = answerHead(bytes.first(AnswerHeadSize), {});

    QVERIFY(head);
    QCOMPARE(head->failure, DecodeFailure::PictureTooLarge);
    QCOMPARE(head->size, QSize(30'000, 40'000));
    QCOMPARE(head->detailSize, LongestDetail);
    QCOMPARE(bytes.size(), AnswerHeadSize + qsizetype(LongestDetail));
}

void TestDecodeFrames::believesNoAnswerThatCannotBe_data()
{
    QTest::addColumn<QByteArray>("head");

    QTest::newRow("another program") << headWith(0, 0x1234'5678);
    QTest::newRow("an unknown failure") << headWith(1, 5);
    QTest::newRow("no width") << headWith(2, 0);
    QTest::newRow("a width below nothing") << headWith(2, 0x8000'0000);
    QTest::newRow("wider than the box") << headWith(2, 9);
    QTest::newRow("higher than the box") << headWith(3, 9);
    QTest::newRow("another format") << headWith(4, QImage::Format_RGBA64);
    QTest::newRow("a format that does not exist") << headWith(4, 0xFFFF'FFFF);
    QTest::newRow("a long detail") << headWith(5, LongestDetail + 1);
}

void TestDecodeFrames::believesNoAnswerThatCannotBe()
{
    QFETCH(const QByteArray, head);
    const DecodeRequest request{.box = {8, 8}};

    QVERIFY(answerHead(headWith(2, 4), request));
    QVERIFY(!answerHead(head, request));
    QVERIFY(answerHead(headWith(2, 9), {}));       // Every pixel is wanted there …
    QVERIFY(!answerHead(headWith(2, 30'000), {})); // … and these are too many.
}

QTEST_GUILESS_MAIN(TestDecodeFrames)
#include "tst_decodeframes.moc"
