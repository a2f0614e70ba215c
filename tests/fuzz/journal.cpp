// Whatever stands in a run.jsonl: no file outside of its folder is named, and every time is within bounds.
#include "fuzzing.h"
#include "runs/runsummary.h"
#include "storage/journalreader.h"

using namespace ContactSheet;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const Result<ReadPress> press = readJournal(Fuzzing::bytesOf(data, size), QStringLiteral("/elsewhere"));
    if (!press)
        return 0;
    for (const RunRecord &run : press.value().runs) {
        Fuzzing::require(run.jobs.size() == run.plan.jobs.size());
        for (const JobRecord &record : run.jobs) {
            Fuzzing::require(record.state != JobState::Saved || record.picture.has_value());
            if (record.picture) {
                const QString &file = record.picture->file;
                Fuzzing::require(file.startsWith(u"/elsewhere/") || !file.contains(u'/'));
                Fuzzing::require(!file.isEmpty() && file != u"..");
            }
        }
    }
    return 0;
}
