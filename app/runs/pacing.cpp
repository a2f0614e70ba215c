#include "runs/pacing.h"

using namespace Qt::StringLiterals;

namespace ContactSheet {

QString keyword(AtOnceReason reason)
{
    switch (reason) {
    case AtOnceReason::Started:
        return u"started"_s;
    case AtOnceReason::Chosen:
        return u"chosen"_s;
    case AtOnceReason::Growing:
        return u"growing"_s;
    case AtOnceReason::SlowAnswers:
        return u"slow_answers"_s;
    case AtOnceReason::RateLimit:
        return u"rate_limit"_s;
    case AtOnceReason::Overload:
        return u"overload"_s;
    case AtOnceReason::Recovered:
        return u"recovered"_s;
    case AtOnceReason::Learned:
        return u"learned"_s;
    }
    Q_UNREACHABLE();
    return {};
}

QString keyword(ServicePause::Reason reason)
{
    switch (reason) {
    case ServicePause::Reason::RateLimit:
        return u"rate_limit"_s;
    case ServicePause::Reason::Overload:
        return u"overload"_s;
    case ServicePause::Reason::Trouble:
        return u"trouble"_s;
    case ServicePause::Reason::Key:
        return u"key"_s;
    case ServicePause::Reason::Quota:
        return u"quota"_s;
    case ServicePause::Reason::Storage:
        return u"storage"_s;
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace ContactSheet
