#include "practice/painting/subjects.h"

#include "practice/painting/brushwork.h"
#include "practice/painting/dice.h"
#include "practice/painting/figures/buildings.h"
#include "practice/painting/figures/creatures.h"
#include "practice/painting/figures/pets.h"
#include "practice/painting/figures/plants.h"
#include "practice/painting/figures/robotdog.h"
#include "practice/painting/figures/vehicles.h"
#include "practice/painting/subjectcolours.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace ContactSheet {

namespace {

/// Height of the lighthouse and the castle.
constexpr double TallestBuilding = 480;

/// Where a subject belongs in a picture, the far ones first.
enum class Plane {
    Sky,
    Far, ///< Buildings.
    Water,
    Side, ///< Plants.
    Front,
};

Plane planeOf(Subject subject)
{
    switch (subject) {
    case Subject::Bird:
    case Subject::Fish:
    case Subject::Rocket:
    case Subject::Balloon:
        return Plane::Sky;
    case Subject::House:
    case Subject::Castle:
    case Subject::Lighthouse:
    case Subject::Bridge:
        return Plane::Far;
    case Subject::Boat:
        return Plane::Water;
    case Subject::Tree:
    case Subject::Fir:
    case Subject::Cactus:
    case Subject::Flower:
        return Plane::Side;
    case Subject::RobotDog:
    case Subject::Dog:
    case Subject::Robot:
    case Subject::Cat:
    case Subject::Fox:
    case Subject::Car:
        break;
    }
    return Plane::Front;
}

RobotDog::Pose poseIn(std::optional<Setting> setting, const Dice &dice)
{
    using Pose = RobotDog::Pose;
    if (!setting)
        return dice.turn(2) == 0 ? Pose::Sitting : Pose::SittingFromBehind;
    switch (*setting) {
    case Setting::Laboratory:
        return dice.turn(2) == 0 ? Pose::Standing : Pose::Sitting;
    case Setting::City:
        return Pose::Walking;
    default:
        return dice.pickInTurn(std::to_array({Pose::Walking, Pose::Sitting, Pose::Standing}));
    }
}

class SubjectPainter
{
public:
    SubjectPainter(Stage &stage, const Places &places, std::optional<Setting> setting, bool alone)
        : m_stage(stage)
        , m_places(places)
        , m_setting(setting)
        , m_alone(alone)
    {
        // What stands in a room or under water is lit by it, whatever the hour.
        m_stage.mood.light = places.light;
        // The eye finds its way to what is a little brighter than the hour allows. A sunset has it black
        // against the light.
        if (setting)
            m_stage.mood.light.tint = mixed(places.light.tint, Qt::white, 0.36);
    }

    /// Paints the one of \a count subjects of its plane that stands at \a index.
    void paint(const ColouredSubject &subject, int index, int count);

private:
    void paintFigure(const ColouredSubject &subject);
    void paintRobotDogHere(const ColouredSubject &subject);
    void paintFlock(const ColouredSubject &subject);
    void paintFlowers(const QColor &petals);
    void place(Subject subject, int index, int count);

    Stage &m_stage;
    const Places &m_places;
    std::optional<Setting> m_setting;
    bool m_alone;
};

void SubjectPainter::place(Subject subject, int index, int count)
{
    const double part = (index + 0.5) / count;
    const auto moveTo = [this](double x, double y, double scale) {
        m_stage.painter.translate(x, y);
        m_stage.painter.scale(scale, scale);
    };
    const double width = m_stage.width;
    switch (planeOf(subject)) {
    case Plane::Sky: {
        const double y = std::max(m_places.sky.y(), 330.0);
        if (count == 1)
            return moveTo(m_places.sky.x(), y, m_alone ? 1.25 : 0.85);
        return moveTo(width * (0.1 + 0.8 * part), y + (index % 2 == 0 ? -40 : 50), 0.8);
    }
    case Plane::Far: {
        const bool inWater = subject == Subject::Lighthouse || subject == Subject::Bridge;
        const double foot = m_places.water <= 0 ? (m_places.horizon + m_places.ground.y()) / 2 - 10
            : inWater                           ? m_places.horizon + 70
                                                : m_places.ground.y() - 50;
        const double room = (foot - 40) / TallestBuilding;
        if (m_alone)
            return moveTo(width * 0.46, foot, std::min(1.4, room));
        return moveTo(count == 1 ? width * 0.78 : width * (0.1 + 0.8 * part), foot, std::min(0.95, room));
    }
    case Plane::Water:
        if (m_places.water > 0)
            return moveTo(m_alone ? width * 0.44 : width * 0.74, m_places.water + (m_alone ? 80 : 0),
                          m_alone ? 1.5 : 0.85);
        return moveTo(width * 0.7, m_places.ground.y(), 1);
    case Plane::Side:
        if (m_alone)
            return moveTo(m_places.ground.x(), m_places.ground.y() - 20, 1.7);
        return moveTo(width * (index % 2 == 0 ? 0.84 : 0.12), m_places.ground.y() - 40, 1.15);
    case Plane::Front:
        break;
    }
    if (count == 1)
        return moveTo(m_places.ground.x(), m_places.ground.y(), m_places.scale);
    const double crowd = std::min(1.0, width * 0.86 / (count * 340 * m_places.scale) + 0.12);
    moveTo(width * (0.06 + 0.88 * part), m_places.ground.y() - (index % 2 == 0 ? 0 : 14),
           m_places.scale * crowd);
    if (index > 0 && index == count - 1)
        m_stage.painter.scale(-1, 1); // The last one looks at the others.
}

void SubjectPainter::paintRobotDogHere(const ColouredSubject &subject)
{
    RobotDog dog = RobotDog::fromDice(m_stage.dice);
    dog.pose = poseIn(m_setting, m_stage.dice);
    if (subject.colour) {
        dog.shell = mixed(*subject.colour, Qt::white, 0.12);
        dog.accent = mixed(*subject.colour, QColor(0x2a2848), 0.5);
    }
    paintRobotDog(m_stage.painter, dog, m_stage.mood.light);
}

void SubjectPainter::paintFlock(const ColouredSubject &subject)
{
    QPainter &painter = m_stage.painter;
    const QColor colour = colourOf(subject, m_stage.dice);
    const Light &light = m_stage.mood.light;
    const bool fish = subject.subject == Subject::Fish;
    static constexpr auto Followers = std::to_array<QPointF>({{-250, -120}, {-210, 150}, {200, 190}});
    for (const QPointF &follower : Followers) {
        painter.save();
        painter.translate(follower);
        const double size = m_stage.dice.between(0.4, 0.6);
        painter.scale(size, size);
        fish ? paintFish(painter, mixed(colour, QColor(0xffd98a), 0.35), light)
             : paintBird(painter, colour, light);
        painter.restore();
    }
    fish ? paintFish(painter, colour, light) : paintBird(painter, colour, light);
}

void SubjectPainter::paintFlowers(const QColor &petals)
{
    for (int i = 0; i < 7; ++i) {
        const double x = (i - 3) * 42 + m_stage.dice.between(-14, 14);
        const double y = m_stage.dice.between(-16, 22);
        const double scale = m_stage.dice.between(0.9, 1.5);
        paintFlower(m_stage.painter, {x, y}, scale, petals, m_stage.dice, m_stage.mood);
    }
}

void SubjectPainter::paintFigure(const ColouredSubject &subject)
{
    QPainter &painter = m_stage.painter;
    const Mood &mood = m_stage.mood;
    const QColor colour = colourOf(subject, m_stage.dice);
    switch (subject.subject) {
    case Subject::RobotDog:
        return paintRobotDogHere(subject);
    case Subject::Dog:
        return paintDog(painter, colour, mood.light);
    case Subject::Robot:
        return paintRobot(painter, colour, mood.light);
    case Subject::Cat:
        return paintCat(painter, colour, mood.light);
    case Subject::Fox:
        return paintFox(painter, colour, mood.light);
    case Subject::Bird:
    case Subject::Fish:
        return paintFlock(subject);
    case Subject::House:
        return paintCottage(painter, colour, mood);
    case Subject::Castle:
        return paintCastle(painter, colour, mood);
    case Subject::Lighthouse:
        return paintLighthouse(painter, colour, mood);
    case Subject::Bridge:
        return paintStoneBridge(painter, colour, mood);
    case Subject::Boat:
        return paintSailingBoat(painter, colour, mood);
    case Subject::Car:
        return paintCar(painter, colour, mood);
    case Subject::Rocket:
        return paintRocket(painter, colour, mood);
    case Subject::Balloon:
        return paintHotAirBalloon(painter, colour, mood);
    case Subject::Tree:
        return paintRoundTree(painter, {0, 0}, 1, m_stage.dice, mood);
    case Subject::Fir:
        return paintFir(painter, {0, 0}, 1, 0, mood);
    case Subject::Cactus:
        return paintCactus(painter, {0, 0}, 1, mood);
    case Subject::Flower:
        return paintFlowers(colour);
    }
}

void SubjectPainter::paint(const ColouredSubject &subject, int index, int count)
{
    m_stage.painter.save();
    place(subject.subject, index, count);
    paintFigure(subject);
    if (planeOf(subject.subject) == Plane::Front && m_places.grass.alpha() > 0)
        paintGrass(m_stage.painter, QRectF(-115, 8, 230, 9), 20, m_places.grass, m_stage.dice);
    m_stage.painter.restore();
}

} // namespace

void paintSubjects(Stage &stage, const Places &places, const QList<ColouredSubject> &subjects,
                   std::optional<Setting> setting)
{
    SubjectPainter painter(stage, places, setting, subjects.size() == 1);
    for (const Plane plane : {Plane::Sky, Plane::Far, Plane::Water, Plane::Side, Plane::Front}) {
        QList<ColouredSubject> here;
        std::copy_if(subjects.cbegin(), subjects.cend(), std::back_inserter(here),
                     [plane](const ColouredSubject &subject) { return planeOf(subject.subject) == plane; });
        for (int i = 0; i < static_cast<int>(here.size()); ++i)
            painter.paint(here.at(i), i, static_cast<int>(here.size()));
    }
}

} // namespace ContactSheet
