#pragma once

#include "core/result.h"

#include <QList>
#include <QString>

namespace ContactSheet {

/// One field of CSV, and where it begins: both from 1, the column in characters.
struct CsvField
{
    QString text = {};
    int line = 1;
    qsizetype column = 1;
};

using CsvRecord = QList<CsvField>;

/**
 * The records of \a text as RFC 4180 writes them, with \a separator between fields and any line ends between
 * records; within quotes every line end becomes '\n'. Blank lines are skipped. Refused with line and column
 * (Error::Kind::BadRequest): a quote within an unquoted field, text after a closing quote, a missing one.
 */
[[nodiscard]] Result<QList<CsvRecord>> readCsv(const QString &text, QChar separator);

} // namespace ContactSheet
