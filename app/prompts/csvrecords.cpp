#include "prompts/csvrecords.h"

#include <QCoreApplication>

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(CsvRecords)
};

/// Reads from left to right and knows where it is.
class Reader
{
public:
    Reader(const QString &text, QChar separator)
        : m_text(text)
        , m_separator(separator)
    {}

    Result<QList<CsvRecord>> read()
    {
        QList<CsvRecord> records;
        while (m_at < m_text.size() && !m_error) {
            CsvRecord record{readField()};
            while (!m_error && m_at < m_text.size() && m_text.at(m_at) == m_separator) {
                advance();
                record.append(readField());
            }
            if (m_at < m_text.size())
                advance(); // The line end.
            if (record.size() > 1 || !record.constFirst().text.trimmed().isEmpty())
                records.append(record);
        }
        if (m_error)
            return *m_error;
        return records;
    }

private:
    CsvField readField()
    {
        CsvField field{.line = m_line, .column = m_column};
        if (m_at >= m_text.size() || m_text.at(m_at) != u'"') {
            while (m_at < m_text.size() && !isEndOfField(m_text.at(m_at))) {
                if (m_text.at(m_at) == u'"') {
                    fail(Texts::tr(
                        "Line %1, column %2: a field with a quote in it has to stand in quotes, and "
                        "the quote in it has to be doubled."));
                    return field;
                }
                field.text += m_text.at(m_at);
                advance();
            }
            return field;
        }

        advance();
        while (m_at < m_text.size()) {
            const QChar c = m_text.at(m_at);
            advance();
            if (c != u'"') {
                field.text += c;
            } else if (m_at < m_text.size() && m_text.at(m_at) == u'"') {
                field.text += c;
                advance();
            } else {
                if (m_at < m_text.size() && !isEndOfField(m_text.at(m_at)))
                    fail(Texts::tr("Line %1, column %2: something stands after the closing quote of a field. "
                                   "Double the quotes within a field."));
                return field;
            }
        }
        m_line = field.line;
        m_column = field.column;
        fail(Texts::tr("Line %1, column %2: the quote that opens here is never closed."));
        return field;
    }

    [[nodiscard]] bool isEndOfField(QChar c) const { return c == m_separator || c == u'\n'; }

    void advance()
    {
        const QChar c = m_text.at(m_at++);
        if (c == u'\n') {
            ++m_line;
            m_column = 1;
        } else if (!c.isLowSurrogate()) { // The second half of a character.
            ++m_column;
        }
    }

    void fail(const QString &message)
    {
        m_error = Error{.kind = Error::Kind::BadRequest,
                        .message = message.arg(m_line).arg(m_column),
                        .column = m_column};
    }

    const QString &m_text;
    QChar m_separator;
    qsizetype m_at = 0;
    int m_line = 1;
    qsizetype m_column = 1;
    std::optional<Error> m_error = {};
};

} // namespace

Result<QList<CsvRecord>> readCsv(const QString &text, QChar separator)
{
    QString plain = text;
    plain.replace(QStringLiteral("\r\n"), QStringLiteral("\n")).replace(u'\r', u'\n');
    return Reader(plain, separator).read();
}

} // namespace ContactSheet
