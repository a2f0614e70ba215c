#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ContactSheet::Bench {

/**
 * The pictures that the load server hands out, made before the first order so that sending is all that is
 * left.
 *
 * A few different pictures serve all orders in turn. They are seeded noise over gradients: as hard to
 * compress as a photograph (a PNG of 1024 x 1024 has about 1.7 MB), and the same for the same seed.
 */
class PreparedAnswers
{
public:
    /// \a edge is the width and height in pixels.
    PreparedAnswers(int edge, std::uint64_t seed);

    /// The PNG of order \a number. Valid as long as this object.
    [[nodiscard]] std::string_view picture(std::size_t number) const;

    /// The answer of the Images API that carries the same PNG as base64. Valid as long as this object.
    [[nodiscard]] std::string_view base64Answer(std::size_t number) const;

private:
    std::vector<std::string> m_pictures;
    std::vector<std::string> m_base64Answers;
};

/// The answer of the Images API that names the picture of order \a number by its address on this machine.
[[nodiscard]] std::string urlAnswer(std::uint16_t port, std::size_t number);

} // namespace ContactSheet::Bench
