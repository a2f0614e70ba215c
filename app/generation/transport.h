#pragma once

#include "generation/exchange.h"
#include "generation/intake.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <functional>
#include <memory>

class QNetworkAccessManager;

namespace ContactSheet {

/**
 * Sends requests at once, however many there are.
 *
 * QNetworkAccessManager has at most six HTTP/1.1 requests to one host under way and holds the rest back in
 * silence. So each origin gets as many managers as its requests need; they stay, with
 * their open connections, for the requests that follow. The number of requests at a time is the scheduler's
 * affair. Lives in one thread, as do its exchanges.
 */
class Transport final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Transport)

public:
    /// Makes a network manager with the parent that it is given; tests give one that opens no sockets.
    using ManagerFactory = std::function<QNetworkAccessManager *(QObject *)>;

    /**
     * What one manager is given: six is what Qt sends at a time to one host (QNetworkAccessManager, "Detailed
     * Description"). From Qt 6.5 on it is one, since there a connection that breaks can take another request
     * of the same manager with it (measured with 6.8.2; with 6.4.2 only one that has not been sent, which
     * may be sent again for nothing). QHttp1Configuration, which raises the six from 6.5 on, is of no use:
     * the requests would share a manager again.
     */
    static constexpr int RequestsPerManager = QT_VERSION < QT_VERSION_CHECK(6, 5, 0) ? 6 : 1;

    explicit Transport(QObject *parent = nullptr);
    explicit Transport(ManagerFactory makeManager, QObject *parent = nullptr);
    ~Transport() override;

    /// Sends \a request now. The exchange must not outlive the transport.
    [[nodiscard]] std::unique_ptr<Exchange> send(const ServiceRequest &request, const TimeLimits &limits);

    /**
     * Opens up to so many \a connections to the origin of \a url, which the next requests there find open.
     *
     * Connections that are open are not opened again, and where requests are under way nothing is done. No
     * byte of HTTP is sent, and nobody hears whether it went well: the request that follows says what is
     * wrong. Where the URL may be reached at all is the caller's to know.
     */
    void warm(const QUrl &url, int connections);

    /// False while what has arrived is not put away as quickly as more comes: no answer is read meanwhile,
    /// apart from the little that is left at its end.
    void setReceiving(bool isReceiving) { m_intake.setOpen(isReceiving); }

    /// How many managers have been made for the origin of \a url.
    [[nodiscard]] qsizetype managerCount(const QUrl &url) const;

private:
    struct Place
    {
        QNetworkAccessManager *manager = nullptr; ///< Null after the one before was given up.
        int underWay = 0;
        bool isStuck = false; ///< A connection of it never comes about, and would take the next request, too.
    };

    void openConnection(QNetworkAccessManager *manager, const QUrl &url);
    [[nodiscard]] qsizetype freePlace(const QString &origin);
    void leavePlace(const QString &origin, qsizetype place);
    void giveUpStuckManager(Place &place);

    Intake m_intake;
    ManagerFactory m_makeManager;
    QHash<QString, QList<Place>> m_places; ///< By origin.
};

} // namespace ContactSheet
