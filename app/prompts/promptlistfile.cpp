#include "prompts/promptlistfile.h"

#include "prompts/promptcsv.h"
#include "prompts/promptjsonlines.h"
#include "prompts/promptlistreader.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// Whether \a text, written as a line, is read back as it is.
bool survivesAsLine(const QString &text)
{
    return !text.contains(u'\n') && !text.contains(u'\r') && !text.startsWith(u"\\#"_s)
        && !text.startsWith(QChar::ByteOrderMark);
}

/// \a text without what ends the reading of a file: a zero is how binary data is told from text.
QString writable(const QString &text)
{
    return text.trimmed().replace(QChar::Null, QChar::ReplacementCharacter);
}

} // namespace

PromptFormat promptFormat(const QString &fileName, const QByteArray &bytes)
{
    const QString ending = QFileInfo(fileName).suffix().toLower();
    if (ending == u"txt")
        return PromptFormat::Lines;
    if (ending == u"csv" || ending == u"tsv")
        return PromptFormat::Csv;
    if (ending == u"jsonl" || ending == u"ndjson")
        return PromptFormat::JsonLines;

    const QByteArray firstLine = bytes.trimmed().split('\n').constFirst().trimmed();
    if (QJsonDocument::fromJson(firstLine).object().contains(u"prompt"_s))
        return PromptFormat::JsonLines;
    return isPromptCsvHeader(QString::fromUtf8(firstLine)) ? PromptFormat::Csv : PromptFormat::Lines;
}

Result<QList<Prompt>> readPrompts(const QString &fileName, const QByteArray &bytes)
{
    switch (promptFormat(fileName, bytes)) {
    case PromptFormat::Lines:
        return readPromptLines(bytes);
    case PromptFormat::Csv:
        return readPromptCsv(bytes);
    case PromptFormat::JsonLines:
        return readPromptJsonLines(bytes);
    }
    Q_UNREACHABLE();
}

WrittenPrompts writePrompts(const QList<Prompt> &prompts)
{
    QList<Prompt> written;
    bool areLinesEnough = true;
    for (Prompt prompt : prompts) {
        prompt.text = writable(prompt.text);
        if (prompt.text.isEmpty())
            continue;
        areLinesEnough =
            areLinesEnough && prompt.isTicked && prompt.copies == 1 && survivesAsLine(prompt.text);
        written.append(prompt);
    }
    if (!areLinesEnough)
        return {.bytes = writePromptCsv(written), .extension = u"csv"_s};

    QString lines;
    for (const Prompt &prompt : std::as_const(written))
        lines += (prompt.text.startsWith(u'#') ? u"\\"_s : QString()) + prompt.text + u'\n';
    return {.bytes = lines.toUtf8(), .extension = u"txt"_s};
}

} // namespace ContactSheet
