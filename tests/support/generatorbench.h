#pragma once

#include "generation/imagegenerator.h"
#include "generation/transport.h"
#include "services/openaiimages.h"
#include "support/faultserver.h"

#include <QDir>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <memory>

namespace ContactSheet {

/**
 * A generator that sends to a server of the test, paid for and with a key, and everything that it reports.
 *
 * The server answers every order with a picture until the test says otherwise. What is in \a press may be
 * changed until start() is called.
 */
struct GeneratorBench
{
    explicit GeneratorBench(std::unique_ptr<Transport> network = std::make_unique<Transport>(),
                            const std::optional<QSslConfiguration> &encryption = {});
    ~GeneratorBench();
    Q_DISABLE_COPY_MOVE(GeneratorBench)

    void start(const QStringList &prompts, PressMode mode = PressMode::Parallel, int atOnce = 4);

    /// Waits until so many \a presses have ended, each retry after an end counted as one.
    [[nodiscard]] bool waitForEnd(int presses = 1);

    /// The run that ended as number \a number, from 0.
    [[nodiscard]] RunRecord run(qsizetype number = 0) const;

    /// The pictures in the press's folder.
    [[nodiscard]] QStringList files() const;

    /// The lines of run.jsonl, or those of one \a event.
    [[nodiscard]] QList<QJsonObject> journal(const QString &event = {}) const;

    QTemporaryDir folder;
    FaultServer server;
    OpenAiImages codec;
    std::unique_ptr<Transport> transport;
    ImageGenerator generator;
    QSignalSpy pressFailed;
    QSignalSpy runStarted;
    QSignalSpy interrupted;
    QSignalSpy runEnded;
    QSignalSpy pressEnded;
    QList<JobRecord> reports; ///< One for each jobChanged().
    int previews = 0;         ///< How many each job of start() wants.
    Press press;
};

/// The rules of every service, with waits that no test feels.
[[nodiscard]] RetryRules quickRetries();

/// "picture 1" to "picture \a count".
[[nodiscard]] QStringList promptsUpTo(int count);

/// The prompt of an order, as a server reads it.
[[nodiscard]] QString promptOf(const ReceivedRequest &request);

[[nodiscard]] QList<JobState> statesOf(const RunRecord &run);

[[nodiscard]] Moment sumOfPhases(const Timeline &timeline);

} // namespace ContactSheet
