#include "generation/imagegenerator.h"

#include "core/runinpool.h"
#include "generation/transport.h"
#include "storage/journalevents.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

using Urgency = RunJournal::Urgency;

/// Mostly they wait for the disk, which brings what several wait for there together (measured on ext4).
constexpr int SavingThreads = 6;
/// Base64 of previews: a late one is left out, and they must not take time from anything else.
constexpr int PreviewThreads = 1;

} // namespace

ImageGenerator::ImageGenerator(Transport *transport, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_savingPool(this)
    , m_wake(this)
{
    m_savingPool.setMaxThreadCount(SavingThreads);
    m_wake.setSingleShot(true);
    m_wake.setTimerType(Qt::PreciseTimer);
    connect(&m_wake, &QTimer::timeout, this, &ImageGenerator::wake);
    m_previewPool.setMaxThreadCount(PreviewThreads);
}

ImageGenerator::~ImageGenerator()
{
    // Connections are dropped; pictures that have arrived are written to the end.
    m_underWay.clear();
    m_savingPool.waitForDone();
    closePress();
}

Error ImageGenerator::stillMaking()
{
    return {.kind = Error::Kind::Cancelled,
            .message = tr("Pictures are still being made. Press Generate again when they are there.")};
}

bool ImageGenerator::takePress(const Press &press)
{
    if (m_isRunning || !m_planned.isEmpty()) {
        // Pictures of the press before may be tried again at the very moment of the next Generate.
        emit pressFailed(stillMaking());
        return false;
    }
    // Orders at one service say nothing of how many another takes.
    if (m_press
        && (m_press->account.service != press.account.service
            || m_press->account.baseUrl != press.account.baseUrl))
        m_pacer = {};
    closePress();
    ++m_presses;
    m_press = std::make_shared<const Press>(press);
    m_pacer.beginPress(press.retries, press.rateLimits, press.learned, press.canAskPerson);
    m_toldPause.reset();
    m_isInTrouble = false;
    m_isJournalLost = false;
    m_stopReason.reset();
    m_isInterrupted = false;
    m_interruptedJobs.clear();
    m_names = {};
    m_folder = press.folder;
    m_reserve.reset();
    m_isReleasing = false;
    m_isLeft = false;
    m_room.reset();
    m_largestPicture = 0;
    m_unplaced.clear();
    m_homeless.clear();
    m_placing.clear();
    m_journalError.reset();
    m_run = {};
    m_earlierRuns.clear();
    m_continued.clear();
    m_rows.clear();
    m_lastRun = 0;
    m_lastJob = 0;
    m_left.clear();
    m_standing.clear();
    m_stoppedRuns.clear();
    m_stoppedJobs.clear();
    m_unwrittenEnds.clear();
    m_unclaimedFiles.clear();
    m_spool = std::make_unique<AnswerSpool>(press.folder, press.fallbackFolder);
    connect(m_spool.get(), &AnswerSpool::written, this, &ImageGenerator::updateReceiving);
    return true;
}

void ImageGenerator::start(const Press &press)
{
    if (!takePress(press))
        return;
    for (const RunPlan &run : press.runs) {
        m_lastRun = std::max(m_lastRun, int(run.id));
        for (const Job &job : run.jobs)
            m_lastJob = std::max(m_lastJob, quint64(job.id));
    }
    runInPool(
        &m_savingPool, this,
        [folder = press.folder, roomIn = press.roomIn] {
            return std::make_pair(openJournal(folder), roomIn(folder));
        },
        [this](std::pair<Result<OpenJournal>, std::optional<DiskRoom>> opened) {
            m_room = opened.second;
            beginPress(std::move(opened.first));
        });
}

void ImageGenerator::beginPress(Result<OpenJournal> journal)
{
    if (!journal) {
        emit pressFailed(journal.error());
        return;
    }
    openJournalOf(std::move(journal).value());
    const QJsonObject fields =
        JournalEvent::press(m_press->listName, m_press->account.service, m_press->account.baseUrl,
                            m_press->names.text(), m_press->runs);
    m_journal->append(
        JournalEvent::line(u"press"_s, QDateTime::currentDateTimeUtc(), {}, Moment::zero(), fields),
        Urgency::Grouped);
    writeStop();
    m_planned = m_press->runs;
    planNextRun();
}

void ImageGenerator::openJournalOf(OpenJournal journal)
{
    holdReserve();
    m_journal = std::make_unique<RunJournal>(std::move(journal));
    emit journalOpened(m_journal->filePath());
    connect(m_journal.get(), &RunJournal::failed, this, &ImageGenerator::takeJournalFailure);
    connect(m_journal.get(), &RunJournal::writtenDurably, this, [this](quint64 sequence) {
        dropSpooled(sequence);
        if (m_journalError) {
            m_journalError.reset();
            goOnWherePlaced();
            endRunIfDone(); // It may have waited for the journal alone.
        }
        if (m_planLine != 0 && sequence >= m_planLine) {
            m_planLine = 0;
            beginRun();
        }
        if (m_endLine != 0 && sequence >= m_endLine)
            planNextRun();
        sendWhatIsDurable(sequence);
    });
}

void ImageGenerator::mark(const QString &journal, const QList<PictureMark> &marks)
{
    if (m_journal && m_journal->filePath() == journal) {
        for (const PictureMark &mark : marks)
            m_journal->append(markLine(mark, QDateTime::currentDateTimeUtc()), Urgency::Grouped);
        return;
    }
    m_savingPool.start([journal, marks] { static_cast<void>(appendMarks(journal, marks)); });
}

/// Writes the next run's plan; the run begins once the disk has it, so that no order leaves before.
void ImageGenerator::planNextRun()
{
    m_endLine = 0;
    if (m_stopReason)
        stopPlanned(); // It may be older than the plans.
    if (m_planned.isEmpty() || m_isInTrouble) {
        m_planned.clear();
        m_spool->tidy();
        emit pressEnded();
        return;
    }
    if (!m_run.jobs.isEmpty())
        m_earlierRuns.append(std::move(m_run));
    m_run = {.plan = m_planned.takeFirst()};
    m_rows.clear(); // Until it begins, the run has no job that could be stopped or tried again.
    const auto stopped = m_stoppedRuns.constFind(m_run.plan.id);
    const bool isUnwanted = stopped != m_stoppedRuns.constEnd() && !stopped->isInterrupted;
    m_planLine =
        m_journal->append(JournalEvent::line(u"plan"_s, QDateTime::currentDateTimeUtc(), m_run.plan.id,
                                             Moment::zero(), JournalEvent::plan(m_run.plan, isUnwanted)),
                          Urgency::AtOnce);
    writeEndOfContinued();
    m_isRunning = true;
}

void ImageGenerator::beginRun()
{
    beginPace();
    QList<JobId> jobs;
    for (const Job &job : std::as_const(m_run.plan.jobs)) {
        jobs.append(job.id);
        m_rows.insert(job.id, m_run.jobs.size());
        m_run.jobs.append({.job = job});
        if (const auto standing = m_standing.constFind(job.id); standing != m_standing.constEnd())
            m_run.jobs.last().error = *standing;
    }
    schedule(jobs);
    m_unended = int(m_run.jobs.size());
    m_run.started = QDateTime::currentDateTimeUtc();
    m_runBegan = Clock::now();
    if (const AtOnceChange &first = m_run.atOnceChanges.constFirst(); first.reason == AtOnceReason::Learned)
        writeLine(u"lanes"_s, JournalEvent::lanes(first), Urgency::Grouped, m_runBegan); // Else as planned.
    emit runStarted(m_run);
    tellPause();
    cancelIfStopped();
    dispatch();
    endRunIfDone();
}

void ImageGenerator::begin(JobId id, int lane)
{
    JobRecord &record = *recordOf(id);
    const Clock::time_point now = Clock::now();
    record.timeline.beginAttempt(sinceRunBegan(now), lane);
    record.state = JobState::Sent;
    record.requestId.clear();
    record.nextAttempt.reset();

    UnderWay &underWay = m_underWay[id];
    underWay.orderId = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const PictureDestination destination = destinationOf(record.job);
    underWay.name = destination.name;
    underWay.attempt = std::make_unique<Attempt>(record.job, m_press, destination, m_transport, &m_savingPool,
                                                 &m_previewPool);
    connectAttempt(id, underWay.attempt.get());

    if (const auto left = m_left.constFind(id); left != m_left.constEnd()) {
        underWay.orderId = left->order;
        if (left->isKept) // Else it is worth another try.
            underWay.spool = spooledAnswerName(left->order, left->answer.size());
        underWay.notes = left->notes;
        underWay.isOrder = false;
        writeLine(u"finishing"_s,
                  JournalEvent::finishing(record.job, record.timeline.attempts(), lane, left->order),
                  Urgency::Grouped, now);
        underWay.attempt->goOn(left->answer, left->notes, left->ordered, left->isKept);
        m_left.erase(left);
        report(record);
        return;
    }
    const bool isPaid = m_press->account.charging == Charging::Paid;
    const quint64 line = writeLine(
        u"sending"_s, JournalEvent::sending(record.job, record.timeline.attempts(), lane, underWay.orderId),
        isPaid ? Urgency::AtOnce : Urgency::Grouped, now);
    if (isPaid)
        underWay.awaited = line; // After a power cut the journal must know of every order that may have left.
    else
        underWay.attempt->start(underWay.orderId);
    report(record);
}

void ImageGenerator::sendWhatIsDurable(quint64 sequence)
{
    for (auto &[id, underWay] : m_underWay) {
        if (underWay.awaited != 0 && underWay.awaited <= sequence) {
            underWay.awaited = 0;
            underWay.attempt->start(underWay.orderId);
        }
    }
}

void ImageGenerator::connectAttempt(JobId id, Attempt *attempt)
{
    connect(attempt, &Attempt::connectionBegan, this, [this, id](Clock::time_point when) {
        recordOf(id)->timeline.markConnecting(sinceRunBegan(when));
    });
    connect(attempt, &Attempt::requestSent, this, [this, id](Clock::time_point when) {
        recordOf(id)->timeline.markSent(sinceRunBegan(when));
        report(*recordOf(id));
    });
    connect(attempt, &Attempt::answerBegan, this, [this, id](Clock::time_point when) {
        recordOf(id)->timeline.firstByte(sinceRunBegan(when));
        report(*recordOf(id));
    });
    connect(attempt, &Attempt::picturesNamed, this,
            [this, id](const QByteArray &answer, const Pictures &pictures) { spool(id, answer, pictures); });
    connect(attempt, &Attempt::answered, this, [this, id](int status, const QString &requestId) {
        JobRecord &record = *recordOf(id);
        record.requestId = requestId;
        const UnderWay &underWay = m_underWay.at(id);
        writeLine(u"answered"_s,
                  JournalEvent::answered(record.job, status, requestId, underWay.spool, underWay.notes),
                  Urgency::Grouped);
    });
    connect(attempt, &Attempt::ratesRead, this,
            [this](const RateHeaders &rates) { m_pacer.noteRates(rates, Clock::now()); });
    connect(attempt, &Attempt::previewArrived, this,
            [this, id](const QByteArray &picture) { emit previewArrived(m_run.plan.id, id, picture); });
    connect(attempt, &Attempt::linkFound, this, [this, id](const QUrl &url) {
        const QUrl shown(m_press->account.redact(url.toString(QUrl::FullyEncoded)));
        writeLine(u"link"_s, JournalEvent::link(recordOf(id)->job, shown), Urgency::Grouped);
    });
    connect(attempt, &Attempt::pictureArrived, this,
            [this, id](Clock::time_point when) { takeArrival(id, when); });
    connect(attempt, &Attempt::placeWanted, this,
            [this, id](const Error &error) { takePlaceWanted(id, error); });
    connect(attempt, &Attempt::roomRead, this, [this](const DiskRoom &room) { m_room = room; });
    connect(attempt, &Attempt::ended, this,
            [this, id](const AttemptOutcome &outcome) { takeOutcome(id, outcome); });
}

void ImageGenerator::takeArrival(JobId id, Clock::time_point when)
{
    JobRecord &record = *recordOf(id);
    const Moment moment = sinceRunBegan(when);
    record.timeline.lastByte(moment);
    record.error.reset(); // Of the try before: this one has its picture.
    if (m_underWay.at(id).isOrder)
        notePace(id, when);
    ++m_unsaved;
    updateReceiving();
    // A sequential run goes on once the file is safe; a parallel one at once, unless the disk is behind.
    if (m_run.plan.mode == Mode::Parallel && m_unsaved <= MostUnsaved) {
        releaseLane(id, moment);
        dispatch();
    }
    report(record);
}

void ImageGenerator::takeOutcome(JobId id, const AttemptOutcome &outcome)
{
    if (recordOf(id)->timeline.isFinishing()) {
        --m_unsaved;
        updateReceiving();
    }
    m_homeless.remove(id);
    m_placing.remove(id);
    releaseLane(id, sinceRunBegan(outcome.at));
    // Out of the way before anything is reported: whoever hears of it may ask for another try at once.
    auto ended = m_underWay.extract(id);
    ended.mapped().attempt.release()->deleteLater();
    const bool isOpen = !outcome.openAnswer.isEmpty();
    if (isOpen)
        m_left.insert(id,
                      {.order = ended.mapped().orderId,
                       .answer = outcome.openAnswer,
                       .notes = ended.mapped().notes,
                       .ordered = outcome.ordered,
                       .isKept = outcome.isOpenAnswerKept});
    if (!outcome.pictures.isEmpty())
        endSaved(id, ended.mapped().name, outcome);
    else if (!ended.mapped().isOrder || !tryAgain(id, *outcome.error, outcome.at))
        endWithoutPicture(id, *outcome.error, outcome.at, m_isInterrupted, outcome.keptAnswer);
    const bool isOfDisk = outcome.error && outcome.error->kind == Error::Kind::Disk;
    if (isOfDisk) {
        if (!ended.mapped().spool.isEmpty())
            m_unplaced.insert(id);
        stopForTrouble(*outcome.error);
    }
    // Where the disk took no picture, or it is still to be downloaded, the answer is all that there is of it.
    if (!ended.mapped().spool.isEmpty() && !isOpen && !isOfDisk)
        m_spooled.emplace(m_journal->newestLine(), ended.mapped().orderId);
    goOnWherePlaced();
    dispatch();
    endRunIfDone();
}

void ImageGenerator::releaseLane(JobId id, Moment moment)
{
    const auto found = m_underWay.find(id);
    if (found == m_underWay.end() || !std::exchange(found->second.hasLane, false))
        return;
    recordOf(id)->timeline.releaseLane(moment);
    m_scheduler.releaseLane(id);
}

void ImageGenerator::endSaved(JobId id, const QString &name, const AttemptOutcome &outcome)
{
    JobRecord &record = *recordOf(id);
    record.timeline.end(sinceRunBegan(outcome.at));
    record.state = JobState::Saved;
    record.error.reset();
    record.picture = outcome.pictures.first();
    record.extraPictures = outcome.pictures.mid(1);
    --m_unended;
    for (const SavedPicture &picture : outcome.pictures) {
        const QFileInfo file(picture.file);
        m_names.noteSaved(name, file.path() == m_folder ? file.fileName() : picture.file);
        m_largestPicture = std::max(m_largestPicture, picture.bytes);
        writeLine(u"saved"_s, JournalEvent::saved(record.job, picture, record.timeline), Urgency::Grouped,
                  outcome.at);
    }
    report(record);
    const QString &file = outcome.pictures.first().file;
    if (QDir::isAbsolutePath(file) && QFileInfo(file).path() != m_folder) {
        stopForTrouble(
            {.kind = Error::Kind::Disk,
             .message = tr("The folder “%1” takes no more pictures. What had arrived is in “%2”; nothing "
                           "more was sent.")
                            .arg(QDir::toNativeSeparators(m_folder),
                                 QDir::toNativeSeparators(m_press->fallbackFolder))});
    }
}

void ImageGenerator::endWithoutPicture(JobId id, const Error &error, Clock::time_point when,
                                       bool isInterrupted, const QString &keptAnswer)
{
    JobRecord &record = *recordOf(id);
    record.timeline.end(sinceRunBegan(when));
    // What never left, or was refused at the door, is what the order before it was.
    const auto standing = m_standing.constFind(id);
    const bool stands =
        standing != m_standing.constEnd() && (error.kind == Error::Kind::Cancelled || isOfTheWay(error));
    record.error = stands ? *standing : error;
    // What was to be tried again, and cost nothing so far, is as open as what never left.
    const bool wasToGoOn = (record.nextAttempt || record.state == JobState::Waiting)
        && record.error->charge == Error::Charge::No;
    record.state = endStateFor(*record.error);
    --m_unended;
    record.nextAttempt.reset();
    const bool goesOn =
        isInterrupted && !m_stoppedJobs.contains(id) && (wasToGoOn || record.state == JobState::Cancelled);
    if (goesOn)
        m_interruptedJobs.insert(id);
    writeLine(keyword(record.state), JournalEvent::ended(record, keptAnswer, goesOn), Urgency::Grouped, when);
    report(record);
}

void ImageGenerator::endRunIfDone()
{
    if (!hasBegun() || m_unended > 0 || !m_underWay.empty() || m_journalError)
        return;
    m_isRunning = false;
    Moment end = Moment::zero();
    for (const JobRecord &record : std::as_const(m_run.jobs))
        end = std::max(end, record.timeline.endMoment().value_or(Moment::zero()));
    m_run.ended = end;
    m_wake.stop();
    tellPauseEnded(m_pacer.pause(), m_runBegan + end);
    tellWhatWasLearned();
    // The press goes on, or ends, once the disk has the end of the run: until then another try may be asked
    // for.
    m_endLine = writeEndOf(m_run, Urgency::AtOnce);
    emit runEnded(m_run);
    if (m_isJournalLost && m_endLine != 0)
        planNextRun(); // The end of the run will not reach the disk any more.
}

Moment ImageGenerator::sinceRunBegan(Clock::time_point when) const
{
    return when - m_runBegan;
}

PictureDestination ImageGenerator::destinationOf(const Job &job)
{
    const QString size = job.options.size ? sizeText(*job.options.size) : QString();
    const QString name = m_press->names.name({.list = m_press->listName,
                                              .index = job.index,
                                              .prompt = job.prompt,
                                              .started = m_press->started,
                                              .model = job.options.model,
                                              .size = size,
                                              .seed = job.seed});
    return {.folder = m_folder,
            .fallbackFolder = m_press->fallbackFolder,
            .name = name,
            .firstNumber = m_names.firstNumber(name),
            .unclaimedFiles = m_left.contains(job.id) ? m_unclaimedFiles : QStringList()};
}

JobRecord *ImageGenerator::recordOf(JobId id)
{
    const auto found = m_rows.constFind(id);
    return found == m_rows.constEnd() ? nullptr : &m_run.jobs[*found];
}

void ImageGenerator::report(const JobRecord &record)
{
    emit jobChanged(m_run.plan.id, record);
}

quint64 ImageGenerator::writeLine(const QString &event, const QJsonObject &fields, Urgency urgency,
                                  std::optional<Clock::time_point> when)
{
    const Clock::time_point now = Clock::now();
    const Clock::time_point moment = when.value_or(now);
    const auto ago = std::chrono::duration_cast<std::chrono::milliseconds>(now - moment);
    const QDateTime at = QDateTime::currentDateTimeUtc().addMSecs(-ago.count());
    return m_journal->append(JournalEvent::line(event, at, m_run.plan.id, sinceRunBegan(moment), fields),
                             urgency);
}

} // namespace ContactSheet
