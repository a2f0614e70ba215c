#include "runs/runplan.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

QList<Mode> modesOf(PressMode mode)
{
    switch (mode) {
    case PressMode::Sequential:
        return {Mode::Sequential};
    case PressMode::Parallel:
        return {Mode::Parallel};
    case PressMode::Both:
        return {Mode::Sequential, Mode::Parallel};
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace

QString keyword(Mode mode)
{
    switch (mode) {
    case Mode::Sequential:
        return u"sequential"_s;
    case Mode::Parallel:
        return u"parallel"_s;
    }
    Q_UNREACHABLE();
    return {};
}

QList<RunPlan> planRuns(const QStringList &prompts, int copies, const ImageOptions &options, PressMode mode,
                        int atOnce, bool seeds)
{
    QList<RunPlan> runs;
    quint64 lastId = 0;
    for (const Mode runMode : modesOf(mode)) {
        RunPlan run{.id = RunId(int(runs.size()) + 1),
                    .mode = runMode,
                    .atOnce = runMode == Mode::Sequential ? 1 : atOnce,
                    .options = options};
        run.jobs.reserve(prompts.size() * copies);
        QHash<QString, qint64> planned;
        for (const QString &prompt : prompts) {
            for (int copy = 0; copy < copies; ++copy) {
                run.jobs.append({.id = JobId(++lastId),
                                 .index = int(run.jobs.size()) + 1,
                                 .prompt = prompt,
                                 .options = options,
                                 .seed = seeds ? std::optional(planned[prompt]++) : std::nullopt});
            }
        }
        runs.append(run);
    }
    return runs;
}

} // namespace ContactSheet
