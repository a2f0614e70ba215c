#include "prompts/alternatives.h"

#include <QCoreApplication>

#include <limits>

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Alternatives)
};

qint64 saturatedProduct(qint64 a, qint64 b)
{
    constexpr qint64 Most = std::numeric_limits<qint64>::max();
    return b != 0 && a > Most / b ? Most : a * b;
}

qint64 saturatedSum(qint64 a, qint64 b)
{
    constexpr qint64 Most = std::numeric_limits<qint64>::max();
    return a > Most - b ? Most : a + b;
}

bool isEscapable(QChar c)
{
    return c == u'{' || c == u'}' || c == u'|' || c == u'\\';
}

} // namespace

/// Reads one prompt from left to right; recursion follows the nesting, whose depth is bounded.
class Alternatives::Parser
{
public:
    explicit Parser(QStringView text)
        : m_text(text)
    {}

    Result<Alternatives> parse()
    {
        Alternatives result;
        result.m_sequence = readSequence(0);
        if (m_error)
            return *m_error;
        return result;
    }

private:
    Sequence readSequence(int depth)
    {
        Sequence sequence;
        QString plain;
        const auto endPlain = [&] {
            if (!plain.isEmpty())
                sequence.append(Part{.text = std::exchange(plain, {})});
        };
        while (!m_error && m_at < m_text.size()) {
            const QChar c = m_text.at(m_at);
            if (c == u'\\' && m_at + 1 < m_text.size() && isEscapable(m_text.at(m_at + 1))) {
                plain += m_text.at(m_at + 1);
                m_at += 2;
            } else if (c == u'{') {
                endPlain();
                sequence.append(readGroup(depth + 1));
            } else if (depth > 0 && (c == u'|' || c == u'}')) {
                break;
            } else if (c == u'}') {
                fail(Texts::tr("“}” at column %1 has no “{” before it. For a plain brace write \\}."), m_at);
            } else {
                plain += c;
                ++m_at;
            }
        }
        endPlain();
        return sequence;
    }

    Part readGroup(int depth)
    {
        const qsizetype opening = m_at;
        if (depth > DeepestNesting)
            fail(Texts::tr("“{” at column %1 stands too deep within other groups. Take some out."), opening);
        Part group;
        while (!m_error) {
            ++m_at; // The brace or the bar.
            group.choices.append(readSequence(depth));
            if (m_error)
                break;
            if (m_at >= m_text.size()) {
                fail(Texts::tr("“{” at column %1 has no “}” after it. For a plain brace write \\{."),
                     opening);
            } else if (m_text.at(m_at) == u'}') {
                ++m_at;
                break;
            }
        }
        return group;
    }

    void fail(const QString &message, qsizetype at)
    {
        // People count characters, not the two halves in which UTF-16 keeps an emoji.
        const qsizetype column = m_text.first(at).toUcs4().size() + 1;
        m_error = Error{.kind = Error::Kind::BadRequest, .message = message.arg(column), .column = column};
    }

    QStringView m_text;
    qsizetype m_at = 0;
    std::optional<Error> m_error = {};
};

Result<Alternatives> Alternatives::parse(const QString &prompt)
{
    return Parser(prompt).parse();
}

qint64 Alternatives::count() const
{
    return countOf(m_sequence);
}

QStringList Alternatives::expanded() const
{
    QStringList prompts = expansionsOf(m_sequence);
    for (QString &prompt : prompts)
        prompt = prompt.trimmed();
    return prompts;
}

qint64 Alternatives::countOf(const Sequence &sequence)
{
    qint64 product = 1;
    for (const Part &part : sequence) {
        if (part.choices.isEmpty())
            continue;
        qint64 sum = 0;
        for (const Sequence &choice : part.choices)
            sum = saturatedSum(sum, countOf(choice));
        product = saturatedProduct(product, sum);
    }
    return product;
}

QStringList Alternatives::expansionsOf(const Sequence &sequence)
{
    QStringList all{QString()};
    for (const Part &part : sequence) {
        QStringList ends;
        for (const Sequence &choice : part.choices)
            ends += expansionsOf(choice);
        if (part.choices.isEmpty())
            ends = {part.text};
        if (ends.size() == 1) { // In place: whole copies for each part would take quadratic time.
            for (QString &text : all)
                text += ends.constFirst();
            continue;
        }

        QStringList longer;
        longer.reserve(all.size() * ends.size());
        for (const QString &begin : std::as_const(all)) {
            for (const QString &end : std::as_const(ends))
                longer.append(begin + end);
        }
        all = std::move(longer);
    }
    return all;
}

} // namespace ContactSheet
