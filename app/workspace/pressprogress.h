#pragma once

#include "generation/press.h"
#include "prompts/promptlistmodel.h"
#include "runs/runrecord.h"

#include <QHash>
#include <QList>

namespace ContactSheet {

/// How many pictures of a press are where; the counts add up to all that it makes.
struct PressCounts
{
    int pictures = 0;
    int waiting = 0;
    int waitingToRetry = 0; ///< Of those that wait, the ones that were tried before.
    int underWay = 0;
    int saved = 0;
    int withoutPicture = 0; ///< Failed, refused, or charged for and gone.
    int unknown = 0;        ///< Perhaps charged for: no answer was read.
    int cancelled = 0;

    friend bool operator==(const PressCounts &, const PressCounts &) = default;
};

/// That of \a counts which counts pictures in \a state.
[[nodiscard]] int &countOf(PressCounts &counts, JobState state);

/**
 * How far one press of Generate has come, over all its runs, as a value that counts while reports come in.
 *
 * A picture that is tried again in a later run counts once: as what its newest try has made of it.
 */
class PressProgress final
{
public:
    PressProgress() = default;
    explicit PressProgress(const Press &press);

    /// \a run begins: one of the press, or one that continues another.
    void beginRun(const RunRecord &run);
    /// Takes in what \a record says; returns the place in the list of its prompt, or -1 where it is unknown.
    int take(RunId run, const JobRecord &record);

    [[nodiscard]] const PressCounts &counts() const { return m_counts; }
    /// How the pictures of the prompt at \a place of the list are doing.
    [[nodiscard]] PromptProgress promptProgress(int place) const { return m_prompts.value(place); }
    [[nodiscard]] int promptCount() const { return int(m_prompts.size()); }

private:
    /// What is known of one picture.
    struct Picture
    {
        JobState state = JobState::Waiting;
        bool wasTried = false;
    };

    void count(int place, const Picture &picture, int sign);

    QList<int> m_places;           ///< For each index, from 1, the place of its prompt.
    QHash<RunId, RunId> m_origins; ///< For each run, the planned one that it continues, or itself.
    QHash<std::pair<int, int>, Picture> m_pictures; ///< By planned run and index.
    QList<PromptProgress> m_prompts;
    PressCounts m_counts;
};

} // namespace ContactSheet
