#pragma once

#include "runs/job.h"
#include "runs/pacing.h"
#include "runs/runplan.h"

#include <QHash>
#include <QString>

namespace ContactSheet {

/// What a person has chosen in the toolbar: what Generate asks for, of whom, and how many at once. No key.
struct RunChoices
{
    QString service = {}; ///< The id of a service in the catalog.
    ImageOptions options = {};
    PressMode mode = PressMode::Parallel;
    int atOnce = 4;                 ///< FewestAtOnce to MostAtOnce; also kept while the program finds it.
    bool isAtOnceAutomatic = false; ///< The program finds how many at once are best.
    QHash<QString, QString> baseUrls =
        {}; ///< By id of a service, as typed; missing where it is the service's own.
    QHash<QString, QStringList> plainHttpHosts =
        {}; ///< By id of a service: hosts that may be reached without TLS.
    QHash<QString, bool> previews =
        {}; ///< By id of a service: whether coarse pictures are asked for; missing where nobody has chosen.
    QHash<QString, RateLimits> rateLimits = {}; ///< By id of a service; missing where there is no limit.

    friend bool operator==(const RunChoices &, const RunChoices &) = default;
};

/// Whether the chosen model can send previews while it makes a picture.
[[nodiscard]] bool canShowPreviews(const RunChoices &choices);

/// Whether previews are to be asked for: as a person has chosen for the service, else as its profile says.
[[nodiscard]] bool wantsPreviews(const RunChoices &choices);

} // namespace ContactSheet
