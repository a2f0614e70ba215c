#include "services/accountsetup.h"

#include <QCoreApplication>
#include <QProcessEnvironment>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(AccountSetup)
};

Error keyError(const QString &message)
{
    return {.kind = Error::Kind::Key, .message = message};
}

} // namespace

Result<QUrl> addressOf(const ServiceProfile &service, const QString &baseUrl,
                       const QStringList &plainHttpHosts, Audience audience)
{
    if (baseUrl.isEmpty() || service.isPractice)
        return service.baseUrl;
    return readBaseUrl(baseUrl, plainHttpHosts, audience);
}

bool canBeKey(const Secret &key)
{
    const QByteArray &bytes = key.bytes();
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c > ' ' && c <= '~'; });
}

Secret ownEnvironmentKey(const ServiceProfile &service, const QUrl &address,
                         const QProcessEnvironment &environment)
{
    if (service.keyVariable.isEmpty() || !isSameOrigin(address, service.baseUrl))
        return {};
    return Secret(environment.value(service.keyVariable).trimmed().toUtf8());
}

void forgetEnvironmentKeys()
{
    QByteArrayList variables{OwnKeyVariable};
    for (const ServiceProfile &service : serviceCatalog())
        variables.append(service.keyVariable.toLatin1());
    for (const QByteArray &variable : std::as_const(variables)) {
        if (variable.isEmpty())
            continue;
#ifdef Q_OS_UNIX
        // What was unset would still stand in the memory that /proc shows as the environment.
        if (volatile char *value = std::getenv(variable.constData())) {
            for (; *value; ++value)
                *value = '*';
        }
#endif
        qunsetenv(variable.constData());
    }
}

Result<ServiceAccount> accountFor(const ServiceProfile &service, const QString &baseUrl, const Secret &key,
                                  const QStringList &plainHttpHosts)
{
    if (service.isPractice)
        return accountAt(service, {}, {}, {});
    const Result<QUrl> address = addressOf(service, baseUrl, plainHttpHosts, Audience::Window);
    if (!address)
        return address.error();
    if (address.value().isEmpty()) {
        return Error{.kind = Error::Kind::BadRequest,
                     .message =
                         Texts::tr("%1 needs an address. Open Services to type it.").arg(service.name)};
    }
    if (key.isEmpty() && service.needsKey)
        return keyError(Texts::tr("%1 needs a key. Open Services to type it.").arg(service.name));
    if (!canBeKey(key)) {
        return keyError(
            Texts::tr("The key of %1 holds characters that no key has. Open Services and paste it again.")
                .arg(service.name));
    }
    return accountAt(service, address.value(), key, plainHttpHosts);
}

ServiceAccount accountAt(const ServiceProfile &service, const QUrl &address, const Secret &key,
                         const QStringList &plainHttpHosts)
{
    return {.service = service.id,
            .serviceName = service.name,
            .baseUrl = address,
            .key = key,
            .plainHttpHosts = plainHttpHosts,
            .charging = service.charging};
}

} // namespace ContactSheet
