#include "orderlog.h"

namespace ContactSheet::Bench {

namespace {

long long toNanoseconds(Clock::time_point moment)
{
    return std::chrono::nanoseconds(moment.time_since_epoch()).count();
}

void writeMoment(std::ostream &out, const std::optional<Clock::time_point> &moment)
{
    if (moment)
        out << toNanoseconds(*moment);
    else
        out << "null";
}

} // namespace

std::size_t OrderLog::add(Clock::time_point arrived, std::chrono::nanoseconds serviceTime)
{
    m_records.push_back({.arrived = arrived, .serviceTime = serviceTime});
    return m_records.size();
}

void OrderLog::setAnswered(std::size_t number, Clock::time_point moment)
{
    OrderRecord *record = find(number);
    if (record && !record->answered)
        record->answered = moment;
}

void OrderLog::setDelivered(std::size_t number, Clock::time_point moment)
{
    OrderRecord *record = find(number);
    if (record && !record->delivered)
        record->delivered = moment;
}

void OrderLog::write(std::ostream &out) const
{
    std::size_t number = 0;
    for (const OrderRecord &record : m_records) {
        out << R"({"order":)" << ++number << R"(,"arrived_ns":)" << toNanoseconds(record.arrived)
            << R"(,"service_ns":)" << record.serviceTime.count() << R"(,"answered_ns":)";
        writeMoment(out, record.answered);
        out << R"(,"delivered_ns":)";
        writeMoment(out, record.delivered);
        out << "}\n";
    }
}

OrderRecord *OrderLog::find(std::size_t number)
{
    return number >= 1 && number <= m_records.size() ? &m_records[number - 1] : nullptr;
}

} // namespace ContactSheet::Bench
