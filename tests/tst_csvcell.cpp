#include "core/csvcell.h"

#include <QRegularExpression>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

class TestCsvCell : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void standsInQuotes_data();
    void standsInQuotes();
    void marksWhatWouldBeComputed_data();
    void marksWhatWouldBeComputed();
};

void TestCsvCell::standsInQuotes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("cell");

    QTest::newRow("words") << u"a fox"_s << u"\"a fox\""_s;
    QTest::newRow("nothing") << QString() << u"\"\""_s;
    QTest::newRow("quotes") << u"a \"red\" fox"_s << u"\"a \"\"red\"\" fox\""_s;
    QTest::newRow("separators") << u"a,b;c\td"_s << u"\"a,b;c\td\""_s;
    QTest::newRow("lines") << u"a\nb\r\nc"_s << u"\"a\nb\r\nc\""_s;
    QTest::newRow("a sign within") << u"1+1=2"_s << u"\"1+1=2\""_s;
    QTest::newRow("an apostrophe") << u"'tis"_s << u"\"'tis\""_s;
    QTest::newRow("white space alone") << u"   "_s << u"\"   \""_s;
    QTest::newRow("an emoji") << u"\U0001F415"_s << u"\"\U0001F415\""_s;
}

void TestCsvCell::standsInQuotes()
{
    QFETCH(const QString, text);
    QFETCH(const QString, cell);

    QCOMPARE(csvCell(text, CsvReader::Spreadsheet), cell);
    QCOMPARE(csvCell(text, CsvReader::ThisProgram), cell);
}

void TestCsvCell::marksWhatWouldBeComputed_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : {u"=1+1"_s,
                                u"+1"_s,
                                u"-1"_s,
                                u"@SUM(A1)"_s,
                                u"=cmd|' /C calc'!A0"_s,
                                u" =1"_s,
                                u"\t=1"_s,
                                u"\tfox"_s,
                                u"\rfox"_s,
                                u"\nfox"_s,
                                u"\n =1"_s,
                                u"\u00A0=1"_s,
                                u"\u3000=1"_s,
                                u"\uFEFF=1"_s,
                                u"\u200B=1"_s,
                                u"\u202E=1"_s,
                                u"\u0001=1"_s,
                                u"＝1"_s,
                                u"＋1"_s,
                                u"－1"_s,
                                u"＠A"_s,
                                u"\uFE66"
                                u"1"_s})
        QTest::newRow(qPrintable(QString::fromLatin1(text.toUtf8().toPercentEncoding()))) << text;
}

void TestCsvCell::marksWhatWouldBeComputed()
{
    QFETCH(const QString, text);

    QCOMPARE(csvCell(text, CsvReader::Spreadsheet), QString(u"\"'" % text % u'"'));
    QCOMPARE(csvCell(text, CsvReader::ThisProgram), QString(u'"' % text % u'"'));
}

QTEST_GUILESS_MAIN(TestCsvCell)
#include "tst_csvcell.moc"
