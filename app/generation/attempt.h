#pragma once

#include "generation/picturesaving.h"
#include "generation/press.h"
#include "generation/previewdecoder.h"
#include "services/rateheaders.h"

#include <QDateTime>
#include <QFuture>
#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace ContactSheet {

class Transport;

/// How an attempt ended: with pictures that are safe on disk, or with an error.
struct AttemptOutcome
{
    QList<SavedPicture> pictures = {}; ///< The first is the one that was asked for.
    std::optional<Error> error = {};
    QString keptAnswer = {};
    /// The answer to a paid order whose picture could not be had yet: another attempt can goOn() with it.
    QByteArray openAnswer = {};
    bool isOpenAnswerKept = true; ///< Of that: the disk has it.
    QDateTime ordered = {};       ///< Of that: when its order left.
    Clock::time_point at = {};
};

/**
 * One try of one job: the order, its answer, the download of a linked picture, the files.
 *
 * A streamed answer counts as here once its picture is, whatever then becomes of the stream; previews are
 * shown and never saved. Ends exactly once, with ended(), and never from inside start() or giveUp(). The
 * order is sent once, and anew only where the service itself points to another of its addresses without
 * having made anything. A download is tried again a few times, since it costs nothing and the picture may
 * have been paid for. Lives in the transport's thread; files are written in the saving pool. Destroying it
 * drops its connection and emits nothing, but pictures that have arrived are still written, those that wait
 * for a place wherever there is one.
 */
class Attempt final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Attempt)

public:
    /// How often a picture is asked for at its link, and how often an order or a link may point elsewhere.
    static constexpr int MostDownloads = 5;
    static constexpr int MostRedirects = 3;

    /// How long after its order a paid picture whose link brings nothing is not given up for gone. OpenAI's
    /// links work for an hour, those of other services for up to some days.
    static constexpr std::chrono::days LongestLinkLife{7};

    /// \a transport and the pools are not owned and must outlive the attempt. Previews have a pool of their
    /// own, so that none delays a picture.
    Attempt(const Job &job, std::shared_ptr<const Press> press, PictureDestination destination,
            Transport *transport, QThreadPool *savingPool, QThreadPool *previewPool,
            QObject *parent = nullptr);
    ~Attempt() override;

    /// Sends the order; \a orderId is what it is called towards the service, for asking its makers.
    void start(const QString &orderId);

    /**
     * Goes on with what was kept of a successful answer to the order: its body, or the picture in it, of
     * which \a notes tell what else was said. Nothing is ordered, and what the answer links to is fetched. In
     * place of start(). \a ordered: when the order left, after which its links live for a while; invalid
     * where nobody knows. \a isKept: the disk has it.
     */
    void goOn(const QByteArray &kept, const PictureNotes &notes, const QDateTime &ordered, bool isKept);

    /// Until \a kept has come about, no file is made of the picture: else the answer to it would be the last
    /// to be safe.
    void saveAfter(const QFuture<KeptAnswer> &kept) { m_kept = kept; }

    /// Saves what waits for a place, after placeWanted(), into \a folder; it may come to wait again.
    void saveInto(const QString &folder);
    /// The same wherever there is a place, the fallback folder included.
    void saveAnywhere();

    /**
     * Drops the connection, if there is one. An order that may have reached a service that charges ends with
     * an unknown outcome; anything else is cancelled. Does nothing while the picture is being written; one
     * that waits for a place is saved wherever there is one, or is lost.
     */
    void giveUp();

signals:
    /// A connection is opened for the order, where none was open.
    void connectionBegan(std::chrono::steady_clock::time_point when);
    void requestSent(std::chrono::steady_clock::time_point when);
    /// The answer to the order begins; of a streamed one, what carries the picture itself.
    void answerBegan(std::chrono::steady_clock::time_point when);
    /// There are pictures in the answer to the order, or links to them: from now on it is worth what they
    /// cost. Comes before answered().
    void picturesNamed(const QByteArray &answer, const ContactSheet::Pictures &pictures);
    /// The answer to the order is here, whole.
    void answered(int status, const QString &requestId);
    /// The answer to the order names limits of the service.
    void ratesRead(const ContactSheet::RateHeaders &rates);
    /// A coarse picture came that the service shows while it makes the real one: the bytes of its file, which
    /// nobody has looked at yet. There may be fewer than the service sent.
    void previewArrived(const QByteArray &encodedPicture);
    /// The picture lies at \a url and will be fetched from there.
    void linkFound(const QUrl &url);
    /// The last byte of the picture is here.
    void pictureArrived(std::chrono::steady_clock::time_point when);
    /// The disk takes no picture, as \a error says: what came waits in memory for saveInto(), saveAnywhere()
    /// or giveUp().
    void placeWanted(const ContactSheet::Error &error);
    /// The room on the disk where the picture went, or was to go.
    void roomRead(const ContactSheet::DiskRoom &room);
    void ended(const ContactSheet::AttemptOutcome &outcome);

private:
    enum class Elsewhere { No, Yes };
    enum class NoPlace { Wait, End };
    void dropEverything();
    void sendOrder();
    void connectOrder();
    [[nodiscard]] bool followOrder(const ServiceAnswer &answer);
    void takeHead(const ServiceAnswer &answer);
    void readOrder(const ServiceAnswer &answer, Clock::time_point when);
    void readPiece(const QByteArray &piece, Clock::time_point when);
    void readStream(StreamEnd end, Clock::time_point when);
    void takeFailure(const TransportFailure &failure);
    /// Lets the rest of the stream come, so that its connection can be used again.
    void letStreamEnd();
    void take(const ServiceOutcome &outcome, const QByteArray &body, Clock::time_point when);
    void fetchNext();
    void fetch(const QUrl &url);
    void readFetched(const ServiceAnswer &answer, Clock::time_point when);
    enum class FetchFailure { Connection, Answer };
    void fetchFailed(FetchFailure cause, const Error &error);
    /// Ends without a picture that may still be had, once it is known whether the answer is kept.
    void endOpen(std::function<Error(bool isKept)> errorOf);
    [[nodiscard]] Error openDownload(FetchFailure cause, Error error, bool isKept) const;
    void save(Clock::time_point arrived);
    void write(ArrivedPictures pictures, Elsewhere elsewhere, NoPlace noPlace);
    void takeSaving(SavingOutcome outcome);
    void keep(const QByteArray &answer, const Error &error);
    [[nodiscard]] bool mayLinksLive() const;
    void endWith(Error error, AttemptOutcome outcome = {});
    /// An exchange is deleted later, since it may be the one whose signal is being handled.
    void retire(std::unique_ptr<Exchange> &exchange);
    void end(const AttemptOutcome &outcome);
    [[nodiscard]] Error::Charge chargeOfMade() const;

    Job m_job;
    std::shared_ptr<const Press> m_press;
    PictureDestination m_destination;
    Transport *m_transport;
    QThreadPool *m_savingPool;

    ServiceRequest m_order;
    std::unique_ptr<Exchange> m_exchange;
    std::unique_ptr<StreamReader> m_stream;   ///< Of an answer that is streamed, until its picture is here.
    std::unique_ptr<Exchange> m_endingStream; ///< The picture is here, and more may come that means nothing.
    PreviewDecoder m_previews;
    QDateTime m_ordered;                      ///< When the order left.
    Pictures m_pictures;                      ///< What the answer named.
    ArrivedPictures m_arrived;                ///< What of it is here.
    std::optional<ArrivedPictures> m_unsaved; ///< What waits for a place.
    QFuture<KeptAnswer> m_kept;               ///< The answer is on the disk.
    bool m_wasKept = false;                   ///< It was there before.
    QList<QUrl> m_links;                      ///< What is still to be fetched; the first is under way.
    int m_downloads = 0;                      ///< Of the first link.
    int m_redirects = 0;                      ///< Of the order, then of the first link.
    bool m_isDownloadOpen = false;            ///< A link brought nothing for a reason that may pass.
    bool m_hasAnswer = false;
    bool m_isStreamed = false;      ///< The order asked for a stream.
    bool m_hasPictureBegun = false; ///< Of a stream.
    int m_status = 0;               ///< Of the answer to the order.
    QString m_requestId;            ///< What the service calls the order.
    bool m_isGivenUp = false;
    bool m_isSaving = false;
    bool m_hasEnded = false;
};

} // namespace ContactSheet
