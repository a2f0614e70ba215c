#pragma once

#include "core/nametemplate.h"
#include "generation/exchange.h"
#include "generation/retrypolicy.h"
#include "runs/runplan.h"
#include "services/imageservice.h"
#include "storage/diskroom.h"

#include <QDateTime>
#include <QList>
#include <QString>

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
    RetryRules retries = {};
    RateLimits rateLimits = {}; ///< What a person allows.
    LearnedLimits learned = {}; ///< What earlier runs found out.
    /// Whether somebody is there who can mend a key or an account, or make room on a disk; else such a run
    /// ends.
    bool canAskPerson = true;
    std::optional<DiskRoom> (*roomIn)(const QString &folder) = diskRoom; ///< Called in pools.
};

} // namespace ContactSheet
