#include "workspace/promptfiles.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

struct Bench
{
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
        return file.fileName();
    }

    [[nodiscard]] QByteArray read(const QString &name) const
    {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
    }

    QTemporaryDir folder = {};
    PromptFiles files = PromptFiles(nullptr);
    QSignalSpy listRead = QSignalSpy(&files, &PromptFiles::listRead);
    QSignalSpy written = QSignalSpy(&files, &PromptFiles::listWritten);
    QSignalSpy failed = QSignalSpy(&files, &PromptFiles::failed);
};

} // namespace

class TestPromptFiles : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readsAListAndNamesItAfterItsFile();
    void namesFileLineAndReasonOfWhatItCannotRead_data();
    void namesFileLineAndReasonOfWhatItCannotRead();
    void writesAPlainListAsText();
    void writesAListThatNeedsCsvBesideTheNameThatWasChosen();
};

void TestPromptFiles::readsAListAndNamesItAfterItsFile()
{
    Bench bench;
    bench.files.read(bench.write(u"My foxes.csv"_s, "prompt,copies\r\n\"a, fox\",3\r\n"),
                     PromptFiles::Purpose::Import);
    QTRY_COMPARE(bench.listRead.size(), 1);
    const auto list = bench.listRead.first().first().value<PromptList>();
    QCOMPARE(list.name, u"My foxes"_s);
    QCOMPARE(list.prompts.first().text, u"a, fox"_s);
    QCOMPARE(list.prompts.first().copies, 3);
    QCOMPARE(bench.listRead.first().at(1).value<PromptFiles::Purpose>(), PromptFiles::Purpose::Import);
}

void TestPromptFiles::namesFileLineAndReasonOfWhatItCannotRead_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("place");
    QTest::newRow("binary") << u"dog.png"_s << "\x89PNG\r\n\x1a\n\x00\x00"_ba << u"line"_s;
    QTest::newRow("CSV") << u"list.csv"_s << "prompt\n\"a\nb"_ba << u"line 2"_s;
    QTest::newRow("JSON Lines") << u"list.jsonl"_s << "{\"prompt\":\"a\"}\n{"_ba << u"line 2"_s;
    QTest::newRow("empty") << u"list.txt"_s << ""_ba << u"prompt"_s;
}

void TestPromptFiles::namesFileLineAndReasonOfWhatItCannotRead()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, place);
    Bench bench;
    bench.files.read(bench.write(name, bytes), PromptFiles::Purpose::Open);
    QTRY_COMPARE(bench.failed.size(), 1);
    const QString message = bench.failed.first().first().value<Error>().message;
    QVERIFY2(message.contains(name), qPrintable(message));
    QVERIFY2(message.contains(place, Qt::CaseInsensitive), qPrintable(message));
    QVERIFY(bench.listRead.isEmpty());
}

void TestPromptFiles::writesAPlainListAsText()
{
    Bench bench;
    bench.files.write(bench.folder.filePath(u"a.txt"_s), {.prompts = {{.text = u"a fox"_s}}});
    QTRY_COMPARE(bench.written.size(), 1);
    QCOMPARE(bench.read(u"a.txt"_s), "a fox\n"_ba);
}

void TestPromptFiles::writesAListThatNeedsCsvBesideTheNameThatWasChosen()
{
    Bench bench;
    bench.write(u"a.csv"_s, "mine");
    bench.files.write(bench.folder.filePath(u"a.txt"_s), {.prompts = {{.text = u"a fox"_s, .copies = 2}}});
    QTRY_COMPARE(bench.written.size(), 1);
    QCOMPARE(bench.written.first().first().toString(), bench.folder.filePath(u"a_2.csv"_s));
    QCOMPARE(bench.read(u"a.csv"_s), "mine"_ba);
    QCOMPARE(bench.read(u"a.txt"_s), "missing"_ba);
    QVERIFY(bench.read(u"a_2.csv"_s).contains("a fox"));
}

QTEST_GUILESS_MAIN(TestPromptFiles)

#include "tst_promptfiles.moc"
