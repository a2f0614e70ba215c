#pragma once

class QPainter;

namespace ContactSheet {

struct Light;
struct RobotDog;

/// Paints the head of \a dog in profile, facing right, on a neck that ends at the point (0, 0).
void paintRobotDogHead(QPainter &painter, const RobotDog &dog, const Light &light);

/// Paints the head of \a dog as it looks away from the viewer and a little to the right.
void paintRobotDogHeadFromBehind(QPainter &painter, const RobotDog &dog, const Light &light);

} // namespace ContactSheet
