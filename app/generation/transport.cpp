#include "generation/transport.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

QNetworkAccessManager *makeNetworkManager(QObject *parent)
{
    auto *manager = new QNetworkAccessManager(parent);
    manager->setAutoDeleteReplies(false);
    return manager;
}

QString originOf(const QUrl &url)
{
    return u"%1://%2:%3"_s.arg(url.scheme(), url.host()).arg(url.port());
}

} // namespace

Transport::Transport(QObject *parent)
    : Transport(makeNetworkManager, parent)
{}

Transport::Transport(ManagerFactory makeManager, QObject *parent)
    : QObject(parent)
    , m_makeManager(std::move(makeManager))
{}

Transport::~Transport() = default;

std::unique_ptr<Exchange> Transport::send(const ServiceRequest &request, const TimeLimits &limits)
{
    const QString origin = originOf(request.url);
    const qsizetype place = freePlace(origin);
    Place &taken = m_places[origin][place];
    ++taken.underWay;
    auto exchange = std::make_unique<Exchange>(taken.manager, request, limits, &m_intake);

    // The place is free at the end of the exchange, or when it is given up: whichever comes first.
    const auto leave = [this, origin, place, isTaken = std::make_shared<bool>(true)] {
        if (std::exchange(*isTaken, false))
            leavePlace(origin, place);
    };
    connect(exchange.get(), &Exchange::answered, this, leave);
    connect(exchange.get(), &Exchange::failed, this, [this, origin, place](const TransportFailure &failure) {
        if (failure.reason == TransportFailure::Reason::NoConnection)
            m_places[origin][place].isStuck = true;
    });
    connect(exchange.get(), &Exchange::failed, this, leave);
    connect(exchange.get(), &QObject::destroyed, this, leave);
    return exchange;
}

void Transport::warm(const QUrl &url, int connections)
{
    QList<Place> &places = m_places[originOf(url)];
    if (std::any_of(places.begin(), places.end(), [](const Place &place) { return place.underWay > 0; }))
        return;
    for (int i = 0; i < connections; ++i) {
        const int place = i / RequestsPerManager;
        if (place == places.size())
            places.append(Place{});
        if (!places.at(place).manager)
            places[place].manager = m_makeManager(this);
        openConnection(places.at(place).manager, url);
    }
}

void Transport::openConnection(QNetworkAccessManager *manager, const QUrl &url)
{
    // What QNetworkAccessManager::connectToHost() does, but for one thing: that allows HTTP/2, and Qt keeps
    // such a connection apart from those of HTTP/1.1, which then never use it (measured with 6.4.2).
    QUrl connecting;
    connecting.setScheme(u"preconnect-"_s % url.scheme());
    connecting.setHost(url.host());
    connecting.setPort(url.port(url.scheme() == u"https" ? 443 : 80));
    QNetworkRequest request(connecting);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    QNetworkReply *reply = manager->get(request);
    // Given up once an order would be: a connection that never comes about stands in the way of the next one.
    QTimer::singleShot(TimeLimits{}.connect, reply, &QObject::deleteLater);
    connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
}

qsizetype Transport::managerCount(const QUrl &url) const
{
    return m_places.value(originOf(url)).size();
}

qsizetype Transport::freePlace(const QString &origin)
{
    QList<Place> &places = m_places[origin];
    // The first with room: few requests then share few connections, which are open already.
    const auto found = std::find_if(places.begin(), places.end(), [](const Place &place) {
        return place.underWay < RequestsPerManager && !place.isStuck;
    });
    const qsizetype index = found - places.begin();
    if (index == places.size())
        places.append(Place{});
    if (!places.at(index).manager)
        places[index].manager = m_makeManager(this);
    return index;
}

void Transport::leavePlace(const QString &origin, qsizetype place)
{
    Place &left = m_places[origin][place];
    --left.underWay;
    if (left.isStuck && left.underWay == 0)
        giveUpStuckManager(left);
}

void Transport::giveUpStuckManager(Place &place)
{
    // Qt gives the next request to a connection whose handshake hangs, and only ends it with its manager.
    place.manager->deleteLater();
    place = Place{};
}

} // namespace ContactSheet
