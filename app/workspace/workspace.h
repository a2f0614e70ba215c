#pragma once

#include "gallery/gallerymodel.h"
#include "gallery/gallerypreviews.h"
#include "gallery/gallerythumbnails.h"
#include "library/thumbnailmaker.h"
#include "prompts/promptediting.h"
#include "prompts/promptlistmodel.h"
#include "settings/runchoices.h"
#include "timing/runhistory.h"
#include "workspace/engine.h"
#include "workspace/listkeeper.h"
#include "workspace/pressprogress.h"
#include "workspace/pressresuming.h"
#include "workspace/promptfiles.h"

#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <optional>

namespace ContactSheet {

/// What a press that has ended leaves to be said.
struct PressEnd
{
    PressCounts counts = {};
    Moment took = {}; ///< From the start of its first run to its end.
};

/// What waits for a place on the disk, and why.
struct WantedPlace
{
    Error error = {};
    int pictures = 0; ///< Those that are in memory alone.
};

/**
 * What the window works with: the engine, the models that its parts show, and all that connects them.
 *
 * One press of Generate at a time: generate() takes a snapshot of list and choices and ends with refused()
 * or, later, with pressEnded(). Nothing here waits: lists are expanded, folders made and files read and
 * written in a pool. Lives in the main thread.
 */
class Workspace final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Workspace)

public:
    /// Keeps the list on screen in the file \a keptList, and makes pictures below \a library.
    explicit Workspace(const QString &keptList, const QString &library, QObject *parent = nullptr);
    ~Workspace() override;

    [[nodiscard]] PromptListModel &prompts() { return m_prompts; }
    [[nodiscard]] PromptEditing &editing() { return m_editing; }
    [[nodiscard]] PromptFiles &files() { return m_files; }
    [[nodiscard]] ListKeeper &keeper() { return m_keeper; }
    [[nodiscard]] GalleryModel &gallery() { return m_gallery; }
    [[nodiscard]] GalleryThumbnails &thumbnails() { return m_thumbnails; }
    [[nodiscard]] RunHistory &history() { return m_history; }
    [[nodiscard]] Engine &engine() { return m_engine; }
    /// Where pictures are decoded; not for anything that must not wait behind them.
    [[nodiscard]] QThreadPool *picturePool() { return &m_picturePool; }

    /// Whether a press is being prepared or goes on.
    [[nodiscard]] bool isBusy() const { return m_isPreparing || m_isRunning; }
    /// Whether a press goes on whose orders may cost money and are under way.
    [[nodiscard]] bool hasPaidWorkUnderWay() const;
    [[nodiscard]] const PressCounts &counts() const { return m_progress.counts(); }
    /// How long the press on screen has gone on, or took; without the time between its end, or that of the
    /// program, and its going on.
    [[nodiscard]] Moment elapsed() const;
    /// Where the pictures of the press on screen are; empty before the first one.
    [[nodiscard]] QString folder() const { return m_press.folder; }
    [[nodiscard]] QString listName() const { return m_press.listName; }

    /// The account that the press on screen began with.
    [[nodiscard]] const ServiceAccount &account() const { return m_press.account; }

    /// Why nothing is ordered now, though pictures wait; nothing while orders go on.
    [[nodiscard]] const std::optional<ServicePause> &pause() const { return m_pause; }
    /// How long the pause() still lasts; nothing where it has no end of its own, or there is none.
    [[nodiscard]] std::optional<Moment> pauseLeft() const;

    /// What the press on screen waits for a place for; nothing where it does not.
    [[nodiscard]] const std::optional<WantedPlace> &wantedPlace() const { return m_wantedPlace; }

    /// The tiles whose pictures are in one of \a states, in their order.
    [[nodiscard]] QList<JobId> jobsIn(const QSet<JobState> &states) const;

    /// The row of the list whose picture \a job makes, or -1 where it is gone or belongs to another press.
    [[nodiscard]] int promptRowOf(JobId job) const;
    /// The tiles of the pictures that were made of the prompt in \a row.
    [[nodiscard]] QList<JobId> jobsOfPromptRow(int row) const;

public slots:
    /// Makes pictures of the ticked prompts, as \a choices say, by \a account; only while not busy.
    /// \a learned is what the service was found to take of the model before.
    void generate(const ContactSheet::RunChoices &choices, const ContactSheet::ServiceAccount &account,
                  ContactSheet::PracticeSpeed speed, const ContactSheet::LearnedLimits &learned = {});
    /// Looks for presses that an earlier run of the program has left; leftPressesFound() tells of them.
    void findLeftPresses();
    /// Goes on with \a left by \a account, as ImageGenerator::resumePress() does; only while not busy. What
    /// cannot go on is refused().
    void resumePress(const ContactSheet::LeftJournal &left, const ContactSheet::ServiceAccount &account,
                     bool ordersRest);
    /// Opens connections to \a baseUrl while no press goes on, so that the next one begins at once; once in a
    /// while, however often it is called.
    void warm(const QUrl &baseUrl);
    /// The pictures of the press go below \a library from now on, in a folder of their own; those that wait
    /// for a place at once. Where that takes none, wantedPlace() says so.
    void saveInto(const QString &library);
    /// A press that is being prepared does not begin any more: nothing of it is sent.
    void dropPreparation() { m_isPreparationDropped = true; }
    void stop(const QList<ContactSheet::JobId> &jobs);
    /// As the slot of the generator with its name; what is still being prepared does not begin.
    void stopWaiting();
    void stopEverything();
    /// Tries again what failed, was refused or was cancelled, and downloads what was charged and not
    /// downloaded; orders nothing that may have been charged for.
    void retryFailed();
    void retry(const QList<ContactSheet::JobId> &jobs);
    /// Puts \a list in the place of the one on screen, as one step that can be undone.
    void openList(const ContactSheet::PromptList &list);
    /// Puts the prompts of \a list below what is there, as one step that can be undone.
    void importList(const ContactSheet::PromptList &list);

signals:
    void busyChanged(bool isBusy);
    /// Counts, time or money have changed; at most twenty times a second.
    void progressChanged();
    /// The press could not begin: nothing was made or sent.
    void refused(const ContactSheet::Error &error);
    void pressStarted();
    /// Presses that did not end, the newest first.
    void leftPressesFound(const QList<ContactSheet::LeftJournal> &presses);
    /// A run goes on with \a lanes at once, found by the program or not.
    void atOnceChanged(int lanes);
    /// pause() begins, is another, or is over; or wantedPlace() is another.
    void pauseChanged();
    /// \a service was found to take so much of \a model, which is worth being remembered.
    void limitsLearned(const QString &service, const QString &model,
                       const ContactSheet::LearnedLimits &limits);
    /// Something keeps the press from going on, such as a full disk.
    void interrupted(const ContactSheet::Error &error);
    void pressEnded(const ContactSheet::PressEnd &end);

private:
    void connectEngine();
    void showPress(const Press &press);
    void takeRestored(const QList<RunRecord> &runs);
    void takeJob(RunId run, const JobRecord &record);
    void takePause(RunId run, const ServicePause &pause);
    void takeWantedPlace(const WantedPlace &wanted);
    void endPause();
    void endPress();
    void showPromptProgress(int place);
    void showAllPromptProgress();

    PromptListModel m_prompts;
    PromptEditing m_editing;
    PromptFiles m_files;
    ListKeeper m_keeper;
    GalleryModel m_gallery;
    QThreadPool m_picturePool;
    QThreadPool m_preparingPool;
    ThumbnailMaker m_thumbnailMaker;
    GalleryThumbnails m_thumbnails;
    GalleryPreviews m_previews;
    RunHistory m_history;
    Engine m_engine;

    QString m_library;
    Press m_press;
    QList<PromptId> m_pressedPrompts; ///< The row of each prompt of the press.
    QSet<QString> m_trashedFiles;     ///< Of a press that goes on: what its journal calls them.
    PressProgress m_progress;
    QUrl m_warmUrl; ///< What connections have been opened to since the last press.
    Clock::time_point m_warmedAt = {};
    std::optional<Clock::time_point> m_began; ///< The runs that are under way.
    Moment m_took = {};                       ///< What ended before them.
    std::optional<ServicePause> m_pause;
    std::optional<WantedPlace> m_wantedPlace;
    QTimer m_progressTimer;
    bool m_isPreparing = false;
    bool m_isPreparationDropped = false;
    bool m_isRunning = false;
};

} // namespace ContactSheet
