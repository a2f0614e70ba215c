#pragma once

#include "core/nametemplate.h"
#include "generation/exchange.h"
#include "runs/pacing.h"
#include "runs/runplan.h"
#include "services/imageservice.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace ContactSheet {

/**
 * What one press of Generate does: one or two runs of the same plan, into one folder.
 *
 * A snapshot: edits made after it change nothing of it. Holds the key to the service, and so is never
 * written to a file.
 */
struct Press
{
    QString listName = {};
    QDateTime started = {}; ///< Local time; {date} and {time} of names.
    ServiceAccount account = {};
    const ImageService *codec = nullptr; ///< Lives as long as the program.
    QList<RunPlan> runs = {};
    QList<int> promptPlaces = {}; ///< For each picture of a run, the place of its prompt in the list, from 0.
    QString folder = {};          ///< Absolute; exists and can be written.
    QString fallbackFolder = {};  ///< Where pictures go that the folder cannot take any more.
    NameTemplate names = {};
    TimeLimits limits = {};
    RateLimits rateLimits = {};                ///< What a person allows; the service's own hold besides.
    std::optional<LearnedLimits> learned = {}; ///< What the service was found to take before.
    bool canAskPerson = true; ///< Somebody is there who can mend a key and say that it goes on.
};

} // namespace ContactSheet
