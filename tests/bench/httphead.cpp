#include "httphead.h"

#include <algorithm>
#include <charconv>

namespace ContactSheet::Bench {

namespace {

constexpr std::string_view lineEnd = "\r\n";
constexpr std::string_view headEnd = "\r\n\r\n";

char toLower(char character)
{
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

} // namespace

std::optional<std::string_view> completeHead(std::string_view received)
{
    const std::size_t end = received.find(headEnd);
    if (end == std::string_view::npos)
        return std::nullopt;
    return received.substr(0, end + headEnd.size());
}

std::string_view startLine(std::string_view head)
{
    return head.substr(0, head.find(lineEnd));
}

std::string_view fieldValue(std::string_view head, std::string_view name)
{
    std::size_t end = head.find(lineEnd);
    while (end != std::string_view::npos) {
        const std::size_t begin = end + lineEnd.size();
        end = head.find(lineEnd, begin);
        const std::string_view line = head.substr(begin, end - begin);
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos && equalsIgnoringCase(line.substr(0, colon), name))
            return trimmed(line.substr(colon + 1));
    }
    return {};
}

std::optional<std::size_t> contentLength(std::string_view head)
{
    const std::string_view value = fieldValue(head, "content-length");
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
    if (value.empty() || error != std::errc{} || end != value.data() + value.size())
        return std::nullopt;
    return length;
}

bool equalsIgnoringCase(std::string_view text, std::string_view lowerCase)
{
    return std::ranges::equal(text, lowerCase, {}, toLower);
}

} // namespace ContactSheet::Bench
