#include "core/pictureformat.h"

#include <QBuffer>
#include <QImage>
#include <QImageWriter>
#include <QPainter>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QtEndian>
#include <QTest>

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

QByteArray pngChunk(const QByteArray &type, const QByteArray &payload)
{
    QByteArray length(4, '\0');
    qToBigEndian(quint32(payload.size()), length.data());
    return length + type + payload + QByteArray(4, '\0');
}

QByteArray pngHeader(quint32 width, quint32 height)
{
    QByteArray header(13, '\0');
    qToBigEndian(width, header.data());
    qToBigEndian(height, header.data() + 4);
    return pngChunk("IHDR", header);
}

const QByteArray PngSignature("\x89PNG\r\n\x1A\n", 8);

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
    void forgivesBytesAfterTheEnd_data();
    void forgivesBytesAfterTheEnd();
    void readsComposedPictures_data();
    void readsComposedPictures();
    void refusesWhatIsNoPicture_data();
    void refusesWhatIsNoPicture();
    void survivesAnyBytes_data();
    void survivesAnyBytes();
    void staysQuickOnHostileBytes();
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
    const QByteArray whole = written(writer, {40, 30}, isProgressive);
    QVERIFY(inspectPicture(whole));

    for (qsizetype length = 0; length < whole.size(); ++length)
        QVERIFY2(!inspectPicture(whole.first(length)), qPrintable(QString::number(length)));
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

    QTest::newRow("png with other chunks")
        << QByteArray(PngSignature + pngHeader(3, 4) + pngChunk("tEXt", "IEND") + pngChunk("IDAT", "x")
                      + pngChunk("IEND", {}))
        << QSize(3, 4);
    QTest::newRow("lossless webp") << riff(chunk("VP8L", lossless(16384, 16384))) << QSize(16384, 16384);
    QTest::newRow("extended webp") << riff(chunk("VP8X", extendedHeader(70'000, 3)) + chunk("ICCP", "abc")
                                           + chunk("VP8L", lossless(1, 1)))
                                   << QSize(70'000, 3);
    QTest::newRow("animated webp") << riff(chunk("VP8X", extendedHeader(5, 6)) + chunk("ANIM", "123456")
                                           + chunk("ANMF", QByteArray(40, 'x')))
                                   << QSize(5, 6);
    QTest::newRow("jpeg with a thumbnail, restarts and fill bytes")
        << QByteArray("\xFF\xD8"
                      "\xFF\xE1\x00\x08\xFF\xD8\xFF\xD9\x00\x00" // A picture within a segment.
                      "\xFF\xFF\xFF\xC0\x00\x0B\x08\x00\x07\x00\x09\x01\x01\x11\x00"
                      "\xFF\xDA\x00\x02\x12\xFF\x00\x34\xFF\xD0\x56\xFF\xFF\xD9",
                      41)
        << QSize(9, 7);
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
    QTest::newRow("zip") << QByteArray("PK\3\4");
    QTest::newRow("pdf") << QByteArray("%PDF-1.7");
    QTest::newRow("another riff") << QByteArray("RIFF" + QByteArray("\x20\0\0\0", 4) + "WAVE"
                                                + QByteArray(40, '\0'));
    QTest::newRow("png without a header")
        << QByteArray(PngSignature + pngChunk("IDAT", "x") + pngChunk("IEND", {}));
    QTest::newRow("png without data") << QByteArray(PngSignature + pngHeader(3, 4) + pngChunk("IEND", {}));
    QTest::newRow("png without an end") << QByteArray(PngSignature + pngHeader(3, 4) + pngChunk("IDAT", "x"));
    QTest::newRow("png of no width") << QByteArray(PngSignature + pngHeader(0, 4) + pngChunk("IDAT", "x")
                                                   + pngChunk("IEND", {}));
    QTest::newRow("png of 2^31 pixels") << QByteArray(PngSignature + pngHeader(1, 0x8000'0000)
                                                      + pngChunk("IDAT", "x") + pngChunk("IEND", {}));
    QTest::newRow("png with a chunk of 4 GB") << QByteArray(
        PngSignature + pngHeader(3, 4) + QByteArray("\xFF\xFF\xFF\xFFIDATxxxx") + pngChunk("IEND", {}));
    QTest::newRow("jpeg without a scan")
        << QByteArray("\xFF\xD8\xFF\xC0\x00\x0B\x08\x00\x07\x00\x09\x01\x01\x11\x00"
                      "\xFF\xD9",
                      17);
    QTest::newRow("jpeg without a frame") << QByteArray("\xFF\xD8\xFF\xDA\x00\x02\x12\xFF\xD9", 9);
    QTest::newRow("jpeg with a short frame")
        << QByteArray("\xFF\xD8\xFF\xC0\x00\x04\x08\x00\xFF\xDA\x00\x02\x12\xFF\xD9", 15);
    QTest::newRow("jpeg with a segment of no length")
        << QByteArray("\xFF\xD8\xFF\xE0\x00\x00\xFF\xDA\x00\x02\x12\xFF\xD9", 13);
    QTest::newRow("jpeg of no height") << QByteArray(
        "\xFF\xD8\xFF\xC0\x00\x0B\x08\x00\x00\x00\x09\x01\x01\x11\x00\xFF\xDA\x00\x02\xFF\xD9", 21);
    QTest::newRow("webp whose length is a lie")
        << QByteArray("RIFF" + QByteArray(4, '\0') + "WEBP" + chunk("VP8L", lossless(5, 5)));
    QTest::newRow("webp whose chunk is longer than the file")
        << riff(chunk("VP8L", lossless(5, 5, 100)).chopped(50));
    QTest::newRow("webp with a canvas alone")
        << riff(chunk("VP8X", extendedHeader(5, 5)) + QByteArray(20, '\0'));
    QTest::newRow("lossless webp without its mark") << riff(chunk("VP8L", QByteArray(20, '\1')));
    QTest::newRow("lossy webp without its mark") << riff(chunk("VP8 ", QByteArray(20, '\1')));
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
    QVERIFY(!inspectPicture(QByteArray("\xFF\xD8" + QByteArray(8'000'000, '\xFF'))));
    QVERIFY(!inspectPicture(QByteArray("\xFF\xD8" + QByteArray("\xFF\xDA\x00\x02", 4).repeated(2'000'000))));
    QVERIFY(!inspectPicture(QByteArray("\xFF\xD8\xFF\xDA" + QByteArray("\x00\x02", 2)
                                       + QByteArray("\xFF\x00", 2).repeated(4'000'000))));
    QVERIFY(
        !inspectPicture(QByteArray(PngSignature + pngHeader(1, 1) + pngChunk("tEXt", {}).repeated(700'000))));
    QVERIFY(
        !inspectPicture(riff(chunk("VP8X", extendedHeader(5, 5)) + chunk("EXIF", {}).repeated(1'000'000))));
}

void TestPictureFormat::namesExtensions()
{
    QCOMPARE(extension(PictureFormat::Png), u"png"_s);
    QCOMPARE(extension(PictureFormat::Jpeg), u"jpg"_s);
    QCOMPARE(extension(PictureFormat::Webp), u"webp"_s);
}

QTEST_GUILESS_MAIN(TestPictureFormat)
#include "tst_pictureformat.moc"
