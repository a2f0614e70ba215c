#pragma once

#include "core/clock.h"
#include "practice/httpexchange.h"
#include "practice/imagesrequest.h"
#include "practice/picturelinks.h"
#include "practice/pictureworkshop.h"
#include "practice/practicespeed.h"
#include "practice/trouble.h"

#include <QList>
#include <QObject>

namespace ContactSheet {

/**
 * Answers requests in the language of OpenAI's Images API: POST /v1/images/generations, GET /v1/models, and
 * the GET of each picture that an answer links to. Every answer carries x-request-id and
 * openai-processing-ms. A key that is sent is not looked at.
 *
 * A picture is painted while its service time runs; the answer is sent when both are over. A streamed answer
 * begins before, and its previews come at equal times in between. Nothing waits for another request. Lives in
 * the thread of its server.
 */
class PracticeApi final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PracticeApi)

public:
    /// \a pool is not owned and must outlive the API. \a now is the clock by which links expire.
    PracticeApi(PracticeSpeed speed, QThreadPool *pool, PictureLinks::Now now = &Clock::now,
                QObject *parent = nullptr);
    ~PracticeApi() override;

    /// Where the links of answers point to, such as "http://127.0.0.1:40123".
    void setOrigin(const QByteArray &origin) { m_origin = origin; }

    /// Answers \a exchange now or later.
    void handle(const HttpExchangePointer &exchange);

private:
    /// An exchange and the moment in which its request was complete.
    struct Call
    {
        HttpExchangePointer exchange = {};
        Clock::time_point begin = {};
    };

    void makeImages(const Call &call);
    void answerWithImages(const Call &call, const ImagesRequest &request, std::chrono::milliseconds time,
                          const QList<QByteArray> &pictures);
    void streamImages(const Call &call, const ImagesRequest &request, std::chrono::milliseconds time,
                      const QList<QByteArray> &pictures);
    /// Sends \a events from \a next on, each when its part of \a time has passed.
    void sendEvents(const Call &call, std::chrono::milliseconds time, const QList<QByteArray> &events,
                    qsizetype next);
    void sendPicture(const Call &call, const QByteArray &path);

    void answer(const Call &call, HttpResponse response);
    [[nodiscard]] static HttpHeaders ownHeaders(const Call &call);

    /// Answers once \a time has passed since the beginning of \a call, or now if it has.
    void answerAfter(const Call &call, std::chrono::milliseconds time, const HttpResponse &response);

    PracticeSpeed m_speed;
    PictureWorkshop m_workshop;
    PictureLinks m_links;
    Trouble m_trouble;
    QByteArray m_origin;
};

} // namespace ContactSheet
