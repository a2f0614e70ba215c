#include "workspace/presspreparation.h"

#include "generation/atoncecontrol.h"
#include "prompts/promptrules.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(PressPreparation)
};

Error wrongChoice(const QString &message)
{
    return {.kind = Error::Kind::BadRequest, .message = message};
}

/// \a error with the place in \a list at which it was found before it.
Error at(const PromptList &list, const Prompt &prompt, Error error)
{
    const QString place = list.file.isEmpty() ? Texts::tr("Prompt %1").arg(prompt.line)
                                              : Texts::tr("%1, line %2").arg(list.file).arg(prompt.line);
    error.message = place % u": "_s % error.message;
    return error;
}

/// The prompts of all pictures, and for each the place in the list of the prompt that it was made from.
struct Expanded
{
    QStringList prompts = {};
    QList<int> places = {};
};

Result<Expanded> expandAll(const PressChoices &choices, const Capabilities &capabilities)
{
    Expanded all;
    qint64 pictures = 0;
    for (int place = 0; place < choices.list.prompts.size(); ++place) {
        const Prompt &prompt = choices.list.prompts.at(place);
        const Result<QStringList> expanded = expandPrompt(prompt.text);
        if (!expanded)
            return at(choices.list, prompt, expanded.error());
        for (const QString &text : expanded.value()) {
            if (const Result<Done> fits = checkPrompt(text, capabilities); !fits)
                return at(choices.list, prompt, fits.error());
        }
        pictures += qint64(expanded.value().size()) * prompt.copies * choices.copies;
        if (pictures > MostPictures) {
            return wrongChoice(
                Texts::tr("The list asks for more than %1 pictures. Make it shorter, or run it in parts.")
                    .arg(QLocale().toString(MostPictures)));
        }
        const int copies = prompt.copies * choices.copies;
        for (const QString &text : expanded.value()) {
            all.prompts.append(QStringList(copies, text));
            all.places.append(QList<int>(copies, place));
        }
    }
    if (all.prompts.isEmpty())
        return wrongChoice(
            Texts::tr("There is no prompt in the list. Write what the first picture should show."));
    return all;
}

QList<RunPlan> plansOf(const PressChoices &choices, const QStringList &prompts)
{
    QList<RunPlan> plans =
        planRuns(prompts, 1, choices.options, choices.mode,
                 choices.isAtOnceAutomatic ? AtOnceControl::AutomaticStart : choices.atOnce,
                 choices.service->isPractice);
    for (RunPlan &plan : plans)
        plan.isAtOnceAutomatic = choices.isAtOnceAutomatic && plan.mode == Mode::Parallel;
    return plans;
}

} // namespace

Result<Press> preparePress(const PressChoices &choices)
{
    const ServiceProfile &service = *choices.service;
    if (const Result<Done> alive = service.codec->checkModel(choices.options.model); !alive)
        return alive.error();
    const Capabilities capabilities = service.codec->capabilities(choices.options.model);
    if (const Result<Done> fits = checkOptions(choices.options, capabilities); !fits)
        return fits.error();
    const Result<Expanded> expanded = expandAll(choices, capabilities);
    if (!expanded)
        return expanded.error();

    QList<RunPlan> runs = plansOf(choices, expanded.value().prompts);
    for (RunPlan &run : runs) {
        for (Job &job : run.jobs)
            job.previews = std::min(choices.previews, capabilities.mostPreviews);
    }
    return Press{.listName = choices.list.name,
                 .started = QDateTime::currentDateTime(),
                 .account = choices.account,
                 .codec = service.codec,
                 .runs = runs,
                 .promptPlaces = expanded.value().places,
                 .names = choices.names,
                 .limits = choices.limits,
                 .rateLimits = choices.rateLimits,
                 .learned = choices.learned,
                 .canAskPerson = choices.canAskPerson};
}

} // namespace ContactSheet
