// The part of the generator that waits for a place: a disk that takes no more pictures, or no more of the
// journal, is a person's affair and no end of the run.
#include "core/runinpool.h"
#include "generation/imagegenerator.h"

#include <QDir>
#include <QLocale>

#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

/// Holds room for what is under way when the disk becomes full, where it has been paid for.
void ImageGenerator::holdReserve()
{
    if (m_press->account.charging == Charging::Free)
        return;
    m_reserve = std::make_shared<DiskReserve>();
    m_savingPool.start([reserve = m_reserve, folder = m_press->folder] { reserve->hold(folder); });
}

void ImageGenerator::takePlaceWanted(JobId id, const Error &error)
{
    m_placing.remove(id);
    m_homeless.insert(id);
    recordOf(id)->error = error;
    report(*recordOf(id));
    updateReceiving();
    if (m_reserve) {
        releaseReserve(error);
    } else if (m_isReleasing) {
        return;
    } else if (m_press->canAskPerson && !m_isLeft) {
        waitForPlace(error);
    } else {
        m_homeless.remove(id);
        m_underWay.at(id).attempt->giveUp(); // That is, it is saved elsewhere.
    }
}

void ImageGenerator::takeJournalFailure(const Error &error)
{
    if (!m_isRunning && m_planned.isEmpty() && m_endLine == 0)
        return; // All that can be missing is a mark, of which nothing is said; another try writes it as well.
    if (m_reserve || m_isReleasing) {
        m_journalError = error;
        if (m_reserve)
            releaseReserve(error);
        return;
    }
    if (m_press->canAskPerson && hasBegun() && !m_isInTrouble && !m_stopReason) {
        m_journalError = error;
        waitForPlace(error);
        return;
    }
    loseJournal(error);
}

/// Ends a run whose journal cannot be written: what it lacks, it lacks.
void ImageGenerator::loseJournal(const Error &error)
{
    m_journalError.reset();
    m_isJournalLost = true;
    stopForTrouble(error);
    // In trouble before, such as a disk that first refused a picture: the end waited for the journal alone.
    endRunIfDone();
    if (m_endLine != 0)
        planNextRun();
}

/// The disk is full, as \a error says: with the room that was held, what is under way finds a place.
void ImageGenerator::releaseReserve(const Error &error)
{
    m_isReleasing = true;
    runInPool(
        &m_savingPool, this, [reserve = std::exchange(m_reserve, nullptr)] { return reserve->release(); },
        [this, error, press = m_presses](bool wasHeld) {
            if (press != m_presses)
                return; // Which is over.
            m_isReleasing = false;
            if (wasHeld) {
                tryPlaces();
                return;
            }
            for (const JobId id : std::exchange(m_homeless, {}))
                takePlaceWanted(id, error);
            if (m_journalError)
                takeJournalFailure(*std::exchange(m_journalError, {}));
        });
}

void ImageGenerator::waitForPlace(const Error &error)
{
    m_pacer.pauseForStorage(Clock::now());
    emit placeWanted(error, int(m_homeless.size()));
    tellPause();
}

void ImageGenerator::saveInto(const QString &folder)
{
    if (!m_press || !m_isRunning || folder == m_folder)
        return;
    m_folder = folder;
    m_names = {};
    m_room.reset();
    if (hasBegun() && isWaitingForPlace())
        tryPlaces();
}

bool ImageGenerator::isWaitingForPlace() const
{
    return m_pacer.pause() && m_pacer.pause()->reason == ServicePause::Reason::Storage;
}

/// Looks again whether the disk takes what waits for it; the pause ends when it has taken all.
void ImageGenerator::tryPlaces()
{
    if (!m_placing.isEmpty())
        return;
    m_placing = std::exchange(m_homeless, {});
    for (const JobId id : std::as_const(m_placing)) {
        recordOf(id)->error.reset();
        report(*recordOf(id));
        m_underWay.at(id).attempt->saveInto(m_folder);
    }
    if (m_journalError || m_press->canAskPerson) // A deleted one is a person's affair.
        m_journal->retry();
    readRoom();
}

/// Reads how much room there is, and goes on where there is enough and nothing else waits for a place.
void ImageGenerator::readRoom()
{
    runInPool(
        &m_savingPool, this, [folder = m_folder, roomIn = m_press->roomIn] { return roomIn(folder); },
        [this, press = m_presses](const std::optional<DiskRoom> &room) {
            if (press != m_presses)
                return;
            m_room = room;
            if (const std::optional<Error> tight = whyTight();
                tight && m_pacer.pause() && m_press->canAskPerson)
                waitForPlace(*tight);
            else
                goOnWherePlaced();
        });
}

void ImageGenerator::goOnWherePlaced()
{
    if (!hasBegun() || !isWaitingForPlace() || !m_homeless.isEmpty() || !m_placing.isEmpty() || m_journalError
        || whyTight())
        return;
    tellPauseEnded(m_pacer.resume(), Clock::now());
    wake();
}

/// Why the disk has too little room for another picture, if so.
std::optional<Error> ImageGenerator::whyTight() const
{
    if (!m_room || !isTight(*m_room, qsizetype(m_underWay.size()) + 1, m_largestPicture))
        return std::nullopt;
    return Error{.kind = Error::Kind::Disk,
                 .message =
                     tr("Only %1 are left on the disk of “%2”: too little for the pictures that would "
                        "be under way. Make room there, or choose another folder.")
                         .arg(QLocale().formattedDataSize(m_room->available, 0, QLocale::DataSizeSIFormat),
                              QDir::toNativeSeparators(m_folder))};
}

/// Waits for the journal no longer.
void ImageGenerator::leaveJournal()
{
    if (m_journalError)
        loseJournal(Error(*m_journalError));
}

} // namespace ContactSheet
