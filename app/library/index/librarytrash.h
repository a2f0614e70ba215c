#pragma once

#include "library/librarypicture.h"
#include "library/trash.h"
#include "storage/journalmarks.h"

#include <QHash>
#include <QList>

namespace ContactSheet {

/// A picture whose file is in the trash.
struct TrashedPicture
{
    LibraryPicture picture = {};
    TrashedFile file = {};
};

/// What the journal of \a picture calls its file.
[[nodiscard]] QString nameInJournal(const LibraryPicture &picture);

/**
 * What a person moved to the trash by the library, step by step, and what is yet to be written of it into
 * journals: a press that goes on keeps its journal for itself. Waits for the disk where it says so.
 */
class LibraryTrash final
{
public:
    /// What became of several pictures.
    struct Outcome
    {
        QList<TrashedPicture> pictures = {};
        QList<Error> failures = {};
    };

    /// Moves the files of \a pictures to the trash, as one step. Waits for the disk.
    [[nodiscard]] Outcome move(const QList<LibraryPicture> &pictures);
    /// Brings \a pictures back. Waits for the disk.
    [[nodiscard]] Outcome bringBack(const QList<TrashedPicture> &pictures);

    [[nodiscard]] bool canUndo() const { return !m_steps.isEmpty(); }
    /// Takes away the step that was made last; there is one.
    [[nodiscard]] QList<TrashedPicture> takeLastStep() { return m_steps.takeLast(); }

    /// Tries again to write what journals lack. Waits for the disk.
    void writeMarks();

private:
    void mark(const TrashedPicture &picture, PictureMark::Kind kind);
    void forget(const QString &file);

    QList<QList<TrashedPicture>> m_steps;
    QHash<QString, QList<PictureMark>> m_unwritten; ///< By journal.
};

} // namespace ContactSheet
