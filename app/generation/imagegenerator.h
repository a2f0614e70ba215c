#pragma once

#include "core/result.h"
#include "generation/attempt.h"
#include "generation/leftpress.h"
#include "generation/pacer.h"
#include "generation/picturenames.h"
#include "generation/press.h"
#include "generation/scheduler.h"
#include "runs/runrecord.h"
#include "storage/answerspool.h"
#include "storage/journalmarks.h"
#include "storage/runjournal.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <map>
#include <memory>

namespace ContactSheet {

class Transport;

/**
 * Makes the pictures of a press of Generate: runs its plans one after another, keeps their journal, and
 * reports every step.
 *
 * For each run: runStarted(), then jobChanged() whenever a job's state, phase or error changes, then
 * runEnded(). Every job ends in exactly one end state, whatever happens to the others; a job is reported as
 * saved only once its file is safe on disk. After the last run comes pressEnded(), and only then may another
 * press be started. Nothing is emitted from inside a slot that was called from another thread, all that is
 * emitted are values, and whoever listens may give a command from inside a slot.
 *
 * Lives in the engine's thread, as does the transport. It touches no disk: the journal has a thread of its
 * own, pictures are written in the saving pool. Only another press waits for the journal of the one before.
 */
class ImageGenerator final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ImageGenerator)

public:
    /// How many pictures may be between their last byte and the disk before lanes wait for the disk.
    static constexpr int MostUnsaved = 16;

    /// How many bytes of answers may be on their way to the disk before no more is read.
    static constexpr qint64 MostUnspooled = 32LL * 1024 * 1024;

    /// \a transport is not owned and must outlive the generator.
    explicit ImageGenerator(Transport *transport, QObject *parent = nullptr);
    ~ImageGenerator() override;

    /// Why no press begins while another is under way.
    [[nodiscard]] static Error stillMaking();

public slots:
    /// Begins \a press; while another is under way, pressFailed() says so and nothing else changes.
    void start(const ContactSheet::Press &press);

    /**
     * Goes on with the press that an earlier run of the program has left in \a journal: restored() tells what
     * became of it, and what had arrived is finished in a run that continues the one that was cut off. That
     * run \a ordersRest, which is missing and cannot have been charged; else that stays as it is, or is
     * cancelled. What may have been charged is not ordered again. The runs of \a press itself do not count.
     */
    void resumePress(const ContactSheet::Press &press, const QString &journal, bool ordersRest);

    /// From now on \a lanes requests of a parallel run are under way at once; its plan says so from now on.
    void setAtOnce(int lanes);
    /// From now on the number at once of a parallel run is found by itself.
    void setAtOnceAutomatic();

    /**
     * Ends a pause now. Where it waited for a key or an account, what has not left yet is sent with \a
     * account if that is one at the same service and address. Where it waits for a place on the disk, that
     * is looked for again first, and the pause ends when everything has one.
     */
    void resume(const ContactSheet::ServiceAccount &account);

    /// From now on pictures are saved in \a folder, which exists; those that wait for a place at once, as
    /// resume() does. The journal stays where it is.
    void saveInto(const QString &folder);

    /// Stops one job: what has not left is cancelled; what was sent to a service that charges goes on, and is
    /// not tried again by itself.
    void stop(ContactSheet::JobId job);
    /// Cancels everything that has not left; runs that had not begun are reported with all their jobs
    /// cancelled, whatever of the press is tried again meanwhile. What is under way is not tried again by
    /// itself.
    void stopWaiting();
    /// Like stopWaiting(), and drops what is under way at services that do not charge. Pictures that wait for
    /// a place are saved wherever there is one, and wait on where there is none.
    void stopEverything();
    /// Like stopWaiting(), before the program ends: whoever goes on with the press later orders what has not
    /// left.
    void leaveWaiting();
    /// Like leaveWaiting(), and drops what is under way at all: paid orders end as unknown, and pictures for
    /// which there is no place are lost.
    void leaveEverything();

    /**
     * Tries \a jobs again that ended without a picture: within their run while it goes on, else in a new run
     * of the same press that continues theirs. Each job is continued once. A job of unknown outcome may so be
     * charged a second time; one whose answer is kept is finished without an order. Jobs that wait to be
     * tried again by themselves are tried now. Refused, with pressFailed(): more than the journal can take,
     * anything where that is lost, and pictures that no disk took, whose answers may be kept. Does nothing
     * while a press that cannot go on is about to end.
     */
    void retry(const QList<ContactSheet::JobId> &jobs);

    /// Writes \a marks into \a journal: with the lines of the press where that is its own, else by itself.
    /// Where that cannot be written nothing is said: what it marks is seen to be gone all the same.
    void mark(const QString &journal, const QList<ContactSheet::PictureMark> &marks);

signals:
    /// The press, or another try of some of its pictures, could not begin, and nothing was sent.
    void pressFailed(const ContactSheet::Error &error);
    /// What happens to the pictures of the press is written into \a journal; before its first run.
    void journalOpened(const QString &journal);
    /// The runs of a press that was left, as they ended; before anything of it goes on.
    void restored(const QList<ContactSheet::RunRecord> &runs);
    void runStarted(const ContactSheet::RunRecord &run);
    void jobChanged(ContactSheet::RunId run, const ContactSheet::JobRecord &record);
    /// A service shows a coarse picture of \a job while it makes the real one: the bytes of its file, which
    /// nobody has looked at yet. Never comes after the job's end, and is written nowhere.
    void previewArrived(ContactSheet::RunId run, ContactSheet::JobId job, const QByteArray &encodedPicture);
    /// \a run goes on with another number of requests at once.
    void atOnceChanged(ContactSheet::RunId run, const ContactSheet::AtOnceChange &change);
    /// Nothing is ordered in \a run for a while, or, where \a pause has its end, orders go on.
    void pauseChanged(ContactSheet::RunId run, const ContactSheet::ServicePause &pause);
    /**
     * The disk takes nothing more, as \a error says, and a person can be asked: nothing is ordered until
     * resume() or saveInto(), and \a pictures wait in memory for a place. Comes again where trying again
     * did not help, and before pauseChanged().
     */
    void placeWanted(const ContactSheet::Error &error, int pictures);
    /// Something keeps the run from going on, such as a full disk: what had not left has been cancelled.
    void interrupted(const ContactSheet::Error &error);
    /// What the run that has just ended found out about \a model of \a service.
    void limitsLearned(const QString &service, const QString &model,
                       const ContactSheet::LearnedLimits &limits);
    void runEnded(const ContactSheet::RunRecord &run);
    void pressEnded();

private:
    /// A job that is under way.
    struct UnderWay
    {
        std::unique_ptr<Attempt> attempt = {};
        QString orderId = {};
        QString name = {};       ///< Of its file, before it is numbered.
        PictureNotes notes = {}; ///< What the answer says that is spooled.
        QString spool = {};      ///< The file that keeps the answer until its picture is safe, if any does.
        quint64 awaited =
            0; ///< The journal line that must be durable before the order leaves; 0: it has left.
        bool isOrder = true; ///< Else an answer that is kept is finished.
        bool hasLane = true;
    };

    /// A run that was stopped before it began.
    struct StoppedRun
    {
        Error reason = {};
        bool isInterrupted = false; ///< By whoever left the press, not by a person who does not want it.
    };

    /// Forgets the press before, and everything of it; false where that goes on.
    [[nodiscard]] bool takePress(const Press &press);
    void beginPress(Result<OpenJournal> journal);
    void openJournalOf(OpenJournal journal);
    void takeLeft(Result<LeftPress> left, bool ordersRest);
    void writeEndsOf(const LeftPress &left);
    quint64 writeEndOf(const RunRecord &run, RunJournal::Urgency urgency);
    void writeEndOfContinued();
    void planNextRun();
    void beginRun();
    /// Whether a run goes on whose jobs are known to those who listen.
    [[nodiscard]] bool hasBegun() const { return m_isRunning && m_planLine == 0; }
    /// Whether \a record can be tried again.
    [[nodiscard]] bool canContinue(const JobRecord &record) const;
    /// Plans a run for those of \a jobs that belong to \a run, which has ended.
    void planContinuation(const RunRecord &run, const QSet<JobId> &jobs);
    void retryNow(const QList<JobId> &jobs);
    void schedule(const QList<JobId> &jobs);
    void tryNow(const QList<JobId> &jobs);

    void takePlaceWanted(JobId id, const Error &error);
    void takeJournalFailure(const Error &error);
    void holdReserve();
    void releaseReserve(const Error &error);
    void waitForPlace(const Error &error);
    void tryPlaces();
    void goOnWherePlaced();
    void readRoom();
    [[nodiscard]] std::optional<Error> whyTight() const;
    void leaveJournal();
    void loseJournal(const Error &error);
    [[nodiscard]] bool isWaitingForPlace() const;

    void beginPace();
    void dispatch();
    [[nodiscard]] bool mayBegin(bool isOrder, Clock::time_point now);
    void wake();
    void wakeAt(Clock::time_point when);
    void goOnWhereTimeHasCome(Clock::time_point now);
    [[nodiscard]] bool tryAgain(JobId id, const Error &error, Clock::time_point when);
    void notePace(JobId id, Clock::time_point when);
    void changeAtOnce(const std::optional<AtOnceReason> &reason);
    void tellPause();
    void tellPauseEnded(const std::optional<Pacer::Pause> &pause, Clock::time_point when);
    void tellWhatWasLearned();
    [[nodiscard]] ServicePause momentsOf(const Pacer::Pause &pause) const;
    void begin(JobId id, int lane);
    void sendWhatIsDurable(quint64 sequence);
    void connectAttempt(JobId id, Attempt *attempt);
    void takeArrival(JobId id, Clock::time_point when);
    void takeOutcome(JobId id, const AttemptOutcome &outcome);
    /// Waits until all that is written of the press before is on the disk.
    void closePress();
    void spool(JobId id, const QByteArray &answer, const Pictures &pictures);
    void dropSpooled(quint64 sequence);
    /// Answers are read only as quickly as they are put away.
    void updateReceiving();
    void releaseLane(JobId id, Moment moment);
    /// Whether a person wants nothing more of the press.
    [[nodiscard]] bool isStopped() const { return m_stopReason && !m_isInterrupted; }
    void writeStop();
    void cancelAll();
    void stopPlanned();
    void cancelIfStopped();
    void dropEverything();
    void cancelWaiting(Error reason, bool isInterrupted);
    void endSaved(JobId id, const QString &name, const AttemptOutcome &outcome);
    void cancel(JobId id, const Error &reason, bool isInterrupted);
    void endWithoutPicture(JobId id, const Error &error, Clock::time_point when, bool isInterrupted,
                           const QString &keptAnswer = {});
    void stopForTrouble(const Error &error);
    void endRunIfDone();

    [[nodiscard]] Moment sinceRunBegan(Clock::time_point when) const;
    [[nodiscard]] PictureDestination destinationOf(const Job &job);
    [[nodiscard]] JobRecord *recordOf(JobId id);
    void report(const JobRecord &record);
    quint64 writeLine(const QString &event, const QJsonObject &fields, RunJournal::Urgency urgency,
                      std::optional<Clock::time_point> when = {});

    Transport *m_transport;
    QThreadPool m_savingPool;
    QThreadPool m_previewPool;

    std::shared_ptr<const Press> m_press;
    std::unique_ptr<RunJournal> m_journal;
    std::unique_ptr<AnswerSpool> m_spool;
    QHash<JobId, LeftAnswer> m_left; ///< Of jobs that are finished without an order.
    QHash<JobId, Error> m_standing;  ///< Of jobs that try again what may have been charged: how that ended.
    QStringList m_unclaimedFiles;    ///< Pictures in the folder that may be those of such jobs.
    std::multimap<quint64, QString> m_spooled; ///< Answers by the line after which they are not needed.
    QList<RunPlan> m_planned;                  ///< Runs that have not begun.
    QHash<RunId, StoppedRun> m_stoppedRuns;    ///< Those that are cancelled as soon as they begin.
    QSet<JobId> m_stoppedJobs;                 ///< A person has stopped them: none is tried again by itself.
    QSet<RunId> m_unwrittenEnds;               ///< Left runs that end in the journal once they are continued.
    quint64 m_planLine = 0;                    ///< The journal line of the plan that is about to begin.
    quint64 m_endLine = 0;                     ///< The journal line of the run that has just ended.
    PictureNames m_names;
    QString m_folder; ///< Where pictures go: the press's folder, or what a person chose when that was full.
    std::shared_ptr<DiskReserve> m_reserve; ///< Shared with the pool; none once it was needed.
    bool m_isReleasing = false;             ///< The reserve is just given back.
    bool m_isLeft = false;                  ///< Nothing waits any more, not even for a place.
    std::optional<DiskRoom> m_room;         ///< Of that folder, as it was when it was read last.
    qint64 m_largestPicture = 0;            ///< Of the press, so far; in bytes.
    QSet<JobId> m_unplaced;                 ///< Pictures that found none: their answers may be kept.
    QSet<JobId> m_homeless;                 ///< Pictures for which there is no place.
    QSet<JobId> m_placing;                  ///< Those of them that are just tried again.
    std::optional<Error> m_journalError;    ///< Why the journal waits to be written.

    RunRecord m_run;
    QList<RunRecord> m_earlierRuns; ///< Of this press: what ended without a picture can be tried again.
    QSet<JobId> m_continued;        ///< Jobs of runs that have ended for which a new job is planned.
    QHash<JobId, qsizetype> m_rows; ///< The place of each job in the run's record.
    Clock::time_point m_runBegan = {};
    Scheduler m_scheduler;
    Pacer m_pacer;
    std::map<JobId, Clock::time_point> m_backoffs; ///< Jobs that wait to be tried again, and until when.
    QTimer m_wake;
    std::optional<Error> m_pauseError; ///< What the newest pause is for.
    std::optional<Pacer::Pause> m_toldPause;
    std::map<JobId, UnderWay> m_underWay;
    int m_unsaved = 0;
    int m_unended = 0; ///< Jobs of the run that have not ended.
    bool m_isRunning = false;
    bool m_isJournalLost = false;      ///< No line of it reaches the disk any more.
    bool m_isInTrouble = false;        ///< The press cannot go on, and nothing is tried again.
    std::optional<Error> m_stopReason; ///< Why nothing more is sent.
    bool m_isInterrupted = false;      ///< That is nobody's wish: it can be sent later.
    QSet<JobId> m_interruptedJobs;     ///< What ended so, and is not tried again.
    int m_presses = 0;                 ///< How many have been taken on.
    int m_lastRun = 0;                 ///< The highest ids given in this press.
    quint64 m_lastJob = 0;
};

} // namespace ContactSheet
