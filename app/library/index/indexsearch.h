#pragma once

#include "library/librarypicture.h"

#include <QList>
#include <QString>
#include <QVariantList>

namespace ContactSheet {

/// What a search asks of a row of the index, in SQL, and the values in its question marks.
struct SearchConditions
{
    QString text = {};
    QVariantList values = {};
};

/// The conditions of \a search, whose service made \a presses. Nothing that somebody typed is in their text.
[[nodiscard]] SearchConditions conditionsOf(const LibrarySearch &search, const QList<qint64> &presses);

} // namespace ContactSheet
