#include "core/pictureformat.h"
#include "library/picturedecoding.h"
#include "support/pictures.h"
#include "support/pngfiles.h"

#include <QBuffer>
#include <QFile>
#include <QImageWriter>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtEndian>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

QByteArray riffChunk(const QByteArray &type, const QByteArray &data)
{
    QByteArray length(4, '\0');
    qToLittleEndian(quint32(data.size()), length.data());
    return type + length + data + (data.size() % 2 == 1 ? QByteArray(1, '\0') : QByteArray());
}

/// The chunk of pixels in a lossless WebP file of one colour.
QByteArray pixels(const QColor &colour, int side)
{
    QImage image(side, side, QImage::Format_RGB32);
    image.fill(colour);
    QBuffer buffer;
    QImageWriter writer(&buffer, "webp");
    writer.setQuality(100);
    return writer.write(image) ? buffer.data().sliced(12) : QByteArray();
}

/// An animation that is red first, then blue, of \a side pixels.
QByteArray animation(int side)
{
    const auto last = char(side - 1);
    const QByteArray place{"\0\0\0\0\0\0\0\0\0\0\0\0\x64\0\0\0", 16};
    QByteArray frame = place;
    frame[6] = frame[9] = last;
    QByteArray canvas("\2\0\0\0\0\0\0\0\0\0", 10);
    canvas[4] = canvas[7] = last;
    const QByteArray chunks = riffChunk("VP8X", canvas) + riffChunk("ANIM", QByteArray(6, '\0'))
        + riffChunk("ANMF", frame + pixels(Qt::red, side))
        + riffChunk("ANMF", frame + pixels(Qt::blue, side));
    return riffChunk("RIFF", "WEBP" + chunks);
}

bool isOurs(const QByteArray &format)
{
    return QByteArrayList{"png", "jpg", "jpeg", "webp"}.contains(format);
}

} // namespace

class TestPictureDecoding : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void asksNoOtherDecoder_data();
    void asksNoOtherDecoder();
    void believesTheBytesAndNotTheName();
    void decodesNothingTooLarge_data();
    void decodesNothingTooLarge();
    void keepsWhatACopyNeeds();
    void takesTheFirstFrame();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
};

void TestPictureDecoding::asksNoOtherDecoder_data()
{
    QTest::addColumn<QByteArray>("bytes");

    QTest::newRow("SVG") << R"(<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>)"_ba;
    QTest::newRow("GIF") << "GIF89a\1\0\1\0\x80\0\0\0\0\0\xFF\xFF\xFF,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"_ba;
    QTest::newRow("XPM") << "/* XPM */\nstatic char *a[] = {\"1 1 1 1\", \"a c #ff0000\", \"a\"};"_ba;
    for (const QByteArray &format : QImageWriter::supportedImageFormats()) {
        if (!isOurs(format))
            QTest::newRow(format.constData()) << pictureBytes({8, 8}, format.constData());
    }
}

void TestPictureDecoding::asksNoOtherDecoder()
{
    QFETCH(const QByteArray, bytes);
    QVERIFY(!bytes.isEmpty());
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"picture.png"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
    file.close();

    const DecodeAnswer answer = decodePicture({.file = file.fileName()});

    QCOMPARE(answer.failure, DecodeFailure::Damaged);
    QVERIFY(answer.image.isNull());
}

void TestPictureDecoding::believesTheBytesAndNotTheName()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"picture.png"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(pictureBytes({20, 10}, "JPG"));
    file.close();

    const DecodeAnswer answer = decodePicture({.file = file.fileName(), .box = {10, 10}});

    QCOMPARE(answer.failure, DecodeFailure::None);
    QCOMPARE(answer.image.size(), QSize(10, 5));
    QCOMPARE(answer.image.format(), QImage::Format_RGB32);
}

void TestPictureDecoding::decodesNothingTooLarge_data()
{
    QTest::addColumn<PngHeader>("header");

    QTest::newRow("wide and high") << PngHeader{.width = 30'000, .height = 30'000};
    QTest::newRow("wide") << PngHeader{.width = 16'385, .height = 1};
    QTest::newRow("high") << PngHeader{.width = 1, .height = 16'385};
    QTest::newRow("all that a number holds") << PngHeader{.width = 0x7FFF'FFFF, .height = 0x7FFF'FFFF};
    QTest::newRow("eight bytes a pixel")
        << PngHeader{.width = 10'000, .height = 9'000, .depth = 16, .colourType = 6};
    QTest::newRow("interlaced") << PngHeader{.width = 30'000, .height = 30'000, .interlacing = 1};
}

void TestPictureDecoding::decodesNothingTooLarge()
{
    QFETCH(const PngHeader, header);
    const QByteArray bytes = pngFile(header, blackPngData({}));
    QVERIFY(inspectPicture(bytes)); // It is saved all the same.

    for (const QSize box : {QSize(), QSize(10, 10)}) {
        const DecodeAnswer answer = decodePicture({.bytes = bytes, .box = box});

        QCOMPARE(answer.failure, DecodeFailure::PictureTooLarge);
        QCOMPARE(answer.size, QSize(int(header.width), int(header.height)));
        const QString words = u"too large to preview (%1 × %2)"_s.arg(header.width).arg(header.height);
        QVERIFY(imageOrError(answer).error().message.contains(words));
    }
}

void TestPictureDecoding::keepsWhatACopyNeeds()
{
    const PngHeader header{.width = 3, .height = 2, .depth = 16, .colourType = 6};
    const QByteArray bytes = pngFile(header, blackPngData(header));

    QCOMPARE(decodeOriginal(bytes).image.format(), QImage::Format_RGBA64);
    QCOMPARE(decodePicture({.bytes = bytes}).image.format(), QImage::Format_ARGB32_Premultiplied);
}

void TestPictureDecoding::takesTheFirstFrame()
{
    if (!QImageWriter::supportedImageFormats().contains("webp"))
        QSKIP("Qt has no plugin here that writes WebP.");

    const DecodeAnswer answer = decodePicture({.bytes = animation(6)});

    QCOMPARE(answer.failure, DecodeFailure::None);
    QCOMPARE(answer.image.size(), QSize(6, 6));
    QCOMPARE(answer.image.pixelColor(3, 3), QColor(Qt::red));
}

void TestPictureDecoding::saysWhatIsWrong_data()
{
    QTest::addColumn<DecodeFailure>("failure");
    QTest::addColumn<QString>("words");

    QTest::newRow("unreadable") << DecodeFailure::Unreadable << u"cannot be read"_s;
    QTest::newRow("long file") << DecodeFailure::FileTooLarge << u"too large to preview"_s;
    QTest::newRow("large picture") << DecodeFailure::PictureTooLarge << u"(4 × 5)"_s;
    QTest::newRow("damaged") << DecodeFailure::Damaged << u"damaged"_s;
}

void TestPictureDecoding::saysWhatIsWrong()
{
    QFETCH(const DecodeFailure, failure);
    QFETCH(const QString, words);

    const Result<QImage> image = imageOrError({.failure = failure, .size = {4, 5}, .detail = u"why"_s});

    QVERIFY(!image);
    QCOMPARE(image.error().kind, Error::Kind::Disk);
    QCOMPARE(image.error().detail, u"why"_s);
    QVERIFY(image.error().message.contains(words));
}

QTEST_GUILESS_MAIN(TestPictureDecoding)
#include "tst_picturedecoding.moc"
