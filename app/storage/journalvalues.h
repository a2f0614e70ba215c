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

/// Which of \a values has the keyword \a word.
template<typename Value>
std::optional<Value> valueOf(const QString &word, const QList<Value> &values)
{
    const auto found =
        std::find_if(values.begin(), values.end(), [&word](Value value) { return keyword(value) == word; });
    return found == values.end() ? std::nullopt : std::optional(*found);
}

} // namespace ContactSheet
