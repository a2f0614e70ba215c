#include "services/openaianswer.h"

#include "services/answererror.h"
#include "services/originrules.h"
#include "services/serviceaccount.h"
#include "services/servicewords.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// The texts are those of the service's codec.
struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(OpenAiImages)
};

/// More than any service makes at once; a hostile answer may name millions.
constexpr qsizetype MostPictures = 100;
constexpr qsizetype LongestRevisedPrompt = 32'000;

Error refused(const ServiceAnswer &answer, const ServiceAccount &account)
{
    return {.kind = Error::Kind::Refused,
            .message = Texts::tr("%1 refused to make this picture. Change the prompt and try again.")
                           .arg(account.serviceName),
            .status = answer.status,
            .requestId = account.redact(answer.requestId())};
}

/// What \a text, the value of `url`, refers to.
Result<PictureSource> sourceFromUrl(const QString &text, const ServiceAnswer &answer,
                                    const ServiceAccount &account)
{
    if (text.startsWith(u"data:", Qt::CaseInsensitive))
        return PictureSource(EncodedPicture{.base64 = text.toLatin1()});
    const Result<QUrl> url = resolvePictureLink(text, answer.url, account);
    if (!url) {
        Error error = url.error();
        error.status = answer.status;
        error.requestId = account.redact(answer.requestId());
        return error;
    }
    return PictureSource(LinkedPicture{.url = url.value()});
}

/// What one element of `data` holds, or nothing where it holds no picture.
std::optional<Result<PictureSource>> sourceFrom(const QJsonValue &element, const JsonOutline &outline,
                                                const ServiceAnswer &answer, const ServiceAccount &account)
{
    const QJsonValue encoded = element[u"b64_json"];
    if (const std::optional<Span> span = outline.longString(encoded))
        return PictureSource(EmbeddedPicture{.span = *span});
    if (const QString base64 = encoded.toString(); !base64.isEmpty())
        return PictureSource(EncodedPicture{.base64 = base64.toLatin1()});
    if (const QString url = outline.string(element[u"url"]); !url.isEmpty())
        return sourceFromUrl(url, answer, account);
    return std::nullopt;
}

/// Whether \a name is the name of something that is counted, and not text that a server wants written down.
bool canBeCount(const QString &name, const ServiceAccount &account)
{
    constexpr qsizetype LongestName = 64;
    return name.size() <= LongestName
        && std::all_of(
               name.begin(), name.end(),
               [](QChar c) { return c.unicode() < 0x80 && (c.isLetterOrNumber() || u"_-."_s.contains(c)); })
        && account.redact(name) == name;
}

/// The numbers of \a object and of those in it, as services nest them; nothing else of it is worth keeping or
/// to be trusted, and no more of it is looked at than any service names.
QJsonObject countsIn(const QJsonObject &object, const ServiceAccount &account, int depth = 0)
{
    constexpr int DeepestNesting = 1;
    constexpr int MostLookedAt = 50;
    QJsonObject counts;
    int lookedAt = 0;
    for (auto member = object.begin(); member != object.end() && lookedAt++ < MostLookedAt; ++member) {
        if (!canBeCount(member.key(), account))
            continue;
        if (member->isDouble())
            counts.insert(member.key(), *member);
        else if (member->isObject() && depth < DeepestNesting)
            counts.insert(member.key(), countsIn(member->toObject(), account, depth + 1));
    }
    return counts;
}

} // namespace

Error unreadableAnswer(const ServiceAnswer &answer, const ServiceAccount &account, const QString &message,
                       const QString &detail)
{
    return {.kind = Error::Kind::UnreadableAnswer,
            .message = message,
            .detail = account.redact(detail),
            .status = answer.status,
            .requestId = account.redact(answer.requestId()),
            .charge = Error::Charge::Yes};
}

ServiceOutcome readOpenAiAnswer(const ServiceAnswer &answer, const ServiceAccount &account)
{
    if (answer.body.isEmpty())
        return unreadableAnswer(answer, account,
                                Texts::tr("%1 sent an empty answer.").arg(account.serviceName));
    const Result<JsonOutline> outline = JsonOutline::parse(answer.body);
    if (!outline) {
        return unreadableAnswer(
            answer, account,
            Texts::tr("%1 sent an answer that is not valid JSON. Check the address of the service.")
                .arg(account.serviceName),
            outline.error().detail % u": "_s % readServiceWords(answer.body).message);
    }
    const QJsonValue root = outline.value().root();
    Pictures pictures;
    std::optional<Error> firstError;
    bool isBlocked = false;
    // An event of a stream is itself what otherwise stands in a list of one.
    const QJsonArray elements = root[u"data"].isArray() ? root[u"data"].toArray() : QJsonArray{root};
    for (const QJsonValue &element : elements) {
        if (pictures.sources.size() == MostPictures)
            break;
        isBlocked = isBlocked || element[u"respect_moderation"] == QJsonValue(false); // xAI's refusal.
        const std::optional<Result<PictureSource>> source =
            sourceFrom(element, outline.value(), answer, account);
        if (source && *source) {
            if (pictures.sources.isEmpty())
                pictures.revisedPrompt = undisguised(
                    outline.value().string(element[u"revised_prompt"]).left(LongestRevisedPrompt));
            pictures.sources.append(source->value());
        } else if (source && !firstError) {
            firstError = source->error();
        }
    }
    pictures.usage = countsIn(root[u"usage"].toObject(), account);
    if (!pictures.sources.isEmpty())
        return pictures;
    if (firstError)
        return *firstError;
    if (isBlocked)
        return refused(answer, account);
    return errorFromAnswer(answer, Asked::Order, account);
}

} // namespace ContactSheet
