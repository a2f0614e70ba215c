#pragma once

#include "core/clock.h"

#include <QList>

namespace ContactSheet {

/**
 * Maps moments to horizontal positions and back: a value that knows nothing of painters.
 *
 * Shows the stretch [begin, end) of the time axis on \a width pixels. Positions are in device-independent
 * pixels from the left edge and may lie outside it.
 */
class TimeScale final
{
public:
    /// The shortest stretch that can be shown: finer than anything that is measured.
    static constexpr Moment ShortestStretch = std::chrono::microseconds(100);

    /// Shows one second on no pixels at all, until it is told otherwise.
    TimeScale() = default;
    TimeScale(Moment begin, Moment end, double width);

    [[nodiscard]] Moment begin() const { return m_begin; }
    [[nodiscard]] Moment end() const { return m_end; }
    [[nodiscard]] Moment stretch() const { return m_end - m_begin; }
    [[nodiscard]] double width() const { return m_width; }

    [[nodiscard]] double position(Moment moment) const;
    [[nodiscard]] Moment moment(double position) const;

    /// The scale with another width that shows the same stretch.
    [[nodiscard]] TimeScale resized(double width) const;

    /**
     * The scale that shows \a factor times less (or, below one, more) with the moment at \a position staying
     * where it is. What it shows stays within [0, \a last] and is never shorter than ShortestStretch.
     */
    [[nodiscard]] TimeScale zoomed(double factor, double position, Moment last) const;

    /// The scale moved by \a pixels to the left, so that later moments come into view, within [0, \a last].
    [[nodiscard]] TimeScale panned(double pixels, Moment last) const;

    /**
     * Moments for the marks of an axis: multiples of 1, 2 or 5 times a power of ten, of which two stand at
     * least \a closest pixels apart.
     */
    [[nodiscard]] QList<Moment> ticks(double closest) const;

    friend bool operator==(const TimeScale &, const TimeScale &) = default;

private:
    [[nodiscard]] TimeScale within(Moment last) const;

    Moment m_begin = Moment::zero();
    Moment m_end = std::chrono::seconds(1);
    double m_width = 0;
};

/// The step between two ticks of TimeScale::ticks() where \a stretch of time has room for \a most of them.
[[nodiscard]] Moment tickStep(Moment stretch, double most);

} // namespace ContactSheet
