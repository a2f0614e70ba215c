#pragma once

#include "core/error.h"

#include <QMetaType>
#include <QString>
#include <QStringList>

#include <variant>

namespace ContactSheet {

struct ServiceProfile;

/// What the test of an account found: the service answers, and has nothing against the key.
struct ProbeResult
{
    QStringList models = {}; ///< Those that may make pictures, as the service lists them.
    bool listsModels = true; ///< Not every server that makes pictures does.
    int status = 200;        ///< Of the answer.

    friend bool operator==(const ProbeResult &, const ProbeResult &) = default;
};

/// How the test of an account ends.
using ProbeOutcome = std::variant<ProbeResult, Error>;

/// Says, in a sentence or two, what \a result means for \a service and for the chosen \a model, which may be
/// empty.
[[nodiscard]] QString sentenceFor(const ProbeResult &result, const ServiceProfile &service,
                                  const QString &model);

} // namespace ContactSheet

Q_DECLARE_METATYPE(ContactSheet::ProbeOutcome)
