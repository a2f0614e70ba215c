#include "core/pictureformat.h"
#include "library/picturecopier.h"
#include "support/pictures.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QRegularExpression>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Pictures in one folder, and another for their copies.
struct Bench
{
    /// Adds the picture \a name, the \a index-th, with \a bytes.
    void add(const QString &name, int index, const QByteArray &bytes)
    {
        put(pictures.filePath(name), bytes);
        sources.append({.file = pictures.filePath(name), .values = {.list = u"Robot dog"_s, .index = index}});
    }
    [[nodiscard]] CopyPlan plan() const { return planCopies(sources, choices).value(); }
    [[nodiscard]] QStringList copies() const
    {
        return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }
    [[nodiscard]] QByteArray copy(const QString &name) const { return bytesOf(folder.filePath(name)); }

    QTemporaryDir pictures;
    QTemporaryDir folder;
    CopyChoices choices{.folder = folder.path()};
    QList<CopySource> sources;
};

} // namespace

class TestPictureCopies : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void copiesByteForByte();
    void writesNothingWhilePlanning();
    void numbersPicturesOfTheSameName();
    void writesEachForm_data();
    void writesEachForm();
    void makesSmallerFilesOfLowerQuality();
    void showsWhiteWhereAJpegKnowsNoTransparency();
    void doesWithTakenNamesWhatWasChosen_data();
    void doesWithTakenNamesWhatWasChosen();
    void neverReplacesWhatCameAfterTheQuestion();
    void neverWritesAPictureOverItself();
    void goesOnAfterAFailure();
    void convertsNoBomb();
    void saysWhatIsWrongWithTheChoices_data();
    void saysWhatIsWrongWithTheChoices();
    void saysOnceThatAFolderCannotBeUsed();
    void tellsHowFarItIs();
    void stopsBetweenTwoPictures();
    void goesOnWithoutItsCopier();
};

void TestPictureCopies::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestPictureCopies::copiesByteForByte()
{
    Bench bench;
    const QByteArray png = pictureBytes();
    const QByteArray webp = pictureBytes({20, 20}, "WEBP");
    bench.add(u"a.png"_s, 1, png);
    bench.add(u"b.webp"_s, 2, webp);

    const CopyResult result = writeCopies(bench.plan(), TakenNames::KeepBoth);

    QCOMPARE(bench.copies(), (QStringList{u"robot_dog_1.png"_s, u"robot_dog_2.webp"_s}));
    QCOMPARE(result.written.size(), 2);
    QCOMPARE(result.written.first(), bench.folder.filePath(u"robot_dog_1.png"_s));
    QCOMPARE(bench.copy(u"robot_dog_1.png"_s), png);
    QCOMPARE(bench.copy(u"robot_dog_2.webp"_s), webp);
    QVERIFY(result.failures.isEmpty());
}

void TestPictureCopies::writesNothingWhilePlanning()
{
    Bench bench;
    bench.add(u"a.png"_s, 1, pictureBytes());
    bench.add(u"b.png"_s, 2, pictureBytes());
    bench.choices.folder = bench.folder.filePath(u"new"_s);
    QCOMPARE(bench.plan().takenCount(), 0);
    QVERIFY(bench.copies().isEmpty());
    QVERIFY(!QDir(bench.choices.folder).exists());

    bench.choices.folder = bench.folder.path();
    put(bench.folder.filePath(u"robot_dog_2.png"_s), "mine");
    const CopyPlan plan = bench.plan();
    QCOMPARE(plan.takenCount(), 1);
    QVERIFY(!plan.targets.at(0).isTaken);
    QVERIFY(plan.targets.at(1).isTaken);
    QCOMPARE(bench.copies().size(), 1);
}

void TestPictureCopies::numbersPicturesOfTheSameName()
{
    Bench bench;
    bench.choices.names = u"Dog {prompt}"_s;
    for (const QString &prompt : {u"Lab"_s, u"lab"_s, u"lab 2"_s, u"lab"_s}) {
        bench.add(u"%1.png"_s.arg(bench.sources.size()), 1, pictureBytes());
        bench.sources.last().values.prompt = prompt;
    }
    QStringList names;
    for (const CopyTarget &target : bench.plan().targets)
        names.append(target.fileName());
    QCOMPARE(names,
             (QStringList{u"Dog lab.png"_s, u"Dog lab_2.png"_s, u"Dog lab_2_2.png"_s, u"Dog lab_3.png"_s}));

    QCOMPARE(writeCopies(bench.plan(), TakenNames::KeepBoth).written.size(), 4);
    names.sort();
    QCOMPARE(bench.copies(), names);
}

void TestPictureCopies::writesEachForm_data()
{
    QTest::addColumn<CopyForm>("form");
    QTest::addColumn<PictureFormat>("format");
    QTest::addColumn<bool>("isExact");

    QTest::newRow("png") << CopyForm::Png << PictureFormat::Png << true;
    QTest::newRow("jpeg") << CopyForm::Jpeg << PictureFormat::Jpeg << false;
    QTest::newRow("webp") << CopyForm::Webp << PictureFormat::Webp << false;
}

void TestPictureCopies::writesEachForm()
{
    QFETCH(const CopyForm, form);
    Bench bench;
    bench.choices.form = form;
    // Whatever the name of the source says, its bytes decide.
    bench.add(u"a.jpg"_s, 1, pictureBytes({40, 30}, "PNG"));

    const CopyResult result = writeCopies(bench.plan(), TakenNames::KeepBoth);

    QVERIFY(result.failures.isEmpty());
    const std::optional<PictureInfo> info = inspectPicture(bytesOf(result.written.constFirst()));
    QVERIFY(info);
    QTEST(info->format, "format");
    QCOMPARE(info->size, QSize(40, 30));
    QVERIFY(result.written.constFirst().endsWith(u'.' + extension(info->format)));
    QFETCH(const bool, isExact);
    if (isExact)
        QCOMPARE(QImage(result.written.constFirst()).convertToFormat(QImage::Format_RGB32),
                 QImage::fromData(pictureBytes({40, 30}, "PNG")).convertToFormat(QImage::Format_RGB32));
}

void TestPictureCopies::makesSmallerFilesOfLowerQuality()
{
    for (const CopyForm form : {CopyForm::Jpeg, CopyForm::Webp}) {
        Bench bench;
        bench.choices.form = form;
        bench.add(u"a.png"_s, 1, pictureBytes({200, 200}));
        QList<qsizetype> sizes;
        for (const int quality : {5, 90}) {
            bench.choices.quality = quality;
            sizes.append(
                bytesOf(writeCopies(bench.plan(), TakenNames::KeepBoth).written.constFirst()).size());
        }
        QVERIFY(sizes.at(0) > 0);
        QVERIFY(sizes.at(0) * 2 < sizes.at(1));
    }
}

void TestPictureCopies::showsWhiteWhereAJpegKnowsNoTransparency()
{
    QImage glass(16, 16, QImage::Format_ARGB32);
    glass.fill(QColor(200, 0, 0, 0));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QVERIFY(glass.save(&buffer, "PNG"));
    Bench bench;
    bench.choices.form = CopyForm::Jpeg;
    bench.add(u"a.png"_s, 1, bytes);

    const CopyResult result = writeCopies(bench.plan(), TakenNames::KeepBoth);

    const QColor seen = QImage(result.written.value(0)).pixelColor(8, 8);
    QVERIFY2(seen.red() > 250 && seen.green() > 250 && seen.blue() > 250, qPrintable(seen.name()));
}

void TestPictureCopies::doesWithTakenNamesWhatWasChosen_data()
{
    QTest::addColumn<TakenNames>("chosen");
    QTest::addColumn<QStringList>("copies");
    QTest::addColumn<bool>("keepsMine");
    QTest::addColumn<int>("skipped");

    const QString one = u"robot_dog_1.png"_s;
    const QString two = u"robot_dog_2.png"_s;
    QTest::newRow("keep both") << TakenNames::KeepBoth << QStringList{one, u"robot_dog_1_2.png"_s, two}
                               << true << 0;
    QTest::newRow("replace") << TakenNames::Replace << QStringList{one, two} << false << 0;
    QTest::newRow("skip") << TakenNames::Skip << QStringList{one, two} << true << 1;
}

void TestPictureCopies::doesWithTakenNamesWhatWasChosen()
{
    QFETCH(const TakenNames, chosen);
    Bench bench;
    bench.add(u"a.png"_s, 1, pictureBytes());
    bench.add(u"b.png"_s, 2, pictureBytes());
    put(bench.folder.filePath(u"robot_dog_1.png"_s), "mine");

    const CopyResult result = writeCopies(bench.plan(), chosen);

    QTEST(bench.copies(), "copies");
    QTEST(bench.copy(u"robot_dog_1.png"_s) == "mine", "keepsMine");
    QTEST(result.skipped, "skipped");
    QCOMPARE(result.written.size(), 2 - result.skipped);
    QCOMPARE(bench.copy(u"robot_dog_2.png"_s), pictureBytes());
}

void TestPictureCopies::neverReplacesWhatCameAfterTheQuestion()
{
    for (const TakenNames chosen : {TakenNames::KeepBoth, TakenNames::Replace, TakenNames::Skip}) {
        Bench bench;
        bench.add(u"a.png"_s, 1, pictureBytes());
        const CopyPlan plan = bench.plan();
        put(bench.folder.filePath(u"robot_dog_1.png"_s), "mine");

        const CopyResult result = writeCopies(plan, chosen);

        QCOMPARE(bench.copy(u"robot_dog_1.png"_s), "mine");
        QCOMPARE(result.written, QStringList{bench.folder.filePath(u"robot_dog_1_2.png"_s)});
    }
}

void TestPictureCopies::neverWritesAPictureOverItself()
{
    Bench bench;
    const QByteArray bytes = pictureBytes({40, 40}, "JPG");
    bench.add(u"robot_dog_1.jpg"_s, 1, bytes);
    bench.choices = {.folder = bench.pictures.path(), .form = CopyForm::Jpeg, .quality = 5};
    QCOMPARE(bench.plan().takenCount(), 1);

    const CopyResult result = writeCopies(bench.plan(), TakenNames::Replace);

    QVERIFY(result.written.isEmpty());
    QCOMPARE(result.failures.size(), 1);
    QVERIFY(result.failures.first().message.contains(u"robot_dog_1.jpg"_s));
    QCOMPARE(bytesOf(bench.sources.first().file), bytes);
}

void TestPictureCopies::goesOnAfterAFailure()
{
    Bench bench;
    bench.choices.form = CopyForm::Png;
    bench.add(u"gone %1.png"_s, 1, pictureBytes());
    bench.add(u"cut.jpg"_s, 2, pictureBytes({40, 40}, "JPG").left(300));
    bench.add(u"good.png"_s, 3, pictureBytes());
    QVERIFY(QFile::remove(bench.sources.first().file));

    const CopyResult result = writeCopies(bench.plan(), TakenNames::KeepBoth);

    QCOMPARE(bench.copies(), QStringList{u"robot_dog_3.png"_s});
    QCOMPARE(result.failures.size(), 2);
    QVERIFY(result.failures.at(0).message.contains(u"“gone %1.png”"_s));
    QVERIFY(result.failures.at(1).message.contains(u"“cut.jpg” is damaged"_s));
    QVERIFY(!result.wasStopped);
}

void TestPictureCopies::convertsNoBomb()
{
    Bench bench;
    // A lossy WebP frame says how large it is in its first bytes (RFC 6386, 9.1): 16383 by 16383 here.
    QByteArray webp = pictureBytes({64, 64}, "WEBP");
    const qsizetype start = webp.indexOf("\x9d\x01\x2a");
    QVERIFY(start > 0);
    webp.replace(start + 3, 4, "\xff\x3f\xff\x3f");
    QCOMPARE(inspectPicture(webp)->size, QSize(16383, 16383));
    bench.add(u"bomb.webp"_s, 1, webp);
    bench.choices.form = CopyForm::Png;
    const CopyResult result = writeCopies(bench.plan(), TakenNames::KeepBoth);
    QVERIFY(result.written.isEmpty());
    QVERIFY(result.failures.constFirst().message.contains(u"too large"_s));

    bench.choices.form = CopyForm::Original;
    QCOMPARE(writeCopies(bench.plan(), TakenNames::KeepBoth).written.size(), 1);
}

void TestPictureCopies::saysWhatIsWrongWithTheChoices_data()
{
    QTest::addColumn<CopyChoices>("choices");
    QTest::addColumn<QString>("words");

    QTest::newRow("no folder") << CopyChoices{} << u"Choose a folder"_s;
    QTest::newRow("relative") << CopyChoices{.folder = u"pictures"_s} << u"“pictures”"_s;
    QTest::newRow("template") << CopyChoices{.folder = u"/x"_s, .names = u"{dog}"_s} << u"“{dog}”"_s;
}

void TestPictureCopies::saysWhatIsWrongWithTheChoices()
{
    QFETCH(const CopyChoices, choices);
    QFETCH(const QString, words);

    const Result<CopyPlan> plan = planCopies({{}}, choices);

    QVERIFY(!plan);
    QCOMPARE(plan.error().kind, Error::Kind::BadRequest);
    QVERIFY2(plan.error().message.contains(words), qPrintable(plan.error().message));
}

void TestPictureCopies::saysOnceThatAFolderCannotBeUsed()
{
    Bench bench;
    for (int i = 1; i <= 3; ++i)
        bench.add(u"%1.png"_s.arg(i), i, pictureBytes());
    bench.choices.folder = bench.sources.first().file;

    const CopyResult result = writeCopies(bench.plan(), TakenNames::Replace);

    QCOMPARE(result.failures.size(), 1);
    QVERIFY(result.failures.first().message.contains(u"Choose another folder"_s));
    QCOMPARE(bytesOf(bench.sources.first().file), pictureBytes());
}

void TestPictureCopies::tellsHowFarItIs()
{
    Bench bench;
    QThreadPool pool;
    PictureCopier copier(&pool);
    std::optional<CopyPlan> planned;
    connect(&copier, &PictureCopier::planned, &copier,
            [&planned](const Result<CopyPlan> &plan) { planned = plan.value(); });
    QSignalSpy progressed(&copier, &PictureCopier::progressed);
    QSignalSpy finished(&copier, &PictureCopier::finished);
    for (int i = 1; i <= 3; ++i)
        bench.add(u"%1.png"_s.arg(i), i, pictureBytes());

    copier.plan(bench.sources, bench.choices);
    QVERIFY(!planned);
    QTRY_VERIFY(planned);
    copier.write(*planned, TakenNames::KeepBoth);
    QTRY_COMPARE(finished.size(), 1);

    QCOMPARE(finished.first().first().value<CopyResult>().written.size(), 3);
    QVERIFY(!finished.first().first().value<CopyResult>().wasStopped);
    QCOMPARE(progressed.last().first().toInt(), 3);
}

void TestPictureCopies::stopsBetweenTwoPictures()
{
    Bench bench;
    for (int i = 1; i <= 3; ++i)
        bench.add(u"%1.png"_s.arg(i), i, pictureBytes());
    const CopyResult result =
        writeCopies(bench.plan(), TakenNames::KeepBoth, [](int done) { return done < 2; });
    QCOMPARE(bench.copies(), (QStringList{u"robot_dog_1.png"_s, u"robot_dog_2.png"_s}));
    QVERIFY(result.wasStopped);

    // Stopped before the pool had a thread for it: nothing is written, and that is said.
    QThreadPool pool;
    pool.setMaxThreadCount(1);
    QSemaphore mayEnd;
    pool.start([&mayEnd] { mayEnd.acquire(); });
    PictureCopier copier(&pool);
    QSignalSpy finished(&copier, &PictureCopier::finished);
    bench.choices.folder = bench.folder.filePath(u"new"_s);
    copier.write(bench.plan(), TakenNames::KeepBoth);
    copier.stop();
    mayEnd.release();
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(finished.first().first().value<CopyResult>().wasStopped);
    QVERIFY(!QDir(bench.choices.folder).exists());
}

void TestPictureCopies::goesOnWithoutItsCopier()
{
    Bench bench;
    for (int i = 1; i <= 3; ++i)
        bench.add(u"%1.png"_s.arg(i), i, pictureBytes({300, 300}));
    QThreadPool pool;
    {
        PictureCopier copier(&pool);
        copier.write(bench.plan(), TakenNames::KeepBoth);
    }
    QVERIFY(pool.waitForDone());
    QCOMPARE(bench.copies().size(), 3);
}

QTEST_GUILESS_MAIN(TestPictureCopies)
#include "tst_picturecopies.moc"
