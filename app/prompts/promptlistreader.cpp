#include "prompts/promptlistreader.h"

#include <QCoreApplication>
#include <QStringDecoder>

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(PromptListReader)
};

Error wrongList(const QString &message)
{
    return {.kind = Error::Kind::BadRequest, .message = message};
}

std::optional<Error> whyNoText(const QByteArray &bytes)
{
    if (bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF"))
        return wrongList(Texts::tr("This is text in UTF-16. Save it as UTF-8 and try again."));
    const qsizetype zero = bytes.indexOf('\0');
    if (zero >= 0) {
        return wrongList(
            Texts::tr("Line %1 holds binary data, so this is no list of prompts. Choose a text file with "
                      "one prompt a line.")
                .arg(bytes.first(zero).count('\n') + 1));
    }
    return std::nullopt;
}

} // namespace

Result<QList<Prompt>> readPromptLines(const QByteArray &bytes)
{
    if (const std::optional<Error> error = whyNoText(bytes))
        return *error;

    QList<Prompt> prompts;
    int line = 0;
    for (QByteArray raw : QByteArray(bytes).replace("\r\n", "\n").replace('\r', '\n').split('\n')) {
        ++line;
        if (line == 1 && raw.startsWith("\xEF\xBB\xBF")) // A byte order mark, as Windows editors write it.
            raw.remove(0, 3);
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        QString text = decoder.decode(raw);
        if (decoder.hasError()) {
            return wrongList(
                Texts::tr("Line %1 holds bytes that are no UTF-8 text. Save the list as UTF-8 and try again.")
                    .arg(line));
        }
        text = text.trimmed();
        if (text.isEmpty() || text.startsWith(u'#'))
            continue;
        if (text.startsWith(QStringLiteral("\\#")))
            text.remove(0, 1);
        prompts.append({.text = text, .line = line});
    }
    if (prompts.isEmpty()) {
        return wrongList(Texts::tr(
            "There is no prompt in the list. Write one a line; lines that start with # are skipped."));
    }
    return prompts;
}

} // namespace ContactSheet
