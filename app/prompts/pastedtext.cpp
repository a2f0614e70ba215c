#include "prompts/pastedtext.h"

namespace ContactSheet {

PastedText dividePastedText(const QString &text)
{
    QString plain = text;
    plain.replace(QStringLiteral("\r\n"), QStringLiteral("\n")).replace(u'\r', u'\n');
    plain.replace(QChar::ParagraphSeparator, u'\n').replace(QChar::LineSeparator, u'\n');

    PastedText result;
    bool isInBlock = false;
    for (const QStringView line : QStringView(plain).split(u'\n')) {
        const QString trimmed = line.trimmed().toString();
        if (!trimmed.isEmpty()) {
            result.lines.append(trimmed);
            if (isInBlock)
                result.blocks.last() += u'\n' + trimmed;
            else
                result.blocks.append(trimmed);
        }
        isInBlock = !trimmed.isEmpty();
    }
    return result;
}

QList<Prompt> promptsOf(const QStringList &texts)
{
    QList<Prompt> prompts;
    prompts.reserve(texts.size());
    for (const QString &text : texts)
        prompts.append({.text = text});
    return prompts;
}

} // namespace ContactSheet
