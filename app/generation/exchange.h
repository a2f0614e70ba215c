#pragma once

#include "core/clock.h"
#include "generation/transportfailure.h"
#include "services/serviceanswer.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

class QNetworkAccessManager;
class QNetworkReply;

namespace ContactSheet {

class Intake;
class OneOrderBody;

/// How long each part of an exchange may take before it counts as failed.
struct TimeLimits
{
    std::chrono::milliseconds connect = std::chrono::seconds(15); ///< Until the request leaves.
    /// From then until the answer begins; also between two pieces of a streamed answer, which waits for the
    /// service as much as one that has not begun. What only keeps a stream alive counts as a piece.
    std::chrono::milliseconds firstByte = std::chrono::minutes(5);
    std::chrono::milliseconds idle = std::chrono::minutes(1); ///< Between two pieces of another answer.
    std::chrono::milliseconds rate =
        std::chrono::minutes(1); ///< In which a kilobyte a second of it must come.
    std::chrono::milliseconds total = std::chrono::minutes(15);

    friend bool operator==(const TimeLimits &, const TimeLimits &) = default;
};

/**
 * One request on its way and its answer, watched by time limits of our own.
 *
 * Ends exactly once, with answered() or failed(), and never from inside its constructor; destroying it drops
 * the connection without a signal. An order is sent from a body that cannot be rewound, nothing follows a
 * redirect, and the key is added only where the URL has the origin that the key belongs to. Lives in the
 * thread of its network manager.
 */
class Exchange final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Exchange)

public:
    /// The largest answer that carries pictures within JSON, the largest picture by itself, and the largest
    /// answer to a probe, in bytes.
    static constexpr qint64 LargestJson = 256LL * 1024 * 1024;
    static constexpr qint64 LargestPicture = 128LL * 1024 * 1024;
    static constexpr qint64 LargestList = 1024LL * 1024;

    /// What is kept of the body of an answer that is no success; the rest is not waited for.
    static constexpr qint64 LargestErrorBody = 64LL * 1024;

    /// The largest head of an answer, in bytes and in fields. Qt itself knows no limit below 6.6.
    static constexpr qint64 LargestHead = 256LL * 1024;
    static constexpr qsizetype MostHeaders = 100;

    /// The slowest answer, in bytes a second: below it a server keeps a connection busy and sends nothing.
    static constexpr qint64 SlowestRate = 1000;

    /// \a network and \a intake are not owned and must outlive the exchange. What \a intake does not admit
    /// yet is not read, and the time limits between two pieces stand still; without one all is read as it
    /// comes.
    Exchange(QNetworkAccessManager *network, const ServiceRequest &request, const TimeLimits &limits,
             Intake *intake = nullptr, QObject *parent = nullptr);
    ~Exchange() override;

    /// The answer as far as its head tells; only once bytes of it are here and before the exchange has ended.
    [[nodiscard]] ServiceAnswer head() const;
    /// Whether the answer is handed out while it comes: a success of an order that isStreamed.
    [[nodiscard]] bool isStreaming() const { return m_isStreaming; }

    /// Whether at least part of an order's body has left: from then on its outcome is the service's.
    [[nodiscard]] bool mayHaveArrived() const;

signals:
    /// A connection is opened for the request, where none was open; from here to requestSent() it connects.
    void connecting(std::chrono::steady_clock::time_point when);
    /// The request really leaves; not when it was handed to Qt, which may hold it back.
    void requestSent(std::chrono::steady_clock::time_point when);
    /// The first byte of the answer's body is here.
    void answerBegan(std::chrono::steady_clock::time_point when);
    /// Of a streamed answer, the bytes that came last; answered() then holds none of them.
    void pieceArrived(const QByteArray &piece, std::chrono::steady_clock::time_point when);
    void answered(const ContactSheet::ServiceAnswer &answer, std::chrono::steady_clock::time_point when);
    void failed(const ContactSheet::TransportFailure &failure);

private:
    void connectReply();
    void noteSent();
    void checkHead();
    void takeBytes();
    void readBytes();
    void noteBegun(Clock::time_point when);
    void goOn();
    [[nodiscard]] QByteArray readPiece(qint64 available);
    void checkRate();
    void takeSilence();
    void takeEnd();
    void fail(TransportFailure::Reason reason, const QString &detail);
    void failSoon(TransportFailure::Reason reason, const QString &detail);
    void endSoon(const std::function<void()> &end);
    void answer(int status, Clock::time_point when);
    void dropReply();
    [[nodiscard]] ServiceAnswer takeAnswer(int status);
    [[nodiscard]] qint64 largestBody() const;

    ServiceRequest m_request;
    TimeLimits m_limits;
    Intake *m_intake;
    OneOrderBody *m_order = nullptr;        ///< A child of the reply, which may read it until its end.
    std::unique_ptr<QNetworkReply> m_reply; ///< Null once the exchange has ended.
    QTimer m_silence;                       ///< Runs out when nothing has happened for too long.
    QTimer m_rate;
    QTimer m_total;
    QByteArray m_body;
    qint64 m_received = 0;       ///< Bytes of the body, of which a streamed one is not kept.
    qint64 m_receivedBefore = 0; ///< Of those, what had come when m_rate last ran out.
    QString m_certificateProblem;
    bool m_isSent = false;
    bool m_hasBegun = false;
    bool m_isStreaming = false;
    bool m_isHeldBack = false; ///< There are bytes that the intake does not admit yet.
    bool m_isEnding = false;   ///< The end is posted, and nothing else counts any more.
};

} // namespace ContactSheet
