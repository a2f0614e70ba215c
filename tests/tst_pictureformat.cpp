#include "core/pictureformat.h"
#include "support/pngfiles.h"

#include <QBuffer>
#include <QImage>
#include <QImageWriter>
#include <QPainter>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QtEndian>
#include <QTest>

#include <algorithm>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// A picture that no codec can make small: a few hundred bytes to cut.
QByteArray written(const QByteArray &format, QSize size, bool progressive = false)
{
    QImage image(size, QImage::Format_RGB32);
    QRandomGenerator random(5);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, qRgb(random.bounded(256), random.bounded(256), random.bounded(256)));
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QImageWriter writer(&buffer, format);
    writer.setProgressiveScanWrite(progressive);
    return writer.write(image) ? bytes : QByteArray();
}

bool canWrite(const QByteArray &format)
{
    return QImageWriter::supportedImageFormats().contains(format);
}

QByteArray chunk(const QByteArray &type, const QByteArray &payload)
{
    QByteArray length(4, '\0');
    qToLittleEndian(quint32(payload.size()), length.data());
    return type + length + payload + (payload.size() % 2 == 1 ? QByteArray(1, '\0') : QByteArray());
}

QByteArray riff(const QByteArray &chunks)
{
    QByteArray length(4, '\0');
    qToLittleEndian(quint32(chunks.size() + 4), length.data());
    return "RIFF" + length + "WEBP" + chunks;
}

/// A lossless WebP's header for \a width by \a height pixels, and \a more bytes (RFC 9649, section 3).
QByteArray lossless(quint32 width, quint32 height, int more = 10)
{
    QByteArray header("\x2F\0\0\0\0", 5);
    qToLittleEndian((width - 1) | (height - 1) << 14, header.data() + 1);
    return header + QByteArray(more, 'x');
}

QByteArray extendedHeader(quint32 width, quint32 height)
{
    QByteArray header(10, '\0');
    for (int i = 0; i < 3; ++i) {
        header[4 + i] = char((width - 1) >> (8 * i));
        header[7 + i] = char((height - 1) >> (8 * i));
    }
    return header;
}

/// A frame of an animation of \a width by \a height pixels at \a x, \a y, whose data is \a chunks.
QByteArray frame(quint32 x, quint32 y, quint32 width, quint32 height, const QByteArray &chunks)
{
    QByteArray header(16, '\0');
    const quint32 values[] = {x / 2, y / 2, width - 1, height - 1, 100};
    for (int i = 0; i < 15; ++i)
        header[i] = char(values[i / 3] >> (8 * (i % 3)));
    return header + chunks;
}

const QByteArray JpegFrame("\xFF\xC0\x00\x0B\x08\x00\x07\x00\x09\x01\x01\x11\x00", 13); // 9 × 7 pixels.
const QByteArray JpegScan("\xFF\xDA\x00\x08\x01\x01\x00\x00\x3F\x00", 10);

QByteArray jpeg(const QByteArray &segments)
{
    return "\xFF\xD8" + segments + "\xFF\xD9";
}

/// The data of a grey picture of one pixel.
QByteArray dot()
{
    return blackPngData({.colourType = 0});
}

/// Where a file may break: at each of the first and last 200 bytes, and at every sixteenth of it.
QList<qsizetype> cuts(qsizetype size)
{
    QList<qsizetype> lengths;
    for (qsizetype i = 0; i < std::min(qsizetype(200), size); ++i)
        lengths << i << size - 1 - i;
    for (int i = 1; i < 16; ++i)
        lengths << size * i / 16;
    return lengths;
}

} // namespace

class TestPictureFormat : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void readsFormatAndSize_data();
    void readsFormatAndSize();
    void findsEveryTruncation_data();
    void findsEveryTruncation();
    void findsEveryFlippedBitOfAPng();
    void forgivesBytesAfterTheEnd_data();
    void forgivesBytesAfterTheEnd();
    void readsComposedPictures_data();
    void readsComposedPictures();
    void refusesWhatIsNoPicture_data();
    void refusesWhatIsNoPicture();
    void survivesAnyBytes_data();
    void survivesAnyBytes();
    void staysQuickOnHostileBytes();
    void decodesNothingThatFillsTheMemory();
    void namesExtensions();
};

void TestPictureFormat::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestPictureFormat::readsFormatAndSize_data()
{
    QTest::addColumn<QByteArray>("writer");
    QTest::addColumn<bool>("isProgressive");
    QTest::addColumn<PictureFormat>("format");

    QTest::newRow("png") << QByteArray("png") << false << PictureFormat::Png;
    QTest::newRow("jpeg") << QByteArray("jpeg") << false << PictureFormat::Jpeg;
    QTest::newRow("progressive jpeg") << QByteArray("jpeg") << true << PictureFormat::Jpeg;
    QTest::newRow("webp") << QByteArray("webp") << false << PictureFormat::Webp;
}

void TestPictureFormat::readsFormatAndSize()
{
    QFETCH(const QByteArray, writer);
    QFETCH(const bool, isProgressive);
    QFETCH(const PictureFormat, format);
    if (!canWrite(writer))
        QSKIP("Qt has no plugin here that writes this format.");

    for (const QSize size : {QSize(1, 1), QSize(17, 5), QSize(300, 1), QSize(129, 257)}) {
        const std::optional<PictureInfo> info = inspectPicture(written(writer, size, isProgressive));
        QVERIFY(info);
        QCOMPARE(info->format, format);
        QCOMPARE(info->size, size);
    }
}

void TestPictureFormat::findsEveryTruncation_data()
{
    readsFormatAndSize_data();
}

void TestPictureFormat::findsEveryTruncation()
{
    QFETCH(const QByteArray, writer);
    QFETCH(const bool, isProgressive);
    if (!canWrite(writer))
        QSKIP("Qt has no plugin here that writes this format.");
    for (const QSize size : {QSize(40, 30), QSize(300, 200)}) {
        const QByteArray whole = written(writer, size, isProgressive);
        QVERIFY(inspectPicture(whole));
        for (const qsizetype length : cuts(whole.size()))
            QVERIFY2(!inspectPicture(whole.first(length)), qPrintable(QString::number(length)));
    }
}

void TestPictureFormat::findsEveryFlippedBitOfAPng()
{
    const QByteArray whole = written("png", {60, 60});
    QVERIFY(inspectPicture(whole));
    for (int part = 0; part < 64; ++part) {
        for (int bit = 0; bit < 8; ++bit) {
            QByteArray flipped = whole;
            const qsizetype at = whole.size() * part / 64;
            flipped[at] = char(flipped[at] ^ 1 << bit);
            QVERIFY2(!inspectPicture(flipped), qPrintable(u"bit %1 of byte %2"_s.arg(bit).arg(at)));
        }
    }
}

void TestPictureFormat::forgivesBytesAfterTheEnd_data()
{
    readsFormatAndSize_data();
}

void TestPictureFormat::forgivesBytesAfterTheEnd()
{
    QFETCH(const QByteArray, writer);
    QFETCH(const bool, isProgressive);
    if (!canWrite(writer))
        QSKIP("Qt has no plugin here that writes this format.");

    QVERIFY(inspectPicture(QByteArray(written(writer, {40, 30}, isProgressive) + QByteArray("\0\0\n", 3))));
}

void TestPictureFormat::readsComposedPictures_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QSize>("size");

    const PngHeader header{.width = 3, .height = 4};
    QByteArray damagedText = pngChunk("tEXt", "Comment\0IEND"_ba);
    damagedText.back() ^= 1;
    QTest::newRow("png with other chunks") << pngFile(header, "x", pngChunk("tEXt", "IEND")) << QSize(3, 4);
    QTest::newRow("png with a damaged text, which is not shown")
        << pngFile(header, "x", damagedText) << QSize(3, 4);
    QTest::newRow("png with a palette")
        << pngFile({.width = 3, .height = 4, .depth = 1, .colourType = 3}, "x", pngChunk("PLTE", "rgbRGB"))
        << QSize(3, 4);
    QTest::newRow("interlaced png of 16 bits")
        << pngFile({.width = 3, .height = 4, .depth = 16, .colourType = 6, .interlacing = 1}, "x")
        << QSize(3, 4);
    QTest::newRow("png of several data chunks")
        << QByteArray(pngSignature() + pngChunk(header) + pngChunk("IDAT", {}) + pngChunk("IDAT", "x")
                      + pngChunk("IDAT", "y") + pngChunk("tIME", "1234567") + pngChunk("IEND", {}))
        << QSize(3, 4);
    QTest::newRow("animated png") << QByteArray(
        pngSignature() + pngChunk(header) + pngChunk("acTL", QByteArray("\0\0\0\2\0\0\0\0", 8))
        + pngChunk("fcTL", QByteArray(26, '\0')) + pngChunk("IDAT", "x") + pngChunk("fdAT", "12345")
        + pngChunk("IEND", {})) << QSize(3, 4);
    QTest::newRow("png of 2^31 - 1 pixels")
        << pngFile({.width = 0x7FFF'FFFF, .height = 1}, "x") << QSize(0x7FFF'FFFF, 1);
    QTest::newRow("lossless webp") << riff(chunk("VP8L", lossless(16384, 16384))) << QSize(16384, 16384);
    QTest::newRow("extended webp") << riff(chunk("VP8X", extendedHeader(7, 3)) + chunk("ICCP", "abc")
                                           + chunk("VP8L", lossless(7, 3)) + chunk("EXIF", "12"))
                                   << QSize(7, 3);
    QTest::newRow("animated webp") << riff(
        chunk("VP8X", extendedHeader(5, 6)) + chunk("ANIM", "123456")
        + chunk("ANMF", frame(0, 0, 5, 6, chunk("ALPH", "a") + chunk("VP8L", lossless(5, 6))))
        + chunk("ANMF", frame(2, 4, 3, 2, chunk("VP8L", lossless(3, 2)))))
                                   << QSize(5, 6);
    const QByteArray thumbnail("\xFF\xE1\x00\x08\xFF\xD8\xFF\xD9\x00\x00", 10);
    QTest::newRow("jpeg with a thumbnail, restarts and fill bytes") << jpeg(
        thumbnail + "\xFF\xFF" + JpegFrame + JpegScan + QByteArray("\x12\xFF\x00\x34\xFF\xD0\x56\xFF", 8))
                                                                    << QSize(9, 7);
    QTest::newRow("jpeg of several scans with tables between them")
        << jpeg(JpegFrame + JpegScan + "1" + QByteArray("\xFF\xC4\x00\x03\x00", 5) + JpegScan + "2")
        << QSize(9, 7);
    QTest::newRow("jpeg with bytes between its segments")
        << jpeg(QByteArray("\xFF\xE0\x00\x02\x00\x17", 6) + JpegFrame + JpegScan + "1") << QSize(9, 7);
}

void TestPictureFormat::readsComposedPictures()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QSize, size);

    const std::optional<PictureInfo> info = inspectPicture(bytes);
    QVERIFY(info);
    QCOMPARE(info->size, size);
    for (qsizetype length = 0; length < bytes.size(); ++length)
        QVERIFY2(!inspectPicture(bytes.first(length)), qPrintable(QString::number(length)));
}

void TestPictureFormat::refusesWhatIsNoPicture_data()
{
    QTest::addColumn<QByteArray>("bytes");

    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("json") << QByteArray("{\"error\":\"expired\"}");
    QTest::newRow("html") << QByteArray("<!DOCTYPE html><html></html>");
    QTest::newRow("svg") << QByteArray("<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    QTest::newRow("gif") << QByteArray("GIF89a\1\0\1\0\0\0\0;", 14);
    QTest::newRow("avif") << QByteArray("\0\0\0\x20"
                                        "ftypavif",
                                        12);
    QTest::newRow("mp4") << QByteArray("\0\0\0\x18"
                                       "ftypmp42",
                                       12);
    QTest::newRow("zip") << QByteArray("PK\3\4");
    QTest::newRow("pdf") << QByteArray("%PDF-1.7");
    QTest::newRow("another riff") << QByteArray("RIFF" + QByteArray("\x20\0\0\0", 4) + "WAVE"
                                                + QByteArray(40, '\0'));

    const PngHeader header{.width = 3, .height = 4};
    const QByteArray end = pngChunk("IEND", {});
    const QByteArray begin = pngSignature() + pngChunk(header);
    QTest::newRow("png without a header") << QByteArray(pngSignature() + pngChunk("IDAT", "x") + end);
    QTest::newRow("png with two headers") << pngFile(header, "x", pngChunk(header));
    QTest::newRow("png without data") << QByteArray(begin + end);
    QTest::newRow("png with empty data") << pngFile(header, {});
    QTest::newRow("png without an end") << QByteArray(begin + pngChunk("IDAT", "x"));
    QTest::newRow("png whose data is interrupted")
        << QByteArray(begin + pngChunk("IDAT", "x") + pngChunk("tEXt", "a") + pngChunk("IDAT", "y") + end);
    QTest::newRow("png of no width") << pngFile({.width = 0, .height = 4}, "x");
    QTest::newRow("png of no height") << pngFile({.width = 3, .height = 0}, "x");
    QTest::newRow("png of 2^31 pixels") << pngFile({.width = 1, .height = 0x8000'0000}, "x");
    QTest::newRow("png of 3 bits") << pngFile({.depth = 3, .colourType = 0}, "x");
    QTest::newRow("png of 4 bits of colour") << pngFile({.depth = 4, .colourType = 2}, "x");
    QTest::newRow("png of an unknown colour type") << pngFile({.colourType = 5}, "x");
    QTest::newRow("png of unknown interlacing") << pngFile({.interlacing = 2}, "x");
    QTest::newRow("png without the palette that it needs") << pngFile({.colourType = 3}, "x");
    QTest::newRow("png with half a colour") << pngFile({.colourType = 3}, "x", pngChunk("PLTE", "rgbr"));
    QTest::newRow("png with what only some decoders know") << pngFile(header, "x", pngChunk("CgBI", "1234"));
    QTest::newRow("png with a chunk of no name") << pngFile(header, "x", pngChunk("a\1bc", {}));
    QByteArray transparency = pngChunk("tRNS", "123456");
    transparency.back() ^= 1;
    QTest::newRow("png with damaged transparency") << pngFile(header, "x", transparency);
    QByteArray renamed = pngChunk("IDAT", "x");
    renamed[4] ^= 0x20;
    QTest::newRow("png with renamed data") << pngFile(header, "y", renamed);
    QTest::newRow("png with a chunk of 4 GB") << QByteArray(begin + "\xFF\xFF\xFF\xFF" + "IDATxxxx" + end);

    QTest::newRow("jpeg without a scan") << jpeg(JpegFrame);
    QTest::newRow("jpeg with a scan of no data") << jpeg(JpegFrame + JpegScan);
    QTest::newRow("jpeg without a frame") << jpeg(JpegScan + "1");
    QTest::newRow("jpeg with two frames") << jpeg(JpegFrame + JpegFrame + JpegScan + "1");
    QTest::newRow("jpeg with a short frame")
        << jpeg(QByteArray("\xFF\xC0\x00\x04\x08\x00", 6) + JpegScan + "1");
    QTest::newRow("jpeg with a scan of no components")
        << jpeg(JpegFrame + QByteArray("\xFF\xDA\x00\x06\x00\x00\x3F\x00", 8) + "1");
    QTest::newRow("jpeg with a segment of no length")
        << jpeg(QByteArray("\xFF\xE0\x00\x00", 4) + JpegFrame + JpegScan + "1");
    QTest::newRow("jpeg with a reserved marker in its data")
        << jpeg(JpegFrame + JpegScan + "1\xFF\x12" + "2");
    QTest::newRow("jpeg with a second beginning") << jpeg(JpegFrame + JpegScan + "1\xFF\xD8" + "2");
    QByteArray flat = JpegFrame;
    flat[6] = 0;
    QTest::newRow("jpeg of no height") << jpeg(flat + JpegScan + "1");

    QTest::newRow("webp whose length is a lie")
        << QByteArray("RIFF" + QByteArray(4, '\0') + "WEBP" + chunk("VP8L", lossless(5, 5)));
    QTest::newRow("webp whose chunk is longer than the file")
        << riff(chunk("VP8L", lossless(5, 5, 100)).chopped(50));
    QTest::newRow("webp with a canvas alone")
        << riff(chunk("VP8X", extendedHeader(5, 5)) + QByteArray(20, '\0'));
    QTest::newRow("lossless webp without its mark") << riff(chunk("VP8L", QByteArray(20, '\1')));
    QTest::newRow("lossy webp without its mark") << riff(chunk("VP8 ", QByteArray(20, '\1')));
    QTest::newRow("lossless webp of an unknown version")
        << riff(chunk("VP8L", QByteArray("\x2F\0\0\0\x20", 5) + QByteArray(10, 'x')));
    QTest::newRow("webp that is no key frame")
        << riff(chunk("VP8 ", QByteArray("\x11\0\0\x9D\x01\x2A\5\0\5\0", 10) + QByteArray(10, 'x')));
    QTest::newRow("webp whose first part is longer than the whole")
        << riff(chunk("VP8 ", QByteArray("\x10\x40\0\x9D\x01\x2A\5\0\5\0", 10) + QByteArray(10, 'x')));
    QTest::newRow("webp that does not fill its canvas")
        << riff(chunk("VP8X", extendedHeader(50, 50)) + chunk("VP8L", lossless(5, 5)));
    QTest::newRow("webp with a frame outside its canvas")
        << riff(chunk("VP8X", extendedHeader(5, 5))
                + chunk("ANMF", frame(2, 0, 5, 5, chunk("VP8L", lossless(5, 5)))));
    QTest::newRow("webp with a frame of another size")
        << riff(chunk("VP8X", extendedHeader(5, 5))
                + chunk("ANMF", frame(0, 0, 5, 5, chunk("VP8L", lossless(4, 5)))));
    QTest::newRow("webp with an empty frame")
        << riff(chunk("VP8X", extendedHeader(5, 5)) + chunk("ANMF", frame(0, 0, 5, 5, {})));
    QTest::newRow("webp of an unknown kind") << riff(chunk("VP9 ", QByteArray(40, '\1')));
}

void TestPictureFormat::refusesWhatIsNoPicture()
{
    QFETCH(const QByteArray, bytes);

    QVERIFY(!inspectPicture(bytes));
}

void TestPictureFormat::survivesAnyBytes_data()
{
    readsFormatAndSize_data();
}

void TestPictureFormat::survivesAnyBytes()
{
    QFETCH(const QByteArray, writer);
    QFETCH(const bool, isProgressive);
    if (!canWrite(writer))
        QSKIP("Qt has no plugin here that writes this format.");
    const QByteArray whole = written(writer, {12, 12}, isProgressive);
    QRandomGenerator random(6);

    for (int round = 0; round < 20'000; ++round) {
        // On the heap and of exactly its length, so that a read past the end is found.
        QByteArray bytes(whole.constData(), random.bounded(qsizetype(2), whole.size()));
        for (int changes = random.bounded(1, 5); changes > 0; --changes)
            bytes[random.bounded(bytes.size())] = char(random.bounded(256));
        bytes.squeeze();
        if (const std::optional<PictureInfo> info = inspectPicture(bytes))
            QVERIFY(!info->size.isEmpty());
    }
}

void TestPictureFormat::staysQuickOnHostileBytes()
{
    // Time that grows with the square of these would run into the runner's limit.
    const QByteArray begin = "\xFF\xD8" + JpegFrame;
    QVERIFY(!inspectPicture(QByteArray("\xFF\xD8" + QByteArray(8'000'000, '\xFF'))));
    QVERIFY(!inspectPicture(QByteArray(begin + QByteArray(JpegScan + "1").repeated(700'000))));
    QVERIFY(!inspectPicture(QByteArray(begin + JpegScan + QByteArray("\xFF\x00", 2).repeated(4'000'000))));
    QVERIFY(!inspectPicture(QByteArray(begin + QByteArray("\xFF\xD0", 2).repeated(4'000'000))));
    QVERIFY(!inspectPicture(
        QByteArray(pngSignature() + pngChunk(PngHeader()) + pngChunk("tEXt", {}).repeated(700'000))));
    QVERIFY(inspectPicture(pngFile({}, dot(), pngChunk("iCCP", QByteArray(10'000'000, 'x')))));
    QVERIFY(inspectPicture(pngFile({}, dot(), pngChunk("zTXt", QByteArray(10'000'000, 'x')))));
    QVERIFY(
        !inspectPicture(riff(chunk("VP8X", extendedHeader(5, 5)) + chunk("EXIF", {}).repeated(1'000'000))));
    const QByteArray oneFrame = chunk("ANMF", frame(0, 0, 1, 1, chunk("VP8L", lossless(1, 1))));
    QVERIFY(inspectPicture(riff(chunk("VP8X", extendedHeader(1, 1)) + oneFrame.repeated(10'000))));
}

void TestPictureFormat::decodesNothingThatFillsTheMemory()
{
    QVERIFY(isDecodable({1, 1}));
    QVERIFY(isDecodable({16384, 6103}));
    QVERIFY(!isDecodable({16384, 6104}));
    QVERIFY(!isDecodable({16385, 1}));
    QVERIFY(!isDecodable({1, 16385}));
    QVERIFY(!isDecodable({0x7FFF'FFFF, 0x7FFF'FFFF}));
}

void TestPictureFormat::namesExtensions()
{
    QCOMPARE(extension(PictureFormat::Png), u"png"_s);
    QCOMPARE(extension(PictureFormat::Jpeg), u"jpg"_s);
    QCOMPARE(extension(PictureFormat::Webp), u"webp"_s);
}

QTEST_GUILESS_MAIN(TestPictureFormat)
#include "tst_pictureformat.moc"
