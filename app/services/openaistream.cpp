#include "services/openaistream.h"

#include "core/jsonoutline.h"
#include "services/answererror.h"
#include "services/openaianswer.h"
#include "services/servicewords.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(OpenAiStream)
};

/// Of a stream in which nothing is known: enough to see what it was.
constexpr qsizetype MostUnread = qsizetype(64) * 1024;

/// More than any picture has; what each costs adds up.
constexpr int MostEvents = 10'000;

/// In its type an event may say early what it is; what it carries is megabytes away.
constexpr qsizetype PlaceOfType = 256;

bool isPreviewName(QByteArrayView name)
{
    return name == "image_generation.partial_image" || name == "image_edit.partial_image";
}

bool isPictureName(QByteArrayView name)
{
    return name == "image_generation.completed" || name == "image_edit.completed";
}

constexpr QByteArrayView ByteOrderMark("\xEF\xBB\xBF");

/// \a text without a byte order mark and white space before its first character.
QByteArrayView withoutMargin(QByteArrayView text)
{
    if (text.startsWith(ByteOrderMark))
        text = text.sliced(ByteOrderMark.size());
    while (!text.isEmpty() && QByteArrayView(" \t\r\n").contains(text.front()))
        text = text.sliced(1);
    return text;
}

/// Whether \a text, the beginning of a stream, holds more than comments and no event of this API.
bool isForeign(const QByteArray &text)
{
    if (text.contains("image_generation.") || text.contains("image_edit."))
        return false; // The first event was cut off.
    const QByteArray last = text.sliced(text.lastIndexOf('\n') + 1);
    for (const QByteArrayView beginning :
         {QByteArrayView("event: image_"), QByteArrayView("data: {\"type\":\"image_")}) {
        if (!last.isEmpty() && (beginning.startsWith(last) || last.startsWith(beginning)))
            return false; // Cut off even earlier.
    }
    QByteArray lines = text;
    lines.replace('\r', '\n');
    const QList<QByteArray> all = lines.split('\n');
    return std::any_of(all.begin(), all.end(),
                       [](const QByteArray &line) { return !line.isEmpty() && !line.startsWith(':'); });
}

} // namespace

OpenAiStream::OpenAiStream(const ServiceAccount &account, const ServiceAnswer &head)
    : m_account(account)
    , m_head(head)
{
    m_head.body.clear();
}

OpenAiStream::~OpenAiStream() = default;

OpenAiStream::Form OpenAiStream::formOfBeginning() const
{
    const QByteArrayView beginning = withoutMargin(m_unread);
    if (beginning.isEmpty() || ByteOrderMark.startsWith(m_unread))
        return Form::NotKnown;
    const bool isCalledStream =
        m_head.header("content-type").trimmed().toLower().startsWith("text/event-stream");
    if (isCalledStream)
        return QByteArrayView("{[<").contains(beginning.front()) ? Form::Plain : Form::Stream;
    for (const QByteArrayView field :
         {QByteArrayView("event:"), QByteArrayView("data:"), QByteArrayView("id:"), QByteArrayView("retry:"),
          QByteArrayView(":")}) {
        if (beginning.startsWith(field))
            return Form::Stream;
        if (field.startsWith(beginning))
            return Form::NotKnown; // It goes on in the next piece.
    }
    return Form::Plain;
}

void OpenAiStream::feed(const QByteArray &bytes)
{
    if (bytes.isEmpty() || m_end)
        return;
    if (m_form == Form::Stream) {
        feedEvents(bytes);
        return;
    }
    m_unread += bytes;
    if (m_form == Form::NotKnown) {
        m_form = formOfBeginning();
        if (m_form == Form::Stream)
            feedEvents(std::exchange(m_unread, {}));
    }
    m_hasPictureBegun = m_hasPictureBegun || m_form == Form::Plain;
}

void OpenAiStream::feedEvents(const QByteArray &bytes)
{
    if (!m_isOfThisApi && m_unread.size() < MostUnread)
        m_unread += QByteArrayView(bytes).first(std::min(bytes.size(), MostUnread - m_unread.size()));
    for (const StreamEvent &event : m_events.feed(bytes))
        take(event);
    if (m_isOfThisApi)
        m_unread.clear();
    if (!m_hasPictureBegun) {
        const QByteArray beginning = m_events.dataUnderWay(PlaceOfType);
        m_hasPictureBegun = m_end || isPictureName(m_events.nameUnderWay())
            || beginning.contains("\"image_generation.completed\"")
            || beginning.contains("\"image_edit.completed\"");
    }
}

void OpenAiStream::take(const StreamEvent &event, bool isCut)
{
    if (m_end)
        return;
    if (++m_eventCount > MostEvents) {
        m_unread = event.data.left(MostUnread);
        m_end = StreamEnd{.text = m_unread, .outcome = notUnderstood()};
        return;
    }
    if (event.data.trimmed() == "[DONE]") {
        m_isOfThisApi = true;
        return;
    }
    const Result<JsonOutline> outline = JsonOutline::parse(event.data);
    if (!outline && isCut)
        return;
    const QJsonValue root = outline ? outline.value().root() : QJsonValue();
    QString type = root[u"type"].toString();
    // An error object by itself has its own kind in the field in which others have their name.
    if (type.isEmpty() || event.name == "error")
        type = QString::fromLatin1(event.name.left(PlaceOfType));
    const QJsonValue error = root[u"error"];
    if (type == u"error" || error.isObject() || error.isString())
        m_end = StreamEnd{.text = event.data, .outcome = errorIn(event.data, root[u"type"].toString())};
    else if (isPictureName(type.toLatin1()) || root[u"data"].isArray())
        takePicture(event.data);
    else if (isPreviewName(type.toLatin1()))
        takePreviewFrom(event.data);
    else
        return;
    m_isOfThisApi = true;
}

void OpenAiStream::takePicture(const QByteArray &text)
{
    m_preview.reset();
    m_end = StreamEnd{.text = text, .outcome = readOpenAiAnswer(answerOf(text), m_account)};
}

void OpenAiStream::takePreviewFrom(const QByteArray &text)
{
    const ServiceOutcome outcome = readOpenAiAnswer(answerOf(text), m_account);
    const auto *pictures = std::get_if<Pictures>(&outcome);
    if (!pictures || std::holds_alternative<LinkedPicture>(pictures->sources.constFirst()))
        return; // One that cannot be shown is missed by nobody.
    m_hadPreview = true;
    m_preview = StreamedPreview{.text = text, .source = pictures->sources.constFirst()};
}

std::optional<StreamedPreview> OpenAiStream::takePreview()
{
    return std::exchange(m_preview, std::nullopt);
}

StreamEnd OpenAiStream::end()
{
    if (m_form == Form::Stream && !m_end) {
        // The empty line after the last event may have been lost with the rest of the connection: what is
        // whole is paid for.
        if (const std::optional<StreamEvent> last = m_events.takeUnended())
            take(*last, true);
    }
    if (m_end)
        return *std::exchange(m_end, std::nullopt);
    if (m_form == Form::Plain)
        return {.text = m_unread, .outcome = readOpenAiAnswer(answerOf(m_unread), m_account)};
    if (!m_isOfThisApi && isForeign(m_unread))
        return {.text = m_unread, .outcome = notUnderstood()};
    return {.outcome = endedWithoutPicture()};
}

ServiceAnswer OpenAiStream::answerOf(const QByteArray &text) const
{
    ServiceAnswer answer = m_head;
    answer.body = text;
    return answer;
}

Error OpenAiStream::errorIn(const QByteArray &text, const QString &type) const
{
    // The status was sent before the work began, and says nothing of how it went: the words alone count.
    const ServiceWords words = readServiceWords(text);
    const QString kind = words.type.isEmpty() ? type : words.type;
    const bool isOfRequest = kind == u"invalid_request_error" || kind == u"image_generation_user_error";
    ServiceAnswer answer = answerOf(text);
    answer.status = isOfRequest ? 400 : 500;
    Error error = errorFromAnswer(answer, Asked::Order, m_account);
    error.status = m_head.status;
    if (m_hadPreview)
        error.again = Error::Again::Never; // Work was done, and may have been charged.
    return error;
}

Error OpenAiStream::notUnderstood() const
{
    return unreadableAnswer(m_head, m_account,
                            Texts::tr("%1 sent a stream that is not understood. Check the address of the "
                                      "service, or turn off previews.")
                                .arg(m_account.serviceName),
                            readServiceWords(m_unread).message);
}

Error OpenAiStream::endedWithoutPicture() const
{
    const bool isPaid = m_account.charging == Charging::Paid;
    const QString message = isPaid
        ? Texts::tr("%1 ended its answer before the picture was there: it may have been charged. It is not "
                    "sent again by itself.")
        : Texts::tr("%1 ended its answer before the picture was there. Try again in a while.");
    return {.kind = isPaid ? Error::Kind::UnknownOutcome : Error::Kind::Service,
            .message = message.arg(m_account.serviceName),
            .status = m_head.status,
            .requestId = m_account.redact(m_head.requestId()),
            .charge = isPaid ? Error::Charge::Perhaps : Error::Charge::No};
}

} // namespace ContactSheet
