#include "services/serviceaccount.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace ContactSheet {

QString ServiceAccount::redact(const QString &text) const
{
    static const QRegularExpression keyLike(
        uR"(((?i:bearer)\s+)\S+|\bsk-[A-Za-z0-9_*-]{8,}|)"
        uR"(([?&](?i:key|api[_-]?key|token|access[_-]?token|sig|signature|x-amz-signature)=)[^&\s]+)"_s);
    QString shown = key.redact(text);
    return shown.replace(keyLike, u"\\1\\2•••"_s);
}

} // namespace ContactSheet
