#pragma once

#include "generation/transport.h"

#include <QSignalSpy>
#include <QTest>

namespace ContactSheet {

/// One request to a server, with everything that is heard of it.
struct Sending
{
    Sending(Transport &transport, const ServiceRequest &request, const TimeLimits &limits = {})
        : exchange(transport.send(request, limits))
        , connecting(exchange.get(), &Exchange::connecting)
        , sent(exchange.get(), &Exchange::requestSent)
        , began(exchange.get(), &Exchange::answerBegan)
        , answered(exchange.get(), &Exchange::answered)
        , failed(exchange.get(), &Exchange::failed)
    {}

    [[nodiscard]] bool waitForEnd()
    {
        return QTest::qWaitFor([this] { return answered.size() + failed.size() > 0; }, 10'000);
    }
    [[nodiscard]] ServiceAnswer answer() const { return answered.at(0).at(0).value<ServiceAnswer>(); }
    [[nodiscard]] TransportFailure failure() const { return failed.at(0).at(0).value<TransportFailure>(); }

    std::unique_ptr<Exchange> exchange;
    QSignalSpy connecting;
    QSignalSpy sent;
    QSignalSpy began;
    QSignalSpy answered;
    QSignalSpy failed;
};

inline ServiceRequest orderTo(const QUrl &url)
{
    return {
        .asked = Asked::Order, .url = url, .headers = {{"Content-Type", "application/json"}}, .body = "{}"};
}

inline ServiceRequest fetchFrom(const QUrl &url)
{
    return {.asked = Asked::Fetch, .url = url};
}

} // namespace ContactSheet
