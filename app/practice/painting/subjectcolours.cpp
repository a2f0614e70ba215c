#include "practice/painting/subjectcolours.h"

#include "practice/painting/dice.h"

#include <array>

namespace ContactSheet {

QColor colourOf(const ColouredSubject &subject, const Dice &dice)
{
    static constexpr auto Paints = std::to_array<QRgb>({0xe8604c, 0xf2b441, 0x3fa7a0, 0x5b7bd0, 0xd8608f});
    static constexpr auto Furs = std::to_array<QRgb>({0xd99a5c, 0xb98a6a, 0xe9c48a, 0x9a8f94, 0xf0e2cc});
    static constexpr auto CatFurs = std::to_array<QRgb>({0xf0a45c, 0x8f8c9c, 0xe8d2b4, 0x6b6478});
    static constexpr auto FoxFurs = std::to_array<QRgb>({0xe8743c, 0xf0884a, 0xd8623a});
    static constexpr auto Walls = std::to_array<QRgb>({0xfbeeda, 0xf2d2b0, 0xe6e0ee, 0xd9e6dc});
    static constexpr auto Stones = std::to_array<QRgb>({0xd6cfd8, 0xcbb8b0, 0xc4cbd8});
    static constexpr auto Shells = std::to_array<QRgb>({0xe9edf5, 0xbfd4e6, 0xf7e3c8, 0xc4e3d3});
    static constexpr auto Petals = std::to_array<QRgb>({0xf2679a, 0xf7b23c, 0xa77be0, 0xef5d4e});
    static constexpr auto Scales = std::to_array<QRgb>({0xff8a3c, 0xffc23c, 0xf2679a});
    if (subject.colour)
        return *subject.colour;
    switch (subject.subject) {
    case Subject::Dog:
        return dice.pickInTurn(Furs);
    case Subject::Cat:
        return dice.pickInTurn(CatFurs);
    case Subject::Fox:
        return dice.pickInTurn(FoxFurs);
    case Subject::House:
        return dice.pickInTurn(Walls);
    case Subject::Castle:
    case Subject::Bridge:
        return dice.pickInTurn(Stones);
    case Subject::Robot:
        return dice.pickInTurn(Shells);
    case Subject::Lighthouse:
        return QColor(0xe2554a);
    case Subject::Flower:
        return dice.pickInTurn(Petals);
    case Subject::Fish:
        return dice.pickInTurn(Scales);
    default:
        return dice.pickInTurn(Paints);
    }
}

} // namespace ContactSheet
