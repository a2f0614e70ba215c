#include "commandline/generatecommand.h"

#include "commandline/accountchoice.h"
#include "commandline/interruptsignal.h"
#include "commandline/promptsource.h"
#include "commandline/report.h"
#include "commandline/runtable.h"
#include "core/filewriting.h"
#include "services/accountsetup.h"
#include "storage/pressfolder.h"
#include "timing/runcomparison.h"
#include "timing/timingexport.h"
#include "workspace/pressprogress.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>
#include <chrono>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// How often the progress line changes: smooth to the eye, and no work to speak of.
constexpr auto ProgressInterval = std::chrono::milliseconds(100);

TimeLimits limitsFor(std::optional<std::chrono::seconds> timeout)
{
    TimeLimits limits;
    if (timeout) {
        limits.total = *timeout;
        limits.firstByte = *timeout;
        limits.idle = std::min<std::chrono::milliseconds>(limits.idle, *timeout);
        limits.connect = std::min<std::chrono::milliseconds>(limits.connect, *timeout);
    }
    return limits;
}

bool isPlanEnded(const QList<RunRecord> &runs, const Press &press)
{
    return runs.size() >= press.runs.size();
}

/// Whether somebody who goes on with the press of \a journal finds something to order or to finish.
bool canGoOn(const QString &journal)
{
    const Result<LeftJournal> left = readLeftPress(journal);
    return left && (left.value().counts.waiting > 0 || left.value().finishable > 0);
}

/// Whether each picture of \a press was saved at last, in whichever of \a runs.
bool isEveryPictureSaved(const QList<RunRecord> &runs, const Press &press)
{
    PressProgress progress(press);
    for (const RunRecord &run : runs)
        progress.beginRun(run);
    return progress.counts().saved == progress.counts().pictures;
}

} // namespace

GenerateCommand::GenerateCommand(const GenerateArguments &arguments, QObject *parent)
    : QObject(parent)
    , m_arguments(arguments)
    , m_terminal(arguments.isQuiet)
{
    m_progressTimer.setInterval(ProgressInterval);
    connect(&m_progressTimer, &QTimer::timeout, this,
            [this] { m_terminal.showProgress(m_progress.text(Clock::now() - m_runBegan)); });
    connectGenerator();
}

GenerateCommand::~GenerateCommand() = default;

Result<Done> GenerateCommand::prepare()
{
    if (!m_arguments.resumedFolder.isEmpty()) {
        const Result<Done> ready = prepareResume();
        m_press.limits = limitsFor(m_arguments.timeout);
        return ready;
    }
    Result<PressChoices> choices = chooseEverything();
    if (!choices)
        return choices.error();
    Result<Press> press = preparePress(choices.value());
    if (!press)
        return press.error();
    m_press = std::move(press).value();
    return checkPlaces();
}

Result<Done> GenerateCommand::begin()
{
    if (!m_arguments.resumedFolder.isEmpty())
        return beginResume();
    if (const Result<Done> started = startPractice(); !started)
        return started;
    const Result<QString> folder = makeFolder(m_press);
    if (!folder)
        return folder.error();
    m_press.folder = folder.value();
    m_press.fallbackFolder = unsavedPicturesFolder();
    m_terminal.print(announcement());
    m_engine.start(m_press);
    return Done{};
}

Result<Done> GenerateCommand::startPractice()
{
    if (!findService(m_press.account.service)->isPractice)
        return Done{};
    const Result<QUrl> url = m_engine.practiceService(m_arguments.speed);
    if (!url)
        return url.error();
    m_press.account.baseUrl = url.value();
    return Done{};
}

QString GenerateCommand::announcement() const
{
    const qsizetype count = m_press.runs.first().jobs.size();
    QString pictures = count == 1 ? tr("1 picture") : tr("%1 pictures").arg(QLocale().toString(count));
    if (m_press.runs.size() > 1)
        pictures = tr("%1, one after another and then at once,").arg(pictures);
    return tr("%1 by %2, into “%3”")
        .arg(pictures, m_press.account.serviceName, QDir::toNativeSeparators(m_press.folder));
}

Result<PressChoices> GenerateCommand::chooseEverything()
{
    const ServiceProfile *service = findService(m_arguments.service);
    const Result<ServiceAccount> account = chooseAccount(
        *service, m_arguments.baseUrl, m_arguments.plainHttpHosts, QProcessEnvironment::systemEnvironment());
    if (!account)
        return account.error();
    const Result<PromptList> list =
        readPromptSource(m_arguments.prompts, m_arguments.promptsFile, m_arguments.listName);
    if (!list)
        return list.error();
    return PressChoices{.list = list.value(),
                        .service = service,
                        .account = account.value(),
                        .options = {.model = m_arguments.model.value_or(service->defaultModel),
                                    .size = m_arguments.size ? m_arguments.size : service->defaultSize,
                                    .quality = m_arguments.quality},
                        .copies = m_arguments.copies,
                        .mode = m_arguments.mode,
                        .atOnce = m_arguments.atOnce,
                        .isAtOnceAutomatic = m_arguments.isAtOnceAutomatic,
                        .names = m_arguments.names,
                        .limits = limitsFor(m_arguments.timeout),
                        .rateLimits = m_arguments.rateLimits,
                        .canAskPerson = false};
}

Result<QString> GenerateCommand::makeFolder(const Press &press) const
{
    if (m_arguments.folder.isEmpty()) {
        const bool isPractice = findService(press.account.service)->isPractice;
        return makePressFolder(libraryFolder(), press.started, press.listName, isPractice);
    }
    const QString folder = QDir::cleanPath(QFileInfo(m_arguments.folder).absoluteFilePath());
    if (const Result<Done> writable = ensureWritableFolder(folder); !writable)
        return writable.error();
    return folder;
}

Result<Done> GenerateCommand::checkPlaces() const
{
    const QString folder = m_arguments.folder.isEmpty() ? libraryFolder() : m_arguments.folder;
    const Result<Done> writable = checkPictureFolder(folder);
    return writable ? checkOutputFiles(outputFiles(), folder) : writable;
}

void GenerateCommand::connectGenerator()
{
    const ImageGenerator *generator = m_engine.generator();
    connect(generator, &ImageGenerator::pressFailed, this, [this](const Error &error) {
        m_terminal.printError(error.message);
        emit finished(ExitStatus::WrongUsage);
    });
    connect(generator, &ImageGenerator::journalOpened, this,
            [this](const QString &journal) { m_journal = journal; });
    connect(generator, &ImageGenerator::restored, this,
            [this](const QList<RunRecord> &runs) { m_runs = runs; });
    connect(generator, &ImageGenerator::runStarted, this, [this](const RunRecord &run) {
        m_progress.begin(run);
        m_runBegan = Clock::now();
        if (m_terminal.showsProgress())
            m_progressTimer.start();
    });
    connect(generator, &ImageGenerator::jobChanged, this,
            [this](RunId, const JobRecord &record) { m_progress.take(record); });
    connect(generator, &ImageGenerator::atOnceChanged, this,
            [this](RunId, const AtOnceChange &change) { m_progress.takeAtOnce(change); });
    connect(generator, &ImageGenerator::pauseChanged, this,
            [this](RunId, const ServicePause &pause) { takePause(pause); });
    connect(generator, &ImageGenerator::interrupted, this, &GenerateCommand::takeInterruption);
    connect(generator, &ImageGenerator::runEnded, this, &GenerateCommand::showRun);
    connect(generator, &ImageGenerator::pressEnded, this, &GenerateCommand::finish);
}

void GenerateCommand::takePause(const ServicePause &pause)
{
    m_progress.takePause(pause);
    m_waitsForPerson = !pause.until && !pause.end;
}

void GenerateCommand::takeInterruption(const Error &error)
{
    m_hasTrouble = true;
    // What keeps the rest from being sent is said below the table, where it is read.
    if (m_waitsForPerson)
        m_endedBy = error;
    else
        m_terminal.printError(error.message);
}

void GenerateCommand::showRun(const RunRecord &run)
{
    m_progressTimer.stop();
    m_terminal.clearProgress();
    m_runs.append(run);
    m_terminal.print(u'\n' % runTable(run) % runFigures(run, sequentialWallClock(run, m_runs)).chopped(1));
}

void GenerateCommand::interrupt()
{
    ++m_interrupts;
    if (m_interrupts == 1) {
        m_terminal.printError(
            tr("Stopping: nothing more is sent, and what is under way is waited for. Press Ctrl+C "
               "again to leave it."));
        m_engine.leaveWaiting();
    } else {
        m_engine.leaveEverything();
    }
}

void GenerateCommand::finish()
{
    const QString compared = comparison(m_runs);
    if (!compared.isEmpty())
        m_terminal.print(u'\n' % compared.chopped(1));
    if (m_endedBy)
        m_terminal.printError(tr("Nothing more was sent. %1").arg(m_endedBy->message));
    const bool isLeft = m_interrupts > 0 || m_hasTrouble;
    if (isLeft && canGoOn(m_journal)) {
        m_terminal.printError(tr("To go on with the rest: contactsheet generate --resume \"%1\"")
                                  .arg(QDir::toNativeSeparators(m_press.folder)));
    }
    const bool isReported = writeOutputFiles();
    const ExitStatus status = exitStatus();
    emit finished(isReported || status != ExitStatus::AllSaved ? status : ExitStatus::SomeMissing);
}

QList<OutputFile> GenerateCommand::outputFiles() const
{
    QList<OutputFile> files{{.option = u"report"_s, .path = m_arguments.reportFile},
                            {.option = u"timing-csv"_s, .path = m_arguments.timingCsvFile},
                            {.option = u"trace"_s, .path = m_arguments.traceFile}};
    files.removeIf([](const OutputFile &file) { return file.path.isEmpty(); });
    return files;
}

QByteArray GenerateCommand::report() const
{
    const ReportHead head{.list = m_press.listName,
                          .service = m_press.account.service,
                          .model = m_press.runs.first().options.model,
                          .folder = m_press.folder,
                          .isFinished = m_interrupts == 0 && !m_hasTrouble && isPlanEnded(m_runs, m_press)};
    return QJsonDocument(makeReport(head, m_runs)).toJson();
}

bool GenerateCommand::writeOutputFiles()
{
    bool areAllWritten = true;
    const auto write = [this, &areAllWritten](const QString &file, const QByteArray &bytes) {
        if (const Result<Done> written = writeOutputFile(file, bytes); !written) {
            m_terminal.printError(written.error().message);
            areAllWritten = false;
        }
    };
    if (!m_arguments.reportFile.isEmpty())
        write(m_arguments.reportFile, report());
    if (!m_arguments.timingCsvFile.isEmpty())
        write(m_arguments.timingCsvFile, timingCsv(m_runs));
    if (!m_arguments.traceFile.isEmpty())
        write(m_arguments.traceFile, chromeTrace(m_runs, Moment::zero()));
    return areAllWritten;
}

ExitStatus GenerateCommand::exitStatus() const
{
    if (m_interrupts > 0)
        return ExitStatus::Interrupted;
    const bool isComplete = isPlanEnded(m_runs, m_press) && isEveryPictureSaved(m_runs, m_press);
    return isComplete ? ExitStatus::AllSaved : ExitStatus::SomeMissing;
}

int runGenerateCommand(const QStringList &arguments)
{
    const Result<GenerateArguments> read = readGenerateArguments(arguments);
    if (!read) {
        Terminal(true).printError(read.error().message);
        return int(ExitStatus::WrongUsage);
    }
    if (read.value().wantsHelp) {
        Terminal(false).print(generateHelp());
        return 0;
    }
    GenerateCommand command(read.value());
    // Before it listens: Ctrl+C still ends a program that waits for somebody to type prompts.
    if (const Result<Done> ready = command.prepare(); !ready) {
        Terminal(true).printError(ready.error().message);
        return int(ExitStatus::WrongUsage);
    }
    forgetEnvironmentKeys();
    // From here on Ctrl+C always leaves a report behind.
    const InterruptSignal interruptSignal;
    QObject::connect(&interruptSignal, &InterruptSignal::interrupted, &command, &GenerateCommand::interrupt);
    QObject::connect(
        &command, &GenerateCommand::finished, qApp,
        [](ExitStatus status) { QCoreApplication::exit(int(status)); }, Qt::QueuedConnection);
    if (const Result<Done> begun = command.begin(); !begun) {
        Terminal(true).printError(begun.error().message);
        return int(ExitStatus::WrongUsage);
    }
    return QCoreApplication::exec();
}

} // namespace ContactSheet
