#pragma once

#include "services/serviceaccount.h"
#include "services/serviceanswer.h"

#include <QByteArray>

#include <cstdint>
#include <cstdlib>

namespace ContactSheet::Fuzzing {

/// What libFuzzer hands over, as bytes that belong to it.
inline QByteArray bytesOf(const uint8_t *data, size_t size)
{
    return QByteArray::fromRawData(reinterpret_cast<const char *>(data), qsizetype(size));
}

/// Ends the run where something does not hold that must hold for every input.
inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

inline ServiceAccount account()
{
    return {.service = QStringLiteral("compatible"),
            .serviceName = QStringLiteral("Server"),
            .baseUrl = QUrl(QStringLiteral("https://images.example/v1")),
            .key = Secret("sk-canary-1234567890")};
}

inline ServiceAnswer answer(const QByteArray &body)
{
    return {.status = 200,
            .headers = {},
            .body = body,
            .url = QUrl(QStringLiteral("https://images.example/v1/images/generations"))};
}

} // namespace ContactSheet::Fuzzing
