#include "ui/services/keystatewords.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

using Keeping = SessionKeys::Keeping;
using Source = SessionKeys::Source;

Q_DECLARE_METATYPE(SessionKeys::Keeping)
Q_DECLARE_METATYPE(SessionKeys::Source)

/// What is said of a key below its field.
class TestKeyStateWords : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void saysHowLongAKeyIsKept_data();
    void saysHowLongAKeyIsKept();
    void promisesNothingWhereTheStoreFailed();
};

void TestKeyStateWords::saysHowLongAKeyIsKept_data()
{
    QTest::addColumn<Source>("source");
    QTest::addColumn<Keeping>("keeping");
    QTest::addColumn<QString>("sentence");

    QTest::newRow("no store in use") << Source::None << Keeping::Session
                                     << u"Kept until the program is closed."_s;
    QTest::newRow("before it is typed")
        << Source::None << Keeping::Offered << u"It will be kept in the key store of this computer."_s;
    QTest::newRow("kept") << Source::Typed << Keeping::Kept
                          << u"A key for this address is in use. Kept in the key store of this computer."_s;
    QTest::newRow("of the environment")
        << Source::Environment << Keeping::Offered << u"A key from OPENAI_API_KEY is in use."_s;
    QTest::newRow("of the environment, and a stored one that does not show")
        << Source::Environment << Keeping::Missing
        << u"A key from OPENAI_API_KEY is in use. The key store of this computer is locked, or no longer holds the key. Unlock it and start Contact Sheet again, or paste the key."_s;
    QTest::newRow("there is none")
        << Source::None << Keeping::Absent
        << u"This computer has no key store that Contact Sheet can use; the key is kept until you quit."_s;
    QTest::newRow("there is none for the key in use")
        << Source::Typed << Keeping::Absent
        << u"A key for this address is in use. This computer has no key store that Contact Sheet can use; the key is kept until you quit."_s;
    QTest::newRow("not let in")
        << Source::None << Keeping::Denied
        << u"The key store of this computer is locked or did not let Contact Sheet in. Unlock it and start Contact Sheet again, or paste the key."_s;
    QTest::newRow("not removed")
        << Source::None << Keeping::NotRemoved
        << u"The key may still be in the key store of this computer, which is locked or does not answer. Unlock it, then forget the key again."_s;
}

void TestKeyStateWords::saysHowLongAKeyIsKept()
{
    QFETCH(const Source, source);
    QFETCH(const Keeping, keeping);
    QTEST(keyStateSentence(source, keeping, u"OPENAI_API_KEY"_s), "sentence");
}

void TestKeyStateWords::promisesNothingWhereTheStoreFailed()
{
    for (const Keeping keeping : {Keeping::Absent, Keeping::Denied, Keeping::Silent, Keeping::TooLong}) {
        const QString sentence = keyStateSentence(Source::Typed, keeping, {});
        QVERIFY2(sentence.endsWith(u"kept until you quit."), qPrintable(sentence));
        QVERIFY2(sentence.startsWith(u"A key for this address is in use. "), qPrintable(sentence));
    }
}

QTEST_GUILESS_MAIN(TestKeyStateWords)
#include "tst_keystatewords.moc"
