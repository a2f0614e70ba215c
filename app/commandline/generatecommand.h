#pragma once

#include "commandline/generatearguments.h"
#include "commandline/outputplaces.h"
#include "commandline/progressline.h"
#include "commandline/terminal.h"
#include "workspace/engine.h"
#include "workspace/presspreparation.h"
#include "workspace/pressresuming.h"

#include <QObject>
#include <QTimer>

#include <optional>

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
 * Everything that can be wrong is found by prepare(), before anything is made or sent. After begin(),
 * finished() comes once, when the report and the times are written. Lives in the main thread.
 */
class GenerateCommand final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GenerateCommand)

public:
    explicit GenerateCommand(const GenerateArguments &arguments, QObject *parent = nullptr);
    ~GenerateCommand() override;

    /// Reads the prompts and checks everything, or says what is wrong; makes nothing.
    [[nodiscard]] Result<Done> prepare();

    /// Makes the folder and starts the press, which prepare() has found to be right.
    [[nodiscard]] Result<Done> begin();

public slots:
    /// The first time: sends no more and waits for what is under way. The second time: leaves it.
    void interrupt();

signals:
    void finished(ContactSheet::ExitStatus status);

private:
    [[nodiscard]] Result<Done> prepareResume();
    [[nodiscard]] Result<Done> startPractice();
    [[nodiscard]] Result<Done> beginResume();
    [[nodiscard]] QString announcement() const;
    [[nodiscard]] Result<PressChoices> chooseEverything();
    [[nodiscard]] Result<QString> makeFolder(const Press &press) const;
    [[nodiscard]] Result<Done> checkPlaces() const;
    void connectGenerator();
    void takePause(const ServicePause &pause);
    void takeInterruption(const Error &error);
    void showRun(const RunRecord &run);
    void finish();
    /// The files that were asked for beside the pictures.
    [[nodiscard]] QList<OutputFile> outputFiles() const;
    [[nodiscard]] QByteArray report() const;
    [[nodiscard]] bool writeOutputFiles();
    [[nodiscard]] ExitStatus exitStatus() const;

    GenerateArguments m_arguments;
    Terminal m_terminal;
    Engine m_engine;
    QTimer m_progressTimer;
    ProgressLine m_progress;
    Clock::time_point m_runBegan = {};
    Press m_press;
    QString m_journal;       ///< Its path, once something is written.
    LeftJournal m_left;      ///< Of the press that is to go on.
    QList<RunRecord> m_runs; ///< With those of the earlier run of the program first.
    int m_interrupts = 0;
    std::optional<Error> m_endedBy; ///< What only a person could mend, and none was asked.
    bool m_waitsForPerson = false;
    bool m_hasTrouble = false;
};

/// Runs the command with \a arguments, those after the word "generate", and returns the exit status.
[[nodiscard]] int runGenerateCommand(const QStringList &arguments);

} // namespace ContactSheet
