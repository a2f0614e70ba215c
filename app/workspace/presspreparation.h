#pragma once

#include "core/result.h"
#include "generation/press.h"
#include "prompts/prompt.h"
#include "services/servicecatalog.h"

#include <QString>

namespace ContactSheet {

/// What a person has chosen when pressing Generate, before anything of it is checked.
struct PressChoices
{
    PromptList list = {};
    const ServiceProfile *service = nullptr;
    ServiceAccount account = {};
    ImageOptions options = {};
    int copies = 1; ///< Pictures of each prompt, times the copies that the prompt itself asks for.
    PressMode mode = PressMode::Parallel;
    int atOnce = 4;
    int previews = 0; ///< Coarse pictures while each is made; fewer where the model sends fewer.
    bool isAtOnceAutomatic = false; ///< The program finds the number, and \a atOnce does not count.
    NameTemplate names = {};
    TimeLimits limits = {};
    RateLimits rateLimits = {};
    LearnedLimits learned = {}; ///< What the service was found to take of the model.
    bool canAskPerson = true;   ///< As for Press.
};

/// How many previews are asked for where they are wanted: enough to see a picture become sharp.
constexpr int UsualPreviews = 2;

/// The most pictures that one press makes.
constexpr qint64 MostPictures = 100'000;

/**
 * The press that \a choices ask for, without its folder, or the first thing in them that cannot be done and
 * where it stands ("list.txt, line 3: …"), as an error that says what to do. Pure: nothing is made or sent.
 */
[[nodiscard]] Result<Press> preparePress(const PressChoices &choices);

} // namespace ContactSheet
