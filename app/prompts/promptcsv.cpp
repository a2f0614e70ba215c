#include "prompts/promptcsv.h"

#include "core/csvcell.h"
#include "prompts/csvrecords.h"

#include <QCoreApplication>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(PromptCsv)
};

Error wrongList(const QString &message, std::optional<qsizetype> column = {})
{
    return {.kind = Error::Kind::BadRequest, .message = message, .column = column};
}

Error wrongField(const CsvField &field, const QString &message)
{
    return wrongList(Texts::tr("Line %1, column %2: %3").arg(field.line).arg(field.column).arg(message),
                     field.column);
}

/// Where in a record each thing stands; -1 where the list does not have it.
struct Columns
{
    qsizetype prompt = 0;
    qsizetype copies = -1;
    qsizetype ticked = -1;
};

std::optional<Columns> columnsOf(const QStringList &names)
{
    const auto place = [&names](const QString &name) {
        for (qsizetype i = 0; i < names.size(); ++i) {
            if (names.at(i).trimmed().compare(name, Qt::CaseInsensitive) == 0)
                return i;
        }
        return qsizetype(-1);
    };
    const Columns columns{
        .prompt = place(u"prompt"_s), .copies = place(u"copies"_s), .ticked = place(u"ticked"_s)};
    return columns.prompt < 0 ? std::nullopt : std::optional(columns);
}

QStringList textsOf(const CsvRecord &record)
{
    QStringList texts;
    for (const CsvField &field : record)
        texts.append(field.text);
    return texts;
}

/// The separator with which \a line names a column `prompt`, if there is one.
std::optional<QChar> separatorOf(const QString &line)
{
    for (const QChar separator : {u',', u';', u'\t'}) {
        const Result<QList<CsvRecord>> records = readCsv(line, separator);
        if (records && !records.value().isEmpty() && columnsOf(textsOf(records.value().constFirst())))
            return separator;
    }
    return std::nullopt;
}

Result<Prompt> promptOf(const CsvRecord &record, const Columns &columns, qsizetype width)
{
    if (record.size() != width) {
        return wrongField(record.at(std::min(record.size(), width) - 1),
                          Texts::tr("the row has %1 fields where the first one has %2. Put quotes around a "
                                    "field with a separator in it.")
                              .arg(record.size())
                              .arg(width));
    }
    Prompt prompt{.text = record.at(columns.prompt).text.trimmed(), .line = record.constFirst().line};
    if (columns.copies >= 0 && !record.at(columns.copies).text.trimmed().isEmpty()) {
        bool isNumber = false;
        prompt.copies = record.at(columns.copies).text.toInt(&isNumber);
        if (!isNumber || prompt.copies < FewestCopies || prompt.copies > MostCopies) {
            return wrongField(record.at(columns.copies),
                              Texts::tr("copies have to be a whole number from %1 to %2.")
                                  .arg(FewestCopies)
                                  .arg(MostCopies));
        }
    }
    if (columns.ticked >= 0 && !record.at(columns.ticked).text.trimmed().isEmpty()) {
        const QString word = record.at(columns.ticked).text.trimmed().toLower();
        prompt.isTicked = QStringList{u"true"_s, u"yes"_s, u"1"_s}.contains(word);
        if (!prompt.isTicked && !QStringList{u"false"_s, u"no"_s, u"0"_s}.contains(word))
            return wrongField(record.at(columns.ticked), Texts::tr("ticked has to be true or false."));
    }
    return prompt;
}

} // namespace

bool isPromptCsvHeader(const QString &line)
{
    return separatorOf(line).has_value();
}

Result<QList<Prompt>> readPromptCsv(const QByteArray &bytes)
{
    const qsizetype zero = bytes.indexOf('\0');
    if (zero >= 0)
        return wrongList(Texts::tr("Line %1 holds binary data, so this is no list of prompts. Choose a CSV "
                                   "file in UTF-8.")
                             .arg(bytes.first(zero).count('\n') + 1));
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder.decode(bytes); // Takes a byte order mark away, as Excel writes it.
    if (decoder.hasError())
        return wrongList(Texts::tr("The list holds bytes that are no UTF-8 text. Save it as CSV in UTF-8 and "
                                   "try again."));

    const QString firstLine =
        QString(text).replace(u'\r', u'\n').section(u'\n', 0, 0, QString::SectionSkipEmpty);
    const std::optional<QChar> separator = separatorOf(firstLine);
    const Result<QList<CsvRecord>> read = readCsv(text, separator.value_or(u','));
    if (!read)
        return read.error();
    const QList<CsvRecord> &records = read.value();
    QList<Prompt> prompts;
    if (!records.isEmpty()) {
        const std::optional<Columns> columns = columnsOf(textsOf(records.constFirst()));
        const qsizetype width = records.constFirst().size();
        if (!columns && width > 1)
            return wrongField(records.constFirst().constFirst(),
                              Texts::tr("no column is named “prompt”. Name one so in the first row."));
        for (qsizetype i = columns ? 1 : 0; i < records.size(); ++i) {
            const Result<Prompt> prompt = promptOf(records.at(i), columns.value_or(Columns{}), width);
            if (!prompt)
                return prompt.error();
            if (!prompt.value().text.isEmpty())
                prompts.append(prompt.value());
        }
    }
    if (prompts.isEmpty())
        return wrongList(
            Texts::tr("There is no prompt in the list. Write them into a column named “prompt”."));
    return prompts;
}

QByteArray writePromptCsv(const QList<Prompt> &prompts)
{
    QString text = u"prompt,copies,ticked\r\n"_s;
    for (const Prompt &prompt : prompts) {
        text += csvCell(prompt.text, CsvReader::ThisProgram) % u',' % QString::number(prompt.copies) % u','
            % (prompt.isTicked ? u"true"_s : u"false"_s) % u"\r\n"_s;
    }
    return text.toUtf8();
}

} // namespace ContactSheet
