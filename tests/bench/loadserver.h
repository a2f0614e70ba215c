#pragma once

#include "core/clock.h"
#include "orderlog.h"
#include "posix.h"
#include "preparedanswers.h"
#include "servicetimes.h"

#include <queue>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace ContactSheet::Bench {

/**
 * An image service that does nothing but wait and send, so that what a benchmark measures is its client.
 *
 * One thread, HTTP/1.1 with keep-alive on 127.0.0.1. `POST /v1/images/generations` is answered after a drawn
 * service time with one picture, `GET /pictures/N.png` and `GET /v1/models` at once. Pictures are sent from
 * where they were prepared. An order whose client leaves stays in the log, unanswered.
 */
class LoadServer
{
public:
    enum class AnswerForm {
        Url,    ///< The answer names the picture, which takes a second request.
        Base64, ///< The answer carries it.
    };

    struct Settings
    {
        std::uint16_t port = 0; ///< 0 takes a free one.
        AnswerForm answerForm = AnswerForm::Url;
        std::chrono::milliseconds idleLimit = std::chrono::minutes(2);
    };

    /**
     * Listens from here on; connections wait until run(). Throws std::system_error.
     *
     * SIGTERM and SIGINT are taken by the server from here on. \a answers is not owned and must outlive it.
     */
    LoadServer(const Settings &settings, const ServiceTimes &serviceTimes, const PreparedAnswers &answers);

    [[nodiscard]] std::uint16_t port() const { return m_port; }

    /// Serves until SIGTERM or SIGINT, or until nothing happened for the idle limit.
    void run();

    [[nodiscard]] const OrderLog &log() const { return m_log; }

private:
    enum class State {
        Receiving, ///< A request, or the time between two.
        Waiting,   ///< An order's service time.
        Sending,   ///< The answer.
    };

    struct Connection
    {
        Descriptor socket = {};
        std::string received = {};
        State state = State::Receiving;
        std::string head = {};      ///< Of the answer, with its body where that is short.
        std::string_view body = {}; ///< A prepared one, sent from where it lies.
        std::size_t sent = 0;       ///< Bytes of head and body.
        std::size_t order = 0;      ///< The order that the answer belongs to.
        bool isAnswer = false;      ///< To that order.
        bool isPicture = false;     ///< Of that order; an answer by base64 is both.
        bool closesAfterwards = false;
    };

    struct DueOrder
    {
        Clock::time_point due = {};
        std::uint64_t connection = 0;
        std::size_t order = 0;

        friend bool operator>(const DueOrder &left, const DueOrder &right)
        {
            return std::tie(left.due, left.order) > std::tie(right.due, right.order);
        }
    };

    void acceptConnections();
    void serve(std::uint64_t id);
    [[nodiscard]] bool receive(Connection &connection);
    [[nodiscard]] bool advance(std::uint64_t id, Connection &connection);
    [[nodiscard]] bool takeRequest(std::uint64_t id, Connection &connection);
    void takeOrder(std::uint64_t id, Connection &connection);
    void answerOrder(Connection &connection);
    void answerDueOrders();
    void sendPicture(Connection &connection, std::string_view target);
    void setAnswer(Connection &connection, std::string_view status, std::string_view type,
                   std::string_view text);
    void setPreparedAnswer(Connection &connection, std::string_view type, std::string_view body);
    void setHead(Connection &connection, std::string_view status, std::string_view type,
                 std::size_t bodyLength);
    [[nodiscard]] bool send(Connection &connection);
    void setTimer();

    Settings m_settings;
    ServiceTimes m_serviceTimes;
    const PreparedAnswers *m_answers = nullptr;
    Descriptor m_listener;
    Descriptor m_epoll;
    Descriptor m_timer;
    Descriptor m_signals;
    std::uint16_t m_port = 0;
    OrderLog m_log;
    std::unordered_map<std::uint64_t, Connection> m_connections;
    std::uint64_t m_lastId = 0;
    std::priority_queue<DueOrder, std::vector<DueOrder>, std::greater<>> m_dueOrders;
    Clock::time_point m_timerIsSetTo = {};
};

} // namespace ContactSheet::Bench
