#pragma once

#include "services/imageservice.h"

#include <QList>
#include <QString>
#include <QUrl>

namespace ContactSheet {

/// One service that the program can use, as it is before anyone has an account there.
struct ServiceProfile
{
    QString id = {};        ///< The word in options, journals and reports: "openai".
    QString name = {};      ///< What the screen calls it.
    QString shortName = {}; ///< The same where there is little room.
    QUrl baseUrl = {};      ///< Empty where it must be given, or is known only once the service runs.
    Charging charging = Charging::Paid;
    bool needsKey = false;
    QString keyVariable = {}; ///< The environment variable whose key belongs to \a baseUrl's origin alone.
    bool isPractice = false;  ///< Runs within this program.
    /// Whether previews are asked for where nobody has chosen: only where they cost nothing and are sure to
    /// be understood. OpenAI charges for each.
    bool showsPreviews = false;
    QString defaultModel = {};
    std::optional<QSize> defaultSize = {};
    const ImageService *codec = nullptr; ///< Never null; lives as long as the program.
};

/// Every service, in the order in which they are offered.
[[nodiscard]] const QList<ServiceProfile> &serviceCatalog();

/// The service with the id \a id, or null.
[[nodiscard]] const ServiceProfile *findService(const QString &id);

} // namespace ContactSheet
