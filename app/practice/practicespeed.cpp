#include "practice/practicespeed.h"

using namespace Qt::StringLiterals;

namespace ContactSheet {

QList<PracticeSpeed> practiceSpeeds()
{
    return {PracticeSpeed::Instant, PracticeSpeed::Quick, PracticeSpeed::Lifelike, PracticeSpeed::Trouble};
}

QString keyword(PracticeSpeed speed)
{
    switch (speed) {
    case PracticeSpeed::Instant:
        return u"instant"_s;
    case PracticeSpeed::Quick:
        return u"quick"_s;
    case PracticeSpeed::Lifelike:
        return u"lifelike"_s;
    case PracticeSpeed::Trouble:
        return u"trouble"_s;
    }
    Q_UNREACHABLE();
    return {};
}

std::optional<PracticeSpeed> practiceSpeedFromKeyword(QStringView word)
{
    for (const PracticeSpeed speed : practiceSpeeds()) {
        if (keyword(speed) == word)
            return speed;
    }
    return std::nullopt;
}

} // namespace ContactSheet
