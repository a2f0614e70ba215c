#include "practice/painting/weatherbrush.h"

#include "practice/painting/brushwork.h"
#include "practice/painting/dice.h"
#include "practice/painting/stage.h"

#include <QPainter>

namespace ContactSheet {

namespace {

void paintRain(Stage &stage)
{
    stage.painter.fillRect(QRectF(0, 0, stage.width, stage.height), QColor(0x3a, 0x4a, 0x70, 0x48));
    QPainterPath drops;
    const int count = static_cast<int>(stage.width * stage.height / 8500);
    for (int i = 0; i < count; ++i) {
        const double x = stage.dice.between(-20, stage.width + 60);
        const double y = stage.dice.between(-60, stage.height);
        const double length = stage.dice.between(34, 78);
        drops.moveTo(x, y);
        drops.lineTo(x - length * 0.26, y + length);
    }
    stroke(stage.painter, drops, 3.2, QColor(0xe8, 0xf2, 0xff, 0x88));
}

void paintSnow(Stage &stage)
{
    stage.painter.fillRect(QRectF(0, 0, stage.width, stage.height), QColor(0xe6, 0xee, 0xff, 0x38));
    const int count = static_cast<int>(stage.width * stage.height / 6500);
    for (int i = 0; i < count; ++i) {
        const double x = stage.dice.between(0, stage.width);
        const double y = stage.dice.between(0, stage.height);
        const double radius = stage.dice.between(3, 9);
        fillEllipse(stage.painter, {x, y}, radius, radius,
                    withOpacity(Qt::white, stage.dice.between(0.6, 0.95)));
    }
    const QPainterPath drift = hills(stage.dice, stage.width, stage.height, stage.height - 44, 16, 520);
    fillDown(stage.painter, drift, {{0, withOpacity(Qt::white, 0.96)}, {1, QColor(0xd4, 0xe0, 0xf6, 0xf0)}});
}

void paintFog(Stage &stage, double horizon)
{
    const QColor fog = mixed(stage.mood.haze, Qt::white, 0.45);
    fillDown(stage.painter, QRectF(0, horizon - 420, stage.width, 420),
             {{0, withOpacity(fog, 0)}, {1, withOpacity(fog, 0.8)}});
    fillDown(stage.painter, QRectF(0, horizon, stage.width, stage.height - horizon),
             {{0, withOpacity(fog, 0.8)}, {1, withOpacity(fog, 0.12)}});
    for (int i = 0; i < 6; ++i) {
        const double x = stage.dice.between(-100, stage.width);
        const double y = horizon + stage.dice.between(-160, 190);
        const double width = stage.dice.between(300, 620);
        fill(stage.painter, roundedBox(QRectF(x, y, width, 34), 17), withOpacity(fog, 0.35));
    }
}

} // namespace

void paintWeather(Stage &stage, Weather weather, double horizon)
{
    switch (weather) {
    case Weather::Rain:
        return paintRain(stage);
    case Weather::Snow:
        return paintSnow(stage);
    case Weather::Fog:
        return paintFog(stage, horizon);
    }
}

} // namespace ContactSheet
