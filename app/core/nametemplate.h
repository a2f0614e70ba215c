#pragma once

#include "core/result.h"

#include <QDateTime>
#include <QSize>
#include <QString>
#include <QStringList>

namespace ContactSheet {

/// What the places of a name template stand for, for one picture.
struct NameValues
{
    QString list = {};
    int index = 1;
    QString prompt = {};
    QDateTime started = {}; ///< When the press began, local time: {date} and {time}.
    QString model = {};
    QString size = {};
    std::optional<qint64> seed = {};
};

/**
 * How the files of a run are named: plain text with places such as {list} and {index}.
 *
 * Every name that it makes is safe on all systems (safeFileName()), and no value of a place can put a
 * separator into it.
 */
class NameTemplate final
{
public:
    /// "{list}_{index}": the sample list so gives "robot_dog_journey_1".
    NameTemplate();

    /// Reads \a text, or says which place of it is wrong (Error::Kind::BadRequest).
    [[nodiscard]] static Result<NameTemplate> parse(const QString &text);

    /// Every place that a template may hold: "{list}", "{index}", …
    [[nodiscard]] static QStringList places();

    /// What parse() reads as this.
    [[nodiscard]] const QString &text() const { return m_text; }

    /// The name of the picture that \a values describe, without extension.
    [[nodiscard]] QString name(const NameValues &values) const;

    friend bool operator==(const NameTemplate &, const NameTemplate &) = default;

private:
    QString m_text;
};

} // namespace ContactSheet
