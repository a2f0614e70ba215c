#include "services/eventstream.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace ContactSheet {

namespace {

constexpr QByteArrayView DataField("data:");

/// The length of what stands in \a text before its first line end, or of all of it.
qsizetype lengthOfLine(QByteArrayView text)
{
    // Twice through memory at its own pace, instead of once by hand: a line may have megabytes.
    const auto *feed = static_cast<const char *>(std::memchr(text.data(), '\n', size_t(text.size())));
    const qsizetype length = feed ? feed - text.data() : text.size();
    const auto *carriage = static_cast<const char *>(std::memchr(text.data(), '\r', size_t(length)));
    return carriage ? carriage - text.data() : length;
}

} // namespace

QList<StreamEvent> EventStream::feed(QByteArrayView piece)
{
    QList<StreamEvent> events;
    while (!piece.isEmpty() && !m_isTooLong) {
        if (std::exchange(m_hasCarriageReturn, false) && piece.front() == '\n') {
            piece = piece.sliced(1);
            continue;
        }
        const qsizetype length = lengthOfLine(piece);
        if (m_line.size() + m_event.data.size() + length > m_longestEvent) {
            m_isTooLong = true;
            m_line.clear();
            m_event = {};
            m_hasData = false;
            break;
        }
        m_line += piece.first(length);
        if (length == piece.size())
            break;
        m_hasCarriageReturn = piece[length] == '\r';
        piece = piece.sliced(length + 1);
        takeLine(events);
    }
    return events;
}

std::optional<StreamEvent> EventStream::takeUnended()
{
    QList<StreamEvent> events;
    if (!m_line.isEmpty())
        takeLine(events);
    if (!std::exchange(m_hasData, false))
        return std::nullopt;
    return std::exchange(m_event, {});
}

QByteArray EventStream::dataUnderWay(qsizetype most) const
{
    if (m_hasData)
        return m_event.data.first(std::min(most, m_event.data.size()));
    if (!m_line.startsWith(DataField))
        return {};
    return m_line.sliced(DataField.size(), std::min(most, m_line.size() - DataField.size()));
}

void EventStream::takeLine(QList<StreamEvent> &events)
{
    QByteArray line = std::exchange(m_line, {});
    if (std::exchange(m_isFirstLine, false) && line.startsWith("\xEF\xBB\xBF"))
        line.remove(0, 3);
    if (!line.isEmpty()) {
        takeField(line);
        return;
    }
    StreamEvent event = std::exchange(m_event, {});
    if (std::exchange(m_hasData, false))
        events.append(std::move(event));
}

void EventStream::takeField(const QByteArray &line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon == 0)
        return; // A comment.
    const QByteArrayView name = colon < 0 ? QByteArrayView(line) : QByteArrayView(line).first(colon);
    qsizetype begin = colon < 0 ? line.size() : colon + 1;
    if (begin < line.size() && line.at(begin) == ' ')
        ++begin;
    if (name == "event") {
        m_event.name = line.sliced(begin);
    } else if (name == "data") {
        if (std::exchange(m_hasData, true))
            m_event.data += '\n';
        m_event.data += QByteArrayView(line).sliced(begin);
    }
}

} // namespace ContactSheet
