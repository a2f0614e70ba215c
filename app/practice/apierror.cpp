#include "practice/apierror.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

} // namespace

ApiError invalidRequest(const QString &message, const QString &param, const QString &code, int status)
{
    return {.status = status,
            .message = message,
            .type = u"invalid_request_error"_s,
            .param = param,
            .code = code};
}

HttpResponse errorResponse(const ApiError &error)
{
    HttpResponse response = jsonResponse({{u"error"_s,
                                           QJsonObject{{u"message"_s, error.message},
                                                       {u"type"_s, error.type},
                                                       {u"param"_s, textOrNull(error.param)},
                                                       {u"code"_s, textOrNull(error.code)}}}});
    response.status = error.status;
    if (error.retryAfter)
        response.headers.append(
            {.name = "Retry-After"_ba, .value = QByteArray::number(qint64(error.retryAfter->count()))});
    return response;
}

HttpResponse jsonResponse(const QJsonObject &json)
{
    return {.status = 200,
            .headers = {{.name = "Content-Type"_ba, .value = "application/json"_ba}},
            .body = QJsonDocument(json).toJson(QJsonDocument::Compact)};
}

} // namespace ContactSheet
