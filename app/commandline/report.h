#pragma once

#include "runs/runrecord.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace ContactSheet {

/// What a report says of the whole press, beside its runs.
struct ReportHead
{
    QString list = {};
    QString service = {};
    QString model = {};
    QString folder = {};     ///< Files are relative to it.
    bool isFinished = false; ///< Every run that was planned came to its end, without being stopped.
};

/**
 * The report of `contactsheet generate --report`, one JSON object whose names are a contract with those who
 * read it (docs/report-format.md). The figures are those of summarize(); null stands for what did not happen.
 */
[[nodiscard]] QJsonObject makeReport(const ReportHead &head, const QList<RunRecord> &runs);

} // namespace ContactSheet
