#pragma once

#include "timing/runcomparison.h"
#include "timing/runfigures.h"
#include "timing/timingmodel.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <array>
#include <functional>
#include <optional>

namespace ContactSheet {

/**
 * The runs of this session: those on show, and those before them to compare with.
 *
 * Fed by the reports of the generator, in their order. On show are one run, or the two of Both with the
 * sequential one first, from the start of the first run of a press until that of the next press; a run that
 * continues another is shown alone. Ids of runs and pictures are unique within a press only, and what is on
 * show is always of one press.
 *
 * Runs that have ended are kept until there are more than MostRuns, or more than MostPictures pictures in
 * them; then the oldest go first, but none of the press on show. A report on a picture costs the same however
 * many there are. Lives in the thread of whoever shows it.
 */
class RunHistory final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunHistory)

public:
    static constexpr int MostShown = 2;
    static constexpr qsizetype MostRuns = 50;
    static constexpr qsizetype MostPictures = 200'000;

    using TellTime = std::function<Clock::time_point()>;

    /// \a tellTime tells the time: tests hand in their own.
    explicit RunHistory(QObject *parent = nullptr, TellTime tellTime = Clock::now);
    ~RunHistory() override;

    /// How many runs are on show: at most MostShown.
    [[nodiscard]] int shownCount() const { return m_shownCount; }
    /// The model at \a place, which is less than MostShown, as long as this lives; empty where no run is
    /// shown.
    [[nodiscard]] TimingModel *model(int place) { return &m_models[std::size_t(place)]; }
    /// The last of the runs on show, of which there is one: what figures and bars are about.
    [[nodiscard]] const RunRecord &newestRun() const;
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

    /// When \a run of the press on show began.
    [[nodiscard]] std::optional<Clock::time_point> beginOf(RunId run) const;
    /// How long the newest run has been going on; has no meaning once it has ended.
    [[nodiscard]] Moment now() const;

    /// The figures of the newest run at the moment \a now: of all of its pictures, so not for every frame.
    [[nodiscard]] RunFigures figures(Moment now) const;
    /// The runs of the same plan as the newest as bars, newest on top; none where nothing is shown.
    [[nodiscard]] QList<ComparisonBar> comparison(Moment now) const;
    /// What an earlier parallel run gained over the newest run, which is a sequential one; else empty.
    [[nodiscard]] const QString &gain() const { return m_gain; }
    /// Every run that has ended and is still kept, oldest first.
    [[nodiscard]] const QList<MeasuredRun> &endedRuns() const { return m_ended; }

    /// \a jobs and, where two runs are on show, the jobs that make the same pictures in the other.
    [[nodiscard]] QList<JobId> withCounterparts(const QList<JobId> &jobs) const;

public slots:
    /// A press begins at \a service, which is its id with its base URL: only runs of one service are
    /// compared.
    void beginPress(const QString &service);
    void takeRunStarted(const ContactSheet::RunRecord &run);
    void takeAtOnce(ContactSheet::RunId run, const ContactSheet::AtOnceChange &change);
    void takePause(ContactSheet::RunId run, const ContactSheet::ServicePause &pause);
    void takeJob(ContactSheet::RunId run, const ContactSheet::JobRecord &record);
    void takeRunEnded(const ContactSheet::RunRecord &run);

signals:
    /// Other runs are on show than before; \a isFirstKept: the first of them was shown before.
    void shownRunsChanged(bool isFirstKept);
    void runningChanged(bool isRunning);

private:
    [[nodiscard]] bool isOnShow(RunId run) const;
    void keep(const RunRecord &run);
    void compare();

    TellTime m_tellTime;
    std::array<TimingModel, MostShown> m_models;
    int m_shownCount = 0;
    bool m_isRunning = false;
    bool m_isNewPress = true; ///< Nothing has been heard yet of the runs of the press that has begun.
    QString m_service;        ///< Of that press.
    QHash<RunId, Clock::time_point> m_begins;

    QList<MeasuredRun> m_ended;
    qsizetype m_endedOfPress = 0; ///< How many of them, the last ones, are of the press on show.
    QList<ComparisonBar> m_bars;  ///< As they stood when the newest run began or ended.
    QString m_gain;
    std::optional<Moment> m_sequential;
};

} // namespace ContactSheet
