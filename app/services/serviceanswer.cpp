#include "services/serviceanswer.h"

#include <algorithm>

namespace ContactSheet {

QByteArray ServiceAnswer::header(QByteArrayView name) const
{
    const auto found = std::find_if(headers.begin(), headers.end(), [name](const Header &header) {
        return header.first.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == headers.end() ? QByteArray() : found->second;
}

QString ServiceAnswer::requestId() const
{
    // From outside and shown to people: short, and nothing but what ids are made of.
    constexpr qsizetype LongestRequestId = 128;
    QString id = QString::fromLatin1(header("x-request-id").left(LongestRequestId));
    id.removeIf([](QChar c) { return c < u'!' || c > u'~'; });
    return id;
}

} // namespace ContactSheet
