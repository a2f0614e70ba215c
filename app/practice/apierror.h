#pragma once

#include "practice/httpmessage.h"

#include <QString>

#include <chrono>
#include <optional>

class QJsonObject;

namespace ContactSheet {

/// What the practice service says instead of a picture, in the form of OpenAI's API.
struct ApiError
{
    int status = 400;
    QString message = {};
    QString type = {};
    QString param = {}; ///< The field that is wrong; empty where it is none.
    QString code = {};  ///< What programs act on; empty where there is none.
    std::optional<std::chrono::seconds> retryAfter = {};
};

/// An error of the request itself, of OpenAI's type "invalid_request_error".
[[nodiscard]] ApiError invalidRequest(const QString &message, const QString &param, const QString &code,
                                      int status = 400);

/// The answer that carries \a error: its status and {"error": {"message", "type", "param", "code"}}.
[[nodiscard]] HttpResponse errorResponse(const ApiError &error);

/// An answer of status 200 that carries \a json.
[[nodiscard]] HttpResponse jsonResponse(const QJsonObject &json);

} // namespace ContactSheet
