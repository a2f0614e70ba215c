#pragma once

#include "services/eventstream.h"
#include "services/serviceaccount.h"
#include "services/serviceanswer.h"
#include "services/streamreader.h"

namespace ContactSheet {

/**
 * A streamed answer of OpenAI's Images API: `image_generation.partial_image`, as often as the service likes,
 * and `image_generation.completed`; `error` in its place, or no stream at all.
 *
 * Whether it is a stream is seen from its beginning, since servers that do not stream answer as they always
 * do. What came before an end without a picture is kept only as far as it meant nothing.
 */
class OpenAiStream final : public StreamReader
{
public:
    /// \a head is the answer as far as it is known when its body begins.
    OpenAiStream(const ServiceAccount &account, const ServiceAnswer &head);
    ~OpenAiStream() override;

    void feed(const QByteArray &bytes) override;
    [[nodiscard]] std::optional<StreamedPreview> takePreview() override;
    [[nodiscard]] bool hasPictureBegun() const override { return m_hasPictureBegun; }
    [[nodiscard]] bool isComplete() const override { return m_end.has_value(); }
    [[nodiscard]] StreamEnd end() override;

private:
    enum class Form { NotKnown, Plain, Stream };

    [[nodiscard]] Form formOfBeginning() const;
    void feedEvents(const QByteArray &bytes);
    /// Takes \a event; one that \a isCut may not have come whole.
    void take(const StreamEvent &event, bool isCut = false);
    void takePicture(const QByteArray &text);
    void takePreviewFrom(const QByteArray &text);
    [[nodiscard]] ServiceAnswer answerOf(const QByteArray &text) const;
    [[nodiscard]] Error errorIn(const QByteArray &text, const QString &type) const;
    [[nodiscard]] Error notUnderstood() const;
    [[nodiscard]] Error endedWithoutPicture() const;

    ServiceAccount m_account;
    ServiceAnswer m_head; ///< Without a body.
    Form m_form = Form::NotKnown;
    EventStream m_events;
    QByteArray m_unread; ///< A plain body; of a stream the beginning, as long as nothing of it is known.
    int m_eventCount = 0;
    bool m_isOfThisApi = false; ///< An event came that this API has.
    bool m_hasPictureBegun = false;
    bool m_hadPreview = false;
    std::optional<StreamedPreview> m_preview;
    std::optional<StreamEnd> m_end;
};

} // namespace ContactSheet
