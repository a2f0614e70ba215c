#pragma once

#include "core/nametemplate.h"
#include "core/result.h"
#include "practice/practicespeed.h"
#include "runs/pacing.h"
#include "runs/runplan.h"

#include <QStringList>

#include <chrono>
#include <optional>

namespace ContactSheet {

/// What `contactsheet generate` was asked to do, word by word: read, and not yet checked against a service.
struct GenerateArguments
{
    QStringList prompts = {};
    QString promptsFile = {}; ///< "-" is the standard input; empty where there is none.
    QString listName = {};    ///< Empty where it follows from the list.
    QString service = QStringLiteral("practice");
    QString baseUrl = {};
    std::optional<QString> model = {};
    std::optional<QSize> size = {};
    QString quality = {};
    int copies = 1;
    PressMode mode = PressMode::Parallel;
    int atOnce = 4;
    bool isAtOnceAutomatic = false; ///< The program finds the number.
    RateLimits rateLimits = {};
    QString folder = {};        ///< Empty: one in the library.
    QString resumedFolder = {}; ///< Whose press is to be finished; empty where a new one is begun.
    NameTemplate names = {};
    QStringList plainHttpHosts = {};
    PracticeSpeed speed = PracticeSpeed::Quick;
    std::optional<std::chrono::seconds> timeout = {};
    QString reportFile = {};    ///< Empty where none is asked for, as are the next two.
    QString timingCsvFile = {}; ///< The times of the pictures as CSV.
    QString traceFile = {};     ///< The times for trace viewers.
    bool isQuiet = false;
    bool wantsHelp = false;
};

/// Reads \a arguments, those after the word "generate", or says which one is wrong and what it takes.
[[nodiscard]] Result<GenerateArguments> readGenerateArguments(const QStringList &arguments);

/// What `contactsheet generate --help` prints.
[[nodiscard]] QString generateHelp();

} // namespace ContactSheet
