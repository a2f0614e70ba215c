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
    QString (*value)(const NameValues &);
};

constexpr qsizetype LongestPrompt = 60;

const Place Places[] = {
    {QLatin1StringView("list"), [](const NameValues &values) { return slug(values.list); }},
    {QLatin1StringView("index"), [](const NameValues &values) { return QString::number(values.index); }},
    {QLatin1StringView("prompt"),
     [](const NameValues &values) { return slug(values.prompt, LongestPrompt); }},
    {QLatin1StringView("date"),
     [](const NameValues &values) { return values.started.toString(u"yyyy-MM-dd"_s); }},
    {QLatin1StringView("time"),
     [](const NameValues &values) { return values.started.toString(u"HH-mm-ss"_s); }},
    {QLatin1StringView("model"), [](const NameValues &values) { return slug(values.model); }},
    {QLatin1StringView("size"), [](const NameValues &values) { return slug(values.size); }},
    {QLatin1StringView("seed"),
     [](const NameValues &values) { return values.seed ? QString::number(*values.seed) : QString(); }},
};

const Place *findPlace(QStringView name)
{
    const auto *const place = std::find_if(std::begin(Places), std::end(Places),
                                           [name](const Place &candidate) { return candidate.name == name; });
    return place == std::end(Places) ? nullptr : place;
}

QString placeNames()
{
    QStringList names;
    for (const Place &place : Places)
        names.append(u'{' % QString(place.name) % u'}');
    return names.join(u' ');
}

Error wrongTemplate(const QString &message)
{
    return {.kind = Error::Kind::BadRequest, .message = message};
}

} // namespace

NameTemplate::NameTemplate()
    : m_text(u"{list}_{index}"_s)
{}

Result<NameTemplate> NameTemplate::parse(const QString &text)
{
    if (text.trimmed().isEmpty())
        return wrongTemplate(Texts::tr("The name template is empty. Use for example {list}_{index}."));
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'/' || c == u'\\') {
            return wrongTemplate(
                Texts::tr("The name template has a “%1” at column %2. Names cannot hold folders; choose the "
                          "folder apart.")
                    .arg(c)
                    .arg(i + 1));
        }
        if (c == u'}')
            return wrongTemplate(
                Texts::tr("The name template has a “}” without its “{” at column %1.").arg(i + 1));
        if (c != u'{')
            continue;
        const qsizetype end = text.indexOf(u'}', i);
        if (end < 0) {
            return wrongTemplate(
                Texts::tr("The name template has a “{” without its “}” at column %1.").arg(i + 1));
        }
        const QStringView name = QStringView(text).sliced(i + 1, end - i - 1);
        if (!findPlace(name)) {
            return wrongTemplate(
                Texts::tr("The name template has “{%1}” at column %2, which stands for nothing. "
                          "Use %3.")
                    .arg(name.toString())
                    .arg(i + 1)
                    .arg(placeNames()));
        }
        i = end;
    }
    NameTemplate result;
    result.m_text = text;
    return result;
}

QString NameTemplate::name(const NameValues &values) const
{
    QString name;
    for (qsizetype i = 0; i < m_text.size(); ++i) {
        if (m_text.at(i) != u'{') {
            name += m_text.at(i);
            continue;
        }
        const qsizetype end = m_text.indexOf(u'}', i);
        name += findPlace(QStringView(m_text).sliced(i + 1, end - i - 1))->value(values);
        i = end;
    }
    return safeFileName(name);
}

} // namespace ContactSheet
