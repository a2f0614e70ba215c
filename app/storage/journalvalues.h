#pragma once

#include "core/error.h"
#include "runs/runrecord.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QSize>
#include <QString>

#include <algorithm>
#include <optional>

namespace ContactSheet {

// What the fields of a journal's lines mean (docs/run-format.md). Pure: nothing in them is trusted.

/// The moment \a milliseconds after the beginning of a run; nothing where it is no number, is negative or
/// more than a year.
[[nodiscard]] std::optional<Moment> momentOf(const QJsonValue &milliseconds);

/// The kind of an error whose keyword is \a word.
[[nodiscard]] std::optional<Error::Kind> kindOf(const QString &word);

/// No job has the number 0, which stands for one that cannot be read.
[[nodiscard]] JobId jobIdOf(const QJsonValue &number);

/// The error in the line with which a job ended in \a state.
[[nodiscard]] Error errorOf(const QJsonObject &object, JobState state);

/// The HTTP status in \a object, if any.
[[nodiscard]] std::optional<int> statusOf(const QJsonObject &object);

/// Of "1024x768"; nothing where \a text is no size or an empty one.
[[nodiscard]] std::optional<QSize> sizeOf(const QString &text);

/// Cuts the last attempt of \a timeline, which is over at \a moment, as the "phases" and "marks" of \a line
/// tell. Phases are sums over all attempts: what is left of them without the attempts before is of this one.
/// Nothing where no attempt is under way.
void cutLastAttempt(Timeline &timeline, const QJsonObject &line, Moment moment);

/// Cuts the last attempt of \a timeline, and ends it at \a moment; nothing where it has ended.
void endTimeline(Timeline &timeline, const QJsonObject &line, Moment moment);

/// The change of the number at once that \a line tells; nothing where its reason is not known. Where it does
/// not say whether the program finds the number, \a isAutomatic does.
[[nodiscard]] std::optional<AtOnceChange> atOnceChangeOf(const QJsonObject &line, Moment moment,
                                                         bool isAutomatic);

/// Which of \a values has the keyword \a word.
template<typename Value>
std::optional<Value> valueOf(const QString &word, const QList<Value> &values)
{
    const auto found =
        std::find_if(values.begin(), values.end(), [&word](Value value) { return keyword(value) == word; });
    return found == values.end() ? std::nullopt : std::optional(*found);
}

} // namespace ContactSheet
