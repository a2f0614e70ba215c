#include "core/nametemplate.h"

#include "core/filename.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(NameTemplate)
};

struct Place
{
    QLatin1StringView name;
    QString (*value)(const NameValues &, qsizetype longestWord);
};

/// How long the words of a name are at most, and how short they may become to make room for the rest.
constexpr qsizetype LongestWord = 60;
constexpr qsizetype ShortestWord = 5;

const Place Places[] = {
    {"list"_L1, [](const NameValues &values, qsizetype longest) { return slug(values.list, longest); }},
    {"index"_L1, [](const NameValues &values, qsizetype) { return QString::number(values.index); }},
    {"prompt"_L1, [](const NameValues &values, qsizetype longest) { return slug(values.prompt, longest); }},
    {"date"_L1, [](const NameValues &values, qsizetype) { return values.started.toString(u"yyyy-MM-dd"_s); }},
    {"time"_L1, [](const NameValues &values, qsizetype) { return values.started.toString(u"HH-mm-ss"_s); }},
    {"model"_L1, [](const NameValues &values, qsizetype longest) { return slug(values.model, longest); }},
    {"size"_L1, [](const NameValues &values, qsizetype longest) { return slug(values.size, longest); }},
    {"seed"_L1,
     [](const NameValues &values, qsizetype) {
         return values.seed ? QString::number(*values.seed) : QString();
     }},
};

const Place *findPlace(QStringView name)
{
    const auto *const place = std::find_if(std::begin(Places), std::end(Places),
                                           [name](const Place &candidate) { return candidate.name == name; });
    return place == std::end(Places) ? nullptr : place;
}

/// \a text, whose places are all known, with its places filled.
QString filled(const QString &text, const NameValues &values, qsizetype longestWord)
{
    QString name;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) != u'{') {
            name += text.at(i);
            continue;
        }
        const qsizetype end = text.indexOf(u'}', i);
        name += findPlace(QStringView(text).sliced(i + 1, end - i - 1))->value(values, longestWord);
        i = end;
    }
    return name;
}

Error wrongTemplate(const QString &message)
{
    return {.kind = Error::Kind::BadRequest, .message = message};
}

} // namespace

NameTemplate::NameTemplate()
    : m_text(u"{list}_{index}"_s)
{}

QStringList NameTemplate::places()
{
    QStringList names;
    for (const Place &place : Places)
        names.append(u'{' % QString(place.name) % u'}');
    return names;
}

Result<NameTemplate> NameTemplate::parse(const QString &text)
{
    if (text.trimmed().isEmpty())
        return wrongTemplate(Texts::tr("The name template is empty. Use for example {list}_{index}."));
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        // People count characters, not the two halves in which UTF-16 keeps an emoji.
        const auto column = [&] { return QString::number(text.left(i).toUcs4().size() + 1); };
        if (c == u'/' || c == u'\\') {
            return wrongTemplate(
                Texts::tr("The name template has a “%1” at column %2. Names cannot hold folders; choose the "
                          "folder apart.")
                    .arg(QString(c), column()));
        }
        if (c == u'}')
            return wrongTemplate(
                Texts::tr("The name template has a “}” without its “{” at column %1.").arg(column()));
        if (c != u'{')
            continue;
        const qsizetype end = text.indexOf(u'}', i);
        if (end < 0) {
            return wrongTemplate(
                Texts::tr("The name template has a “{” without its “}” at column %1.").arg(column()));
        }
        const QStringView name = QStringView(text).sliced(i + 1, end - i - 1);
        if (!findPlace(name)) {
            return wrongTemplate(
                Texts::tr("The name template has “{%1}” at column %2, which stands for nothing. "
                          "Use %3.")
                    .arg(name.toString(), column(), places().join(u' ')));
        }
        i = end;
    }
    NameTemplate result;
    result.m_text = text;
    return result;
}

QString NameTemplate::name(const NameValues &values) const
{
    // Words become shorter before the end is cut off: it mostly is the index, which tells pictures apart.
    qsizetype longestWord = LongestWord;
    QString name = filled(m_text, values, longestWord);
    while (name.toUtf8().size() > LongestNameBytes && longestWord > ShortestWord) {
        longestWord -= 5;
        name = filled(m_text, values, longestWord);
    }
    return safeFileName(name);
}

} // namespace ContactSheet
