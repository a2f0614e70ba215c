#include "practice/painting/manner.h"

#include <QImage>

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace ContactSheet {

namespace {

/// Noise of a place, 0 to 255: always the same, and unlike that of the places around it.
int grain(int x, int y)
{
    quint32 hash = static_cast<quint32>(x) * 0x9e3779b1u ^ static_cast<quint32>(y) * 0x85ebca77u;
    hash = (hash ^ (hash >> 15)) * 0x2c1b3c6du;
    return static_cast<int>((hash ^ (hash >> 13)) & 0xffu);
}

/// Noise of the places of a row, 0 to 255, that changes smoothly over \a Cell pixels in both directions.
template<int Cell>
class SmoothGrain
{
public:
    /// For a row of \a width pixels; another \a seed gives other noise.
    SmoothGrain(int width, int seed)
        : m_edges(static_cast<size_t>(width / Cell) + 2)
        , m_seed(seed)
    {}

    void moveToRow(int y)
    {
        const int top = y / Cell;
        const int down = y % Cell;
        int column = m_seed;
        for (int &edge : m_edges) {
            edge = grain(column, top) * (Cell - down) + grain(column, top + 1) * down;
            ++column;
        }
    }

    [[nodiscard]] int at(int x) const
    {
        const auto left = static_cast<size_t>(x / Cell);
        const int right = x % Cell;
        return (m_edges[left] * (Cell - right) + m_edges[left + 1] * right) / (Cell * Cell);
    }

private:
    std::vector<int> m_edges; ///< The noise where the cells of the row meet, times Cell.
    int m_seed;
};

/// The pixels of an image that is not changed; what lies outside looks like the nearest pixel inside.
class Pixels
{
public:
    explicit Pixels(const QImage &image)
        : m_first(reinterpret_cast<const QRgb *>(image.constBits()))
        , m_width(image.width())
        , m_height(image.height())
        , m_grey(static_cast<size_t>(m_width) * static_cast<size_t>(m_height))
    {
        // The lines of an image with 32 bits a pixel have no padding.
        std::transform(m_first, m_first + m_grey.size(), m_grey.begin(),
                       [](QRgb colour) { return static_cast<uchar>(qGray(colour)); });
    }

    [[nodiscard]] QRgb at(int x, int y) const { return m_first[indexOf(x, y)]; }
    [[nodiscard]] int grey(int x, int y) const { return m_grey[indexOf(x, y)]; }

    /// How much the brightness changes to the right and downwards, 0 to 255.
    [[nodiscard]] int edge(int x, int y) const
    {
        const int here = grey(x, y);
        return std::min(255, std::abs(here - grey(x + 1, y)) + std::abs(here - grey(x, y + 1)));
    }

private:
    [[nodiscard]] size_t indexOf(int x, int y) const
    {
        return static_cast<size_t>(std::clamp(y, 0, m_height - 1) * m_width + std::clamp(x, 0, m_width - 1));
    }

    const QRgb *m_first;
    int m_width;
    int m_height;
    std::vector<uchar> m_grey;
};

int blend(int from, int to, int amount)
{
    return from + (to - from) * amount / 255;
}

QRgb blend(QRgb from, QRgb to, int amount)
{
    return qRgb(blend(qRed(from), qRed(to), amount), blend(qGreen(from), qGreen(to), amount),
                blend(qBlue(from), qBlue(to), amount));
}

/// How unlike two colours are, 0 to 765.
int distance(QRgb one, QRgb other)
{
    return std::abs(qRed(one) - qRed(other)) + std::abs(qGreen(one) - qGreen(other))
        + std::abs(qBlue(one) - qBlue(other));
}

/// A thin wash that leaves what is light as paper, and the lines of the drawing on top.
class Ink
{
public:
    Ink(const Pixels &pixels, QSize size)
        : m_pixels(pixels)
        , m_wetness(size.width(), 0)
    {}

    void moveToRow(int y) { m_wetness.moveToRow(y); }

    [[nodiscard]] QRgb at(int x, int y) const
    {
        constexpr QRgb Paper = 0xfff6efe0;
        constexpr QRgb Black = 0xff23263c;
        const int dark = std::clamp(255 - m_pixels.grey(x, y) + m_wetness.at(x) / 8 - 16, 0, 255);
        const int wash = dark * dark / 340;
        const int lines = std::min(255, std::max(0, m_pixels.edge(x, y) - 4) * 6);
        return blend(Paper, Black, wash + (255 - wash) * lines / 255);
    }

private:
    const Pixels &m_pixels;
    SmoothGrain<64> m_wetness;
};

/// The brush wanders off the drawing, and the water carries more colour here than there.
class Watercolour
{
public:
    Watercolour(const Pixels &pixels, QSize size)
        : m_pixels(pixels)
        , m_right(size.width(), 0)
        , m_down(size.width(), 1000)
        , m_water(size.width(), 2000)
    {}

    void moveToRow(int y)
    {
        m_right.moveToRow(y);
        m_down.moveToRow(y);
        m_water.moveToRow(y);
    }

    [[nodiscard]] QRgb at(int x, int y) const
    {
        constexpr QRgb Paper = 0xfffdf8ee;
        constexpr QRgb Rim = 0xff2a2a50;
        const int fromX = x + (m_right.at(x) - 128) / 20;
        const int fromY = y + (m_down.at(x) - 128) / 20;
        const QRgb colour = m_pixels.at(fromX, fromY);
        // In steps, as water dries with rings; a PNG holds even patches in less space than soft ones.
        const QRgb thin = blend(colour, Paper, 40 + m_water.at(x) / 43 * 11);
        const int edge = m_pixels.edge(fromX, fromY) - 3;
        return edge <= 0 ? thin : blend(thin, blend(colour, Rim, 60), std::min(150, edge * 2));
    }

private:
    const Pixels &m_pixels;
    SmoothGrain<32> m_right;
    SmoothGrain<32> m_down;
    SmoothGrain<64> m_water;
};

/// Slanting strokes side by side, each of the one colour beneath its middle.
class Oil
{
public:
    Oil(const Pixels &pixels, QSize size)
        : m_pixels(pixels)
        , m_rowOffset(size.width() + Width - size.width() % Width)
        , m_strokesInRow((size.width() + size.height()) / Length + 2)
        , m_rows((size.height() + m_rowOffset) / Width + 1)
    {
        m_colours.reserve(static_cast<size_t>(m_rows * m_strokesInRow));
        for (int row = 0; row < m_rows; ++row) {
            for (int stroke = 0; stroke < m_strokesInRow; ++stroke)
                m_colours.push_back(colourOf(row, stroke));
        }
    }

    void moveToRow(int) {}

    [[nodiscard]] QRgb at(int x, int y) const
    {
        const int row = (y - x + m_rowOffset) / Width;
        const int stroke = (x + y + shiftOf(row)) / Length;
        const QRgb colour = m_colours[static_cast<size_t>(row * m_strokesInRow + stroke)];
        // A finer brush goes over what the strokes would wipe out.
        const QRgb drawn = m_pixels.at(x, y);
        return distance(drawn, colour) > 90 ? drawn : colour;
    }

private:
    static constexpr int Width = 8;
    static constexpr int Length = 38;

    /// Strokes of neighbouring rows do not begin side by side.
    static int shiftOf(int row) { return row * 13 % Length; }

    /// Along the stroke is x + y here, across it y - x.
    QRgb colourOf(int row, int stroke) const
    {
        const int noise = grain(stroke, row);
        const int along = stroke * Length + Length / 2 - shiftOf(row) + noise % 5 - 2;
        const int across = row * Width + Width / 2 - m_rowOffset + noise / 16 % 5 - 2;
        const QRgb colour = m_pixels.at((along - across) / 2, (along + across) / 2);
        return noise % 2 == 0 ? blend(colour, 0xff000010, noise / 12) : blend(colour, 0xfffff4e0, noise / 12);
    }

    const Pixels &m_pixels;
    int m_rowOffset; ///< Added to y - x, so that rows are counted from 0.
    int m_strokesInRow;
    int m_rows;
    std::vector<QRgb> m_colours; ///< Of every stroke, row after row.
};

template<typename Brush>
void repaint(QImage &image)
{
    const QImage original = image.copy();
    const Pixels pixels(original);
    Brush brush(pixels, image.size());
    for (int y = 0; y < image.height(); ++y) {
        brush.moveToRow(y);
        auto *row = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x)
            row[x] = brush.at(x, y);
    }
}

} // namespace

void applyManner(QImage &image, Manner manner)
{
    switch (manner) {
    case Manner::Ink:
        return repaint<Ink>(image);
    case Manner::Watercolour:
        return repaint<Watercolour>(image);
    case Manner::Oil:
        return repaint<Oil>(image);
    }
}

} // namespace ContactSheet
