#pragma once

#include "core/nametemplate.h"
#include "core/result.h"

#include <QList>
#include <QString>

#include <functional>

namespace ContactSheet {

/// What a copy of a picture is written as.
enum class CopyForm {
    Original, ///< The file byte for byte.
    Png,
    Jpeg, ///< Knows no transparency: what is seen through becomes white.
    Webp,
};

/// How a person wants pictures to be copied.
struct CopyChoices
{
    static constexpr int LowestQuality = 1;
    static constexpr int HighestQuality = 100;

    QString folder = {}; ///< Absolute.
    CopyForm form = CopyForm::Original;
    int quality = 90;                                 ///< LowestQuality to HighestQuality; for JPEG and WebP.
    QString names = QStringLiteral("{list}_{index}"); ///< A NameTemplate as it was typed.

    friend bool operator==(const CopyChoices &, const CopyChoices &) = default;
};

/// A picture to copy: its file, and what the places of the name stand for.
struct CopySource
{
    QString file = {};
    NameValues values = {};
};

/// Where one copy goes.
struct CopyTarget
{
    QString source = {};
    QString name = {};      ///< Without extension.
    QString extension = {}; ///< Without the dot.
    int number = 1;         ///< 2 and up where another picture of the plan has the same name.
    bool isTaken = false;   ///< A file of this name stands there: nobody may replace it unasked.

    [[nodiscard]] QString fileName() const;
};

/// What would be written where, worked out before anything is.
struct CopyPlan
{
    QString folder = {};
    CopyForm form = CopyForm::Original;
    int quality = 90;
    QList<CopyTarget> targets = {};

    [[nodiscard]] int takenCount() const;
};

/// What a person wants where a file of the name is there already.
enum class TakenNames { KeepBoth, Replace, Skip };

struct CopyResult
{
    QStringList written = {};   ///< Absolute.
    int skipped = 0;            ///< Left out because their names were taken.
    QList<Error> failures = {}; ///< One for each picture that failed; one alone where the folder did.
    bool wasStopped = false;    ///< Not every picture was tried.
};

/// Called after each picture with how many are dealt with; false stops before the next one.
using CopyProgress = std::function<bool(int done)>;

/// The name of the copy of \a source by \a choices, with its extension, or what is wrong with the template.
[[nodiscard]] Result<QString> copyName(const CopySource &source, const CopyChoices &choices);

/**
 * Works out where the copies of \a sources would go and which names are taken there. Pictures that would get
 * the same name are numbered, also where only a file system without upper case takes them for the same.
 *
 * Looks at the folder and writes nothing. Any thread; it belongs into a pool. Errors: BadRequest where the
 * folder or the name template cannot be used.
 */
[[nodiscard]] Result<CopyPlan> planCopies(const QList<CopySource> &sources, const CopyChoices &choices);

/**
 * Writes the copies of \a plan. A file that the plan found there is replaced only by TakenNames::Replace; one
 * that has come since is never replaced, and no picture is ever written over one of the plan's own sources.
 * A picture that fails does not stop the others. Any thread; reads, decodes and waits for the disk.
 */
[[nodiscard]] CopyResult writeCopies(const CopyPlan &plan, TakenNames takenNames,
                                     const CopyProgress &progress = {});

} // namespace ContactSheet
