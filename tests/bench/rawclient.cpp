#include "rawclient.h"

#include "httphead.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <stdexcept>
#include <sys/epoll.h>
#include <sys/socket.h>

namespace ContactSheet::Bench {

namespace {

// As much as fits a core's own cache, so that throwing a picture away costs one copy and no more.
constexpr std::size_t readSize = 256 << 10;

// A body that is longer than this carries its picture.
constexpr std::size_t longestLinkAnswer = 16 << 10;

// The JSON string behind the first "url" of answer, its escaped slashes undone (RFC 8259 section 7).
std::optional<std::string> urlIn(std::string_view answer)
{
    constexpr std::string_view name = R"("url")";
    const std::size_t at = answer.find(name);
    if (at == std::string_view::npos)
        return std::nullopt;
    const std::size_t begin = answer.find('"', at + name.size());
    const std::size_t end = begin == std::string_view::npos ? begin : answer.find('"', begin + 1);
    if (end == std::string_view::npos)
        return std::nullopt;
    std::string url(answer.substr(begin + 1, end - begin - 1));
    std::erase(url, '\\');
    return url;
}

} // namespace

RawClient::RawClient(Work work)
    : m_work(std::move(work))
    , m_epoll(static_cast<int>(checked(epoll_create1(EPOLL_CLOEXEC), "epoll_create1")))
    , m_lanes(static_cast<std::size_t>(std::min(m_work.atOnce, m_work.orders)))
    , m_buffer(readSize)
{}

RawClient::Outcome RawClient::run()
{
    const Clock::time_point begin = Clock::now();
    std::uint64_t tag = 0;
    for (Lane &lane : m_lanes) {
        lane.socket = connectToLoopback(m_work.port);
        orderNext(lane);
        watch(m_epoll, lane.socket, tag++);
    }
    std::array<epoll_event, 64> events = {};
    while (m_done < m_work.orders) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(begin + m_work.timeLimit - Clock::now());
        if (left <= std::chrono::milliseconds::zero())
            throw std::runtime_error("the time limit passed before the last picture came");
        const int count =
            epoll_wait(m_epoll.number(), events.data(), events.size(), static_cast<int>(left.count()));
        if (count < 0 && errno != EINTR)
            checked(count, "epoll_wait");
        for (int index = 0; index < count; ++index) {
            Lane &lane = m_lanes.at(events.at(index).data.u64);
            sendRequest(lane);
            receive(lane);
        }
    }
    return {.wallClock = Clock::now() - begin, .orderTimes = m_orderTimes};
}

void RawClient::orderNext(Lane &lane)
{
    lane.order = static_cast<int>(m_begins.size());
    if (lane.order >= m_work.orders)
        return;
    m_begins.push_back(Clock::now());
    m_orderTimes.emplace_back();
    ask(lane, Asked::Order, orderRequest(lane.order));
}

void RawClient::ask(Lane &lane, Asked asked, std::string request)
{
    lane.asked = asked;
    lane.request = std::move(request);
    lane.sent = 0;
    lane.answer.clear();
    lane.hasHead = false;
    sendRequest(lane);
}

void RawClient::sendRequest(Lane &lane) const
{
    if (lane.sent == lane.request.size())
        return;
    const ssize_t count = sendFrom(lane.socket, lane.request, {}, lane.sent);
    if (count < 0)
        throw std::runtime_error("the server closed a connection");
    lane.sent += static_cast<std::size_t>(count);
}

void RawClient::receive(Lane &lane)
{
    for (;;) {
        const ssize_t count = recv(lane.socket.number(), m_buffer.data(), m_buffer.size(), 0);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno == EAGAIN)
            return;
        if (count <= 0 && m_done < m_work.orders)
            throw std::runtime_error("the server closed a connection");
        if (count <= 0)
            return;
        take(lane, {m_buffer.data(), static_cast<std::size_t>(count)});
    }
}

void RawClient::take(Lane &lane, std::string_view bytes)
{
    if (!lane.hasHead) {
        lane.answer.append(bytes);
        takeHead(lane);
    } else {
        if (bytes.size() > lane.missing)
            throw std::runtime_error("the server sent more than it announced");
        lane.missing -= bytes.size();
        if (lane.answer.size() < longestLinkAnswer)
            lane.answer.append(bytes);
    }
    if (lane.hasHead && lane.missing == 0)
        endAnswer(lane);
}

void RawClient::takeHead(Lane &lane)
{
    const auto head = completeHead(lane.answer);
    if (!head)
        return;
    const auto length = contentLength(*head);
    if (!startLine(*head).starts_with("HTTP/1.1 200") || !length)
        throw std::runtime_error("the server answered \"" + std::string(startLine(*head))
                                 + "\" where a 200 with Content-Length was expected");
    const std::size_t received = lane.answer.size() - head->size();
    if (received > *length)
        throw std::runtime_error("the server sent more than it announced");
    lane.hasHead = true;
    lane.missing = *length - received;
}

void RawClient::endAnswer(Lane &lane)
{
    if (lane.asked == Asked::Order) {
        if (const auto url = urlIn(lane.answer)) {
            ask(lane, Asked::Picture, pictureRequest(*url));
            return;
        }
        if (lane.answer.find(R"("b64_json")") == std::string::npos)
            throw std::runtime_error("an answer neither names nor carries a picture");
    }
    const auto order = static_cast<std::size_t>(lane.order);
    m_orderTimes[order] = Clock::now() - m_begins[order];
    ++m_done;
    orderNext(lane);
}

std::string RawClient::orderRequest(int order) const
{
    // Every prompt is another one, so that nothing on the other side can be found in a cache.
    const std::string body = R"({"model":")" + m_work.model + R"(","prompt":"a robot dog, picture )"
        + std::to_string(order + 1) + R"( of a benchmark","n":1,"size":")" + m_work.size
        + R"(","response_format":")" + m_work.responseFormat + R"("})";
    return "POST /v1/images/generations HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(m_work.port)
        + "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n"
        + body;
}

std::string RawClient::pictureRequest(std::string_view url) const
{
    const std::string host = "127.0.0.1:" + std::to_string(m_work.port);
    const std::string origin = "http://" + host;
    if (!url.starts_with(origin + '/'))
        throw std::runtime_error("an answer names a picture on another server");
    return "GET " + std::string(url.substr(origin.size())) + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
}

} // namespace ContactSheet::Bench
