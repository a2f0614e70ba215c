#pragma once

#include "core/result.h"
#include "runs/picturemark.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace ContactSheet {

/// The line of a journal that tells of \a mark, which was made \a at that time.
[[nodiscard]] QJsonObject markLine(const PictureMark &mark, const QDateTime &at);

/**
 * Appends \a marks to the journal \a path, which no process writes on, and waits until they are on the disk.
 * Any thread. Refused (Error::Kind::Disk), with the journal as it was: where reopenJournal() refuses it, or
 * the disk takes no more.
 */
[[nodiscard]] Result<Done> appendMarks(const QString &path, const QList<PictureMark> &marks);

} // namespace ContactSheet
