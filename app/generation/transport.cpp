#include "generation/transport.h"

#include <QNetworkAccessManager>

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
    auto exchange = std::make_unique<Exchange>(taken.manager, request, limits);

    // The place is free at the end of the exchange, or when it is given up: whichever comes first.
    const auto leave = [this, origin, place, isTaken = std::make_shared<bool>(true)] {
        if (std::exchange(*isTaken, false))
            leavePlace(origin, place);
    };
    connect(exchange.get(), &Exchange::answered, this, leave);
    connect(exchange.get(), &Exchange::failed, this, leave);
    connect(exchange.get(), &QObject::destroyed, this, leave);
    return exchange;
}

qsizetype Transport::managerCount(const QUrl &url) const
{
    return m_places.value(originOf(url)).size();
}

qsizetype Transport::freePlace(const QString &origin)
{
    QList<Place> &places = m_places[origin];
    // The first with room: few requests then share few connections, which are open already.
    for (qsizetype i = 0; i < places.size(); ++i) {
        if (places.at(i).underWay < RequestsPerManager)
            return i;
    }
    places.append({.manager = m_makeManager(this)});
    return places.size() - 1;
}

void Transport::leavePlace(const QString &origin, qsizetype place)
{
    --m_places[origin][place].underWay;
}

} // namespace ContactSheet
