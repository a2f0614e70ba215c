#include "core/filewriting.h"
#include "core/jsonoutline.h"
#include "generation/picturenames.h"
#include "generation/picturesaving.h"
#include "support/pictures.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// Two folders for pictures, and what came for one job.
struct Bench
{
    Bench()
    {
        QDir().mkpath(folder());
        arrived.destination = {.folder = folder(), .fallbackFolder = fallbackFolder(), .name = u"list_1"_s};
    }

    [[nodiscard]] QString folder() const { return top.filePath(u"press"_s); }
    [[nodiscard]] QString fallbackFolder() const { return top.filePath(u"elsewhere"_s); }

    /// \a base64 as an answer holds it, to be decoded from its place there.
    void embed(const QByteArray &base64)
    {
        const QByteArray before = R"({"data":[{"b64_json":")";
        arrived.answer = before + base64 + R"("}]})";
        arrived.sources = {EmbeddedPicture{.span = {.begin = before.size(), .length = base64.size()}}};
    }

    [[nodiscard]] QByteArray bytesIn(const QString &file) const
    {
        QFile opened(QDir(folder()).absoluteFilePath(file));
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
    }

    [[nodiscard]] QStringList files() const
    {
        return QDir(folder()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
    }

    QTemporaryDir top;
    ArrivedPictures arrived;
};

} // namespace

class TestPictureSaving : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void savesTheBytesAsTheyCame_data();
    void savesTheBytesAsTheyCame();
    void undoesTheEscapesOfJson();
    void keepsWhatIsDamaged_data();
    void keepsWhatIsDamaged();
    void saysThatNothingCouldBeKept();
    void savesEveryPictureThatCame();
    void needsOneWholePictureOnly();
    void savesElsewhereWhenTheFolderIsGone();
    void keepsElsewhereWhenTheFolderIsGone();
    void saysWhenNoFolderTakesIt();
    void numbersPicturesOfOneName();
    void writesAPictureThatIsKeptOnceOnly();
    void writesAPictureWhoseKeptFileIsGone();
    void keepsThePictureOfAnAnswer();
    void keepsTheAnswerWhereItsPictureIsNotAllThatItIsWorth();
    void keepsAnAnswerWithItsKeyMasked();
};

void TestPictureSaving::savesTheBytesAsTheyCame_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QString>("file");
    QTest::newRow("PNG") << "PNG"_ba << u"list_1.png"_s;
    QTest::newRow("JPEG") << "JPG"_ba << u"list_1.jpg"_s;
}

void TestPictureSaving::savesTheBytesAsTheyCame()
{
    QFETCH(const QByteArray, format);
    QFETCH(const QString, file);
    const QByteArray picture = pictureBytes({40, 30}, format.constData());
    Bench bench;
    bench.embed(picture.toBase64());

    const SavingOutcome outcome = savePictures(bench.arrived);

    QVERIFY(!outcome.error);
    QCOMPARE(outcome.pictures.size(), 1);
    const SavedPicture saved = outcome.pictures.first();
    QCOMPARE(saved.file, file);
    QCOMPARE(saved.size, QSize(40, 30));
    QCOMPARE(saved.bytes, picture.size());
    QCOMPARE(saved.blake2b, pictureHash(picture));
    QCOMPARE(bench.bytesIn(file), picture);
    QCOMPARE(bench.files(), QStringList{file});
}

void TestPictureSaving::undoesTheEscapesOfJson()
{
    const QByteArray picture = pictureBytes({64, 64});
    QByteArray base64 = picture.toBase64();
    QVERIFY(base64.contains('/') && base64.contains('+'));
    base64.replace("/", "\\/").replace("+", "\\u002B").insert(76, "\\n");
    Bench bench;
    bench.embed(base64);

    const SavingOutcome outcome = savePictures(bench.arrived);

    QVERIFY(!outcome.error);
    QCOMPARE(bench.bytesIn(u"list_1.png"_s), picture);
}

void TestPictureSaving::keepsWhatIsDamaged_data()
{
    QTest::addColumn<QByteArray>("base64");
    QTest::addColumn<bool>("isKeptDecoded");

    const QByteArray picture = pictureBytes();
    QTest::newRow("no base64") << picture.toBase64().replace(20, 1, "*") << false;
    QTest::newRow("cut base64") << picture.toBase64().chopped(1) << false;
    QTest::newRow("cut picture") << picture.chopped(9).toBase64() << true;
    QTest::newRow("a page") << "<html>Gateway</html>"_ba.toBase64() << true;
}

void TestPictureSaving::keepsWhatIsDamaged()
{
    QFETCH(const QByteArray, base64);
    QFETCH(const bool, isKeptDecoded);
    Bench bench;
    bench.embed(base64);

    const SavingOutcome outcome = savePictures(bench.arrived);

    QVERIFY(outcome.pictures.isEmpty());
    QCOMPARE(outcome.error->kind, Error::Kind::UnreadableAnswer);
    QCOMPARE(outcome.error->charge, Error::Charge::Yes);
    QCOMPARE(outcome.keptAnswer, u"incoming/list_1.answer"_s);
    QVERIFY2(outcome.error->message.contains(outcome.keptAnswer), qPrintable(outcome.error->message));
    QCOMPARE(bench.bytesIn(outcome.keptAnswer),
             isKeptDecoded ? QByteArray::fromBase64(base64) : bench.arrived.answer);
}

void TestPictureSaving::saysThatNothingCouldBeKept()
{
    Bench bench;
    bench.embed("****");
    bench.arrived.destination.folder = bench.top.filePath(u"a file"_s);
    bench.arrived.destination.fallbackFolder = bench.arrived.destination.folder;
    QFile file(bench.arrived.destination.folder);
    QVERIFY(file.open(QIODevice::WriteOnly));

    const SavingOutcome outcome = savePictures(bench.arrived);

    QCOMPARE(outcome.error->kind, Error::Kind::UnreadableAnswer);
    QCOMPARE(outcome.keptAnswer, QString());
    QVERIFY2(!outcome.error->message.contains(u"kept"), qPrintable(outcome.error->message));
}

void TestPictureSaving::savesEveryPictureThatCame()
{
    Bench bench;
    const QByteArray first = pictureBytes({16, 16});
    const QByteArray second = pictureBytes({20, 20});
    const QByteArray third = pictureBytes({24, 24});
    bench.embed(first.toBase64());
    bench.arrived.sources.append(EncodedPicture{.base64 = "data:image/png;base64," + second.toBase64()});
    bench.arrived.fetched = {third};

    const SavingOutcome outcome = savePictures(bench.arrived);

    QCOMPARE(outcome.pictures.size(), 3);
    QCOMPARE(bench.files(), (QStringList{u"list_1.png"_s, u"list_1_2.png"_s, u"list_1_3.png"_s}));
    QCOMPARE(bench.bytesIn(u"list_1.png"_s), first);
    QCOMPARE(bench.bytesIn(u"list_1_2.png"_s), second);
    QCOMPARE(bench.bytesIn(u"list_1_3.png"_s), third);
}

void TestPictureSaving::needsOneWholePictureOnly()
{
    Bench bench;
    bench.embed("damaged");
    bench.arrived.fetched = {pictureBytes()};

    const SavingOutcome outcome = savePictures(bench.arrived);

    QVERIFY(!outcome.error);
    QCOMPARE(outcome.pictures.size(), 1);
    QCOMPARE(bench.files(), QStringList{u"list_1.png"_s});
}

void TestPictureSaving::savesElsewhereWhenTheFolderIsGone()
{
    Bench bench;
    bench.embed(pictureBytes().toBase64());
    QVERIFY(QDir().rmdir(bench.folder()));

    const SavingOutcome outcome = savePictures(bench.arrived);

    QVERIFY(!outcome.error);
    QCOMPARE(outcome.pictures.first().file, QString(bench.fallbackFolder() + u"/list_1.png"));
    QCOMPARE(bench.bytesIn(outcome.pictures.first().file), pictureBytes());
    QVERIFY(!QFile::exists(bench.folder()));
}

void TestPictureSaving::keepsElsewhereWhenTheFolderIsGone()
{
    Bench bench;
    bench.arrived.answer = R"({"data":[{"b64_json":"paid for"}]})";
    bench.arrived.sources = {EncodedPicture{.base64 = "paid for"}};
    bench.arrived.destination.folder += u"/run.jsonl"; // Something that is no folder, nor can be made one.
    QFile file(bench.arrived.destination.folder);
    QVERIFY(file.open(QIODevice::WriteOnly));

    const SavingOutcome outcome = savePictures(bench.arrived);

    QCOMPARE(outcome.keptAnswer, QString(bench.fallbackFolder() + u"/incoming/list_1.answer"));
    QCOMPARE(bench.bytesIn(outcome.keptAnswer), bench.arrived.answer);
}

void TestPictureSaving::saysWhenNoFolderTakesIt()
{
    Bench bench;
    bench.embed(pictureBytes().toBase64());
    bench.arrived.destination.folder = bench.top.filePath(u"a file"_s);
    bench.arrived.destination.fallbackFolder = bench.arrived.destination.folder;
    QFile file(bench.arrived.destination.folder);
    QVERIFY(file.open(QIODevice::WriteOnly));

    const SavingOutcome outcome = savePictures(bench.arrived);

    QVERIFY(outcome.pictures.isEmpty());
    QCOMPARE(outcome.error->kind, Error::Kind::Disk);
    QCOMPARE(outcome.error->charge, Error::Charge::Yes);
    QVERIFY(outcome.error->message.contains(u"a file"));
}

void TestPictureSaving::numbersPicturesOfOneName()
{
    PictureNames names;
    QCOMPARE(names.firstNumber(u"fox"_s), 1);
    names.noteSaved(u"fox"_s, u"fox.png"_s);
    QCOMPARE(names.firstNumber(u"fox"_s), 2);
    QCOMPARE(names.firstNumber(u"wolf"_s), 1);

    // Where an earlier press has left 700 of them, the next does not try them all again.
    names.noteSaved(u"fox"_s, u"fox_701.png"_s);
    QCOMPARE(names.firstNumber(u"fox"_s), 702);
    names.noteSaved(u"fox"_s, u"fox_699.webp"_s); // The one that came later was numbered earlier.
    QCOMPARE(names.firstNumber(u"fox"_s), 702);
    names.noteSaved(u"v1.5"_s, u"/elsewhere/v1.5_3.png"_s);
    QCOMPARE(names.firstNumber(u"v1.5"_s), 1); // Another folder says nothing of this one.
}

void TestPictureSaving::writesAPictureThatIsKeptOnceOnly()
{
    Bench bench;
    const QString kept = bench.top.filePath(u"kept"_s);
    QVERIFY(writePrivateFile(kept, pictureBytes()));
    bench.arrived.fetched = {pictureBytes()};
    bench.arrived.destination.keptFile = kept;

    const SavingOutcome outcome = savePictures(bench.arrived);

    QVERIFY(!outcome.error);
    QCOMPARE(outcome.pictures.first().file, u"list_1.png"_s);
    QVERIFY(std::filesystem::equivalent(kept.toStdString(),
                                        QString(bench.folder() + u"/list_1.png").toStdString()));
}

void TestPictureSaving::writesAPictureWhoseKeptFileIsGone()
{
    Bench bench;
    bench.arrived.fetched = {pictureBytes()};
    bench.arrived.destination.keptFile = bench.top.filePath(u"gone"_s);

    const SavingOutcome outcome = savePictures(bench.arrived);

    QVERIFY(!outcome.error);
    QCOMPARE(bench.bytesIn(u"list_1.png"_s), pictureBytes());
}

void TestPictureSaving::keepsThePictureOfAnAnswer()
{
    Bench bench;
    bench.embed(pictureBytes().toBase64());
    const KeptAnswer kept = worthKeeping(bench.arrived.answer, bench.arrived.sources, {});
    QVERIFY(kept.isPicture);
    QCOMPARE(kept.bytes, pictureBytes());
}

void TestPictureSaving::keepsTheAnswerWhereItsPictureIsNotAllThatItIsWorth()
{
    Bench bench;
    const auto keepsAnswer = [&bench] {
        const KeptAnswer kept = worthKeeping(bench.arrived.answer, bench.arrived.sources, {});
        return !kept.isPicture && kept.bytes == bench.arrived.answer;
    };
    bench.embed(QByteArray("<html>").toBase64()); // A person will want to see all of it.
    QVERIFY(keepsAnswer());
    bench.embed("****");
    QVERIFY(keepsAnswer());
    bench.embed(pictureBytes().toBase64());
    bench.arrived.sources.append(bench.arrived.sources.first());
    QVERIFY(keepsAnswer());
    bench.arrived.answer = answerWithLink("/picture.png");
    bench.arrived.sources = {LinkedPicture{.url = QUrl(u"https://example.com/picture.png"_s)}};
    QVERIFY(keepsAnswer());
}

void TestPictureSaving::keepsAnAnswerWithItsKeyMasked()
{
    const KeptAnswer kept = worthKeeping("key sk-canary-1, said the server", {}, Secret("sk-canary-1"));
    QCOMPARE(kept.bytes, "key ***********, said the server");
}

QTEST_GUILESS_MAIN(TestPictureSaving)
#include "tst_picturesaving.moc"
