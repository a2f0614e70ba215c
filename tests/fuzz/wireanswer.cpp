#include "wireanswer.h"

#include "core/base64.h"
#include "property.h"

using namespace Qt::StringLiterals;

namespace ContactSheet {

ServiceAccount wireAccount(bool isPaid)
{
    return {.service = u"compatible"_s,
            .serviceName = u"Test service"_s,
            .baseUrl = QUrl(u"https://api.example/v1"_s),
            .key = Secret(WireKey),
            .charging = isPaid ? Charging::Paid : Charging::Free};
}

ServiceAnswer wireAnswer(const QByteArray &input)
{
    ServiceAnswer answer{.status = 200, .url = QUrl(u"https://api.example/v1/images/generations"_s)};
    if (!input.startsWith("HTTP/")) {
        answer.body = input;
        return answer;
    }
    qsizetype at = 0;
    for (bool isFirst = true; at < input.size(); isFirst = false) {
        const qsizetype end = input.indexOf('\n', at);
        const QByteArray line = input.sliced(at, (end < 0 ? input.size() : end) - at).trimmed();
        at = end < 0 ? input.size() : end + 1;
        if (line.isEmpty())
            break;
        const qsizetype colon = line.indexOf(':');
        if (isFirst)
            answer.status = line.split(' ').value(1).toInt();
        else if (colon > 0)
            answer.headers.append({line.first(colon), line.sliced(colon + 1).trimmed()});
    }
    answer.body = input.sliced(at);
    return answer;
}

void requireFit(const Error &error)
{
    require(!error.message.isEmpty(), "an error has a sentence for the person");
    for (const QString &text : {error.message, error.detail, error.requestId})
        require(!text.contains(QLatin1StringView(WireKey)), "no error holds the key");
    require(!error.retryAfter || error.retryAfter->count() >= 0, "no wait is negative");
}

void requireFit(const Pictures &pictures, const QByteArray &text)
{
    require(!pictures.sources.isEmpty(), "pictures are at least one");
    require(pictures.sources.size() <= 100, "nobody is sent more than a hundred pictures");
    for (const PictureSource &source : pictures.sources) {
        if (const auto *embedded = std::get_if<EmbeddedPicture>(&source)) {
            const Span span = embedded->span;
            require(span.begin > 0 && span.length > 0 && span.begin + span.length < text.size(),
                    "an embedded picture stands within the answer, between its quotes");
            const QByteArray raw = text.sliced(span.begin, span.length);
            require(text.at(span.begin - 1) == '"' && text.at(span.begin + span.length) == '"',
                    "an embedded picture is a whole string");
            (void)decodeBase64(unescapedJsonString(raw));
        } else if (const auto *linked = std::get_if<LinkedPicture>(&source)) {
            require(linked->url.scheme() == u"https", "no service behind https leads to another scheme");
            require(!linked->url.host().isEmpty(), "a link has a host");
        }
    }
}

} // namespace ContactSheet
