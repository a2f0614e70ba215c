#include "commandline/accountchoice.h"

#include "services/originrules.h"

#include <QCoreApplication>

#include <algorithm>

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
    QByteArray key = {};
};

NamedKey findKey(const ServiceProfile &service, const QUrl &baseUrl, const QProcessEnvironment &environment)
{
    QStringList variables{u"CONTACTSHEET_API_KEY"_s};
    if (!service.keyVariable.isEmpty() && isSameOrigin(baseUrl, service.baseUrl))
        variables.append(service.keyVariable);
    for (const QString &variable : std::as_const(variables)) {
        const QByteArray key = environment.value(variable).trimmed().toUtf8();
        if (!key.isEmpty())
            return {.variable = variable, .key = key};
    }
    return {};
}

/// What may stand in a header after "Bearer " (RFC 6750, section 2.1, taken generously).
bool isHeaderText(const QByteArray &key)
{
    return std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c <= '~'; });
}

} // namespace

Result<ServiceAccount> chooseAccount(const ServiceProfile &service, const QString &baseUrl,
                                     const QStringList &plainHttpHosts,
                                     const QProcessEnvironment &environment)
{
    ServiceAccount account{.service = service.id,
                           .serviceName = service.name,
                           .baseUrl = service.baseUrl,
                           .plainHttpHosts = plainHttpHosts,
                           .charging = service.charging};
    if (service.isPractice) {
        if (!baseUrl.isEmpty()) {
            return wrongChoice(
                Error::Kind::BadRequest,
                Texts::tr("The practice service runs within this program and takes no --base-url. For a "
                          "server of your own use --service compatible."));
        }
        return account;
    }
    if (!baseUrl.isEmpty()) {
        const Result<QUrl> url = readBaseUrl(baseUrl, plainHttpHosts);
        if (!url)
            return url.error();
        account.baseUrl = url.value();
    }
    if (account.baseUrl.isEmpty()) {
        return wrongChoice(Error::Kind::BadRequest,
                           Texts::tr("--service %1 needs --base-url, the address of the server, such as "
                                     "http://127.0.0.1:8080/v1.")
                               .arg(service.id));
    }
    const NamedKey found = findKey(service, account.baseUrl, environment);
    if (found.key.isEmpty() && service.needsKey) {
        const bool isOwnOrigin = isSameOrigin(account.baseUrl, service.baseUrl);
        return wrongChoice(
            Error::Kind::Key,
            isOwnOrigin
                ? Texts::tr("%1 needs a key. Set %2 or CONTACTSHEET_API_KEY in the environment.")
                      .arg(service.name, service.keyVariable)
                : Texts::tr("%1 at %2 needs a key. Set CONTACTSHEET_API_KEY in the environment; %3 goes to "
                            "the service's own address alone.")
                      .arg(service.name, account.baseUrl.host(), service.keyVariable));
    }
    if (!isHeaderText(found.key)) {
        return wrongChoice(
            Error::Kind::Key,
            Texts::tr("%1 holds characters that no key has. Copy the key again.").arg(found.variable));
    }
    account.key = Secret(found.key);
    return account;
}

} // namespace ContactSheet
