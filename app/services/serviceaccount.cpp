#include "services/serviceaccount.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace ContactSheet {

QString ServiceAccount::redact(const QString &text) const
{
    static const QRegularExpression keyLike(uR"((Bearer\s+)\S+|\bsk-[A-Za-z0-9_*-]{8,})"_s);
    QString shown = key.redact(text);
    return shown.replace(keyLike, u"\\1•••"_s);
}

} // namespace ContactSheet
