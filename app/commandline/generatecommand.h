#pragma once

#include "commandline/generatearguments.h"
#include "commandline/progressline.h"
#include "commandline/terminal.h"
#include "workspace/engine.h"
#include "workspace/presspreparation.h"

#include <QObject>
#include <QTimer>

namespace ContactSheet {

/// What the process tells its caller; a contract of the command line.
enum class ExitStatus {
    AllSaved = 0,
    SomeMissing = 1,
    WrongUsage = 2,
    Interrupted = 130, ///< 128 and the number of SIGINT, as shells have it.
};

/**
 * `contactsheet generate`: one press of Generate without a window.
 *
 * Everything that can be wrong is found by begin(), before anything is sent. Then finished() comes once,
 * after the report is written. Lives in the main thread.
 */
class GenerateCommand final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GenerateCommand)

public:
    explicit GenerateCommand(const GenerateArguments &arguments, QObject *parent = nullptr);
    ~GenerateCommand() override;

    /// Checks everything, makes the folder and starts the press, or says what is wrong.
    [[nodiscard]] Result<Done> begin();

public slots:
    /// The first time: sends no more and waits for what is under way. The second time: leaves it.
    void interrupt();

signals:
    void finished(ContactSheet::ExitStatus status);

private:
    [[nodiscard]] QString announcement() const;
    [[nodiscard]] Result<PressChoices> chooseEverything();
    [[nodiscard]] Result<QString> makeFolder(const Press &press) const;
    [[nodiscard]] Result<Done> checkReportFile() const;
    void connectGenerator();
    void showRun(const RunRecord &run);
    void finish();
    [[nodiscard]] bool writeReport();
    [[nodiscard]] ExitStatus exitStatus() const;

    GenerateArguments m_arguments;
    Terminal m_terminal;
    Engine m_engine;
    QTimer m_progressTimer;
    ProgressLine m_progress;
    Clock::time_point m_runBegan = {};
    Press m_press;
    QList<RunRecord> m_runs;
    int m_interrupts = 0;
    bool m_hasTrouble = false;
};

/// Runs the command with \a arguments, those after the word "generate", and returns the exit status.
[[nodiscard]] int runGenerateCommand(const QStringList &arguments);

} // namespace ContactSheet
