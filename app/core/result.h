#pragma once

#include "core/error.h"

#include <utility>
#include <variant>

namespace ContactSheet {

/// Stands in for a value where an operation has none to give: Result<Done>.
struct Done
{
    friend bool operator==(const Done &, const Done &) = default;
};

/**
 * A value, or the reason there is none.
 *
 * Stands in for std::expected, which C++20 lacks. [[nodiscard]] on the class makes a dropped
 * result a compiler warning at every call, without repeating the attribute on each function.
 */
template<typename T>
class [[nodiscard]] Result
{
public:
    // Implicit on purpose: `return picture;` and `return Error{...};` both read well.
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {}
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {}

    explicit operator bool() const noexcept { return m_state.index() == 0; }

    /// Only where the result holds a value.
    [[nodiscard]] const T &value() const &
    {
        Q_ASSERT(*this);
        return *std::get_if<0>(&m_state);
    }
    [[nodiscard]] T value() &&
    {
        Q_ASSERT(*this);
        return std::move(*std::get_if<0>(&m_state));
    }

    /// Only where the result holds an error.
    [[nodiscard]] const Error &error() const
    {
        Q_ASSERT(!*this);
        return *std::get_if<1>(&m_state);
    }

private:
    std::variant<T, Error> m_state;
};

} // namespace ContactSheet
