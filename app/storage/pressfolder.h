#pragma once

#include "core/result.h"

#include <QDateTime>
#include <QString>

namespace ContactSheet {

/// The library: the folder "Contact Sheet" among the person's pictures.
[[nodiscard]] QString libraryFolder();

/// Where pictures wait that their press's folder could not take.
[[nodiscard]] QString unsavedPicturesFolder();

/**
 * Makes the folder of one press of Generate in \a library: "2026-11-22 21-04-05 robot dog journey", numbered
 * where that is taken; pictures of the practice service go below "Practice". Returns its absolute path.
 */
[[nodiscard]] Result<QString> makePressFolder(const QString &library, const QDateTime &started,
                                              const QString &listName, bool isPractice);

} // namespace ContactSheet
