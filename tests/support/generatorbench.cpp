#include "support/generatorbench.h"

#include "support/pictures.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

constexpr int LongEnough = 20'000;

} // namespace

GeneratorBench::GeneratorBench(std::unique_ptr<Transport> network,
                               const std::optional<QSslConfiguration> &encryption)
    : server(encryption)
    , codec({.responseFormat = u"b64_json"_s})
    , transport(std::move(network))
    , generator(transport.get())
    , pressFailed(&generator, &ImageGenerator::pressFailed)
    , runStarted(&generator, &ImageGenerator::runStarted)
    , interrupted(&generator, &ImageGenerator::interrupted)
    , runEnded(&generator, &ImageGenerator::runEnded)
    , pressEnded(&generator, &ImageGenerator::pressEnded)
{
    press = {.listName = u"list"_s,
             .started = QDateTime::currentDateTime(),
             .account = {.service = u"compatible"_s,
                         .serviceName = u"Test server"_s,
                         .baseUrl = server.url(u"/v1"_s),
                         .key = Secret("sk-canary-1234567890"),
                         .charging = Charging::Paid},
             .codec = &codec,
             .folder = folder.filePath(u"press"_s),
             .fallbackFolder = folder.filePath(u"elsewhere"_s),
             .retries = quickRetries()};
    QDir().mkpath(press.folder);
    server.answerAlways(Fault::answer(200, answerWithPicture(pictureBytes())));
    QObject::connect(&generator, &ImageGenerator::jobChanged, &generator,
                     [this](RunId, const JobRecord &record) { reports.append(record); });
}

GeneratorBench::~GeneratorBench() = default;

void GeneratorBench::start(const QStringList &prompts, PressMode mode, int atOnce)
{
    press.runs = planRuns(prompts, 1, {.model = u"model"_s}, mode, atOnce, false);
    for (RunPlan &plan : press.runs) {
        for (Job &job : plan.jobs)
            job.previews = previews;
    }
    generator.start(press);
}

bool GeneratorBench::waitForEnd(int presses)
{
    // Not by qWaitFor(), which looks for events every ten milliseconds: a press has a dozen of them in turn.
    while (pressEnded.size() < presses) {
        if (!pressEnded.wait(LongEnough))
            return false;
    }
    return true;
}

RunRecord GeneratorBench::run(qsizetype number) const
{
    return runEnded.at(number).at(0).value<RunRecord>();
}

QStringList GeneratorBench::files() const
{
    return QDir(press.folder).entryList({u"*.png"_s, u"*.jpg"_s, u"*.webp"_s}, QDir::Files, QDir::Name);
}

QList<QJsonObject> GeneratorBench::journal(const QString &event) const
{
    QFile file(press.folder + u"/run.jsonl"_s);
    [[maybe_unused]] const bool isOpen = file.open(QIODevice::ReadOnly);
    QList<QJsonObject> lines;
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (!object.isEmpty() && (event.isEmpty() || object[u"event"_s] == event))
            lines.append(object);
    }
    return lines;
}

RetryRules quickRetries()
{
    return {.connectionWait = 2ms, .serviceWait = 2ms, .downloadWait = 2ms, .probeWaits = {20ms}};
}

QStringList promptsUpTo(int count)
{
    QStringList prompts;
    for (int i = 1; i <= count; ++i)
        prompts.append(u"picture %1"_s.arg(i));
    return prompts;
}

QString promptOf(const ReceivedRequest &request)
{
    return QJsonDocument::fromJson(request.http.body)[u"prompt"].toString();
}

QList<JobState> statesOf(const RunRecord &run)
{
    QList<JobState> states;
    for (const JobRecord &record : run.jobs)
        states.append(record.state);
    return states;
}

Moment sumOfPhases(const Timeline &timeline)
{
    Moment sum = {};
    for (const Phase phase : {Phase::Queued, Phase::Server, Phase::Download, Phase::Finish, Phase::Backoff})
        sum += timeline.total(phase).value_or(Moment::zero());
    return sum;
}

} // namespace ContactSheet
