#include "ui/timing/timingcolours.h"
#include "ui/viewer/picturedetails.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTest>
#include <QTextBlock>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

using Kind = PictureFact::Kind;

QList<PictureFact> longFacts(const QString &prompt)
{
    return {{.kind = Kind::Heading, .name = u"Prompt"_s},
            {.kind = Kind::Text, .value = prompt},
            {.kind = Kind::Pair, .name = u"Size"_s, .value = u"16 × 12"_s}};
}

QColor inkOf(const QTextBlock &block)
{
    return block.begin().fragment().charFormat().foreground().color();
}

} // namespace

class TestPictureDetails : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void keepsSelectionAndPlaceOfTheSamePicture();
    void copiesPlainText();
    void breaksWordsThatAreWiderThanItself();
    void staysReadableInTheDark();
};

void TestPictureDetails::init()
{
    // A platform without a display cannot restrict a window, and says so.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
}

void TestPictureDetails::keepsSelectionAndPlaceOfTheSamePicture()
{
    PictureDetails details;
    details.resize(280, 300);
    details.show();
    const QString prompt = u"robot dog "_s.repeated(2000);
    details.showFacts(longFacts(prompt), false);
    QCOMPARE(details.verticalScrollBar()->value(), 0);
    details.selectAll();
    details.verticalScrollBar()->setValue(300);

    details.showFacts(longFacts(prompt), false);
    QVERIFY(details.textCursor().hasSelection());
    QCOMPARE(details.verticalScrollBar()->value(), 300);
    details.showFacts(longFacts(prompt + u"!"_s), true);
    QCOMPARE(details.verticalScrollBar()->value(), 300);
    details.showFacts(longFacts(prompt), false);
    QCOMPARE(details.verticalScrollBar()->value(), 0);
}

void TestPictureDetails::copiesPlainText()
{
    PictureDetails details;
    details.showFacts(longFacts(u"<b>robot</b> &amp;\ndog"_s), false);
    details.selectAll();
    details.copy();
    QCOMPARE(QApplication::clipboard()->text(), u"Prompt\n<b>robot</b> &amp;\ndog\nSize\t16 × 12"_s);
    QVERIFY(!QApplication::clipboard()->mimeData()->hasHtml());
}

void TestPictureDetails::breaksWordsThatAreWiderThanItself()
{
    PictureDetails details;
    details.resize(280, 300);
    details.show();
    details.showFacts(longFacts(QString(3000, u'x')), false);
    QCOMPARE(details.horizontalScrollBar()->maximum(), 0);
    QVERIFY(details.verticalScrollBar()->maximum() > 0);
}

void TestPictureDetails::staysReadableInTheDark()
{
    PictureDetails details;
    details.showFacts(longFacts(u"robot dog"_s), false);
    for (const QColor &window : {QColor(0x2b, 0x2b, 0x2d), QColor(0xef, 0xef, 0xef)}) {
        details.setPalette(QPalette(window));
        const QColor behind = details.palette().color(QPalette::Window);
        for (QTextBlock block = details.document()->begin(); block.isValid(); block = block.next())
            QVERIFY(contrast(inkOf(block), behind) >= 4.5);
    }
}

QTEST_MAIN(TestPictureDetails)
#include "tst_picturedetails.moc"
