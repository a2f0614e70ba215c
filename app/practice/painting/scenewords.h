#pragma once

#include "practice/painting/mood.h"

#include <QColor>
#include <QList>
#include <QStringView>

#include <optional>

namespace ContactSheet {

/// Where a scene takes place.
enum class Setting {
    Laboratory,
    City,
    Meadow,
    Garden,
    Forest,
    Mountains,
    Desert,
    Sea,
    River,
    Underwater,
    Space,
};

/// What a scene is about.
enum class Subject {
    RobotDog,
    Dog,
    Robot,
    Cat,
    Fox,
    Bird,
    Fish,
    House,
    Castle,
    Lighthouse,
    Bridge,
    Boat,
    Car,
    Rocket,
    Balloon,
    Tree,
    Fir,
    Cactus,
    Flower,
};

enum class Weather {
    Rain,
    Snow,
    Fog,
};

/// What the picture looks painted with, where the prompt says so.
enum class Manner {
    Ink,
    Watercolour,
    Oil,
};

/// A subject and the colour that the prompt names right before it.
struct ColouredSubject
{
    Subject subject = Subject::Dog;
    std::optional<QColor> colour;

    [[nodiscard]] bool operator==(const ColouredSubject &) const = default;
};

/// What a prompt says in words that the painter knows.
struct SceneWords
{
    std::optional<Setting> setting;
    std::optional<Daytime> daytime;
    std::optional<Weather> weather;
    std::optional<Manner> manner;
    std::optional<QColor> colour;    ///< The last colour that belongs to no subject.
    QList<ColouredSubject> subjects; ///< In the order of the prompt, each kind once, at most four.

    /// Whether there is anything to make a scene of: a colour or a manner alone is none.
    [[nodiscard]] bool makeScene() const;
};

/**
 * Reads the words of \a prompt: whole words, in any case, also in the plural. A robot and a dog are one
 * robot dog. Of several settings, hours, kinds of weather or manners the first one counts.
 */
[[nodiscard]] SceneWords readSceneWords(QStringView prompt);

} // namespace ContactSheet
