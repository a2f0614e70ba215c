#include "core/filename.h"

#include <QSet>
#include <QTextBoundaryFinder>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// No name needs more of a text, and Qt's normalization takes quadratic time for long runs of marks.
constexpr qsizetype LongestLookedAt = 2000;

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

bool isReservedCharacter(QChar c)
{
    return QLatin1StringView("<>:\"/\\|?*").contains(c);
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
        // Qt finds some boundaries within a pair of surrogates (seen with 6.4.2).
        if (!name.at(next - 1).isHighSurrogate())
            end = next;
    }
    return name.first(end);
}

bool isWordCharacter(const QList<uint> &text, qsizetype at)
{
    return at >= 0 && at < text.size()
        && (QChar::isLetterOrNumber(text.at(at)) || QChar::isMark(text.at(at)));
}

} // namespace

QString slug(const QString &text, qsizetype longest)
{
    const QList<uint> whole =
        text.left(LongestLookedAt).toLower().normalized(QString::NormalizationForm_C).toUcs4();
    QString word;
    qsizetype lastGap = 0;
    for (qsizetype i = 0; i < whole.size() && word.size() <= longest; ++i) {
        const char32_t c = whole.at(i);
        const bool isInner =
            (c == U'-' || c == U'.') && isWordCharacter(whole, i - 1) && isWordCharacter(whole, i + 1);
        if (isInner || isWordCharacter(whole, i)) {
            word += QStringView(QChar::fromUcs4(c));
        } else if (!word.isEmpty() && !word.endsWith(u'_')) {
            lastGap = word.size();
            word += u'_';
        }
    }
    if (word.size() > longest)
        word.truncate(lastGap > longest / 2 ? lastGap : longest);
    if (!word.isEmpty() && word.back().isHighSurrogate())
        word.chop(1);
    while (word.endsWith(u'_') || word.endsWith(u'.') || word.endsWith(u'-'))
        word.chop(1);
    return word;
}

QString safeFileName(const QString &name)
{
    QString visible;
    for (const char32_t c : name.left(LongestLookedAt).toUcs4()) {
        if (!isInvisible(c))
            visible += QStringView(QChar::fromUcs4(c));
    }
    // Normalized after that, since what was dropped may have stood between a letter and its mark.
    QString safe = visible.normalized(QString::NormalizationForm_C);
    for (QChar &c : safe) {
        if (isReservedCharacter(c))
            c = u'_';
    }
    safe = withoutEnds(cutToBytes(withoutEnds(safe.simplified()), LongestNameBytes));
    if (isDeviceName(safe))
        safe = withoutEnds(cutToBytes(u'_' % safe, LongestNameBytes));
    return safe.isEmpty() ? u"image"_s : safe;
}

QString numberedName(const QString &name, int number)
{
    return number < 2 ? name : name % u'_' % QString::number(number);
}

} // namespace ContactSheet
