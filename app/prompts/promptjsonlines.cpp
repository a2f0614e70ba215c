#include "prompts/promptjsonlines.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(PromptJsonLines)
};

Error wrongList(const QString &message, std::optional<qsizetype> column = {})
{
    return {.kind = Error::Kind::BadRequest, .message = message, .column = column};
}

Result<Prompt> promptOf(const QByteArray &bytes, int line)
{
    QJsonParseError wrong;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &wrong);
    if (wrong.error != QJsonParseError::NoError) {
        const qsizetype column =
            QString::fromUtf8(bytes.first(std::min<qsizetype>(wrong.offset, bytes.size()))).toUcs4().size()
            + 1;
        return wrongList(Texts::tr("Line %1, column %2: this is no JSON (%3). Write {\"prompt\": \"…\"} on "
                                   "each line.")
                             .arg(line)
                             .arg(column)
                             .arg(wrong.errorString()),
                         column);
    }
    const QJsonObject object = document.object();
    const QJsonValue text = object.value(u"prompt"_s);
    if (!text.isString()) {
        return wrongList(
            Texts::tr("Line %1 has no text named “prompt”. Write {\"prompt\": \"…\"} on each line.")
                .arg(line));
    }
    const QJsonValue copies = object.value(u"copies"_s);
    const double number = copies.isUndefined() ? FewestCopies : copies.toDouble();
    if (number < FewestCopies || number > MostCopies || number != int(number)) {
        return wrongList(Texts::tr("Line %1: “copies” has to be a whole number from %2 to %3.")
                             .arg(line)
                             .arg(FewestCopies)
                             .arg(MostCopies));
    }
    const QJsonValue ticked = object.value(u"ticked"_s);
    if (!ticked.isUndefined() && !ticked.isBool())
        return wrongList(Texts::tr("Line %1: “ticked” has to be true or false.").arg(line));
    return Prompt{.text = text.toString().trimmed(),
                  .line = line,
                  .copies = int(number),
                  .isTicked = ticked.toBool(true)};
}

} // namespace

Result<QList<Prompt>> readPromptJsonLines(const QByteArray &bytes)
{
    QList<Prompt> prompts;
    int line = 0;
    for (QByteArray raw : bytes.split('\n')) {
        ++line;
        if (line == 1 && raw.startsWith("\xEF\xBB\xBF"))
            raw.remove(0, 3);
        if (raw.trimmed().isEmpty())
            continue;
        const Result<Prompt> prompt = promptOf(raw, line);
        if (!prompt)
            return prompt.error();
        if (!prompt.value().text.isEmpty())
            prompts.append(prompt.value());
    }
    if (prompts.isEmpty())
        return wrongList(
            Texts::tr("There is no prompt in the list. Write {\"prompt\": \"…\"} on each line."));
    return prompts;
}

} // namespace ContactSheet
