#pragma once

#include "core/result.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace ContactSheet {

/**
 * A prompt with alternatives: "robot dog {asleep|reading} in {oil|ink}" stands for four prompts.
 *
 * Groups may hold groups, and an alternative may be empty. A backslash makes the brace, bar or backslash
 * after it a plain character; outside a group a bar is plain anyway.
 */
class Alternatives final
{
public:
    /// How deep groups may stand within groups.
    static constexpr int DeepestNesting = 20;

    /// Reads \a prompt, or says what is wrong at which column (Error::Kind::BadRequest).
    [[nodiscard]] static Result<Alternatives> parse(const QString &prompt);

    /// How many prompts this stands for; a number too large for 64 bits is given as the largest one.
    [[nodiscard]] qint64 count() const;

    /**
     * Every prompt that this stands for, the leftmost group changing slowest, with white space at the
     * ends removed. The caller has looked at count() first: this is as large as it says.
     */
    [[nodiscard]] QStringList expanded() const;

private:
    struct Part;
    using Sequence = QList<Part>;

    /// Either plain text, or a group of sequences to choose from.
    struct Part
    {
        QString text = {};
        QList<Sequence> choices = {};
    };

    class Parser;

    [[nodiscard]] static qint64 countOf(const Sequence &sequence);
    [[nodiscard]] static QStringList expansionsOf(const Sequence &sequence);

    Sequence m_sequence = {};
};

} // namespace ContactSheet
