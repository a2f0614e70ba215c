#include "core/filename.h"

#include <QSet>
#include <QTextBoundaryFinder>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// Of the 120 bytes that every file system takes with ease, what "_10000" and ".webp" leave.
constexpr qsizetype LongestNameBytes = 106;

/// What shows nothing and can disguise a name, or is no character at all.
bool isInvisible(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format: // Direction marks, zero-width joiners, the byte order mark.
    case QChar::Other_Surrogate:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return c >= 0xFFF0 && c <= 0xFFFF;
    }
}

bool isReservedCharacter(char32_t c)
{
    return c < 0x80 && QLatin1StringView("<>:\"/\\|?*").contains(QChar(char16_t(c)));
}

/// Windows keeps these names, with any extension, for devices (Naming Files, Paths, and Namespaces).
bool isDeviceName(const QString &name)
{
    static const QSet<QString> names = [] {
        QSet<QString> all{u"CON"_s, u"PRN"_s, u"AUX"_s, u"NUL"_s, u"CONIN$"_s, u"CONOUT$"_s};
        for (const QString &device : {u"COM"_s, u"LPT"_s}) {
            for (const QChar digit : u"0123456789¹²³"_s)
                all.insert(device + digit);
        }
        return all;
    }();
    return names.contains(name.section(u'.', 0, 0).trimmed().toUpper());
}

QString withoutEnds(const QString &name)
{
    qsizetype begin = 0;
    qsizetype end = name.size();
    while (begin < end && (name.at(begin) == u'.' || name.at(begin) == u'-' || name.at(begin).isSpace()))
        ++begin;
    while (end > begin && (name.at(end - 1) == u'.' || name.at(end - 1).isSpace()))
        --end;
    return name.sliced(begin, end - begin);
}

/// The longest start of \a name of at most \a bytes bytes that cuts no character in two.
QString cutToBytes(const QString &name, qsizetype bytes)
{
    if (name.toUtf8().size() <= bytes)
        return name;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, name);
    qsizetype end = 0;
    for (qsizetype next = finder.toNextBoundary(); next >= 0; next = finder.toNextBoundary()) {
        if (QStringView(name).first(next).toUtf8().size() > bytes)
            break;
        end = next;
    }
    return name.first(end);
}

bool isWordCharacter(QStringView text, qsizetype at)
{
    return at >= 0 && at < text.size()
        && (text.at(at).isLetterOrNumber() || text.at(at).isMark() || text.at(at).isSurrogate());
}

} // namespace

QString slug(const QString &text, qsizetype longest)
{
    const QString whole = text.normalized(QString::NormalizationForm_C).toLower();
    QString word;
    word.reserve(std::min(whole.size(), longest + 1));
    qsizetype lastGap = 0;
    for (qsizetype i = 0; i < whole.size() && word.size() <= longest; ++i) {
        const QChar c = whole.at(i);
        const bool isInner =
            (c == u'-' || c == u'.') && isWordCharacter(whole, i - 1) && isWordCharacter(whole, i + 1);
        if (isInner || isWordCharacter(whole, i)) {
            word += c;
        } else if (!word.isEmpty() && !word.endsWith(u'_')) {
            lastGap = word.size();
            word += u'_';
        }
    }
    if (word.size() > longest)
        word.truncate(lastGap > longest / 2 ? lastGap : longest);
    if (!word.isEmpty() && word.back().isHighSurrogate())
        word.chop(1);
    while (word.endsWith(u'_'))
        word.chop(1);
    return word;
}

QString safeFileName(const QString &name)
{
    QString safe;
    for (const char32_t c : name.normalized(QString::NormalizationForm_C).toUcs4()) {
        if (isInvisible(c))
            continue;
        if (isReservedCharacter(c))
            safe += u'_';
        else
            safe += QStringView(QChar::fromUcs4(c));
    }
    safe = withoutEnds(safe.simplified());
    if (isDeviceName(safe))
        safe.prepend(u'_');
    safe = withoutEnds(cutToBytes(safe, LongestNameBytes));
    return safe.isEmpty() ? u"image"_s : safe;
}

QString numberedName(const QString &name, int number)
{
    return number < 2 ? name : name % u'_' % QString::number(number);
}

} // namespace ContactSheet
