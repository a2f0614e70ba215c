#include "services/originrules.h"

#include "services/serviceaccount.h"

#include <QCoreApplication>
#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(OriginRules)
};

int effectivePort(const QUrl &url)
{
    return url.port(url.scheme() == u"https" ? 443 : 80);
}

Error wrongUrl(const QString &message)
{
    return {.kind = Error::Kind::BadRequest, .message = message};
}

} // namespace

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && effectivePort(a) == effectivePort(b);
}

bool isLoopback(const QUrl &url)
{
    const QString host = url.host();
    return host == u"localhost" || QHostAddress(host).isLoopback();
}

Result<QUrl> readBaseUrl(const QString &text, const QStringList &plainHttpHosts)
{
    QUrl url(text.trimmed(), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty()) {
        return wrongUrl(
            Texts::tr("“%1” is no address of a service. Write it like https://images.example.com/v1.")
                .arg(text));
    }
    if (url.scheme() != u"https" && url.scheme() != u"http")
        return wrongUrl(Texts::tr("“%1” does not start with https:// or http://.").arg(text));
    if (!url.userInfo().isEmpty()) {
        return wrongUrl(
            Texts::tr("The address of the service holds a name or password. Take it out; a key belongs "
                      "into CONTACTSHEET_API_KEY."));
    }
    if (url.hasQuery() || url.hasFragment())
        return wrongUrl(Texts::tr("The address of the service has something after “?” or “#”. Take it out."));
    if (url.scheme() == u"http" && !isLoopback(url)
        && !plainHttpHosts.contains(url.host(), Qt::CaseInsensitive)) {
        return wrongUrl(
            Texts::tr("Plain http to %1 would send prompts and key unprotected. Use https, or allow this "
                      "host with --allow-http %1.")
                .arg(url.host()));
    }
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path.isEmpty() ? u"/v1"_s : path);
    return url;
}

Result<QUrl> resolvePictureLink(const QString &link, const QUrl &answerUrl, const ServiceAccount &account)
{
    const QUrl url = answerUrl.resolved(QUrl(link, QUrl::StrictMode));
    const auto refused = [&link](const QString &reason) {
        constexpr qsizetype LongestShown = 200;
        return Error{.kind = Error::Kind::UnreadableAnswer,
                     .message = reason,
                     .detail = link.left(LongestShown),
                     .charge = Error::Charge::Yes};
    };
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return refused(Texts::tr("The service sent a link to the picture that is no usable address."));
    if (url.scheme() == u"https")
        return url;
    if (url.scheme() != u"http") {
        return refused(Texts::tr("The service sent a link that starts with “%1:”, which is not followed.")
                           .arg(url.scheme()));
    }
    const bool isOwnHost = url.host() == account.baseUrl.host() && account.baseUrl.scheme() == u"http";
    const bool isAllowed = account.plainHttpHosts.contains(url.host(), Qt::CaseInsensitive);
    if (!isOwnHost && !isAllowed) {
        return refused(
            Texts::tr("The service sent a link to %1 without https, which is not followed.").arg(url.host()));
    }
    return url;
}

} // namespace ContactSheet
