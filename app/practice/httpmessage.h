#pragma once

#include <QByteArray>
#include <QList>

class QDateTime;

namespace ContactSheet {

/// One field of a head, in the order and spelling in which it came.
struct HttpHeader
{
    QByteArray name = {};
    QByteArray value = {};

    friend bool operator==(const HttpHeader &, const HttpHeader &) = default;
};

using HttpHeaders = QList<HttpHeader>;

/// The value of the first field called \a name in any case; null where there is none.
[[nodiscard]] QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name);

/// Whether the fields called \a name list \a token among their comma-separated words, in any case.
[[nodiscard]] bool hasHeaderToken(const HttpHeaders &headers, QByteArrayView name, QByteArrayView token);

/// A request as it was completely received.
struct HttpRequest
{
    QByteArray method = {};
    QByteArray target = {}; ///< As on the request line, still encoded.
    bool isVersion10 = false;
    HttpHeaders headers = {};
    QByteArray body = {};

    [[nodiscard]] QByteArray header(QByteArrayView name) const { return headerValue(headers, name); }

    /// The path of the target, still encoded, without its query; for the absolute form as well (RFC
    /// 9112, 3.2.2).
    [[nodiscard]] QByteArray path() const;

    /// Whether the connection stays open after the answer (RFC 9112, 9.3).
    [[nodiscard]] bool wantsKeepAlive() const;
};

/// An answer whose body is known as a whole. Date, Content-Length and Connection are the server's to add.
struct HttpResponse
{
    int status = 200;
    HttpHeaders headers = {};
    QByteArray body = {};
};

/// The reason phrase of \a status (RFC 9110, 15); "Unknown" for a status that this server never sends.
[[nodiscard]] QByteArray reasonPhrase(int status);

/// \a moment as a Date field wants it (RFC 9110, 5.6.7): "Sun, 06 Nov 1994 08:49:37 GMT".
[[nodiscard]] QByteArray httpDate(const QDateTime &moment);

/// The status line and \a headers with the empty line that ends them.
[[nodiscard]] QByteArray writeHead(int status, const HttpHeaders &headers);

} // namespace ContactSheet
