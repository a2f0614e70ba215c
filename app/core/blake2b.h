#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace ContactSheet {

/**
 * BLAKE2b of \a bytes with 32 bytes of result and without a key (RFC 7693).
 *
 * QCryptographicHash is no substitute: the library behind it takes more than twice as long, which was half of
 * all the work that a picture is to this program (measured with Qt 6.4.2 and libb2 0.98 on x86-64).
 */
[[nodiscard]] QByteArray blake2b256(QByteArrayView bytes);

} // namespace ContactSheet
