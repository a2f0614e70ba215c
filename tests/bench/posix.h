#pragma once

#include <cstdint>
#include <string_view>
#include <sys/types.h>
#include <utility>

namespace ContactSheet::Bench {

/// The one owner of a file descriptor, which is closed when its owner goes.
class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int number)
        : m_number(number)
    {}
    Descriptor(Descriptor &&other) noexcept
        : m_number(std::exchange(other.m_number, -1))
    {}
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    ~Descriptor();

    [[nodiscard]] int number() const { return m_number; }

private:
    int m_number = -1;
};

/// \a result of the system call named \a call. Throws std::system_error where it tells of a failure.
ssize_t checked(ssize_t result, const char *call);

/**
 * A listening socket on 127.0.0.1 that does not block.
 *
 * \a port 0 takes a free one. Throws std::system_error.
 */
[[nodiscard]] Descriptor listenOnLoopback(std::uint16_t port);

/// The port that \a socket is bound to.
[[nodiscard]] std::uint16_t portOf(const Descriptor &socket);

/// The next connection that waits at \a listener, set up like connectToLoopback(); none gives -1.
[[nodiscard]] Descriptor acceptFrom(const Descriptor &listener);

/// A connection to 127.0.0.1 that does not block and sends small messages at once (TCP_NODELAY).
[[nodiscard]] Descriptor connectToLoopback(std::uint16_t port);

/**
 * Watches \a watched with \a epoll, edge-triggered, for everything that can happen to it.
 *
 * Its events carry \a tag. Throws std::system_error.
 */
void watch(const Descriptor &epoll, const Descriptor &watched, std::uint64_t tag);

/**
 * Sends as much of \a first and then \a second as the socket takes now, \a sent bytes having gone before.
 *
 * Both are sent from where they lie, in one system call. Returns the bytes that went in this call, or -1
 * where the other side is gone.
 */
[[nodiscard]] ssize_t sendFrom(const Descriptor &socket, std::string_view first, std::string_view second,
                               std::size_t sent);

} // namespace ContactSheet::Bench
