#include "core/filename.h"
#include "core/nametemplate.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

/// What a number and an extension leave of the 120 bytes that every system takes.
constexpr qsizetype LongestName = 106;

NameValues sampleValues()
{
    return {.list = u"robot dog journey"_s,
            .index = 12,
            .prompt = u"Robot dog, in a lab!"_s,
            .started = QDateTime(QDate(2026, 11, 22), QTime(9, 5, 7)),
            .model = u"black-forest-labs/FLUX.1-dev"_s,
            .size = u"1024x768"_s,
            .seed = 42};
}

/// The name that the template \a text makes of \a values.
QString nameFrom(const QString &text, const NameValues &values = sampleValues())
{
    const Result<NameTemplate> result = NameTemplate::parse(text);
    return result ? result.value().name(values) : result.error().message;
}

} // namespace

class TestFileName : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void makesWords_data();
    void makesWords();
    void cutsWordsBetweenWords();
    void keepsToTheLengthOfWords();
    void makesNamesSafe_data();
    void makesNamesSafe();
    void knowsDevices_data();
    void knowsDevices();
    void leavesSafeNamesAlone();
    void makesNamesThatTheDiskTakes();
    void cutsNoCharacterInTwo();
    void staysQuickOnHostileNames_data();
    void staysQuickOnHostileNames();
    void numbersNames();

    void fillsItsPlaces_data();
    void fillsItsPlaces();
    void leavesOutWhatIsMissing();
    void keepsTheIndexOfLongNames_data();
    void keepsTheIndexOfLongNames();
    void letsNoValueChangeTheFolder();
    void refusesWrongTemplates_data();
    void refusesWrongTemplates();
};

void TestFileName::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestFileName::makesWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");

    QTest::newRow("words") << u"Robot dog journey"_s << u"robot_dog_journey"_s;
    QTest::newRow("punctuation") << u"  A dog, (very) small?! "_s << u"a_dog_very_small"_s;
    QTest::newRow("a version") << u"gpt-image-1.5"_s << u"gpt-image-1.5"_s;
    QTest::newRow("dots at the ends") << u"...a.b..."_s << u"a.b"_s;
    QTest::newRow("hyphens between spaces") << u"a - b"_s << u"a_b"_s;
    QTest::newRow("dots in a row") << u"a..b"_s << u"a_b"_s;
    QTest::newRow("a path") << u"../../etc/passwd"_s << u"etc_passwd"_s;
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("no letter at all") << u"?!… — ~"_s << QString();
    QTest::newRow("umlauts") << u"Über dem Fluß"_s << u"über_dem_fluß"_s;
    QTest::newRow("a mark apart") << u"A\u0308pfel"_s << u"äpfel"_s;
    QTest::newRow("Chinese") << u"机器狗 在实验室"_s << u"机器狗_在实验室"_s;
    QTest::newRow("letters beyond 16 bits") << u"\U00020000\U00020001 a"_s << u"\U00020000\U00020001_a"_s;
    QTest::newRow("an emoji") << u"dog \U0001F415 lab"_s << u"dog_lab"_s;
    QTest::newRow("an emoji within a word") << u"dog\U0001F415lab"_s << u"dog_lab"_s;
    QTest::newRow("half a character") << u"dog"_s + QChar(0xD83D) + u"lab"_s << u"dog_lab"_s;
    QTest::newRow("a direction mark") << u"dog\u202Elab"_s << u"dog_lab"_s;
    QTest::newRow("a zero") << u"dog"_s + QChar(0) + u"lab"_s << u"dog_lab"_s;
}

void TestFileName::makesWords()
{
    QFETCH(const QString, text);
    QFETCH(const QString, word);

    QCOMPARE(slug(text), word);
    QCOMPARE(slug(slug(text)), word);
}

void TestFileName::cutsWordsBetweenWords()
{
    QCOMPARE(slug(u"robot dog in a lab"_s, 18), u"robot_dog_in_a_lab"_s);
    QCOMPARE(slug(u"robot dog in a lab"_s, 17), u"robot_dog_in_a"_s);
    QCOMPARE(slug(u"robot dog in a lab"_s, 9), u"robot_dog"_s);
    QCOMPARE(slug(u"robotdoginalab and more"_s, 8), u"robotdog"_s);
    QCOMPARE(slug(u"a robotdoginalab"_s, 8), u"a_robotd"_s);
    QCOMPARE(slug(u"robot.dog"_s, 6), u"robot"_s);
    QCOMPARE(slug(u"robot dog"_s, 0), QString());
}

void TestFileName::keepsToTheLengthOfWords()
{
    const QString text = u"a \U00020000\U00020001 e\u0301\u0323 x-y.z 机器 "_s.repeated(4);
    for (qsizetype longest = 1; longest < 40; ++longest) {
        const QString word = slug(text, longest);
        QVERIFY(word.size() <= longest);
        QVERIFY(word.isValidUtf16());
        QVERIFY(!word.startsWith(u'_') && !word.endsWith(u'_') && !word.endsWith(u'.')
                && !word.endsWith(u'-'));
    }
}

void TestFileName::makesNamesSafe_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("safe");

    QTest::newRow("a good one") << u"robot_dog_journey_1"_s << u"robot_dog_journey_1"_s;
    QTest::newRow("nothing") << QString() << u"image"_s;
    QTest::newRow("dots") << u"..."_s << u"image"_s;
    QTest::newRow("the folder above") << u"../x"_s << u"_x"_s;
    QTest::newRow("reserved characters") << u"<>:\"/\\|?*"_s << u"_________"_s;
    QTest::newRow("a drive") << u"C:\\dog"_s << u"C__dog"_s;
    QTest::newRow("an alternate stream") << u"dog:zone"_s << u"dog_zone"_s;
    QTest::newRow("control characters") << u"do\u0001g\u007F\u0085"_s + QChar(0) + u"x"_s << u"dogx"_s;
    QTest::newRow("a direction override") << u"dog\u202Egnp"_s << u"doggnp"_s;
    QTest::newRow("zero width") << u"d\u200Bo\u200Dg\uFEFF"_s << u"dog"_s;
    QTest::newRow("half a character") << u"dog"_s + QChar(0xDC15) + u"x"_s << u"dogx"_s;
    QTest::newRow("no character") << u"dog\uFFFF\uFFFDx"_s << u"dogx"_s;
    QTest::newRow("a line separator") << u"dog\u2028x"_s << u"dogx"_s;
    QTest::newRow("white space") << u"  a \t b\u3000c "_s << u"a b c"_s;
    QTest::newRow("hidden") << u".dog"_s << u"dog"_s;
    QTest::newRow("an option") << u"--dog"_s << u"dog"_s;
    QTest::newRow("a dot at the end") << u"dog. ."_s << u"dog"_s;
    QTest::newRow("a mark apart") << u"a\u0308"_s << u"ä"_s;
    QTest::newRow("a mark behind something invisible") << u"a\u200D\u0308"_s << u"ä"_s;
    QTest::newRow("an emoji") << u"\U0001F415"_s << u"\U0001F415"_s;
}

void TestFileName::makesNamesSafe()
{
    QFETCH(const QString, name);
    QFETCH(const QString, safe);

    QCOMPARE(safeFileName(name), safe);
    QCOMPARE(safeFileName(safe), safe);
}

void TestFileName::knowsDevices_data()
{
    QTest::addColumn<QString>("name");

    for (const QString &name :
         {u"CON"_s, u"prn"_s, u"Aux"_s, u"nul"_s, u"COM0"_s, u"com9"_s, u"lpt1"_s, u"COM¹"_s, u"lpt³"_s,
          u"conin$"_s, u"CONOUT$"_s, u"nul.txt"_s, u"con.a.b"_s, u"con .txt"_s, u"com\u200B1"_s, u" aux. "_s})
        QTest::newRow(qPrintable(name)) << name;
    QTest::newRow("what is left after the cut") << u"CONa"_s + QString(300, QChar(0x0301));
}

void TestFileName::knowsDevices()
{
    QFETCH(const QString, name);

    const QString safe = safeFileName(name);
    QVERIFY2(safe.startsWith(u'_'), qPrintable(safe));
    QCOMPARE(safeFileName(safe), safe);
    QCOMPARE(safeFileName(u"console"_s), u"console"_s);
    QCOMPARE(safeFileName(u"com10"_s), u"com10"_s);
}

void TestFileName::leavesSafeNamesAlone()
{
    const QString characters =
        u"abcCONLPT1$ .-_<>:\"/\\|?*\t\n\u0301\u0323\u0338\u200D\u202E\uFEFF\u00A0äé中한ᄀ"
        u"\u1161\u11A8\u037E\u2126\uF900ſﬁ≮\U0001F415\U0001F3FB\U000E0041\uE000"_s;
    QRandomGenerator random(7);
    for (int round = 0; round < 20'000; ++round) {
        QString name;
        for (int left = random.bounded(round % 10 == 0 ? 200 : 8); left > 0; --left)
            name += characters.at(random.bounded(characters.size()));
        const QString safe = safeFileName(name);
        QCOMPARE(safeFileName(safe), safe);
        QVERIFY(!safe.isEmpty());
        QVERIFY(safe.toUtf8().size() <= LongestName);
        QVERIFY(safe.isValidUtf16());
    }
}

void TestFileName::makesNamesThatTheDiskTakes()
{
    const QTemporaryDir folder;
    QVERIFY(folder.isValid());
    QRandomGenerator random(8);
    for (int round = 0; round < 300; ++round) {
        QString name;
        for (int left = random.bounded(80); left > 0; --left)
            name += QChar(char16_t(random.bounded(0x10000)));
        const QString safe = safeFileName(name);
        QFile file(folder.filePath(numberedName(safe, 1'000'000) + u".webp"_s));
        QVERIFY(file.fileName().section(u'/', -1).toUtf8().size() <= 120);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(QFileInfo(file).absolutePath(), QFileInfo(folder.path()).absoluteFilePath());
    }
}

void TestFileName::cutsNoCharacterInTwo()
{
    // Where Qt finds a boundary within a pair of surrogates.
    const char16_t units[] = {0x1A43, 0x1A1A, 0x1A8F, 0x1A1A, 0x1A1A, 0x1A1A, 0x1A1A, 0x1A1A, 0x1A1A, 0x1A1A,
                              0x1A1A, 0x1A1A, 0x1A1A, 0x1A1A, 0x1A1A, 0x101A, 0x1A1A, 0x1A1A, 0x1A1A, 0x1A1A,
                              0x1A1A, 0x1A1A, 0x1A1A, 0x1A1A, 0x1A1A, 0x1A1A, 0x1A1A, 0x1A1A, 0x1A1A, 0x1A1A,
                              0x1A1A, 0x1A1A, 0x1A9A, 0x1A1A, 0x1A1A, 0x1A1A, 0x1A1A, 0xD83D, 0xDE00, 0xD83D};
    const QString name = safeFileName(QString::fromUtf16(units, std::size(units)));
    QCOMPARE(QString::fromUtf8(name.toUtf8()), name);
}

void TestFileName::staysQuickOnHostileNames_data()
{
    QTest::addColumn<QString>("name");

    QTest::newRow("letters") << QString(1'000'000, u'a');
    QTest::newRow("spaces") << QString(1'000'000, u' ');
    QTest::newRow("underscores and dots") << u"._"_s.repeated(500'000);
    QTest::newRow("marks of one class") << u"a"_s + QString(100'000, QChar(0x0301));
    QTest::newRow("marks in the wrong order") << u"a"_s + u"\u0301\u0323"_s.repeated(50'000);
    QTest::newRow("zero-width joiners") << u"\U0001F415\u200D"_s.repeated(100'000);
}

void TestFileName::staysQuickOnHostileNames()
{
    // Time that grows with the square of these would run into the runner's limit.
    QFETCH(const QString, name);

    QVERIFY(safeFileName(name).toUtf8().size() <= LongestName);
    QVERIFY(slug(name).size() <= 60);
}

void TestFileName::numbersNames()
{
    QCOMPARE(numberedName(u"dog"_s, 1), u"dog"_s);
    QCOMPARE(numberedName(u"dog"_s, 2), u"dog_2"_s);
    QCOMPARE(numberedName(u"dog"_s, 1'000'000), u"dog_1000000"_s);
}

void TestFileName::fillsItsPlaces_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");

    QTest::newRow("the default") << u"{list}_{index}"_s << u"robot_dog_journey_12"_s;
    QTest::newRow("plain text") << u"picture"_s << u"picture"_s;
    QTest::newRow("text around") << u"a {index} b"_s << u"a 12 b"_s;
    QTest::newRow("prompt") << u"{prompt}"_s << u"robot_dog_in_a_lab"_s;
    QTest::newRow("date and time") << u"{date} {time}"_s << u"2026-11-22 09-05-07"_s;
    QTest::newRow("model") << u"{model}"_s << u"black-forest-labs_flux.1-dev"_s;
    QTest::newRow("size and seed") << u"{size}_{seed}"_s << u"1024x768_42"_s;
    QTest::newRow("a place twice") << u"{index}{index}"_s << u"1212"_s;
    QTest::newRow("characters that are reserved") << u"{index}?"_s << u"12_"_s;
}

void TestFileName::fillsItsPlaces()
{
    QFETCH(const QString, text);
    QFETCH(const QString, name);

    QCOMPARE(nameFrom(text), name);
    QCOMPARE(NameTemplate().name(sampleValues()), u"robot_dog_journey_12"_s);
}

void TestFileName::leavesOutWhatIsMissing()
{
    QCOMPARE(nameFrom(u"{list}{prompt}{model}{size}{seed}"_s, NameValues{}), u"image"_s);
    QCOMPARE(nameFrom(u"{date}{time}{index}"_s, NameValues{}), u"1"_s);
}

void TestFileName::keepsTheIndexOfLongNames_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("letter");

    for (const QString &letter : {u"a"_s, u"ä"_s, u"机"_s, u"\U00020000"_s}) {
        QTest::addRow("%s after the list", qPrintable(letter)) << u"{list}_{index}"_s << letter;
        QTest::addRow("%s after all", qPrintable(letter)) << u"{list} {prompt} {model} {index}"_s << letter;
    }
}

void TestFileName::keepsTheIndexOfLongNames()
{
    // Pictures whose names were cut to the same would only be told apart by the order of their saving.
    QFETCH(const QString, text);
    QFETCH(const QString, letter);
    const QString longText = letter.repeated(200);

    const QString name =
        nameFrom(text, {.list = longText, .index = 4711, .prompt = longText, .model = longText});

    QVERIFY2(name.endsWith(u"4711"_s), qPrintable(name));
    QVERIFY(name.startsWith(letter));
    QVERIFY(name.toUtf8().size() <= LongestName);
}

void TestFileName::letsNoValueChangeTheFolder()
{
    const QString hostile = u"../..\\x:/y\n|con"_s;
    for (const QString &place : {u"{list}"_s, u"{prompt}"_s, u"{model}"_s, u"{size}"_s}) {
        const QString name =
            nameFrom(place, {.list = hostile, .prompt = hostile, .model = hostile, .size = hostile});
        QCOMPARE(name, u"x_y_con"_s);
    }
    QCOMPARE(nameFrom(u"{list}"_s, {.list = u"con"_s}), u"_con"_s);
    QCOMPARE(nameFrom(u"{list}"_s, {.list = u"{index}"_s}), u"index"_s);
}

void TestFileName::refusesWrongTemplates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("named"); // What the message must name.

    QTest::newRow("nothing") << QString() << u"{list}_{index}"_s;
    QTest::newRow("white space") << u" \t"_s << u"{list}_{index}"_s;
    QTest::newRow("a slash") << u"a/{index}"_s << u"“/” at column 2"_s;
    QTest::newRow("a backslash") << u"ab\\{index}"_s << u"“\\” at column 3"_s;
    QTest::newRow("an open brace") << u"{index} {list"_s << u"column 9"_s;
    QTest::newRow("a closing brace") << u"{index}}"_s << u"column 8"_s;
    QTest::newRow("an unknown place") << u"{index}_{number}"_s << u"“{number}” at column 9"_s;
    QTest::newRow("an empty place") << u"{}"_s << u"“{}” at column 1"_s;
    QTest::newRow("a place in capitals") << u"{Index}"_s << u"“{Index}”"_s;
    QTest::newRow("a place with spaces") << u"{ index }"_s << u"{index}"_s;
    QTest::newRow("a brace within braces") << u"{{index}"_s << u"“{{index}” at column 1"_s;
    QTest::newRow("what looks like a mark of the message") << u"a{%2}"_s << u"“{%2}” at column 2"_s;
    QTest::newRow("an emoji before it") << u"\U0001F415/"_s << u"column 2"_s;
}

void TestFileName::refusesWrongTemplates()
{
    QFETCH(const QString, text);
    QFETCH(const QString, named);

    const Result<NameTemplate> result = NameTemplate::parse(text);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::BadRequest);
    QVERIFY2(result.error().message.contains(named), qPrintable(result.error().message));
}

QTEST_GUILESS_MAIN(TestFileName)
#include "tst_filename.moc"
