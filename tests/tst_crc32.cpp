#include "core/crc32.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// As the standard defines it, a bit at a time.
quint32 slowCrc32(QByteArrayView bytes)
{
    quint32 crc = ~0U;
    for (const char byte : bytes) {
        crc ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1U) != 0 ? (crc >> 1) ^ 0xEDB88320U : crc >> 1;
    }
    return ~crc;
}

} // namespace

class TestCrc32 : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void givesPublishedValues();
    void isTheSameForEveryLengthAndPlace();
};

void TestCrc32::givesPublishedValues()
{
    QCOMPARE(crc32(QByteArrayView()), 0U);
    QCOMPARE(crc32("123456789"), 0xCBF43926U);
    QCOMPARE(crc32("IEND"), 0xAE426082U); // What every PNG file ends with.
}

void TestCrc32::isTheSameForEveryLengthAndPlace()
{
    QByteArray bytes(200, Qt::Uninitialized);
    QRandomGenerator random(3);
    for (char &byte : bytes)
        byte = char(random.bounded(256));
    const QByteArrayView view(bytes);
    for (qsizetype from = 0; from < 17; ++from) {
        for (qsizetype length = 0; length <= bytes.size() - from; ++length)
            QCOMPARE(crc32(view.sliced(from, length)), slowCrc32(view.sliced(from, length)));
    }
}

QTEST_APPLESS_MAIN(TestCrc32)
#include "tst_crc32.moc"
