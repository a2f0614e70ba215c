#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace ContactSheet {

/// One event of a stream: what it is called (empty where the stream does not say) and what it carries.
struct StreamEvent
{
    QByteArray name = {};
    QByteArray data = {};

    friend bool operator==(const StreamEvent &, const StreamEvent &) = default;
};

/**
 * Cuts a stream of server-sent events into its events, by the rules of the WHATWG HTML standard, section
 * "Interpreting an event stream": lines end with LF, CR or both, a byte order mark may stand at the
 * beginning, data may have several lines, comments and fields that are not known mean nothing.
 *
 * A piece may end anywhere, also within a character or between CR and LF: the events are the same. Nothing of
 * the data is decoded. Pure; holds no more than the event that is under way.
 */
class EventStream final
{
public:
    /// What one event may hold of lines and data at most, in bytes, unless another limit is given.
    static constexpr qsizetype LongestEvent = qsizetype(256) * 1024 * 1024;

    explicit EventStream(qsizetype longestEvent = LongestEvent)
        : m_longestEvent(longestEvent)
    {}

    /// Takes \a piece, the bytes that come next, and gives the events that end within it.
    [[nodiscard]] QList<StreamEvent> feed(QByteArrayView piece);

    /**
     * The event that the end of the stream leaves without its empty line, if there is one; for a stream that
     * has ended. The standard drops it: whether it is whole is for the caller to find out.
     */
    [[nodiscard]] std::optional<StreamEvent> takeUnended();

    /// What the event that is under way is called; empty as long as that is not known.
    [[nodiscard]] const QByteArray &nameUnderWay() const { return m_event.name; }

    /// What is here of the data of the event that is under way, at most \a most bytes of its beginning.
    [[nodiscard]] QByteArray dataUnderWay(qsizetype most) const;

    /// An event was longer than the limit: from then on there are no more events.
    [[nodiscard]] bool isTooLong() const { return m_isTooLong; }

private:
    void takeLine(QList<StreamEvent> &events);
    void takeField(const QByteArray &line);

    qsizetype m_longestEvent;
    QByteArray m_line = {}; ///< The line that is under way.
    StreamEvent m_event = {};
    bool m_hasData = false; ///< Data of no bytes is data as well.
    bool m_isFirstLine = true;
    bool m_hasCarriageReturn = false; ///< The last line ended with CR: an LF that follows belongs to it.
    bool m_isTooLong = false;
};

} // namespace ContactSheet
