#pragma once

#include "generation/picturesaving.h"
#include "generation/press.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

namespace ContactSheet {

class Transport;

/// How an attempt ended: with pictures that are safe on disk, or with an error.
struct AttemptOutcome
{
    QList<SavedPicture> pictures = {}; ///< The first is the one that was asked for.
    std::optional<Error> error = {};
    QString keptAnswer = {};
    Clock::time_point at = {};
};

/**
 * One try of one job: the order, its answer, the download of a linked picture, the files.
 *
 * Ends exactly once, with ended(), and never from inside start() or giveUp(). The order is sent once. A
 * download is tried again a few times, since it costs nothing and the picture may have been paid for. Lives
 * in the transport's thread; files are written in the saving pool. Destroying it drops its connection and
 * emits nothing, but pictures that have arrived are still written.
 */
class Attempt final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Attempt)

public:
    /// How often a picture is asked for at its link, and how often a link may point to another.
    static constexpr int MostDownloads = 5;
    static constexpr int MostRedirects = 3;

    /// \a transport and \a savingPool are not owned and must outlive the attempt.
    Attempt(const Job &job, std::shared_ptr<const Press> press, PictureDestination destination,
            Transport *transport, QThreadPool *savingPool, QObject *parent = nullptr);
    ~Attempt() override;

    /// Sends the order; \a orderId is what it is called towards the service, for asking its makers.
    void start(const QString &orderId);

    /// Whether the picture is here and is being written: then there is nothing left to stop.
    [[nodiscard]] bool isSaving() const { return m_isSaving; }

    /**
     * Drops the connection, if there is one. An order that may have reached a service that charges ends with
     * an unknown outcome; anything else is cancelled. Does nothing while the picture is being written.
     */
    void giveUp();

signals:
    /// A connection is opened for the order, where none was open.
    void connectionBegan(std::chrono::steady_clock::time_point when);
    void requestSent(std::chrono::steady_clock::time_point when);
    /// The answer to the order begins.
    void answerBegan(std::chrono::steady_clock::time_point when);
    /// The answer to the order is here, whole.
    void answered(int status, const QString &requestId);
    /// The picture lies at \a url and will be fetched from there.
    void linkFound(const QUrl &url);
    /// The last byte of the picture is here.
    void pictureArrived(std::chrono::steady_clock::time_point when);
    void ended(const ContactSheet::AttemptOutcome &outcome);

private:
    void dropEverything();
    void readOrder(const ServiceAnswer &answer, Clock::time_point when);
    void fetchNext();
    void fetch(const QUrl &url);
    void readFetched(const ServiceAnswer &answer, Clock::time_point when);
    enum class FetchFailure { Connection, Answer };
    void fetchFailed(FetchFailure cause, const Error &error);
    void save(Clock::time_point arrived);
    void keep(const QByteArray &answer, const Error &error);
    void endWith(Error error, const QString &keptAnswer = {});
    void end(const AttemptOutcome &outcome);
    [[nodiscard]] Error::Charge chargeOfMade() const;

    Job m_job;
    std::shared_ptr<const Press> m_press;
    PictureDestination m_destination;
    Transport *m_transport;
    QThreadPool *m_savingPool;

    std::unique_ptr<Exchange> m_exchange;
    Pictures m_pictures;       ///< What the answer named.
    ArrivedPictures m_arrived; ///< What of it is here.
    QList<QUrl> m_links;       ///< What is still to be fetched; the first is under way.
    int m_downloads = 0;       ///< Of the first link.
    int m_redirects = 0;
    bool m_hasAnswer = false;
    int m_status = 0;    ///< Of the answer to the order.
    QString m_requestId; ///< What the service calls the order.
    bool m_isGivenUp = false;
    bool m_isSaving = false;
    bool m_hasEnded = false;
};

} // namespace ContactSheet
