#include "support/librarysession.h"

#include "support/libraryfolders.h"

#include <QDir>
#include <QMetaEnum>
#include <QTest>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// For machines that do much else.
constexpr int Patience = 30'000;

} // namespace

LibraryHome::LibraryHome()
    : places{.folder = place.filePath(u"Contact Sheet"_s),
             .index = place.filePath(u"data/library.sqlite"_s),
             .fallbackFolder = place.filePath(u"unsaved"_s)}
{
    // On the disk of the pictures, so that they can be moved there.
    QDir().mkpath(place.filePath(u"share"_s));
    qputenv("HOME", place.path().toLocal8Bit());
    qputenv("XDG_DATA_HOME", place.filePath(u"share"_s).toLocal8Bit());
}

void LibraryHome::fill() const
{
    writePress(in(u"2020-11-22 fox"_s), {.list = u"fox"_s});
    writePress(in(u"Practice/2020-11-23 dog"_s),
               {.list = u"dog"_s,
                .service = u"practice"_s,
                .started = QDateTime(QDate(2020, 11, 23), QTime(9, 0), Qt::UTC),
                .prompts = {u"one"_s, u"two"_s, u"three"_s}});
}

QStringList filledStates()
{
    return {u"dog 1: Present"_s, u"dog 2: Present"_s, u"dog 3: Present"_s, u"fox 1: Present"_s,
            u"fox 2: Present"_s};
}

LibrarySession::LibrarySession(const LibraryPlaces &places)
    : library(places)
{}

LibraryCounts LibrarySession::scan()
{
    find({.most = 1}); // What a look at the folders had to say before this one is told then.
    const qsizetype before = checked.size();
    library.scan();
    const bool isDone = QTest::qWaitFor([this, before] { return checked.size() > before; }, Patience);
    return isDone ? checked.constLast().at(0).value<LibraryCounts>() : LibraryCounts{.presses = -1};
}

QList<LibraryPicture> LibrarySession::find(const LibrarySearch &search)
{
    found.clear();
    library.find(search);
    const bool isDone = QTest::qWaitFor([this] { return !found.isEmpty(); }, Patience);
    return isDone ? found.constLast().at(1).value<LibraryPage>().pictures : QList<LibraryPicture>();
}

QList<LibraryPicture> LibrarySession::all()
{
    using State = PictureFileState;
    return find(
        {.fileStates = {State::None, State::Present, State::Changed, State::Missing, State::Trashed}});
}

QStringList LibrarySession::states()
{
    QStringList states;
    for (const LibraryPicture &picture : all()) {
        const char *state = QMetaEnum::fromType<PictureFileState>().valueToKey(int(picture.fileState));
        states.append(u"%1 %2: %3"_s.arg(picture.listName).arg(picture.index).arg(QLatin1StringView(state)));
    }
    return states;
}

QList<UnendedPress> LibrarySession::unended()
{
    QSignalSpy told(&library, &Library::unendedPressesFound);
    library.findUnendedPresses();
    const bool isDone = QTest::qWaitFor([&told] { return !told.isEmpty(); }, Patience);
    return isDone ? told.constLast().at(0).value<QList<UnendedPress>>() : QList<UnendedPress>();
}

} // namespace ContactSheet
