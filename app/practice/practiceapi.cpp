#include "practice/practiceapi.h"

#include "practice/imageevents.h"
#include "practice/servicetimes.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QTimer>
#include <QUuid>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

// When the painter came to be: what OpenAI gives as "created" of a model.
constexpr qint64 ModelCreated = 1'795'305'600; // 2026-11-22

QJsonObject modelObject()
{
    return {{u"id"_s, PracticeModel.toString()},
            {u"object"_s, u"model"_s},
            {u"created"_s, ModelCreated},
            {u"owned_by"_s, u"contact-sheet"_s}};
}

QByteArray mimeType(PictureFormat format)
{
    return "image/" + keyword(format).toLatin1();
}

HttpResponse wrongMethod(const HttpRequest &request, const QByteArray &allowed)
{
    HttpResponse response =
        errorResponse(invalidRequest(u"Not allowed to %1 on %2."_s.arg(QString::fromLatin1(request.method),
                                                                       QString::fromLatin1(request.path())),
                                     {}, u"method_not_allowed"_s, 405));
    response.headers.append({.name = "Allow"_ba, .value = allowed}); // RFC 9110, 15.5.6
    return response;
}

ApiError unknownUrl(const HttpRequest &request)
{
    return invalidRequest(
        u"Invalid URL (%1 %2). This practice service knows POST /v1/images/generations and "
        "GET /v1/models."_s.arg(QString::fromLatin1(request.method), QString::fromLatin1(request.path())),
        {}, u"unknown_url"_s, 404);
}

ApiError notWritten(const ImagesRequest &request)
{
    return {.status = 500,
            .message = u"The picture could not be written as %1."_s.arg(keyword(request.format)),
            .type = u"server_error"_s,
            .code = u"server_error"_s};
}

/// The longest of the pictures that \a request asks for: they are made at the same time.
std::chrono::milliseconds serviceTimeOf(const ImagesRequest &request, PracticeSpeed speed)
{
    auto longest = 0ms;
    for (int i = 0; i < request.count; ++i)
        longest = std::max(longest, serviceTime(speed, request.prompt, request.firstNumber + quint64(i)));
    return longest;
}

} // namespace

PracticeApi::PracticeApi(PracticeSpeed speed, QThreadPool *pool, PictureLinks::Now now, QObject *parent)
    : QObject(parent)
    , m_speed(speed)
    , m_workshop(pool, this) // A child, so that it moves to another thread together with this.
    , m_links(std::move(now))
{}

PracticeApi::~PracticeApi() = default;

void PracticeApi::handle(const HttpExchangePointer &exchange)
{
    static const QByteArray ThisModel = "/v1/models/" + PracticeModel.toLatin1();
    const Call call{.exchange = exchange, .begin = Clock::now()};
    const HttpRequest &request = exchange->request();
    const QByteArray path = request.path();
    const bool isGet = request.method == "GET" || request.method == "HEAD";

    if (path == "/v1/images/generations") {
        if (request.method == "POST")
            makeImages(call);
        else
            answer(call, wrongMethod(request, "POST"_ba));
    } else if (path != "/v1/models" && path != ThisModel && !path.startsWith("/pictures/")) {
        answer(call, errorResponse(unknownUrl(request)));
    } else if (!isGet) {
        answer(call, wrongMethod(request, "GET, HEAD"_ba));
    } else if (path == "/v1/models") {
        answer(call, jsonResponse({{u"object"_s, u"list"_s}, {u"data"_s, QJsonArray{modelObject()}}}));
    } else if (path == ThisModel) {
        answer(call, jsonResponse(modelObject()));
    } else {
        sendPicture(call, path);
    }
}

void PracticeApi::makeImages(const Call &call)
{
    const auto read = readImagesRequest(call.exchange->request().body);
    if (const auto *error = std::get_if<ApiError>(&read)) {
        answer(call, errorResponse(*error));
        return;
    }
    const auto request = std::get<ImagesRequest>(read);
    const auto time = serviceTimeOf(request, m_speed);
    if (m_speed == PracticeSpeed::Trouble) {
        if (const auto error = m_trouble.next(request.prompt, request.firstNumber)) {
            // A limit is known at once; what fails, fails after some work.
            answerAfter(call, error->status == 429 ? 0ms : time, errorResponse(*error));
            return;
        }
    }

    if (request.isStreamed) {
        m_workshop.make(request.streamedRecipes(),
                        [this, call, request, time](const QList<QByteArray> &pictures) {
                            streamImages(call, request, time, pictures);
                        });
        return;
    }
    QList<PictureRecipe> recipes;
    for (int i = 0; i < request.count; ++i)
        recipes.append(request.recipe(i));
    m_workshop.make(recipes, [this, call, request, time](const QList<QByteArray> &pictures) {
        answerWithImages(call, request, time, pictures);
    });
}

void PracticeApi::answerWithImages(const Call &call, const ImagesRequest &request,
                                   std::chrono::milliseconds time, const QList<QByteArray> &pictures)
{
    QJsonArray data;
    for (int i = 0; i < request.count; ++i) {
        const QByteArray &picture = pictures[i];
        if (picture.isEmpty()) {
            answer(call, errorResponse(notWritten(request)));
            return;
        }
        if (request.wantsLinks) {
            data.append(
                QJsonObject{{u"url"_s, QString::fromLatin1(m_origin + m_links.add(request.recipe(i)))}});
        } else {
            data.append(QJsonObject{{u"b64_json"_s, QString::fromLatin1(picture.toBase64())}});
        }
    }
    answerAfter(call, time,
                jsonResponse({{u"created"_s, QDateTime::currentSecsSinceEpoch()},
                              {u"background"_s, u"opaque"_s},
                              {u"output_format"_s, keyword(request.format)},
                              {u"quality"_s, request.quality},
                              {u"size"_s, u"%1x%2"_s.arg(request.size.width()).arg(request.size.height())},
                              {u"data"_s, data}}));
}

void PracticeApi::streamImages(const Call &call, const ImagesRequest &request, std::chrono::milliseconds time,
                               const QList<QByteArray> &pictures)
{
    if (pictures.contains(QByteArray())) {
        answer(call, errorResponse(notWritten(request)));
        return;
    }
    HttpResponse head{.status = 200,
                      .headers = {{.name = "Content-Type"_ba, .value = "text/event-stream; charset=utf-8"_ba},
                                  {.name = "Cache-Control"_ba, .value = "no-cache"_ba}}};
    head.headers += ownHeaders(call);
    call.exchange->beginPieces(head);
    sendEvents(call, time, imageEvents(request, pictures, QDateTime::currentSecsSinceEpoch()), 0);
}

void PracticeApi::sendEvents(const Call &call, std::chrono::milliseconds time,
                             const QList<QByteArray> &events, qsizetype next)
{
    // Previews cut the time that the picture takes into equal parts.
    const auto due = call.begin + time * (next + 1) / events.size();
    const auto left = std::max(std::chrono::ceil<std::chrono::milliseconds>(due - Clock::now()), 0ms);
    QTimer::singleShot(left, Qt::PreciseTimer, this, [this, call, time, events, next] {
        call.exchange->sendPiece(events.at(next));
        if (next + 1 == events.size())
            call.exchange->endPieces();
        else if (call.exchange->isOpen())
            sendEvents(call, time, events, next + 1);
    });
}

void PracticeApi::sendPicture(const Call &call, const QByteArray &path)
{
    const auto recipe = m_links.find(path);
    if (!recipe) {
        answer(call,
               errorResponse(
                   invalidRequest(u"There is no picture at this URL. Links to pictures are good for an "
                                  "hour."_s,
                                  {}, u"not_found"_s, 404)));
        return;
    }
    m_workshop.make({*recipe}, [this, call, format = recipe->format](const QList<QByteArray> &pictures) {
        answer(call,
               {.status = 200,
                .headers = {{.name = "Content-Type"_ba, .value = mimeType(format)}},
                .body = pictures.first()});
    });
}

void PracticeApi::answerAfter(const Call &call, std::chrono::milliseconds time, const HttpResponse &response)
{
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(call.begin + time - Clock::now());
    if (left <= 0ms) {
        answer(call, response);
        return;
    }
    QTimer::singleShot(left, Qt::PreciseTimer, this, [this, call, response] { answer(call, response); });
}

HttpHeaders PracticeApi::ownHeaders(const Call &call)
{
    const auto taken = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - call.begin);
    return {{.name = "x-request-id"_ba, .value = "req_" + QUuid::createUuid().toByteArray(QUuid::Id128)},
            {.name = "openai-processing-ms"_ba, .value = QByteArray::number(qint64(taken.count()))}};
}

void PracticeApi::answer(const Call &call, HttpResponse response)
{
    response.headers += ownHeaders(call);
    call.exchange->answer(response);
}

} // namespace ContactSheet
