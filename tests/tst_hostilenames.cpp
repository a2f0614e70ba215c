#include "core/filename.h"
#include "core/nametemplate.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

QStringList devices()
{
    QStringList names;
    for (const QString &device :
         {u"CON"_s, u"prn"_s, u"Aux"_s, u"NUL"_s, u"CONIN$"_s, u"conout$"_s, u"COM0"_s, u"com1"_s, u"COM9"_s,
          u"LPT0"_s, u"lpt5"_s, u"LPT9"_s, u"COM¹"_s, u"com²"_s, u"LPT³"_s})
        names << device << device % u".txt"_s << device % u" .a.b"_s << u' ' % device % u". "_s;
    return names;
}

QStringList hiddenCharacters()
{
    QStringList names;
    for (const char16_t c :
         {u'\0',     u'\x01',   u'\x07',   u'\x1B',   u'\x7F',   u'\u0085', u'\u009F', u'\u00AD',
          u'\u061C', u'\u180E', u'\u200B', u'\u200D', u'\u200E', u'\u200F', u'\u2028', u'\u2029',
          u'\u202A', u'\u202B', u'\u202C', u'\u202D', u'\u202E', u'\u2060', u'\u2066', u'\u2067',
          u'\u2068', u'\u2069', u'\uFEFF', u'\uFFF9', u'\uFFFC', u'\uFFFD'})
        names << u"gnp"_s % QChar(c) % u"dog.exe"_s << QString(QChar(c))
              << QString(QChar(c)).repeated(3) % u".."_s;
    // No characters at all, and halves of some.
    for (const char16_t c : {char16_t(0xFFFE), char16_t(0xFFFF), char16_t(0xD800), char16_t(0xDFFF)})
        names << u"a"_s % QChar(c) % u"b"_s << QString(QChar(c));
    return names;
}

QStringList names()
{
    return devices() + hiddenCharacters()
        + QStringList{u""_s,
                      u" "_s,
                      u"."_s,
                      u".."_s,
                      u"..."_s,
                      u". ."_s,
                      u"-"_s,
                      u"--"_s,
                      u"-rf"_s,
                      u"--help"_s,
                      u"~"_s,
                      u"~root"_s,
                      u"~/x"_s,
                      u"/"_s,
                      u"/etc/passwd"_s,
                      u"../../etc/passwd"_s,
                      u"a/../b"_s,
                      u"C:"_s,
                      u"C:\\x"_s,
                      u"c:/x"_s,
                      u"\\\\server\\share\\x"_s,
                      u"//server/share"_s,
                      u"\\\\?\\C:\\x"_s,
                      u"\\\\.\\PhysicalDrive0"_s,
                      u"file:///etc/passwd"_s,
                      u"x:stream"_s,
                      u"x::$DATA"_s,
                      u"a<b>c"_s,
                      u"a|b"_s,
                      u"a?b*c"_s,
                      u"\"quoted\""_s,
                      u"$(reboot)"_s,
                      u"`reboot`"_s,
                      u"%PATH%"_s,
                      u"${HOME}"_s,
                      u"{list}"_s,
                      u"%n%s%1"_s,
                      u"a\nb"_s,
                      u"a\r\nb"_s,
                      u"a\tb"_s,
                      u"name."_s,
                      u"name "_s,
                      u"name. . ."_s,
                      u".hidden"_s,
                      u".. hidden"_s,
                      u"\u3000a\u3000"_s,
                      u"\u00A0a\u00A0"_s,
                      u"a\u2003b"_s,
                      u"e\u0301"_s,
                      u"\u0301"_s,
                      u"\u1100\u1161\u11A8"_s,
                      u"\u212B"_s,
                      u"\uFB01"_s,
                      u"\u037E"_s,
                      u"／etc／passwd"_s,
                      u"．．"_s,
                      u"＜＞：＂"_s,
                      u"שלום"_s,
                      u"مرحبا"_s,
                      u"机器狗"_s,
                      u"\U0001F468\u200D\U0001F469\u200D\U0001F467"_s,
                      u"\U0001F1E9\U0001F1EA"_s,
                      u"\U0001F415\U0001F3FB"_s,
                      u"\U000E0041\U000E0042"_s,
                      u"\U0010FFFF"_s,
                      u"<img src='x'><b>y"_s,
                      u"</script>"_s,
                      u"=1+1"_s,
                      u"Thumbs.db"_s,
                      u"desktop.ini"_s,
                      u"image"_s,
                      u"IMAGE"_s,
                      QString(300, u'a'),
                      QString(300, u'.'),
                      QString(300, u'ä'),
                      QString(300, QChar(0x673A)),
                      u"\U0001F415"_s.repeated(100),
                      u"e\u0301"_s.repeated(200),
                      u"a"_s % QString(300, QChar(0x0301)),
                      u"CON"_s % QString(300, QChar(0x0301)),
                      QString(105, u'a') % u". b"_s,
                      QString(104, u'a') % u"\U0001F415"_s};
}

/// Whether \a name is one that Linux takes.
bool isFineOnLinux(const QString &name)
{
    return !name.isEmpty() && name != u"." && name != u".." && !name.contains(u'/')
        && !name.contains(QChar(0)) && name.toUtf8().size() <= 255;
}

/// Whether \a name is one that Windows takes (Naming Files, Paths, and Namespaces).
bool isFineOnWindows(const QString &name)
{
    static const QRegularExpression forbidden(u"[<>:\"/\\\\|?*\\x00-\\x1F]|[. ]$"_s);
    static const QRegularExpression device(
        u"^(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9¹²³])\\s*(\\..*)?$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return !name.isEmpty() && !forbidden.match(name).hasMatch() && !device.match(name).hasMatch()
        && name.size() <= 255;
}

/// Whether \a name is one that macOS takes, whose older disks take letters and their marks apart.
bool isFineOnMac(const QString &name)
{
    const QString apart = name.normalized(QString::NormalizationForm_D);
    return !apart.isEmpty() && !apart.startsWith(u'.') && !apart.contains(u'/') && !apart.contains(u':')
        && apart.size() <= 255;
}

/// Whether a person sees of \a name all that it is.
bool isSeen(const QString &name)
{
    const QList<uint> characters = name.toUcs4();
    return name.isValidUtf16() && std::all_of(characters.begin(), characters.end(), [](char32_t c) {
               const QChar::Category category = QChar::category(c);
               return category != QChar::Other_Control && category != QChar::Other_Format
                   && category != QChar::Other_Surrogate && category != QChar::Other_NotAssigned;
           });
}

} // namespace

/// Names from outside, as they become names of files: the same on every system, since libraries move.
class TestHostileNames : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void areFineOnEverySystem();
    void becomeFilesInTheirFolder();
    void fillTemplatesWithoutHarm();
};

void TestHostileNames::areFineOnEverySystem()
{
    QVERIFY(names().size() >= 120);
    for (const QString &name : names()) {
        const QString safe = safeFileName(name);
        // As it is written: with a number where it is taken, and with the extension.
        for (const QString &file :
             {safe, QString(safe % u".webp"_s), QString(numberedName(safe, 1'000'000) % u".webp"_s)}) {
            QVERIFY2(isFineOnLinux(file), qPrintable(name % u" → "_s % file));
            QVERIFY2(isFineOnWindows(file), qPrintable(name % u" → "_s % file));
            QVERIFY2(isFineOnMac(file), qPrintable(name % u" → "_s % file));
            QVERIFY2(isSeen(file), qPrintable(name % u" → "_s % file));
            QVERIFY(file.toUtf8().size() <= 120);
        }
        QVERIFY2(!safe.startsWith(u'-') && !safe.startsWith(u'.') && safe == safe.simplified(),
                 qPrintable(safe));
        QCOMPARE(safe, safe.normalized(QString::NormalizationForm_C));
        QCOMPARE(safeFileName(safe), safe);
    }
}

void TestHostileNames::becomeFilesInTheirFolder()
{
    const QTemporaryDir folder;
    QSet<QString> written;
    for (const QString &name : names()) {
        const QString file = safeFileName(name) % u".png"_s;
        QFile made(folder.filePath(file));
        QVERIFY2(made.open(QIODevice::WriteOnly), qPrintable(name % u" → "_s % file));
        written.insert(file);
    }
    const QStringList found =
        QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    QCOMPARE(QSet<QString>(found.begin(), found.end()), written);
}

void TestHostileNames::fillTemplatesWithoutHarm()
{
    for (const QString &text : {u"{list}_{index}"_s, u"{prompt}"_s, u"{model}{size}"_s, u".{list}"_s,
                                u"~{prompt}"_s, u"C:{prompt}"_s, u"con.{model}"_s}) {
        const Result<NameTemplate> pattern = NameTemplate::parse(text);
        QVERIFY(pattern);
        for (const QString &name : names()) {
            const QString made =
                pattern.value().name({.list = name, .index = 7, .prompt = name, .model = name, .size = name});
            QVERIFY2(isFineOnLinux(made) && isFineOnWindows(made) && isFineOnMac(made) && isSeen(made),
                     qPrintable(text % u", "_s % name % u" → "_s % made));
            QCOMPARE(safeFileName(made), made);
        }
    }
}

QTEST_GUILESS_MAIN(TestHostileNames)
#include "tst_hostilenames.moc"
