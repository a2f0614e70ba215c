#include "support/faultedpress.h"

#include "support/pictures.h"

#include <QMetaEnum>
#include <QMutex>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// Longer than Qt takes to send an order anew, which it does at once.
constexpr int MomentForMore = 60;

} // namespace

/// What the server does; it reads it in its own thread.
struct FaultedPress::Script
{
    QMutex mutex;
    QList<FaultScript> faults;
    FaultScript download = Fault::answer(404, "There is no such picture.\n"_ba);

    FaultScript answerTo(const HttpRequest &request, bool isFaulty)
    {
        const QMutexLocker lock(&mutex);
        if (request.method == "GET")
            return download;
        if (isFaulty && !faults.isEmpty())
            return faults.takeFirst();
        return Fault::answer(200, answerWithPicture(pictureBytes()));
    }
};

char *toString(const PressCounters &counters)
{
    QString text = u"%1 orders, %2 downloads, %3 pictures;"_s.arg(counters.orders)
                       .arg(counters.downloads)
                       .arg(counters.pictures);
    for (const JobState state : counters.states)
        text += u' ' % QString::fromLatin1(QMetaEnum::fromType<JobState>().valueToKey(int(state)));
    return qstrdup(qPrintable(text));
}

FaultedPress::FaultedPress(const QList<FaultScript> &faults,
                           const std::optional<QSslConfiguration> &encryption)
    : bench(std::make_unique<Transport>(), encryption)
    , m_script(std::make_shared<Script>())
{
    m_script->faults = faults;
    bench.server.answerWith([script = m_script](const ReceivedRequest &request) {
        return script->answerTo(request.http, promptOf(request) == u"faulty");
    });
}

FaultedPress::~FaultedPress() = default;

void FaultedPress::answerDownloads(const FaultScript &script)
{
    const QMutexLocker lock(&m_script->mutex);
    m_script->download = script;
}

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
    QTest::qWait(MomentForMore);
    PressCounters counters{.pictures = int(bench.files().size()),
                           .states = statesOf(bench.run(bench.runEnded.size() - 1))};
    for (const ReceivedRequest &request : bench.server.requests())
        ++(request.http.method == "GET" ? counters.downloads : counters.orders);
    return counters;
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
