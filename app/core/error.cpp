#include "core/error.h"

using namespace Qt::StringLiterals;

namespace ContactSheet {

QString keyword(Error::Kind kind)
{
    // No default label: a new kind must be named here before the program compiles.
    switch (kind) {
    case Error::Kind::Network:
        return u"network"_s;
    case Error::Kind::Key:
        return u"key"_s;
    case Error::Kind::Quota:
        return u"quota"_s;
    case Error::Kind::RateLimit:
        return u"rate_limit"_s;
    case Error::Kind::Refused:
        return u"refused"_s;
    case Error::Kind::BadRequest:
        return u"bad_request"_s;
    case Error::Kind::Service:
        return u"service"_s;
    case Error::Kind::UnreadableAnswer:
        return u"unreadable_answer"_s;
    case Error::Kind::Disk:
        return u"disk"_s;
    case Error::Kind::Cancelled:
        return u"cancelled"_s;
    case Error::Kind::UnknownOutcome:
        return u"unknown_outcome"_s;
    }
    Q_UNREACHABLE();
    return {};
}

QDebug operator<<(QDebug debug, const Error &error)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "Error(" << error.kind << ", " << error.message << ", " << error.detail << ')';
    return debug;
}

} // namespace ContactSheet
