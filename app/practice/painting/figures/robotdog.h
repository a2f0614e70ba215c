#pragma once

#include "practice/painting/colours.h"

class QPainter;

namespace ContactSheet {

class Dice;

/// A dog of metal plates: how it looks and what it does.
struct RobotDog
{
    enum class Pose {
        Standing,
        Walking,
        Sitting,
        SittingFromBehind, ///< Its back to the viewer, its nose to the right.
    };
    enum class Ears {
        Floppy,
        Pointed,
    };

    Pose pose = Pose::Standing;
    Ears ears = Ears::Floppy;
    double headTilt = 0;    ///< Degrees; positive looks up.
    bool happyEyes = false; ///< Two arcs instead of two lamps.
    QColor shell = 0xf2f1ec;
    QColor accent = 0xf2764b; ///< Ears, collar and paw mark.
    QColor eyes = 0x6ff3ff;

    /// A dog in one of the coats that go well together, its ears and eyes by chance.
    [[nodiscard]] static RobotDog fromDice(Dice &dice);
};

/**
 * Paints \a dog facing right, standing on the point (0, 0) of the painter's coordinates: about 350 high from
 * the paws to the antenna, and up to 150 to the left and 200 to the right.
 */
void paintRobotDog(QPainter &painter, const RobotDog &dog, const Light &light);

} // namespace ContactSheet
