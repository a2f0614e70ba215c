#include "timing/timescale.h"

#include <algorithm>
#include <cmath>

namespace ContactSheet {

namespace {

Moment scaled(Moment duration, double factor)
{
    return Moment(std::llround(double(duration.count()) * factor));
}

} // namespace

TimeScale::TimeScale(Moment begin, Moment end, double width)
    : m_begin(begin)
    , m_end(std::max(end, begin + ShortestStretch))
    , m_width(std::max(width, 0.0))
{}

double TimeScale::position(Moment moment) const
{
    return m_width * (double((moment - m_begin).count()) / double(stretch().count()));
}

Moment TimeScale::moment(double position) const
{
    return m_width > 0 ? m_begin + scaled(stretch(), position / m_width) : m_begin;
}

TimeScale TimeScale::resized(double width) const
{
    return {m_begin, m_end, width};
}

TimeScale TimeScale::zoomed(double factor, double position, Moment last) const
{
    const Moment fixed = moment(position);
    const Moment shorter = std::max(scaled(stretch(), 1 / factor), ShortestStretch);
    const double share = m_width > 0 ? position / m_width : 0;
    const Moment begin = fixed - scaled(shorter, share);
    return TimeScale(begin, begin + shorter, m_width).within(last);
}

TimeScale TimeScale::panned(double pixels, Moment last) const
{
    const Moment shift = moment(pixels) - m_begin;
    return TimeScale(m_begin + shift, m_end + shift, m_width).within(last);
}

TimeScale TimeScale::within(Moment last) const
{
    const Moment longest = std::max(last, ShortestStretch);
    const Moment length = std::min(stretch(), longest);
    const Moment begin = std::clamp(m_begin, Moment::zero(), longest - length);
    return {begin, begin + length, m_width};
}

QList<Moment> TimeScale::ticks(double closest) const
{
    QList<Moment> moments;
    if (m_width <= 0 || closest <= 0)
        return moments;
    const Moment step = tickStep(stretch(), m_width / closest);
    const auto first = (m_begin.count() + step.count() - 1) / step.count();
    for (Moment tick = first * step; tick <= m_end; tick += step)
        moments.append(tick);
    return moments;
}

Moment tickStep(Moment stretch, double most)
{
    const double least = std::max(double(stretch.count()) / std::max(most, 1.0), 1.0);
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double multiple : {1.0, 2.0, 5.0}) {
        if (multiple * power >= least)
            return Moment(std::llround(multiple * power));
    }
    return Moment(std::llround(10 * power));
}

} // namespace ContactSheet
