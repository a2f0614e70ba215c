#include "generation/serviceprobe.h"

#include "generation/transport.h"
#include "services/servicecatalog.h"

#include <utility>

namespace ContactSheet {

ServiceProbe::ServiceProbe(Transport *transport, const TimeLimits &limits, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_limits(limits)
{}

ServiceProbe::~ServiceProbe() = default;

void ServiceProbe::start(ProbeId id, const ServiceAccount &account)
{
    cancel();
    m_id = id;
    m_isUnderWay = true;
    m_account = account;
    const ServiceProfile *service = findService(account.service);
    if (!service) {
        endSoon(Error{
            .kind = Error::Kind::BadRequest,
            .message = tr("There is no service called “%1”. Choose one of the list.").arg(account.service)});
    } else if (service->isPractice) {
        endSoon(ProbeResult{.models = service->codec->models()});
    } else {
        send(service->codec->probe(account), service->codec);
    }
}

void ServiceProbe::cancel()
{
    m_isUnderWay = false;
    m_account = {}; // A key is kept no longer than it is needed.
    m_exchange.reset();
}

void ServiceProbe::send(const ServiceRequest &request, const ImageService *codec)
{
    m_exchange = m_transport->send(request, m_limits);
    connect(m_exchange.get(), &Exchange::answered, this,
            [this, codec](const ServiceAnswer &answer) { end(codec->readProbe(m_account, answer)); });
    connect(m_exchange.get(), &Exchange::failed, this, [this](const TransportFailure &failure) {
        end(errorFromFailure(failure, Asked::Probe, m_account));
    });
}

void ServiceProbe::end(const ProbeOutcome &outcome)
{
    // Deleted later, since it is the exchange whose signal is being handled.
    if (Exchange *exchange = m_exchange.release()) {
        exchange->disconnect(this);
        exchange->deleteLater();
    }
    ProbeOutcome shown = outcome;
    // Some servers repeat the key in whatever they say.
    if (const auto *error = std::get_if<Error>(&outcome))
        shown = m_account.redact(*error);
    m_account = {};
    if (std::exchange(m_isUnderWay, false))
        emit ended(m_id, shown);
}

void ServiceProbe::endSoon(const ProbeOutcome &outcome)
{
    QMetaObject::invokeMethod(
        this,
        [this, id = m_id, outcome] {
            if (id == m_id)
                end(outcome);
        },
        Qt::QueuedConnection);
}

} // namespace ContactSheet
