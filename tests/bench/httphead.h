#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace ContactSheet::Bench {

/// The head at the start of \a received with its empty line (RFC 9112 section 2.1), once it is complete.
[[nodiscard]] std::optional<std::string_view> completeHead(std::string_view received);

/// The first line of \a head without its line end.
[[nodiscard]] std::string_view startLine(std::string_view head);

/// The value of the field \a name, given in lower case, without the spaces around it; absent is empty.
[[nodiscard]] std::string_view fieldValue(std::string_view head, std::string_view name);

/// The body's length by Content-Length; none where the field is absent or is no number.
[[nodiscard]] std::optional<std::size_t> contentLength(std::string_view head);

/// Whether \a text is \a lowerCase but for the case of its ASCII letters.
[[nodiscard]] bool equalsIgnoringCase(std::string_view text, std::string_view lowerCase);

} // namespace ContactSheet::Bench
