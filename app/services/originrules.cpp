#include "services/originrules.h"

#include "services/serviceaccount.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QList>
#include <QPair>

#include <algorithm>

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

/// What of an address may be shown: neither a name or password in it, nor its query, and no page of it.
QString shownAddress(const QString &text)
{
    constexpr qsizetype LongestShown = 200;
    QString shown = text.trimmed().section(u'?', 0, 0).left(LongestShown);
    if (const qsizetype at = shown.lastIndexOf(u'@'); at >= 0)
        shown.replace(0, at, u"…"_s);
    return shown;
}

/// Whether \a host names this machine or a network that only machines nearby can reach (RFC 6890).
bool isNearby(QString host)
{
    if (host.endsWith(u'.'))
        host.chop(1);
    if (host == u"localhost" || host.endsWith(u".localhost"))
        return true;
    QHostAddress address(host);
    bool isVersion4 = false;
    if (const quint32 version4 = address.toIPv4Address(&isVersion4); isVersion4)
        address = QHostAddress(version4); // Also where it was written as one of version 6.
    static const QList<QPair<QHostAddress, int>> networks = [] {
        QList<QPair<QHostAddress, int>> all;
        for (const QString &network :
             {u"0.0.0.0/8"_s, u"10.0.0.0/8"_s, u"100.64.0.0/10"_s, u"127.0.0.0/8"_s, u"169.254.0.0/16"_s,
              u"172.16.0.0/12"_s, u"192.168.0.0/16"_s, u"224.0.0.0/3"_s, u"::/127"_s, u"fc00::/7"_s,
              u"fe80::/9"_s, u"ff00::/8"_s})
            all.append(QHostAddress::parseSubnet(network));
        return all;
    }();
    return std::any_of(networks.begin(), networks.end(),
                       [&address](const auto &network) { return address.isInSubnet(network); });
}

} // namespace

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    return !a.host().isEmpty() && a.scheme() == b.scheme() && a.host() == b.host()
        && effectivePort(a) == effectivePort(b);
}

bool isLoopback(const QUrl &url)
{
    const QString host = url.host();
    return host == u"localhost" || QHostAddress(host).isLoopback();
}

bool isUnprotected(const QUrl &url)
{
    return url.scheme() == u"http" && !isLoopback(url);
}

Result<QUrl> readBaseUrl(const QString &text, const QStringList &plainHttpHosts, Audience audience)
{
    const bool isWindow = audience == Audience::Window;
    QUrl url(text.trimmed(), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty()) {
        return wrongUrl(
            Texts::tr("“%1” is no address of a service. Write it like https://images.example.com/v1.")
                .arg(shownAddress(text)));
    }
    if (url.scheme() != u"https" && url.scheme() != u"http")
        return wrongUrl(
            Texts::tr(
                "“%1” does not start with https:// or http://. Write it like https://images.example.com/v1.")
                .arg(shownAddress(text)));
    if (!url.userInfo().isEmpty()) {
        return wrongUrl(
            isWindow ? Texts::tr("The address of the service holds a name or password. Take it out; a key "
                                 "belongs into the field for the key.")
                     : Texts::tr("The address of the service holds a name or password. Take it out; a key "
                                 "belongs into CONTACTSHEET_API_KEY."));
    }
    if (url.hasQuery() || url.hasFragment())
        return wrongUrl(Texts::tr("The address of the service has something after “?” or “#”. Take it out."));
    if (isUnprotected(url) && !plainHttpHosts.contains(url.host(), Qt::CaseInsensitive)) {
        const QString sentence = isWindow
            ? Texts::tr("Plain http to %1 would send prompts and key unprotected. Use https, or "
                        "allow plain http to this host.")
            : Texts::tr("Plain http to %1 would send prompts and key unprotected. Use https, or "
                        "allow this host with --allow-http %1.");
        return wrongUrl(sentence.arg(url.host()));
    }
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path.isEmpty() ? u"/v1"_s : path);
    return url;
}

Result<QUrl> resolvePictureLink(const QString &link, const QUrl &answerUrl, const ServiceAccount &account)
{
    constexpr qsizetype LongestLink = 8192;
    const auto refused = [&](const QString &reason) {
        return Error{.kind = Error::Kind::UnreadableAnswer,
                     .message = account.redact(reason), // A link may be made of the key.
                     .detail = account.redact(shownAddress(link)),
                     .charge = Error::Charge::Yes};
    };
    const auto unusable = [&refused] {
        return refused(Texts::tr("The service sent a link to the picture that is no usable address."));
    };
    const QString written = link.trimmed();
    if (written.isEmpty() || written.size() > LongestLink)
        return unusable();
    const QUrl url = answerUrl.resolved(QUrl(written));
    if (url.scheme() != u"https" && url.scheme() != u"http") {
        return refused(Texts::tr("The service sent a link that starts with “%1:”, which is not followed.")
                           .arg(url.scheme()));
    }
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return unusable();

    const bool isAllowed = account.plainHttpHosts.contains(url.host(), Qt::CaseInsensitive);
    // This machine has several names, and a server on it may know itself by another one than we do.
    const bool isOwnHost =
        url.host() == account.baseUrl.host() || (isLoopback(url) && isLoopback(account.baseUrl));
    if (isAllowed || (isOwnHost && account.baseUrl.scheme() == url.scheme()))
        return url;
    if (url.scheme() == u"http") {
        return refused(Texts::tr("The service sent a link to %1 without https, which is not followed. If you "
                                 "trust it, allow plain http to this host (--allow-http %1).")
                           .arg(url.host()));
    }
    if (isNearby(url.host()) && !isOwnHost) {
        return refused(
            Texts::tr("The service sent a link into the local network (%1), which is not followed.")
                .arg(url.host()));
    }
    return url;
}

} // namespace ContactSheet
