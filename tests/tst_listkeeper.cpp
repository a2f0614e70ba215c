#include "prompts/keptlist.h"
#include "prompts/promptediting.h"
#include "workspace/listkeeper.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// A list that is kept in a file of its own.
struct Bench
{
    explicit Bench(const QString &path)
        : editing(model)
        , keeper(model, path)
        , loaded(&keeper, &ListKeeper::loaded)
        , failed(&keeper, &ListKeeper::failed)
    {
        QObject::connect(&keeper, &ListKeeper::loaded, &editing, &PromptEditing::open);
        keeper.load();
    }

    [[nodiscard]] QStringList texts() const
    {
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row)
            all.append(model.promptAt(row).text);
        return all;
    }

    PromptListModel model;
    PromptEditing editing;
    ListKeeper keeper;
    QSignalSpy loaded;
    QSignalSpy failed;
};

} // namespace

class TestListKeeper : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void beginsWithTheSampleList();
    void keepsEveryRowAsItStands();
    void writesChangesWhileTheProgramRuns();
    void writesWhatWasTypedLastWhenItEnds();
    void writesNothingWhileARunGoesOn();
    void putsAsideWhatItCannotRead();
    void saysThatItCannotWrite();
};

void TestListKeeper::beginsWithTheSampleList()
{
    const QTemporaryDir folder;
    const Bench bench(folder.filePath(u"list.json"_s));
    QTRY_COMPARE(bench.loaded.size(), 1);
    QCOMPARE(bench.model.name(), u"robot dog journey"_s);
    QCOMPARE(bench.model.rowCount(), 3);
    QVERIFY(bench.failed.isEmpty());
}

void TestListKeeper::keepsEveryRowAsItStands()
{
    const PromptList list{.name = u"مدن / cities"_s,
                          .prompts = {{.text = u"  two\nlines \u202e and {a|b} "_s, .line = 1, .copies = 7},
                                      {.text = {}, .line = 2},
                                      {.text = u"<b>\U0001F415</b>"_s, .line = 3, .isTicked = false},
                                      {.text = QString(100'000, u'x'), .line = 4}}};
    const Result<PromptList> read = readKeptList(writeKeptList(list));
    QVERIFY(read);
    QCOMPARE(read.value(), list);
    QVERIFY(!readKeptList("[]"));
    QVERIFY(!readKeptList(R"({"name":"a","prompts":[1]})"));
    QVERIFY(!readKeptList(writeKeptList(list).chopped(1)));
    const PromptList wild = readKeptList(R"({"name":"","prompts":[{"prompt":"a","copies":1e9}]})").value();
    QCOMPARE(wild.prompts.first().copies, MostCopies);
}

void TestListKeeper::writesChangesWhileTheProgramRuns()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"deep/list.json"_s);
    Bench bench(path);
    QTRY_COMPARE(bench.loaded.size(), 1);
    bench.editing.setText(1, u"changed"_s);
    QTRY_VERIFY(QFileInfo::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(readKeptList(file.readAll()).value().prompts.at(1).text, u"changed"_s);
}

void TestListKeeper::writesWhatWasTypedLastWhenItEnds()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"list.json"_s);
    {
        Bench bench(path);
        QTRY_COMPARE(bench.loaded.size(), 1);
        bench.editing.remove(0, 2);
        bench.editing.rename(u"mine"_s);
    }
    const Bench again(path);
    QTRY_COMPARE(again.loaded.size(), 1);
    QCOMPARE(again.texts().size(), 1);
    QCOMPARE(again.model.name(), u"mine"_s);
}

void TestListKeeper::writesNothingWhileARunGoesOn()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"list.json"_s);
    {
        Bench bench(path);
        QTRY_COMPARE(bench.loaded.size(), 1);
        bench.model.setProgress(bench.model.tickedIds().first(), {.pictures = 1, .saved = 1});
        bench.model.clearProgress();
    }
    QVERIFY(!QFileInfo::exists(path));
}

void TestListKeeper::putsAsideWhatItCannotRead()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"list.json"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("\xff\x00 nonsense");
    file.close();

    const Bench bench(path);
    QTRY_COMPARE(bench.failed.size(), 1);
    QCOMPARE(bench.model.rowCount(), 3);
    QVERIFY(bench.failed.first().first().value<Error>().message.contains(u"list.json.unreadable"_s));
    QVERIFY(QFileInfo::exists(path % u".unreadable"_s));
}

void TestListKeeper::saysThatItCannotWrite()
{
    const QTemporaryDir folder;
    const QString notAFolder = folder.filePath(u"file"_s);
    QFile file(notAFolder);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    Bench bench(notAFolder % u"/list.json"_s);
    QTRY_COMPARE(bench.loaded.size(), 1);
    bench.editing.setText(0, u"changed"_s);
    QTRY_COMPARE(bench.failed.size(), 1);
    QCOMPARE(bench.failed.first().first().value<Error>().kind, Error::Kind::Disk);
}

QTEST_GUILESS_MAIN(TestListKeeper)

#include "tst_listkeeper.moc"
