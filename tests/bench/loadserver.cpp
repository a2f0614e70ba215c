#include "loadserver.h"

#include "httphead.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace ContactSheet::Bench {

namespace {

constexpr std::uint64_t listenerTag = 1;
constexpr std::uint64_t timerTag = 2;
constexpr std::uint64_t signalTag = 3;

// No client of a benchmark sends more; one that does is in error and loses its connection.
constexpr std::size_t longestRequest = 1 << 20;

constexpr std::string_view json = "application/json";
constexpr std::string_view models =
    R"({"object":"list","data":[{"id":"load","object":"model","created":1767225600,)"
    R"("owned_by":"contactsheet"}]})";
constexpr std::string_view notFound = R"({"error":{"message":"There is nothing at this address.",)"
                                      R"("type":"invalid_request_error","param":null,"code":"not_found"}})";
constexpr std::string_view lengthRequired = R"({"error":{"message":"Content-Length is missing.",)"
                                            R"("type":"invalid_request_error","param":null,"code":null}})";

Descriptor newTimer()
{
    return Descriptor(
        static_cast<int>(checked(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK), "timerfd")));
}

// Blocked for good, so that they arrive through the descriptor and nowhere else.
Descriptor newSignalDescriptor()
{
    sigset_t signals = {};
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    checked(sigprocmask(SIG_BLOCK, &signals, nullptr), "sigprocmask");
    return Descriptor(
        static_cast<int>(checked(signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK), "signalfd")));
}

} // namespace

LoadServer::LoadServer(const Settings &settings, const ServiceTimes &serviceTimes,
                       const PreparedAnswers &answers)
    : m_settings(settings)
    , m_serviceTimes(serviceTimes)
    , m_answers(&answers)
    , m_listener(listenOnLoopback(settings.port))
    , m_epoll(static_cast<int>(checked(epoll_create1(EPOLL_CLOEXEC), "epoll_create1")))
    , m_timer(newTimer())
    , m_signals(newSignalDescriptor())
    , m_port(portOf(m_listener))
    , m_lastId(signalTag)
{
    watch(m_epoll, m_listener, listenerTag);
    watch(m_epoll, m_timer, timerTag);
    watch(m_epoll, m_signals, signalTag);
}

void LoadServer::run()
{
    std::array<epoll_event, 64> events = {};
    const int idleLimit = static_cast<int>(m_settings.idleLimit.count());
    for (;;) {
        const int count = epoll_wait(m_epoll.number(), events.data(), events.size(), idleLimit);
        if (count < 0 && errno == EINTR)
            continue;
        if (checked(count, "epoll_wait") == 0)
            return;
        for (int index = 0; index < count; ++index) {
            const std::uint64_t tag = events.at(index).data.u64;
            if (tag == signalTag)
                return;
            if (tag == listenerTag)
                acceptConnections();
            else if (tag != timerTag)
                serve(tag);
            // After each event and not once a turn: sending sixty pictures would delay a due answer by as
            // many.
            answerDueOrders();
        }
        setTimer();
    }
}

void LoadServer::acceptConnections()
{
    for (;;) {
        Descriptor socket = acceptFrom(m_listener);
        if (socket.number() < 0)
            return;
        const std::uint64_t id = ++m_lastId;
        watch(m_epoll, socket, id);
        m_connections[id].socket = std::move(socket);
    }
}

void LoadServer::serve(std::uint64_t id)
{
    const auto found = m_connections.find(id);
    if (found != m_connections.end() && !(receive(found->second) && advance(id, found->second)))
        m_connections.erase(found);
}

// Reads what there is; false where the client is gone.
bool LoadServer::receive(Connection &connection)
{
    std::array<char, 16384> buffer = {};
    for (;;) {
        const ssize_t count = recv(connection.socket.number(), buffer.data(), buffer.size(), 0);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return errno == EAGAIN;
        if (count == 0 || connection.received.size() > longestRequest)
            return false;
        connection.received.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

// Goes from state to state as far as it goes now; false where the connection is to be closed.
bool LoadServer::advance(std::uint64_t id, Connection &connection)
{
    for (;;) {
        switch (connection.state) {
        case State::Receiving:
            if (!takeRequest(id, connection))
                return true;
            break;
        case State::Waiting:
            return true;
        case State::Sending:
            if (!send(connection))
                return false;
            if (connection.state == State::Sending)
                return true;
            if (connection.closesAfterwards)
                return false;
            break;
        }
    }
}

// Takes one whole request out of what was received; false where there is none.
bool LoadServer::takeRequest(std::uint64_t id, Connection &connection)
{
    const auto head = completeHead(connection.received);
    if (!head)
        return false;
    const std::size_t length = head->size() + contentLength(*head).value_or(0);
    if (connection.received.size() < length)
        return false;
    connection.closesAfterwards = equalsIgnoringCase(fieldValue(*head, "connection"), "close");
    connection.isAnswer = false;
    connection.isPicture = false;

    constexpr std::string_view picture = "GET /pictures/";
    const std::string_view line = startLine(*head);
    if (line.starts_with("POST ") && !contentLength(*head)) {
        connection.closesAfterwards = true;
        setAnswer(connection, "411 Length Required", json, lengthRequired);
    } else if (line.starts_with("POST /v1/images/generations ")) {
        takeOrder(id, connection);
    } else if (line.starts_with(picture)) {
        sendPicture(connection, line.substr(picture.size()));
    } else if (line.starts_with("GET /v1/models ")) {
        setAnswer(connection, "200 OK", json, models);
    } else {
        setAnswer(connection, "404 Not Found", json, notFound);
    }
    connection.received.erase(0, length);
    return true;
}

void LoadServer::takeOrder(std::uint64_t id, Connection &connection)
{
    const Clock::time_point now = Clock::now();
    const std::chrono::nanoseconds serviceTime = m_serviceTimes.next();
    connection.order = m_log.add(now, serviceTime);
    connection.state = State::Waiting;
    m_dueOrders.push({.due = now + serviceTime, .connection = id, .order = connection.order});
}

void LoadServer::answerDueOrders()
{
    while (!m_dueOrders.empty() && m_dueOrders.top().due <= Clock::now()) {
        const std::uint64_t id = m_dueOrders.top().connection;
        m_dueOrders.pop();
        const auto found = m_connections.find(id);
        if (found == m_connections.end())
            continue;
        answerOrder(found->second);
        if (!advance(id, found->second))
            m_connections.erase(found);
    }
}

void LoadServer::answerOrder(Connection &connection)
{
    switch (m_settings.answerForm) {
    case AnswerForm::Url:
        setAnswer(connection, "200 OK", json, urlAnswer(m_port, connection.order));
        break;
    case AnswerForm::Base64:
        setPreparedAnswer(connection, json, m_answers->base64Answer(connection.order));
        connection.isPicture = true;
        break;
    }
    connection.isAnswer = true;
}

// target is what follows "/pictures/" in the request line.
void LoadServer::sendPicture(Connection &connection, std::string_view target)
{
    std::size_t number = 0;
    const char *targetEnd = target.data() + target.size();
    const auto [end, error] = std::from_chars(target.data(), targetEnd, number);
    if (error != std::errc{} || !std::string_view(end, targetEnd).starts_with(".png ")) {
        setAnswer(connection, "404 Not Found", json, notFound);
        return;
    }
    setPreparedAnswer(connection, "image/png", m_answers->picture(number));
    connection.order = number;
    connection.isPicture = true;
}

void LoadServer::setAnswer(Connection &connection, std::string_view status, std::string_view type,
                           std::string_view text)
{
    setHead(connection, status, type, text.size());
    connection.head += text;
}

void LoadServer::setPreparedAnswer(Connection &connection, std::string_view type, std::string_view body)
{
    setHead(connection, "200 OK", type, body.size());
    connection.body = body;
}

void LoadServer::setHead(Connection &connection, std::string_view status, std::string_view type,
                         std::size_t bodyLength)
{
    connection.head.assign("HTTP/1.1 ").append(status).append("\r\nContent-Type: ").append(type);
    connection.head.append("\r\nContent-Length: ").append(std::to_string(bodyLength));
    connection.head.append(connection.closesAfterwards ? "\r\nConnection: close\r\n\r\n" : "\r\n\r\n");
    connection.body = {};
    connection.sent = 0;
    connection.state = State::Sending;
}

// Sends what the socket takes and leaves Sending after the last byte; false where the client is gone.
bool LoadServer::send(Connection &connection)
{
    const std::size_t length = connection.head.size() + connection.body.size();
    while (connection.sent < length) {
        const Clock::time_point begin = Clock::now();
        const ssize_t count = sendFrom(connection.socket, connection.head, connection.body, connection.sent);
        if (count < 0)
            return false;
        if (count == 0)
            return true;
        if (connection.isAnswer && connection.sent == 0)
            m_log.setAnswered(connection.order, begin);
        connection.sent += static_cast<std::size_t>(count);
    }
    if (connection.isPicture)
        m_log.setDelivered(connection.order, Clock::now());
    connection.state = State::Receiving;
    return true;
}

void LoadServer::setTimer()
{
    if (m_dueOrders.empty() || m_dueOrders.top().due == m_timerIsSetTo)
        return;
    m_timerIsSetTo = m_dueOrders.top().due;
    // The steady clock of Linux is CLOCK_MONOTONIC, so its moments are the timer's own.
    const auto moment = std::chrono::nanoseconds(m_timerIsSetTo.time_since_epoch());
    const auto seconds = std::chrono::floor<std::chrono::seconds>(moment);
    itimerspec setting = {};
    setting.it_value.tv_sec = seconds.count();
    setting.it_value.tv_nsec = (moment - seconds).count();
    checked(timerfd_settime(m_timer.number(), TFD_TIMER_ABSTIME, &setting, nullptr), "timerfd_settime");
}

} // namespace ContactSheet::Bench
