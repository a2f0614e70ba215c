#include "commandline/accountchoice.h"

#include "services/accountsetup.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(AccountChoice)
};

Error wrongChoice(Error::Kind kind, const QString &message)
{
    return {.kind = kind, .message = message};
}

struct NamedKey
{
    QString variable = {};
    Secret key = {};
};

NamedKey findKey(const ServiceProfile &service, const QUrl &baseUrl, const QProcessEnvironment &environment)
{
    const QString ours = QString::fromLatin1(OwnKeyVariable);
    const Secret key(environment.value(ours).trimmed().toUtf8());
    return key.isEmpty()
        ? NamedKey{.variable = service.keyVariable, .key = ownEnvironmentKey(service, baseUrl, environment)}
        : NamedKey{.variable = ours, .key = key};
}

} // namespace

Result<ServiceAccount> chooseAccount(const ServiceProfile &service, const QString &baseUrl,
                                     const QStringList &plainHttpHosts,
                                     const QProcessEnvironment &environment)
{
    if (service.isPractice) {
        if (!baseUrl.isEmpty()) {
            return wrongChoice(
                Error::Kind::BadRequest,
                Texts::tr("The practice service runs within this program and takes no --base-url. For a "
                          "server of your own use --service compatible."));
        }
        return accountAt(service, {}, {}, plainHttpHosts);
    }
    const Result<QUrl> address = addressOf(service, baseUrl, plainHttpHosts, Audience::CommandLine);
    if (!address)
        return address.error();
    if (address.value().isEmpty()) {
        return wrongChoice(Error::Kind::BadRequest,
                           Texts::tr("--service %1 needs --base-url, the address of the server, such as "
                                     "http://127.0.0.1:8080/v1.")
                               .arg(service.id));
    }
    const NamedKey found = findKey(service, address.value(), environment);
    if (found.key.isEmpty() && service.needsKey) {
        const bool isOwnOrigin = isSameOrigin(address.value(), service.baseUrl);
        return wrongChoice(
            Error::Kind::Key,
            isOwnOrigin
                ? Texts::tr("%1 needs a key. Set %2 or CONTACTSHEET_API_KEY in the environment.")
                      .arg(service.name, service.keyVariable)
                : Texts::tr("%1 at %2 needs a key. Set CONTACTSHEET_API_KEY in the environment; %3 goes to "
                            "the service's own address alone.")
                      .arg(service.name, address.value().host(), service.keyVariable));
    }
    if (!canBeKey(found.key)) {
        return wrongChoice(
            Error::Kind::Key,
            Texts::tr("%1 holds characters that no key has. Copy the key again.").arg(found.variable));
    }
    return accountAt(service, address.value(), found.key, plainHttpHosts);
}

} // namespace ContactSheet
