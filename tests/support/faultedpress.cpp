#include "support/faultedpress.h"

#include "support/pictures.h"

#include <QMetaEnum>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// Longer than Qt takes to send an order anew whose answer was lost, which it does at once.
constexpr int MomentForMore = 60;

} // namespace

char *toString(const PressCounters &counters)
{
    QString text = u"%1 orders, %2 downloads, %3 pictures;"_s.arg(counters.orders)
                       .arg(counters.downloads)
                       .arg(counters.pictures);
    for (const JobState state : counters.states)
        text += u' ' % QString::fromLatin1(QMetaEnum::fromType<JobState>().valueToKey(int(state)));
    return qstrdup(qPrintable(text));
}

PressCounters countersOf(const GeneratorBench &bench)
{
    const RunRecord run = bench.run(bench.runEnded.size() - 1);
    PressCounters counters{.pictures = int(bench.files().size()), .states = statesOf(run)};
    for (const ReceivedRequest &request : bench.server.requests())
        ++(request.http.method == "GET" ? counters.downloads : counters.orders);
    return counters;
}

FaultedPress::FaultedPress(const QList<FaultScript> &faults,
                           const std::optional<QSslConfiguration> &encryption)
    : bench(std::make_unique<Transport>(), encryption)
{
    bench.server.answerWith([faults, met = std::make_shared<int>(0)](const ReceivedRequest &request) {
        if (request.http.method == "GET")
            return Fault::answer(404);
        if (promptOf(request) == u"faulty" && *met < faults.size())
            return faults.at((*met)++);
        return Fault::answer(200, answerWithPicture(pictureBytes()));
    });
}

FaultedPress::~FaultedPress() = default;

bool FaultedPress::run(const QStringList &prompts)
{
    bench.start(prompts, PressMode::Parallel, 1);
    return bench.waitForEnd();
}

bool FaultedPress::retry()
{
    const auto presses = int(bench.pressEnded.size());
    bench.generator.retry({faulty().job.id});
    return bench.waitForEnd(presses + 1);
}

PressCounters FaultedPress::counters()
{
    const RunRecord run = bench.run(bench.runEnded.size() - 1);
    const bool isAnswered = std::all_of(run.jobs.begin(), run.jobs.end(), [](const JobRecord &record) {
        return record.picture || (record.error && record.error->status);
    });
    if (!isAnswered)
        QTest::qWait(MomentForMore);
    return countersOf(bench);
}

JobRecord FaultedPress::faulty() const
{
    const QList<JobRecord> jobs = bench.run(bench.runEnded.size() - 1).jobs;
    const auto found = std::find_if(jobs.begin(), jobs.end(),
                                    [](const JobRecord &record) { return record.job.prompt == u"faulty"; });
    return found == jobs.end() ? JobRecord{} : *found;
}

int FaultedPress::faultyOrders() const
{
    const QList<ReceivedRequest> requests = bench.server.requests();
    return int(std::count_if(requests.begin(), requests.end(),
                             [](const ReceivedRequest &request) { return promptOf(request) == u"faulty"; }));
}

} // namespace ContactSheet
