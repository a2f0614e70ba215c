#pragma once

#include "core/ids.h"
#include "core/pictureformat.h"
#include "runs/job.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QObject>
#include <QSet>
#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace ContactSheet {

/// Holds what became of a picture's file, so that Qt can print it.
class PictureFiles
{
    Q_GADGET

public:
    enum class State {
        None,    ///< There never was one: the picture was not saved.
        Present, ///< It is there, as it was saved.
        Changed, ///< It is there, and was changed by another program.
        Missing, ///< It was deleted or moved by another program.
        Trashed, ///< A person moved it to the trash of the system by this program.
    };
    Q_ENUM(State)
};

using PictureFileState = PictureFiles::State;

/**
 * The place of a picture in the library: newest press first, and in it in the order of its plan. It holds as
 * long as the Library says nothing else by Library::rebuilt().
 */
struct LibraryPlace
{
    qint64 age = 0; ///< Milliseconds from the press's start to 1970.
    qint64 press = 0;
    int row = 0;

    friend auto operator<=>(const LibraryPlace &, const LibraryPlace &) = default;
};

/// A picture of the library, saved or not. What came from a service or a journal is plain text.
struct LibraryPicture
{
    LibraryPlace place = {};
    QString journal = {}; ///< That of its press; absolute. With \a job it names the picture for good.
    QString listName = {};
    QString service = {};   ///< Its id.
    QDateTime started = {}; ///< That of its press; UTC.
    RunId run = {};
    JobId job = {};
    int index = 1;
    QString prompt = {};
    QString model = {};
    JobState state = JobState::Waiting; ///< Sent where its press did not end.
    QString error = {};                 ///< Why it is not saved; empty where it is.
    QString file = {};                  ///< Absolute; empty where there never was one.
    PictureFileState fileState = PictureFileState::None;
    qint64 bytes = 0; ///< This and the rest as it was saved.
    QSize size = {};
    PictureFormat format = PictureFormat::Png;
    QByteArray blake2b = {};

    friend bool operator==(const LibraryPicture &, const LibraryPicture &) = default;
};

/// Which pictures are looked for; what is empty asks for nothing.
struct LibrarySearch
{
    QString words = {}; ///< Each must be in the prompt, in upper or lower case.
    QString service = {};
    QString model = {};
    std::optional<QDateTime> from = {};   ///< Their press began then or later,
    std::optional<QDateTime> before = {}; ///< and before that.
    QSet<JobState> states = {};
    QSet<PictureFileState> fileStates = {}; ///< Where empty: all but those in the trash.
    std::optional<LibraryPlace> after = {}; ///< Where the page before this one ended.
    int most = 500;                         ///< As many pictures are on a page.

    friend bool operator==(const LibrarySearch &, const LibrarySearch &) = default;
};

/// Some of the pictures that were looked for.
struct LibraryPage
{
    QList<LibraryPicture> pictures = {};
    std::optional<LibraryPlace> next = {}; ///< To be set as LibrarySearch::after; nothing on the last page.
    std::optional<int> count = {};         ///< Of all pages; told with the first one.

    friend bool operator==(const LibraryPage &, const LibraryPage &) = default;
};

/// How much is in the library.
struct LibraryCounts
{
    int presses = 0;
    QStringList unreadable = {}; ///< For each of these whose journal cannot be read: which, and why.
    int saved = 0;               ///< Pictures that have or had a file; the following are part of them.
    int changed = 0;
    int missing = 0;
    int trashed = 0;

    friend bool operator==(const LibraryCounts &, const LibraryCounts &) = default;
};

} // namespace ContactSheet
