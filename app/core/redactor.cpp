#include "core/redactor.h"

#include "core/secret.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// What looks like a key. Of each, the groups are what stays.
const QRegularExpression &keyLike()
{
    static const QRegularExpression pattern(
        // A header, and a word that begins as keys do.
        uR"(((?i:\bbearer)\s+)[^\s"'<>,;]+)"
        uR"(|((?i:\b(?:x-)?api-key:\s*|\bauthorization:\s*(?:basic|digest|token)\s+))[^\s"'<>,;]+)"
        uR"(|\bsk-[A-Za-z0-9_*-]{8,})"
        uR"(|\b(?:xai-|nvapi-|hf_|r8_|gsk_|AIza)[A-Za-z0-9_*-]{16,})"
        // A parameter of an address; some names are also words, and count only where they are parameters.
        uR"(|([?&;#](?:amp;)?(?i:key|auth|password|secret)=)[^&;#\s"'<>]+)"
        uR"(|(\b(?i:api[_-]?key|(?:access|auth|id)?[_-]?token|client[_-]?secret|sig|signature)"
        uR"(|x-(?:amz|goog)-(?:signature|credential|security-token)|subscription-key)=)[^&;#\s"'<>]+)"
        // A member of JSON that was not read as such.
        uR"(|("(?i:(?:x-)?api[_-]?key|authorization|(?:access[_-]?)?token|(?:client[_-]?)?secret|password))"
        uR"("\s*:\s*")[^"]+)"
        // Name and password in an address.
        uR"(|(\bhttps?://)[^/\s?#"'<>]+(?=@))"_s);
    return pattern;
}

} // namespace

QString redacted(const QString &text, const Secret &key)
{
    QString shown = key.redact(text);
    return shown.replace(keyLike(), u"\\1\\2\\3\\4\\5\\6•••"_s);
}

} // namespace ContactSheet
