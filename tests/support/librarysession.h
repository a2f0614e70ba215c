#pragma once

#include "library/library.h"

#include <QSignalSpy>
#include <QStringList>
#include <QTemporaryDir>

namespace ContactSheet {

/// The places of a library of the test, and a trash beside them; it moves the person's home there.
struct LibraryHome
{
    LibraryHome();

    [[nodiscard]] QString in(const QString &path) const { return places.folder % u'/' % path; }
    /// Two presses: "fox" with two pictures and, later and by the practice service, "dog" with three.
    void fill() const;

    QTemporaryDir place;
    LibraryPlaces places;
};

/// LibrarySession::states() after LibraryHome::fill().
[[nodiscard]] QStringList filledStates();

/// A library at work, and what it says.
struct LibrarySession
{
    explicit LibrarySession(const LibraryPlaces &places);

    /// Looks at everything; what is in the library then, or -1 presses where that takes too long.
    LibraryCounts scan();
    /// The first page.
    QList<LibraryPicture> find(const LibrarySearch &search);
    /// All pictures, also those in the trash.
    QList<LibraryPicture> all();
    /// The same, as "fox 1: Present" and so on.
    QStringList states();
    QList<UnendedPress> unended();

    Library library;
    QSignalSpy checked{&library, &Library::checked};
    QSignalSpy changed{&library, &Library::picturesChanged};
    QSignalSpy found{&library, &Library::found};
    QSignalSpy failed{&library, &Library::failed};
    QSignalSpy trashed{&library, &Library::trashed};
    QSignalSpy restored{&library, &Library::restored};
    QSignalSpy undoable{&library, &Library::canUndoChanged};
};

} // namespace ContactSheet
