#pragma once

#include "core/ids.h"
#include "core/pictureformat.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QSize>
#include <QString>

#include <optional>

namespace ContactSheet {

/// What every picture of a run has in common; what is not set is left to the service.
struct ImageOptions
{
    QString model = {};
    std::optional<QSize> size = {};
    QString quality = {};

    friend bool operator==(const ImageOptions &, const ImageOptions &) = default;
};

/// One picture to make.
struct Job
{
    JobId id = {};
    int index = 1; ///< Its place among all pictures of the run; 1 and up.
    QString prompt = {};
    ImageOptions options = {};
    std::optional<qint64> seed = {}; ///< Where the service takes one: the same seed gives the same picture.
    int previews = 0; ///< How many coarse pictures are wanted while it is made; the picture is the same.

    friend bool operator==(const Job &, const Job &) = default;
};

/// Holds the states of a picture, so that Qt can print them.
class JobStates
{
    Q_GADGET

public:
    enum class State {
        Waiting,   ///< Not begun, or waiting to be tried again.
        Sent,      ///< Ordered, or being fetched.
        Saved,     ///< The file is safe on disk under its final name.
        Refused,   ///< The service will not make this one; the prompt can be changed.
        Failed,    ///< It did not work and was not charged, as far as anyone can know.
        Expired,   ///< Made, and gone before it could be had; or made into something that is no picture.
        Unknown,   ///< Sent, and no answer was read, or its download was left: never sent again by itself.
        Cancelled, ///< Stopped before anything left this machine, or at a service that does not charge.
    };
    Q_ENUM(State)
};

using JobState = JobStates::State;

/// How often a job is tried at most, unless a person asks for more.
constexpr int MostAttempts = 3;

/// Every job ends in exactly one of the states for which this is true.
[[nodiscard]] bool isEndState(JobState state);

/// The word for \a state in journals and reports ("saved"); a contract, never translated.
[[nodiscard]] QString keyword(JobState state);

/// The end states, in the order in which reports count them.
[[nodiscard]] const QList<JobState> &endStates();

/// What a service says of a picture that it has made, beside the picture itself.
struct PictureNotes
{
    QString revisedPrompt = {};
    QJsonObject usage = {}; ///< What the service counted for it, in its own words.

    friend bool operator==(const PictureNotes &, const PictureNotes &) = default;
};

/// A picture that is safe on disk, and what the service said of it.
struct SavedPicture
{
    QString file = {}; ///< Relative to the press's folder; absolute where that folder could not take it.
    qint64 bytes = 0;
    QSize size = {};
    PictureFormat format = PictureFormat::Png;
    QByteArray blake2b = {}; ///< BLAKE2b-256 of the file (RFC 7693), 32 bytes.
    QString revisedPrompt = {};
    QJsonObject usage = {}; ///< What the service counted for it, in its own words.

    friend bool operator==(const SavedPicture &, const SavedPicture &) = default;
};

} // namespace ContactSheet
