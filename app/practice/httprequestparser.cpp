#include "practice/httprequestparser.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

using Refusal = HttpRequestParser::Refusal;

// RFC 9110, 5.6.2
bool isToken(QByteArrayView text)
{
    constexpr QByteArrayView Marks = "!#$%&'*+-.^_`|~";
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || Marks.contains(c);
    });
}

bool isVisible(QByteArrayView text)
{
    return !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

// RFC 9110, 5.5: visible characters, bytes above 0x7f, spaces and tabs.
bool isFieldValue(QByteArrayView text)
{
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < ' ' && c != '\t') || byte == 0x7f;
    });
}

bool isNumber(QByteArrayView text)
{
    return !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Refusal> readRequestLine(QByteArrayView line, HttpRequest &request)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype second = line.indexOf(' ', first + 1);
    if (first < 0 || second < 0)
        return Refusal{400, "The request line has to be a method, a target and a version."_ba};

    const QByteArrayView method = line.first(first);
    const QByteArrayView target = line.sliced(first + 1, second - first - 1);
    const QByteArrayView version = line.sliced(second + 1);
    if (!isToken(method) || !isVisible(target))
        return Refusal{400, "The method or the target of the request line is malformed."_ba};
    if (version.size() != 8 || !version.startsWith("HTTP/") || version[6] != '.')
        return Refusal{400, "The request line does not end with an HTTP version."_ba};
    if (version[5] != '1')
        return Refusal{505, "This server speaks HTTP/1.1."_ba};

    request.method = method.toByteArray();
    request.target = target.toByteArray();
    request.isVersion10 = version == "HTTP/1.0";
    return std::nullopt;
}

std::optional<Refusal> readHeaderLine(QByteArrayView line, HttpRequest &request)
{
    const qsizetype colon = line.indexOf(':');
    // A space before the colon or at the start of the line (an old way to continue a value) is where
    // two readers see two different heads; RFC 9112, 5.1 and 5.2 let a server refuse both.
    if (colon < 0 || !isToken(line.first(colon)))
        return Refusal{400, "A header line is malformed."_ba};
    const QByteArrayView value = line.sliced(colon + 1).trimmed();
    if (!isFieldValue(value))
        return Refusal{400, "A header holds a control character."_ba};
    request.headers.append({.name = line.first(colon).toByteArray(), .value = value.toByteArray()});
    return std::nullopt;
}

qsizetype countHeaders(const HttpRequest &request, QByteArrayView name)
{
    return std::count_if(request.headers.begin(), request.headers.end(), [&](const HttpHeader &header) {
        return header.name.compare(name, Qt::CaseInsensitive) == 0;
    });
}

std::optional<Refusal> checkHead(const HttpRequest &request, const HttpLimits &limits)
{
    // RFC 9112, 3.2
    const qsizetype hosts = countHeaders(request, "Host");
    if (hosts > 1 || (hosts == 0 && !request.isVersion10))
        return Refusal{400, "A request has to carry exactly one Host header."_ba};

    const qsizetype lengths = countHeaders(request, "Content-Length");
    if (countHeaders(request, "Transfer-Encoding") > 0) {
        if (lengths > 0)
            return Refusal{400, "A request carries a Content-Length or a Transfer-Encoding, not both."_ba};
        return Refusal{411, "Send the body with a Content-Length; chunked bodies are not read here."_ba};
    }
    if (lengths == 0)
        return std::nullopt;
    const QByteArray length = request.header("Content-Length");
    if (lengths > 1 || !isNumber(length))
        return Refusal{400, "The Content-Length has to be one number."_ba};
    bool fits = false;
    if (length.toLongLong(&fits) > limits.body || !fits)
        return Refusal{413, "The body may be " + QByteArray::number(limits.body) + " bytes long at most."};
    return std::nullopt;
}

} // namespace

HttpRequestParser::HttpRequestParser(HttpLimits limits)
    : m_limits(limits)
{}

void HttpRequestParser::append(const QByteArray &bytes)
{
    m_bytes += bytes;
}

HttpRequestParser::Outcome HttpRequestParser::next()
{
    bool isHeadNew = false;
    if (!m_head) {
        if (auto outcome = readHead())
            return *std::move(outcome);
        isHeadNew = true;
    }
    if (m_bytes.size() < m_bodyLength) {
        const bool wantsContinue =
            isHeadNew && !m_head->isVersion10 && hasHeaderToken(m_head->headers, "Expect", "100-continue");
        return Incomplete{.wantsContinue = wantsContinue};
    }

    HttpRequest request = *std::exchange(m_head, std::nullopt);
    request.body = m_bytes.first(m_bodyLength);
    m_bytes.remove(0, m_bodyLength);
    return request;
}

std::optional<HttpRequestParser::Outcome> HttpRequestParser::readHead()
{
    // Empty lines before a request are skipped (RFC 9112, 2.2).
    while (m_searchedUntil == 0 && m_bytes.startsWith("\r\n"))
        m_bytes.remove(0, 2);

    const qsizetype end = m_bytes.indexOf("\r\n\r\n", m_searchedUntil);
    const QByteArrayView head = QByteArrayView(m_bytes).first(end < 0 ? m_bytes.size() : end + 2);
    if (head.size() > m_limits.head)
        return Refusal{431, "The head may be " + QByteArray::number(m_limits.head) + " bytes long at most."};

    // A line that ends with a line feed alone would let the end of the head never be found.
    for (qsizetype feed = head.indexOf('\n', m_searchedUntil); feed >= 0;
         feed = head.indexOf('\n', feed + 1)) {
        if (feed == 0 || head[feed - 1] != '\r')
            return Refusal{400, "Lines have to end with a carriage return and a line feed."_ba};
    }
    if (end < 0) {
        m_searchedUntil = std::max<qsizetype>(m_bytes.size() - 3, 0);
        return Incomplete{};
    }

    HttpRequest request;
    qsizetype start = 0;
    while (start < head.size()) {
        const qsizetype stop = head.indexOf('\r', start);
        const QByteArrayView line = head.sliced(start, stop - start);
        if (head[stop + 1] != '\n')
            return Refusal{400, "A line holds a carriage return."_ba};
        const auto refusal = start == 0 ? readRequestLine(line, request) : readHeaderLine(line, request);
        if (refusal)
            return *refusal;
        start = stop + 2;
    }
    if (const auto refusal = checkHead(request, m_limits))
        return *refusal;

    m_bodyLength = qsizetype(request.header("Content-Length").toLongLong());
    m_bytes.remove(0, end + 4);
    m_searchedUntil = 0;
    m_head = std::move(request);
    return std::nullopt;
}

} // namespace ContactSheet
