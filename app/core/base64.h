#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace ContactSheet {

/**
 * The bytes that \a text stands for, by RFC 4648 section 4, or nothing where \a text is damaged.
 *
 * Strict: the alphabet with + and /, padding where it is due, no bits left over, not empty. Only what
 * image services really add is forgiven: a "data:…;base64," prefix (RFC 2397) and ASCII white space.
 * QByteArray::fromBase64() is no substitute: it skips garbage in silence, or refuses white space, and
 * takes some twenty times as long.
 */
[[nodiscard]] std::optional<QByteArray> decodeBase64(QByteArrayView text);

} // namespace ContactSheet
