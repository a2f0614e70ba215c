#include "ui/widgets/errordetails.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

const Error RateLimit{.kind = Error::Kind::RateLimit,
                      .message = u"OpenAI asks for <b>fewer</b> requests."_s,
                      .detail = u"Limit 5 <img src='http://127.0.0.1/x.png'>\nsecond line"_s,
                      .status = 429,
                      .requestId = u"req_1"_s};

QStringList visibleTexts(const ErrorDetails &details)
{
    QStringList texts;
    for (const QLabel *label : details.findChildren<QLabel *>()) {
        if (label->isVisibleTo(&details))
            texts.append(label->text());
    }
    return texts;
}

} // namespace

class TestErrorDetails : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void isEmptyBeforeTheFirstError();
    void showsWhatIsKnownAsPlainText();
    void leavesOutWhatIsNotKnown();
    void copiesAllOfIt();
    void namesEachKindInItsOwnWords();
};

void TestErrorDetails::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
}

void TestErrorDetails::isEmptyBeforeTheFirstError()
{
    const ErrorDetails details;
    QVERIFY(visibleTexts(details).isEmpty());
    QVERIFY(!details.findChild<QPushButton *>()->isVisibleTo(&details));
}

void TestErrorDetails::showsWhatIsKnownAsPlainText()
{
    ErrorDetails details;
    details.setError(RateLimit);
    const QStringList texts = visibleTexts(details);
    for (const QString &text : {RateLimit.message, u"Too many requests"_s, u"429"_s, u"req_1"_s, u"no"_s})
        QVERIFY2(texts.contains(text), qPrintable(text));
    for (const QLabel *label : details.findChildren<QLabel *>())
        QCOMPARE(label->textFormat(), Qt::PlainText);

    auto *words = details.findChild<QPlainTextEdit *>();
    QCOMPARE(words->toPlainText(), RateLimit.detail);
    QVERIFY(words->isReadOnly());
    QVERIFY(!words->accessibleName().isEmpty());
    words->selectAll();
    QCOMPARE(words->textCursor().selectedText().size(), RateLimit.detail.size());
}

void TestErrorDetails::leavesOutWhatIsNotKnown()
{
    ErrorDetails details;
    details.setError(RateLimit);
    details.setError({.kind = Error::Kind::Disk, .message = u"The disk is full."_s});
    const QStringList texts = visibleTexts(details);
    QVERIFY(texts.contains(u"The disk is full."_s));
    QVERIFY(!texts.contains(u"HTTP status"_s));
    QVERIFY(!texts.contains(u"Request id"_s));
    QVERIFY(!texts.contains(u"429"_s));
    QVERIFY(!details.findChild<QPlainTextEdit *>()->isVisibleTo(&details));
}

void TestErrorDetails::copiesAllOfIt()
{
    ErrorDetails details;
    details.setError(RateLimit);
    details.show();
    QVERIFY(QTest::qWaitForWindowExposed(&details));
    QTest::mouseClick(details.findChild<QPushButton *>(), Qt::LeftButton);
    const QString copied = QGuiApplication::clipboard()->text();
    for (const QString &part : {RateLimit.message, RateLimit.detail, u"429"_s, u"req_1"_s})
        QVERIFY2(copied.contains(part), qPrintable(part));
    QCOMPARE(copied, textOf(RateLimit));
}

void TestErrorDetails::namesEachKindInItsOwnWords()
{
    const QMetaEnum kinds = QMetaEnum::fromType<Error::Kind>();
    QSet<QString> names;
    for (int i = 0; i < kinds.keyCount(); ++i)
        names.insert(displayName(Error::Kind(kinds.value(i))));
    QCOMPARE(names.size(), kinds.keyCount());
    QVERIFY(!names.contains(QString()));
}

QTEST_MAIN(TestErrorDetails)

#include "tst_errordetails.moc"
