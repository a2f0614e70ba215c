#pragma once

#include "core/ids.h"
#include "generation/exchange.h"
#include "services/proberesult.h"
#include "services/serviceaccount.h"

#include <QObject>

#include <memory>

namespace ContactSheet {

class ImageService;
class Transport;

/**
 * Tests an account by one request that makes nothing and costs nothing.
 *
 * One test at a time: each start() drops the one before. ended() comes exactly once for a test that is
 * neither dropped nor cancelled, and never from inside start(). Lives in the thread of the transport.
 */
class ServiceProbe final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServiceProbe)

public:
    /// A person waits for it, and a list of models is made at once.
    static constexpr TimeLimits Limits{.connect = std::chrono::seconds(10),
                                       .firstByte = std::chrono::seconds(10),
                                       .idle = std::chrono::seconds(10),
                                       .total = std::chrono::seconds(10)};

    /// \a transport is not owned and must outlive the probe.
    explicit ServiceProbe(Transport *transport, const TimeLimits &limits = Limits, QObject *parent = nullptr);
    ~ServiceProbe() override;

public slots:
    /// Begins the test \a id of \a account. The practice service passes it without a request.
    void start(ContactSheet::ProbeId id, const ContactSheet::ServiceAccount &account);

    /// Drops the test that is under way, if any.
    void cancel();

signals:
    /// Neither result nor error holds a key.
    void ended(ContactSheet::ProbeId id, const ContactSheet::ProbeOutcome &outcome);

private:
    void send(const ServiceRequest &request, const ImageService *codec);
    void end(const ProbeOutcome &outcome);
    void endSoon(const ProbeOutcome &outcome);

    Transport *m_transport;
    TimeLimits m_limits;
    ProbeId m_id = {}; ///< Of the test under way.
    bool m_isUnderWay = false;
    ServiceAccount m_account;
    std::unique_ptr<Exchange> m_exchange;
};

} // namespace ContactSheet
