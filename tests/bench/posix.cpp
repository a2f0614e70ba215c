#include "posix.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <system_error>
#include <type_traits>
#include <unistd.h>

namespace ContactSheet::Bench {

namespace {

// A hundred lanes connect in one burst; a shorter queue would make some of them wait a second for a resend.
constexpr int backlog = 1024;

sockaddr_in loopbackAddress(std::uint16_t port)
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

// The one place where the socket interface asks for a pointer of another type.
template<typename Address>
auto *asSocketAddress(Address *address)
{
    using Target = std::conditional_t<std::is_const_v<Address>, const sockaddr, sockaddr>;
    return reinterpret_cast<Target *>(address);
}

Descriptor newSocket(int flags)
{
    const int type = SOCK_STREAM | SOCK_CLOEXEC | flags;
    return Descriptor(static_cast<int>(checked(socket(AF_INET, type, 0), "socket")));
}

void setOption(const Descriptor &socket, int level, int option, const char *call)
{
    const int on = 1;
    checked(setsockopt(socket.number(), level, option, &on, sizeof on), call);
}

} // namespace

Descriptor::~Descriptor()
{
    if (m_number >= 0)
        close(m_number);
}

ssize_t checked(ssize_t result, const char *call)
{
    if (result < 0)
        throw std::system_error(errno, std::generic_category(), call);
    return result;
}

Descriptor listenOnLoopback(std::uint16_t port)
{
    Descriptor listener = newSocket(SOCK_NONBLOCK);
    setOption(listener, SOL_SOCKET, SO_REUSEADDR, "SO_REUSEADDR");
    const sockaddr_in address = loopbackAddress(port);
    checked(bind(listener.number(), asSocketAddress(&address), sizeof address), "bind");
    checked(listen(listener.number(), backlog), "listen");
    return listener;
}

std::uint16_t portOf(const Descriptor &socket)
{
    sockaddr_in address = {};
    socklen_t length = sizeof address;
    checked(getsockname(socket.number(), asSocketAddress(&address), &length), "getsockname");
    return ntohs(address.sin_port);
}

Descriptor acceptFrom(const Descriptor &listener)
{
    int number = -1;
    do {
        number = accept4(listener.number(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    } while (number < 0 && (errno == ECONNABORTED || errno == EINTR));
    if (number < 0 && errno == EAGAIN)
        return {};
    Descriptor accepted(static_cast<int>(checked(number, "accept4")));
    setOption(accepted, IPPROTO_TCP, TCP_NODELAY, "TCP_NODELAY");
    return accepted;
}

Descriptor connectToLoopback(std::uint16_t port)
{
    Descriptor connection = newSocket(0);
    const sockaddr_in address = loopbackAddress(port);
    // Blocking until here: on loopback the handshake is done before connect() returns.
    checked(connect(connection.number(), asSocketAddress(&address), sizeof address), "connect");
    checked(fcntl(connection.number(), F_SETFL, O_NONBLOCK), "O_NONBLOCK");
    setOption(connection, IPPROTO_TCP, TCP_NODELAY, "TCP_NODELAY");
    return connection;
}

void watch(const Descriptor &epoll, const Descriptor &watched, std::uint64_t tag)
{
    epoll_event event = {};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.u64 = tag;
    checked(epoll_ctl(epoll.number(), EPOLL_CTL_ADD, watched.number(), &event), "epoll_ctl");
}

ssize_t sendFrom(const Descriptor &socket, std::string_view first, std::string_view second, std::size_t sent)
{
    const std::size_t sentOfFirst = std::min(sent, first.size());
    first.remove_prefix(sentOfFirst);
    second.remove_prefix(sent - sentOfFirst);
    // sendmsg() only reads; its interface is older than const.
    std::array<iovec, 2> pieces = {iovec{const_cast<char *>(first.data()), first.size()},
                                   iovec{const_cast<char *>(second.data()), second.size()}};
    msghdr message = {};
    message.msg_iov = pieces.data();
    message.msg_iovlen = pieces.size();
    const ssize_t count = sendmsg(socket.number(), &message, MSG_NOSIGNAL);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return 0;
    return count;
}

} // namespace ContactSheet::Bench
