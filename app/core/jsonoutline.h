#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QJsonValue>
#include <QList>

#include <optional>

namespace ContactSheet {

/// Where a piece of a larger text stands: characters [begin, begin + length).
struct Span
{
    qsizetype begin = 0;
    qsizetype length = 0;

    friend bool operator==(const Span &, const Span &) = default;
};

/**
 * A JSON text of which the long strings are left where they are.
 *
 * An answer that carries a picture is one string of megabytes with a few short values around it. Qt's
 * parser would turn that string into UTF-16 and copy it several times: eight times the cost of the
 * whole request. Here the long strings are only located; what is left, a few hundred bytes, goes
 * through Qt's parser and is as strict as ever (RFC 8259).
 */
class JsonOutline final
{
public:
    /// Strings of fewer bytes are ordinary values of root().
    static constexpr qsizetype ShortestLongString = 1024;

    /// Reads \a text, or says with the offset why it is no JSON.
    [[nodiscard]] static Result<JsonOutline> parse(const QByteArray &text);

    [[nodiscard]] const QJsonValue &root() const { return m_root; }

    /// The place of the string \a value within the text, without its quotes, if it is a long one.
    [[nodiscard]] std::optional<Span> longString(const QJsonValue &value) const;

    /// The string \a value, long or short; empty where it is none.
    [[nodiscard]] QString string(const QJsonValue &value) const;

private:
    QByteArray m_text = {};
    QJsonValue m_root = {};
    QList<Span> m_longStrings = {};
};

/**
 * The characters of the JSON string that stands in \a raw without its quotes. Costs nothing where no
 * character is escaped; empty where an escape is wrong. Meant for base64, which services escape as "\/".
 */
[[nodiscard]] QByteArray unescapedJsonString(const QByteArray &raw);

} // namespace ContactSheet
