// Whatever stands in a run.jsonl: no file outside of its folder is named, and a line that was cut off changes
// nothing.
#include "property.h"
#include "storage/journalreader.h"

using namespace ContactSheet;
using namespace Qt::StringLiterals;

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    const QString fallback = u"/elsewhere"_s;
    const Result<ReadPress> press = readJournal(bytes, fallback);
    if (!press) {
        require(!press.error().message.isEmpty(), "what is no journal is told in a sentence");
        return 0;
    }
    for (const RunRecord &run : press.value().runs) {
        require(run.jobs.size() == run.plan.jobs.size(), "every job of the plan has its record");
        for (const JobRecord &record : run.jobs) {
            require(record.state != JobState::Saved || record.picture, "what is saved has a picture");
            if (!record.picture)
                continue;
            const QString &file = record.picture->file;
            require(file.startsWith(u"/elsewhere/") || !file.contains(u'/'),
                    "no picture lies outside of its folder");
            require(file != u"." && file != u"..", "a picture is no folder");
            require(!file.isEmpty() || !press.value().problems.isEmpty(),
                    "a picture that is not shown is told of");
            require(!file.contains(u"/../"_s), "no picture climbs out of the other folder");
        }
    }
    if (bytes.endsWith('\n')) {
        const Result<ReadPress> cut = readJournal(bytes + R"({"v":1,"event":"sav)", fallback);
        require(cut && cut.value().runs == press.value().runs
                    && cut.value().openOrders == press.value().openOrders,
                "a line that was cut off changes nothing");
        require(cut.value().problems.size() == press.value().problems.size() + 1,
                "a line that was cut off is told");
    }
    return 0;
}
