#pragma once

#include "core/clock.h"
#include "posix.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ContactSheet::Bench {

/**
 * Orders pictures with as little work of its own as a client can have: the limit for all others.
 *
 * Each of its lanes is one kept-alive connection that orders, fetches the picture where the answer only names
 * it, and orders the next. What comes is counted and thrown away. One thread, one run() an object.
 */
class RawClient
{
public:
    struct Work
    {
        std::uint16_t port = 0;
        int orders = 1;
        int atOnce = 1;
        std::string model = "load";
        std::string size = "1024x1024";
        std::string responseFormat = "url"; ///< "url" or "b64_json", as the older dialect names them.
        std::chrono::milliseconds timeLimit = std::chrono::minutes(5);
    };

    struct Outcome
    {
        std::chrono::nanoseconds wallClock = {};
        /// From an order's first byte to its picture's last, in the order in which they were sent.
        std::vector<std::chrono::nanoseconds> orderTimes = {};
    };

    explicit RawClient(Work work);

    /**
     * Connects and does all the work.
     *
     * Throws std::runtime_error where an answer is none, and where the time limit passed.
     */
    [[nodiscard]] Outcome run();

private:
    enum class Asked { Order, Picture };

    struct Lane
    {
        Descriptor socket = {};
        Asked asked = Asked::Order;
        int order = -1;
        std::string request = {};
        std::size_t sent = 0;
        std::string answer = {}; ///< Its beginning: the head, and the whole of a short body.
        std::size_t missing = 0; ///< Bytes of the body still to come, once the head is complete.
        bool hasHead = false;
    };

    void orderNext(Lane &lane);
    void ask(Lane &lane, Asked asked, std::string request);
    void sendRequest(Lane &lane) const;
    void receive(Lane &lane);
    void take(Lane &lane, std::string_view bytes);
    void takeHead(Lane &lane);
    void endAnswer(Lane &lane);
    [[nodiscard]] std::string orderRequest(int order) const;
    [[nodiscard]] std::string pictureRequest(std::string_view url) const;

    Work m_work;
    Descriptor m_epoll;
    std::vector<Lane> m_lanes;
    std::vector<Clock::time_point> m_begins;
    std::vector<std::chrono::nanoseconds> m_orderTimes;
    std::vector<char> m_buffer;
    int m_done = 0;
};

} // namespace ContactSheet::Bench
