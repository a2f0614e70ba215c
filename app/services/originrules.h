#pragma once

#include "core/result.h"

#include <QStringList>
#include <QUrl>

namespace ContactSheet {

struct ServiceAccount;

/// Whether \a a and \a b have the same scheme, host and port (RFC 6454, section 4). Without a host: never.
[[nodiscard]] bool isSameOrigin(const QUrl &a, const QUrl &b);

/// Whether \a url names this machine: localhost, 127.0.0.0/8 or ::1.
[[nodiscard]] bool isLoopback(const QUrl &url);

/// Whether what is sent to \a url can be read on its way: plain http to another machine.
[[nodiscard]] bool isUnprotected(const QUrl &url);

/// Who is told what is wrong with an address, which decides how a sentence names the way out.
enum class Audience { CommandLine, Window };

/**
 * The base URL that \a text means: "/v1" is appended where there is no path, a slash at the end dropped.
 *
 * Refused (Error::Kind::BadRequest): what is no URL; schemes other than https and http; a name or password,
 * a query or a fragment in it; plain http to another host than this machine and \a plainHttpHosts, since
 * key and prompts would travel in the clear.
 */
[[nodiscard]] Result<QUrl> readBaseUrl(const QString &text, const QStringList &plainHttpHosts,
                                       Audience audience = Audience::CommandLine);

/**
 * Where the picture behind \a link may be fetched from, resolved against \a answerUrl.
 *
 * A service may name any https host but an address of this machine or of a local network, unless that is
 * its own host. Plain http only where the service itself is reached so, and on its very host, or on a host
 * that the account allows; other schemes never: a link to file: would read this machine's own files. The
 * error holds neither key nor query of the link.
 */
[[nodiscard]] Result<QUrl> resolvePictureLink(const QString &link, const QUrl &answerUrl,
                                              const ServiceAccount &account);

} // namespace ContactSheet
