#include "library/decodeframes.h"
#include "support/pictures.h"
#include "support/pngfiles.h"
#include "support/programrun.h"

#include <QBuffer>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

constexpr int LongEnough = 60'000;

#if defined(__SANITIZE_ADDRESS__)
constexpr bool HasShadowMemory = true;
#else
constexpr bool HasShadowMemory = false;
#endif

/// `contactsheet --decode-helper` as a process, with no display.
class Helper
{
public:
    explicit Helper(const QHash<QString, QString> &variables = {})
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"QT_QPA_PLATFORM"_s);
        environment.remove(u"DISPLAY"_s);
        environment.remove(u"WAYLAND_DISPLAY"_s);
        for (auto variable = variables.begin(); variable != variables.end(); ++variable)
            environment.insert(variable.key(), variable.value());
        process.setProcessEnvironment(environment);
        process.start(QString::fromUtf8(CONTACTSHEET_PROGRAM), {u"--decode-helper"_s});
    }

    ~Helper()
    {
        process.kill();
        process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Helper)

    QByteArray read(qsizetype size)
    {
        while (process.bytesAvailable() < size && process.waitForReadyRead(LongEnough)) {}
        return process.read(size);
    }
    /// Asks for \a request and reads the whole answer; null pixels where it failed.
    std::optional<AnswerHead> ask(const DecodeRequest &request)
    {
        if (!writeDecodeRequest(&process, request))
            return std::nullopt;
        const QByteArray bytes = read(AnswerHeadSize);
        if (bytes.size() != AnswerHeadSize)
            return std::nullopt;
        const std::optional<AnswerHead> head = answerHead(bytes, request);
        if (head) {
            read(head->detailSize);
            pixels = head->failure == DecodeFailure::None
                ? read(4 * qsizetype(head->size.width()) * head->size.height())
                : QByteArray();
        }
        return head;
    }

    QProcess process;
    QByteArray pixels;
};

QString textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class TestDecodeHelper : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void decodesUntilItsInputEnds();
    void writesNothingButFrames();
    void loadsNoOtherDecoder();
    void gaveUpWhatItDoesNotNeed();
    void isNamedByNoHelp();
};

void TestDecodeHelper::decodesUntilItsInputEnds()
{
    Helper helper;
    for (const char *format : {"PNG", "JPG", "WEBP"}) {
        const DecodeRequest request{.bytes = pictureBytes({40, 30}, format), .box = {20, 20}};
        const QImage expected = decodePicture(request).image;
        const std::optional<AnswerHead> head = helper.ask(request);
        QVERIFY(head);
        QCOMPARE(head->size, QSize(20, 15));
        QCOMPARE(helper.pixels,
                 QByteArray(reinterpret_cast<const char *>(expected.constBits()), expected.sizeInBytes()));
    }
    helper.process.closeWriteChannel();
    QVERIFY(helper.process.waitForFinished(LongEnough));
    QCOMPARE(helper.process.exitStatus(), QProcess::NormalExit);
}

void TestDecodeHelper::writesNothingButFrames()
{
    Helper helper;
    // Whole, as far as its structure goes; the decoder complains of its data.
    const QByteArray damaged = pngFile({.width = 9, .height = 9}, "no data");
    const std::optional<AnswerHead> head = helper.ask({.bytes = damaged});
    QVERIFY(head);
    QCOMPARE(head->failure, DecodeFailure::Damaged);
    QVERIFY(helper.ask({.bytes = pictureBytes()}));

    helper.process.closeWriteChannel();
    QVERIFY(helper.process.waitForFinished(LongEnough));
    QCOMPARE(helper.process.readAllStandardOutput(), QByteArray());
    QVERIFY(!helper.process.readAllStandardError().isEmpty());
}

void TestDecodeHelper::loadsNoOtherDecoder()
{
    Helper helper({{u"QT_DEBUG_PLUGINS"_s, u"1"_s}});
    const QByteArray svg = R"(<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>)"_ba;
    const QByteArray gif = "GIF89a\1\0\1\0\x80\0\0\0\0\0\xFF\xFF\xFF,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"_ba;
    for (const QByteArray &bytes : {svg, gif, pictureBytes({8, 8}, "BMP"), pictureBytes(),
                                    pictureBytes({8, 8}, "JPG"), pictureBytes({8, 8}, "WEBP")})
        QVERIFY(helper.ask({.bytes = bytes}));
    helper.process.closeWriteChannel();
    QVERIFY(helper.process.waitForFinished(LongEnough));

    QStringList loaded;
    const QString words = QString::fromUtf8(helper.process.readAllStandardError());
    static const QRegularExpression loadedPlugin(u"(\\w+)\\.\\w+\" loaded library"_s);
    for (const QRegularExpressionMatch &match : loadedPlugin.globalMatch(words))
        loaded.append(match.captured(1));
    QCOMPARE(loaded, (QStringList{u"libqjpeg"_s, u"libqwebp"_s}));
}

void TestDecodeHelper::gaveUpWhatItDoesNotNeed()
{
#ifndef Q_OS_LINUX
    QSKIP("Looks into /proc.");
#else
    Helper helper;
    QVERIFY(helper.ask({.bytes = pictureBytes()}));
    const QString folder = u"/proc/%1/"_s.arg(helper.process.processId());

    const QString limits = textOf(folder + u"limits"_s);
    const auto isLimited = [&limits](const QString &what, const QString &most) {
        return limits.contains(QRegularExpression(u"Max %1 +%2 +%2 "_s.arg(what, most)));
    };
    QVERIFY2(isLimited(u"file size"_s, u"0"_s), qPrintable(limits));
    QVERIFY2(isLimited(u"core file size"_s, u"0"_s), qPrintable(limits));
    QVERIFY2(isLimited(u"open files"_s, u"32"_s), qPrintable(limits));
    QVERIFY2(isLimited(u"address space"_s, u"1073741824"_s) || HasShadowMemory, qPrintable(limits));
    QVERIFY2(limits.contains(QRegularExpression(u"Max cpu time +\\d+ "_s)), qPrintable(limits));
    QVERIFY(textOf(folder + u"status"_s).contains(QRegularExpression(u"NoNewPrivs:\\s+1"_s)));
#endif
}

void TestDecodeHelper::isNamedByNoHelp()
{
    ProgramRun program(QString::fromUtf8(CONTACTSHEET_PROGRAM));
    QCOMPARE(program.run({u"--help"_s}), 0);
    QVERIFY(!program.output().contains(u"decode"_s));
}

QTEST_GUILESS_MAIN(TestDecodeHelper)
#include "tst_decodehelper.moc"
