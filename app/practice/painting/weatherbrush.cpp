#include "practice/painting/weatherbrush.h"

#include "practice/painting/brushwork.h"
#include "practice/painting/dice.h"
#include "practice/painting/stage.h"

#include <QPainter>

namespace ContactSheet {

namespace {

QColor fogOf(const Stage &stage)
{
    return mixed(stage.mood.haze, Qt::white, 0.45);
}

void paintRain(Stage &stage)
{
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
    const int count = static_cast<int>(stage.width * stage.height / 6500);
    for (int i = 0; i < count; ++i) {
        const double x = stage.dice.between(0, stage.width);
        const double y = stage.dice.between(0, stage.height);
        const double radius = stage.dice.between(3, 9);
        fillEllipse(stage.painter, {x, y}, radius, radius,
                    withOpacity(Qt::white, stage.dice.between(0.6, 0.95)));
    }
}

void paintDriftingFog(Stage &stage, double horizon)
{
    const QColor fog = fogOf(stage);
    for (int i = 0; i < 7; ++i) {
        const double x = stage.dice.between(-200, stage.width);
        const double y = stage.dice.between(horizon - 120, stage.height);
        const double width = stage.dice.between(300, 620);
        fill(stage.painter, roundedBox(QRectF(x, y, width, 30), 15), withOpacity(fog, 0.3));
    }
}

void paintSnowyGround(Stage &stage, double horizon)
{
    const QColor veil(0xe6, 0xee, 0xff, 0x30);
    stage.painter.fillRect(QRectF(0, 0, stage.width, stage.height), veil);
    const Light &light = stage.mood.light;
    const QPainterPath drift = hills(stage.dice, stage.width, stage.height, horizon + 40, 14, 620);
    fillDown(stage.painter, drift,
             {{0, mixed(light.on(Qt::white), Qt::white, 0.5)},
              {1, mixed(light.on(QColor(0xc4d4f0)), Qt::white, 0.2)}});
}

void paintFogBank(Stage &stage, double horizon)
{
    const QColor fog = fogOf(stage);
    fillDown(stage.painter, QRectF(0, horizon - 480, stage.width, 480),
             {{0, withOpacity(fog, 0)}, {1, withOpacity(fog, 0.85)}});
    fillDown(stage.painter, QRectF(0, horizon, stage.width, stage.height - horizon),
             {{0, withOpacity(fog, 0.85)}, {1, withOpacity(fog, 0.15)}});
}

} // namespace

void paintWeatherBehind(Stage &stage, Weather weather, double horizon)
{
    switch (weather) {
    case Weather::Rain:
        stage.painter.fillRect(QRectF(0, 0, stage.width, stage.height), QColor(0x3a, 0x4a, 0x70, 0x58));
        return;
    case Weather::Snow:
        return paintSnowyGround(stage, horizon);
    case Weather::Fog:
        return paintFogBank(stage, horizon);
    }
}

void paintWeatherInFront(Stage &stage, Weather weather, double horizon)
{
    switch (weather) {
    case Weather::Rain:
        return paintRain(stage);
    case Weather::Snow:
        return paintSnow(stage);
    case Weather::Fog:
        return paintDriftingFog(stage, horizon);
    }
}

} // namespace ContactSheet
