#pragma once

class QColor;
class QPainter;

namespace ContactSheet {

struct Light;

// Each sits on the point (0, 0) of the painter's coordinates, facing right, about 300 high.

void paintDog(QPainter &painter, const QColor &fur, const Light &light);
void paintCat(QPainter &painter, const QColor &fur, const Light &light);
void paintFox(QPainter &painter, const QColor &fur, const Light &light);

} // namespace ContactSheet
