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

/// No job has the number 0, which stands for one that cannot be read.
[[nodiscard]] JobId jobIdOf(const QJsonValue &number);

/// The error in the line with which a job ended in \a state.
[[nodiscard]] Error errorOf(const QJsonObject &object, JobState state);

/// Of "1024x768"; nothing where \a text is no size or an empty one.
[[nodiscard]] std::optional<QSize> sizeOf(const QString &text);

/// Cuts the last attempt of \a timeline, which is over at \a moment, into the phases that are left of
/// \a phases, the sums over all attempts, without those of the attempts before. Where those are not told, or
/// the attempt did not come that far, it is not cut.
void cutLastAttempt(Timeline &timeline, const QJsonObject &phases, Moment moment);

/// Cuts the last attempt of \a timeline, and ends it at \a moment; nothing where it has ended.
void endTimeline(Timeline &timeline, const QJsonObject &phases, Moment moment);

/// Which of \a values has the keyword \a word.
template<typename Value>
std::optional<Value> valueOf(const QString &word, const QList<Value> &values)
{
    const auto found =
        std::find_if(values.begin(), values.end(), [&word](Value value) { return keyword(value) == word; });
    return found == values.end() ? std::nullopt : std::optional(*found);
}

} // namespace ContactSheet
