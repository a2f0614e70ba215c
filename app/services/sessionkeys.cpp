#include "services/sessionkeys.h"

#include "services/accountsetup.h"

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

QString placeOf(const ServiceProfile &service, const QUrl &address)
{
    const int port = address.port(address.scheme() == u"https" ? 443 : 80);
    return u"%1 %2://%3:%4"_s.arg(service.id, address.scheme(), address.host()).arg(port);
}

} // namespace

SessionKeys::SessionKeys(const QProcessEnvironment &environment)
{
    for (const ServiceProfile &service : serviceCatalog()) {
        const Secret key = ownEnvironmentKey(service, service.baseUrl, environment);
        if (!key.isEmpty() && canBeKey(key))
            m_environment.insert(service.id, key);
    }
}

Secret SessionKeys::key(const ServiceProfile &service, const QUrl &address) const
{
    switch (source(service, address)) {
    case Source::Typed:
        return m_typed.value(placeOf(service, address));
    case Source::Environment:
        return m_environment.value(service.id);
    case Source::None:
        break;
    }
    return {};
}

SessionKeys::Source SessionKeys::source(const ServiceProfile &service, const QUrl &address) const
{
    if (m_typed.contains(placeOf(service, address)))
        return Source::Typed;
    const bool isOwn = isSameOrigin(address, service.baseUrl) && m_environment.contains(service.id);
    return isOwn ? Source::Environment : Source::None;
}

void SessionKeys::setTyped(const ServiceProfile &service, const QUrl &address, const Secret &key)
{
    if (key.isEmpty())
        m_typed.remove(placeOf(service, address));
    else
        m_typed.insert(placeOf(service, address), key);
}

} // namespace ContactSheet
