#include "practice/painting/scene.h"

#include "practice/painting/backdrops/city.h"
#include "practice/painting/backdrops/laboratory.h"
#include "practice/painting/backdrops/landscapes.h"
#include "practice/painting/backdrops/space.h"
#include "practice/painting/backdrops/sunset.h"
#include "practice/painting/backdrops/waters.h"
#include "practice/painting/dice.h"
#include "practice/painting/stage.h"
#include "practice/painting/subjects.h"
#include "practice/painting/weatherbrush.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace ContactSheet {

namespace {

/// Where a subject is at home, if it is so in one place only.
std::optional<Setting> homeOf(Subject subject)
{
    switch (subject) {
    case Subject::Fish:
        return Setting::Underwater;
    case Subject::Boat:
    case Subject::Lighthouse:
        return Setting::Sea;
    case Subject::Rocket:
        return Setting::Space;
    case Subject::Car:
        return Setting::City;
    case Subject::Cactus:
        return Setting::Desert;
    case Subject::Bridge:
        return Setting::River;
    case Subject::Fir:
        return Setting::Forest;
    case Subject::Flower:
        return Setting::Garden;
    default:
        return std::nullopt;
    }
}

Setting settingOf(const SceneWords &words, const Dice &dice)
{
    if (words.setting)
        return *words.setting;
    for (const ColouredSubject &subject : words.subjects) {
        if (const auto home = homeOf(subject.subject))
            return *home;
    }
    return dice.pickInTurn(std::to_array({Setting::Meadow, Setting::Mountains, Setting::Forest}));
}

/// A sunset that is told of no other place than the sea, or of none, is the picture itself.
bool isSunsetItself(const SceneWords &words, Setting setting)
{
    if (words.daytime != Daytime::Sunset)
        return false;
    return setting == Setting::Sea
        || (!words.setting && setting != Setting::Underwater && setting != Setting::Space);
}

Places paintBackdrop(Stage &stage, Setting setting)
{
    switch (setting) {
    case Setting::Laboratory:
        return paintLaboratory(stage);
    case Setting::City:
        return paintCity(stage);
    case Setting::Meadow:
        return paintMeadow(stage, false);
    case Setting::Garden:
        return paintMeadow(stage, true);
    case Setting::Forest:
        return paintForest(stage);
    case Setting::Mountains:
        return paintMountains(stage);
    case Setting::Desert:
        return paintDesert(stage);
    case Setting::Sea:
        return paintBeach(stage);
    case Setting::River:
        return paintLake(stage);
    case Setting::Underwater:
        return paintUnderwater(stage);
    case Setting::Space:
        break;
    }
    return paintSpace(stage);
}

Mood moodOf(const SceneWords &words, const Dice &dice)
{
    static constexpr auto Hours =
        std::to_array({Daytime::Day, Daytime::Sunset, Daytime::Night, Daytime::Sunrise});
    Mood mood = Mood::of(words.daytime.value_or(dice.pickInTurn(Hours)), dice);
    if (words.colour) {
        mood.skyTop = mixed(mood.skyTop, *words.colour, 0.55);
        mood.skyMiddle = mixed(mood.skyMiddle, *words.colour, 0.35);
    }
    return mood;
}

/// Where the ground begins on which snow lies: not on the water, and not on the houses of a city.
double groundEdge(const Places &places, Setting setting)
{
    const bool behindTheEdge = places.water > 0 || setting == Setting::City;
    return behindTheEdge ? places.ground.y() - 60 : places.horizon;
}

} // namespace

void paintSceneOf(Stage &stage, const SceneWords &words)
{
    const Setting setting = settingOf(words, stage.dice);
    const bool sunsetItself = isSunsetItself(words, setting);
    stage.mood = moodOf(words, stage.dice);
    if (stage.dice.chance(0.4)) {
        stage.painter.translate(stage.width, 0);
        stage.painter.scale(-1, 1);
    }
    const bool bySea = setting == Setting::Sea || stage.dice.turn(3) != 1;
    const Places places = sunsetItself ? paintSunset(stage, bySea) : paintBackdrop(stage, setting);
    const bool outOfDoors =
        setting != Setting::Laboratory && setting != Setting::Underwater && setting != Setting::Space;
    const bool hasWeather = words.weather && outOfDoors;
    if (hasWeather)
        paintWeatherBehind(stage, *words.weather, groundEdge(places, setting));
    paintSubjects(stage, places, words.subjects, sunsetItself ? std::nullopt : std::optional(setting));
    if (hasWeather)
        paintWeatherInFront(stage, *words.weather, places.horizon);
}

} // namespace ContactSheet
