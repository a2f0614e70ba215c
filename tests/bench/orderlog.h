#pragma once

#include "core/clock.h"

#include <cstddef>
#include <optional>
#include <ostream>
#include <vector>

namespace ContactSheet::Bench {

/// What the load server knows of one order.
struct OrderRecord
{
    Clock::time_point arrived = {};                  ///< Its last byte was read.
    std::chrono::nanoseconds serviceTime = {};       ///< Drawn for it; its answer was due this long after.
    std::optional<Clock::time_point> answered = {};  ///< The first byte of the answer was written.
    std::optional<Clock::time_point> delivered = {}; ///< The last byte of the picture was written.
};

/**
 * The orders of one life of the server, in order of arrival.
 *
 * Kept in memory until the end, so that no write to a disk disturbs a measurement.
 */
class OrderLog
{
public:
    /// Returns the new order's number, from 1.
    std::size_t add(Clock::time_point arrived, std::chrono::nanoseconds serviceTime);

    /// Only the first time counts: a picture may be fetched twice. An unknown \a number is ignored.
    void setAnswered(std::size_t number, Clock::time_point moment);
    void setDelivered(std::size_t number, Clock::time_point moment);

    /**
     * Writes one JSON object a line: order, arrived_ns, service_ns, answered_ns and delivered_ns.
     *
     * Moments are nanoseconds of the machine's monotonic clock, null for what did not happen.
     */
    void write(std::ostream &out) const;

private:
    [[nodiscard]] OrderRecord *find(std::size_t number);

    std::vector<OrderRecord> m_records;
};

} // namespace ContactSheet::Bench
