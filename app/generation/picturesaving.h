#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "core/secret.h"
#include "runs/job.h"
#include "services/serviceoutcome.h"
#include "storage/answerspool.h"
#include "storage/diskroom.h"
#include "storage/picturefile.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace ContactSheet {

/// Everything that came for one job, ready to become files.
struct ArrivedPictures
{
    QByteArray answer = {};            ///< The body of the answer to the order.
    QList<PictureSource> sources = {}; ///< What of it is a picture; linked ones are in \a fetched instead.
    QList<QByteArray> fetched = {};    ///< The pictures that were linked.
    PictureDestination destination = {};
    Secret key = {}; ///< Masked in whatever is kept for inspection, since some servers repeat it.
    Error::Charge charge = Error::Charge::Yes; ///< Whether a picture that cannot be saved was charged.
    bool mayWait = false; ///< Whether it may wait in memory where the disk takes none of it.
};

/// What became of them.
struct SavingOutcome
{
    QList<SavedPicture> pictures = {}; ///< In the order in which they came; empty where there is an error.
    std::optional<Error> error = {};
    /// Everything that came, where the disk took none of it and it may wait.
    std::optional<ArrivedPictures> unsaved = {};
    std::optional<DiskRoom> room = {}; ///< Of the disk where it was to be saved.
    QString keptAnswer = {};           ///< Where what came was kept that no picture could be made of.
    Clock::time_point safeAt = {};     ///< When the last file was safe on disk.
};

/**
 * Decodes, checks and writes \a arrived: the work of the saving pool, which takes and returns values.
 *
 * One whole picture is enough for success. Where there is none, what came is kept aside, since it may have
 * been paid for; where it is the disk that takes none and it may wait, it is handed back.
 */
[[nodiscard]] SavingOutcome savePictures(const ArrivedPictures &arrived);

/// The bytes of the picture \a source of an answer with the body \a text, or nothing where they are damaged;
/// for what is not linked. Costs milliseconds, so it belongs into a pool.
[[nodiscard]] std::optional<QByteArray> decodedPicture(const PictureSource &source, const QByteArray &text);

/// What is worth keeping of \a answer until the pictures of \a sources are safe: the picture itself, where it
/// is the only one and stands within the answer, else the answer, in which \a key is masked.
[[nodiscard]] KeptAnswer worthKeeping(const QByteArray &answer, const QList<PictureSource> &sources,
                                      const Secret &key);

/// Keeps \a answer, in which there is no picture, and has \a error say where; for the saving pool as well.
[[nodiscard]] SavingOutcome keepAnswer(const PictureDestination &destination, const QByteArray &answer,
                                       const Secret &key, Error error);

} // namespace ContactSheet
