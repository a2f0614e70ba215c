#include "workspace/workspace.h"

#include "core/runinpool.h"
#include "services/originrules.h"
#include "storage/pressfolder.h"
#include "workspace/presspreparation.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

/// Often enough for the eye, and no work to speak of.
constexpr auto ProgressInterval = 50ms;

/// Servers close a connection that nobody uses after a minute or so, some sooner.
constexpr auto StaysWarm = 30s;

/// Everything that is checked and made before the first order may leave. Waits for the disk.
Result<Press> prepare(const PressChoices &choices, const QString &library)
{
    Result<Press> prepared = preparePress(choices);
    if (!prepared)
        return prepared;
    Press press = std::move(prepared).value();
    const Result<QString> folder =
        makePressFolder(library, press.started, press.listName, choices.service->isPractice);
    if (!folder)
        return folder.error();
    press.folder = folder.value();
    press.fallbackFolder = unsavedPicturesFolder();
    return press;
}

/// Two accounts at one service are two places as far as times go.
QString placeOf(const ServiceAccount &account)
{
    return findService(account.service)->isPractice ? account.service
                                                    : account.service % u' ' % account.baseUrl.toString();
}

} // namespace

Workspace::Workspace(const QString &keptList, const QString &library, QObject *parent)
    : QObject(parent)
    , m_editing(m_prompts)
    , m_keeper(m_prompts, keptList)
    , m_thumbnailMaker(&m_picturePool)
    , m_thumbnails(&m_gallery, &m_thumbnailMaker)
    , m_previews(&m_gallery, &m_picturePool)
    , m_library(library)
{
    m_picturePool.setMaxThreadCount(pictureThreadCount());
    m_preparingPool.setMaxThreadCount(1);
    m_progressTimer.setSingleShot(true);
    m_progressTimer.setInterval(ProgressInterval);
    connect(&m_progressTimer, &QTimer::timeout, this, &Workspace::progressChanged);
    connect(&m_keeper, &ListKeeper::loaded, &m_editing, &PromptEditing::open);
    connectEngine();
}

Workspace::~Workspace() = default;

void Workspace::connectEngine()
{
    const ImageGenerator *generator = m_engine.generator();
    connect(generator, &ImageGenerator::journalOpened, &m_gallery, &GalleryModel::setJournal);
    connect(generator, &ImageGenerator::restored, this, &Workspace::takeRestored);
    connect(generator, &ImageGenerator::runStarted, this, [this](const RunRecord &run) {
        if (!m_began)
            m_began = Clock::now();
        m_progress.beginRun(run);
        showAllPromptProgress();
        if (!std::exchange(m_isRunning, true)) // What is tried again after the end makes it busy again.
            emit busyChanged(true);
    });
    connect(generator, &ImageGenerator::runStarted, &m_gallery, &GalleryModel::showRun);
    connect(generator, &ImageGenerator::runStarted, &m_history, &RunHistory::takeRunStarted);
    connect(generator, &ImageGenerator::jobChanged, &m_gallery, &GalleryModel::updateJob);
    connect(generator, &ImageGenerator::previewArrived, &m_previews, &GalleryPreviews::take);
    connect(generator, &ImageGenerator::jobChanged, &m_history, &RunHistory::takeJob);
    connect(generator, &ImageGenerator::jobChanged, this, &Workspace::takeJob);
    connect(generator, &ImageGenerator::runStarted, this, [this](const RunRecord &run) {
        if (run.plan.mode == Mode::Parallel)
            emit atOnceChanged(run.plan.atOnce);
    });
    connect(generator, &ImageGenerator::runEnded, &m_history, &RunHistory::takeRunEnded);
    connect(generator, &ImageGenerator::runEnded, this, &Workspace::endPause);
    connect(generator, &ImageGenerator::atOnceChanged, &m_history, &RunHistory::takeAtOnce);
    connect(generator, &ImageGenerator::atOnceChanged, this,
            [this](RunId, const AtOnceChange &change) { emit atOnceChanged(change.atOnce); });
    connect(generator, &ImageGenerator::pauseChanged, &m_history, &RunHistory::takePause);
    connect(generator, &ImageGenerator::pauseChanged, this, &Workspace::takePause);
    connect(generator, &ImageGenerator::placeWanted, this, [this](const Error &error, int pictures) {
        takeWantedPlace({.error = error, .pictures = pictures});
    });
    connect(generator, &ImageGenerator::limitsLearned, this, &Workspace::limitsLearned);
    connect(generator, &ImageGenerator::pressEnded, this, &Workspace::endPress);
    connect(generator, &ImageGenerator::interrupted, this, &Workspace::interrupted);
    connect(generator, &ImageGenerator::pressFailed, this, [this](const Error &error) {
        m_isRunning = false;
        emit refused(error);
        emit busyChanged(false);
    });
}

bool Workspace::hasPaidWorkUnderWay() const
{
    return m_isRunning && m_press.account.charging == Charging::Paid && counts().underWay > 0;
}

Moment Workspace::elapsed() const
{
    return m_took + (m_began ? Clock::now() - *m_began : Moment::zero());
}

std::optional<Moment> Workspace::pauseLeft() const
{
    if (!m_pause || !m_pause->until)
        return std::nullopt;
    return std::max(*m_pause->until - m_history.now(), Moment::zero());
}

void Workspace::takePause(RunId run, const ServicePause &pause)
{
    if (!m_isRunning || run != m_history.newestRun().plan.id)
        return;
    if (pause.end) {
        endPause();
        return;
    }
    m_pause = pause;
    emit pauseChanged();
}

void Workspace::takeWantedPlace(const WantedPlace &wanted)
{
    m_wantedPlace = wanted;
    if (m_pause)
        emit pauseChanged();
}

void Workspace::saveInto(const QString &library)
{
    runInPool(
        &m_preparingPool, this,
        [library, started = m_press.started, name = m_press.listName] {
            return makePressFolder(library, started, name, false);
        },
        [this, press = m_press.folder](const Result<QString> &folder) {
            if (press != m_press.folder)
                return;
            if (folder)
                m_engine.saveInto(folder.value());
            else if (m_wantedPlace)
                takeWantedPlace({.error = folder.error(), .pictures = m_wantedPlace->pictures});
        });
}

void Workspace::endPause()
{
    m_wantedPlace.reset();
    if (!m_pause)
        return;
    m_pause.reset();
    emit pauseChanged();
}

void Workspace::generate(const RunChoices &choices, const ServiceAccount &account, PracticeSpeed speed,
                         const LearnedLimits &learned)
{
    Q_ASSERT(!isBusy());
    PressChoices wanted{.list = m_prompts.tickedList(),
                        .service = findService(choices.service),
                        .account = account,
                        .options = choices.options,
                        .mode = choices.mode,
                        .atOnce = choices.atOnce,
                        .previews = wantsPreviews(choices) ? UsualPreviews : 0,
                        .isAtOnceAutomatic = choices.isAtOnceAutomatic,
                        .rateLimits = choices.rateLimits.value(choices.service),
                        .learned = learned};
    if (wanted.service->isPractice) {
        const Result<QUrl> url = m_engine.practiceService(speed);
        if (!url) {
            emit refused(url.error());
            return;
        }
        wanted.account.baseUrl = url.value();
        wanted.account.serviceName = tr("The practice service");
    }
    m_isPreparing = true;
    m_isPreparationDropped = false;
    emit busyChanged(true);
    runInPool(
        &m_preparingPool, this, [wanted, library = m_library] { return prepare(wanted, library); },
        [this, ids = m_prompts.tickedIds()](const Result<Press> &press) {
            m_isPreparing = false;
            if (m_isPreparationDropped) {
                emit busyChanged(isBusy());
                return;
            }
            if (!press) {
                emit refused(press.error());
                emit busyChanged(false);
                return;
            }
            if (m_isRunning) { // Pictures of the press before are tried again since: they stay on screen.
                emit refused(ImageGenerator::stillMaking());
                return;
            }
            m_pressedPrompts = ids;
            showPress(press.value());
            m_engine.start(press.value());
        });
}

void Workspace::warm(const QUrl &baseUrl)
{
    const Clock::time_point now = Clock::now();
    if (isBusy() || (isSameOrigin(baseUrl, m_warmUrl) && now - m_warmedAt < StaysWarm))
        return;
    m_warmUrl = baseUrl;
    m_warmedAt = now;
    m_engine.warm(baseUrl);
}

void Workspace::findLeftPresses()
{
    runInPool(
        &m_preparingPool, this, [library = m_library] { return ContactSheet::findLeftPresses(library); },
        [this](const QList<LeftJournal> &presses) { emit leftPressesFound(presses); });
}

void Workspace::resumePress(const LeftJournal &left, const ServiceAccount &account, bool ordersRest)
{
    Q_ASSERT(!isBusy());
    const Result<Press> press = pressToResume(left, account);
    if (!press) {
        emit refused(press.error());
        return;
    }
    m_pressedPrompts.clear(); // The list on screen may be another one by now.
    m_isRunning = true;
    emit busyChanged(true);
    showPress(press.value());
    m_trashedFiles = left.read.trashedFiles;
    m_engine.resumePress(press.value(), left.journal, ordersRest);
}

void Workspace::takeRestored(const QList<RunRecord> &runs)
{
    for (const RunRecord &run : runs) {
        m_progress.beginRun(run);
        m_gallery.showRun(run);
        m_history.takeRunStarted(run);
        m_history.takeRunEnded(run);
        m_took += run.ended.value_or(Moment::zero());
    }
    QList<JobId> trashed;
    for (int row = 0; row < m_gallery.rowCount(); ++row) {
        const Tile &tile = m_gallery.tile(row);
        if (tile.record.picture && m_trashedFiles.contains(tile.record.picture->file))
            trashed.append(tile.job);
    }
    m_gallery.setTrashed(trashed, true);
    emit progressChanged();
}

void Workspace::showPress(const Press &press)
{
    m_press = press;
    m_warmUrl.clear();
    m_progress = PressProgress(press);
    m_began.reset();
    m_took = {};
    m_isRunning = true;
    m_prompts.clearProgress();
    m_gallery.beginPress(press.folder);
    m_history.beginPress(placeOf(press.account));
    emit pressStarted();
    emit progressChanged();
}

void Workspace::takeJob(RunId run, const JobRecord &record)
{
    showPromptProgress(m_progress.take(run, record));
    if (!m_progressTimer.isActive())
        m_progressTimer.start();
}

void Workspace::showPromptProgress(int place)
{
    if (place >= 0 && place < m_pressedPrompts.size())
        m_prompts.setProgress(m_pressedPrompts.at(place), m_progress.promptProgress(place));
}

void Workspace::showAllPromptProgress()
{
    QHash<PromptId, PromptProgress> progress;
    for (int place = 0; place < m_progress.promptCount(); ++place)
        progress.insert(m_pressedPrompts.value(place), m_progress.promptProgress(place));
    m_prompts.setProgress(progress);
}

void Workspace::endPress()
{
    m_took = elapsed();
    m_began.reset();
    m_isRunning = false;
    emit progressChanged();
    emit pressEnded({.counts = counts(), .took = m_took});
    emit busyChanged(false);
}

int Workspace::promptRowOf(JobId job) const
{
    const int tile = m_gallery.rowOf(job);
    if (tile < 0)
        return -1;
    const int place = m_press.promptPlaces.value(m_gallery.tile(tile).index - 1, -1);
    return place < 0 ? -1 : m_prompts.rowOf(m_pressedPrompts.value(place));
}

QList<JobId> Workspace::jobsOfPromptRow(int row) const
{
    QList<JobId> jobs;
    if (row < 0 || row >= m_prompts.rowCount())
        return jobs;
    const auto id = m_prompts.index(row).data(PromptListModel::IdRole).value<PromptId>();
    const auto place = int(m_pressedPrompts.indexOf(id));
    for (int tile = 0; place >= 0 && tile < m_gallery.rowCount(); ++tile) {
        if (m_press.promptPlaces.value(m_gallery.tile(tile).index - 1, -1) == place)
            jobs.append(m_gallery.tile(tile).job);
    }
    return jobs;
}

void Workspace::stop(const QList<JobId> &jobs)
{
    for (const JobId job : jobs)
        m_engine.stop(job);
}

void Workspace::stopWaiting()
{
    if (m_isPreparing)
        dropPreparation();
    if (m_isRunning) // Pictures of the press before may be tried again meanwhile.
        m_engine.stopWaiting();
}

void Workspace::stopEverything()
{
    if (m_isPreparing)
        dropPreparation();
    if (m_isRunning)
        m_engine.stopEverything();
}

void Workspace::retry(const QList<JobId> &jobs)
{
    m_engine.retry(jobs);
}

void Workspace::retryFailed()
{
    QList<JobId> jobs = jobsIn({JobState::Failed, JobState::Refused, JobState::Cancelled});
    for (int row = 0; row < m_gallery.rowCount(); ++row) {
        if (m_gallery.tile(row).phase == TilePhase::NotDownloaded)
            jobs.append(m_gallery.tile(row).job);
    }
    retry(jobs);
}

QList<JobId> Workspace::jobsIn(const QSet<JobState> &states) const
{
    QList<JobId> jobs;
    for (int row = 0; row < m_gallery.rowCount(); ++row) {
        if (states.contains(m_gallery.tile(row).state))
            jobs.append(m_gallery.tile(row).job);
    }
    return jobs;
}

void Workspace::openList(const PromptList &list)
{
    m_editing.history().beginMacro(tr("Open list"));
    if (m_prompts.rowCount() > 0)
        m_editing.remove(0, m_prompts.rowCount());
    m_editing.insert(0, list.prompts);
    m_editing.rename(list.name);
    m_editing.history().endMacro();
}

void Workspace::importList(const PromptList &list)
{
    m_editing.insert(m_prompts.rowCount(), list.prompts);
}

} // namespace ContactSheet
