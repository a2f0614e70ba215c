#include "prompts/promptrules.h"

#include "prompts/alternatives.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(PromptRules)
};

Error wrongPrompt(const QString &message, std::optional<qsizetype> column = {})
{
    return {.kind = Error::Kind::BadRequest, .message = message, .column = column};
}

/// The first thing in \a prompt that no service can be sent, described with its column.
std::optional<Error> wrongCharacter(const QString &prompt)
{
    qsizetype column = 0;
    for (qsizetype i = 0; i < prompt.size(); ++i) {
        ++column;
        const QChar c = prompt.at(i);
        if (c.isHighSurrogate() && i + 1 < prompt.size() && prompt.at(i + 1).isLowSurrogate()) {
            ++i;
            continue;
        }
        if (c.isSurrogate())
            return wrongPrompt(Texts::tr("Column %1 holds half a character. Type it again.").arg(column),
                               column);
        if (c.category() == QChar::Other_Control && c != u'\t' && c != u'\n' && c != u'\r') {
            return wrongPrompt(Texts::tr("Column %1 holds a control character (U+%2). Remove it.")
                                   .arg(column)
                                   .arg(QString::number(c.unicode(), 16).rightJustified(4, u'0').toUpper()),
                               column);
        }
    }
    return std::nullopt;
}

} // namespace

Result<QStringList> expandPrompt(const QString &prompt)
{
    if (prompt.trimmed().isEmpty())
        return wrongPrompt(Texts::tr("The prompt is empty. Write what the picture should show."));
    if (const std::optional<Error> error = wrongCharacter(prompt))
        return *error;
    const Result<Alternatives> alternatives = Alternatives::parse(prompt);
    if (!alternatives)
        return alternatives.error();
    const qint64 count = alternatives.value().count();
    if (count > MostVariants) {
        return wrongPrompt(
            Texts::tr("The prompt has %1 variants; at most %2 are made of one prompt. Take some "
                      "alternatives out.")
                .arg(QLocale().toString(count), QLocale().toString(MostVariants)));
    }
    QStringList prompts = alternatives.value().expanded();
    if (prompts.contains(QString()))
        return wrongPrompt(Texts::tr("One of the variants of the prompt is empty. Add some text to it."));
    return prompts;
}

} // namespace ContactSheet
