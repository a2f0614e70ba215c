#include "services/serviceaccount.h"

#include "core/redactor.h"

namespace ContactSheet {

QString ServiceAccount::redact(const QString &text) const
{
    return redacted(text, key);
}

Error ServiceAccount::redact(Error error) const
{
    error.message = redact(error.message);
    error.detail = redact(error.detail);
    error.requestId = redact(error.requestId);
    return error;
}

} // namespace ContactSheet
