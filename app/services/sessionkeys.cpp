#include "services/sessionkeys.h"

#include "services/accountsetup.h"

using namespace Qt::StringLiterals;

namespace ContactSheet {

QString keyPlace(const ServiceProfile &service, const QUrl &address)
{
    const QString host = address.host(QUrl::FullyEncoded);
    const int port = address.port(address.scheme() == u"https" ? 443 : 80);
    // Joined, since a host such as fe80::1%251 would take part in arg().
    return service.id % u' ' % address.scheme() % u"://"
        % (host.contains(u':') ? QString(u'[' % host % u']') : host) % u':' % QString::number(port);
}

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
        return m_typed.value(keyPlace(service, address));
    case Source::Environment:
        return m_environment.value(service.id);
    case Source::None:
        break;
    }
    return {};
}

SessionKeys::Source SessionKeys::source(const ServiceProfile &service, const QUrl &address) const
{
    if (m_typed.contains(keyPlace(service, address)))
        return Source::Typed;
    const bool isOwn = isSameOrigin(address, service.baseUrl) && m_environment.contains(service.id);
    return isOwn ? Source::Environment : Source::None;
}

void SessionKeys::setTyped(const ServiceProfile &service, const QUrl &address, const Secret &key)
{
    if (key.isEmpty())
        m_typed.remove(keyPlace(service, address));
    else
        m_typed.insert(keyPlace(service, address), key);
}

} // namespace ContactSheet
