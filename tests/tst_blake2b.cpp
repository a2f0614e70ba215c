#include "core/blake2b.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

class TestBlake2b : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void knownBytesHaveTheirKnownHash_data();
    void knownBytesHaveTheirKnownHash();
    void everyLengthAroundABlockHasTheHashThatQtGives();
    void longBytesHaveTheHashThatQtGives();
    void everyBitCounts();
};

void TestBlake2b::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestBlake2b::knownBytesHaveTheirKnownHash_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("hash");

    // As `b2sum -l 256` prints them.
    QTest::newRow("none") << QByteArray()
                          << QByteArray("0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    QTest::newRow("abc") << QByteArray("abc")
                         << QByteArray("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

void TestBlake2b::knownBytesHaveTheirKnownHash()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, hash);
    QCOMPARE(blake2b256(bytes).toHex(), hash);
}

void TestBlake2b::everyLengthAroundABlockHasTheHashThatQtGives()
{
    QByteArray bytes;
    for (int length = 0; length <= 3 * 128 + 1; ++length) {
        QCOMPARE(blake2b256(bytes), QCryptographicHash::hash(bytes, QCryptographicHash::Blake2b_256));
        bytes += char(length);
    }
}

void TestBlake2b::longBytesHaveTheHashThatQtGives()
{
    QRandomGenerator random(1);
    for (int i = 0; i < 20; ++i) {
        QByteArray bytes(random.bounded(500'000), Qt::Uninitialized);
        for (char &byte : bytes)
            byte = char(random.bounded(256));
        QCOMPARE(blake2b256(bytes), QCryptographicHash::hash(bytes, QCryptographicHash::Blake2b_256));
    }
}

void TestBlake2b::everyBitCounts()
{
    QByteArray bytes(200, '\0');
    const QByteArray hash = blake2b256(bytes);
    for (char &byte : bytes) {
        for (int bit = 0; bit < 8; ++bit) {
            byte = char(byte ^ (1 << bit));
            QVERIFY(blake2b256(bytes) != hash);
            byte = char(byte ^ (1 << bit));
        }
    }
}

QTEST_GUILESS_MAIN(TestBlake2b)
#include "tst_blake2b.moc"
