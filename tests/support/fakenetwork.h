#pragma once

#include "generation/transport.h"

#include <QByteArray>
#include <QList>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPointer>

#include <functional>
#include <memory>

namespace ContactSheet {

/**
 * A reply that does nothing until the test tells it how to end.
 *
 * A test can so answer in any order, late, or never: the cases that a real server produces only by luck.
 */
class FakeReply final : public QNetworkReply
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FakeReply)

public:
    FakeReply(QNetworkAccessManager::Operation operation, const QNetworkRequest &request,
              QByteArray requestBody, QObject *parent);
    ~FakeReply() override;

    /// The prompt that was ordered.
    [[nodiscard]] QString prompt() const;

    /// Ends with an answer of \a status that holds \a body.
    void answer(int status, const QByteArray &body);

    void failWithError(NetworkError error);

    /// Ends like answer(), before whoever asked can have connected to it: its signals come later, as Qt's do.
    void answerBeforehand(int status, const QByteArray &body);

    void abort() override;
    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;

private:
    QByteArray m_requestBody;
    QByteArray m_unread;
};

/// Hands out fake replies instead of opening sockets, and keeps them in the order of the requests.
class FakeNetwork final
{
public:
    /// What a request gets at once; it may leave the reply alone.
    using Handler = std::function<void(FakeReply &)>;

    /// A transport that sends into this network, which has to outlive it.
    [[nodiscard]] std::unique_ptr<Transport> makeTransport();

    [[nodiscard]] qsizetype requestCount() const { return m_replies.size(); }

    /// The reply to request number \a index, or null where it has been deleted.
    [[nodiscard]] FakeReply *reply(qsizetype index) const { return m_replies.at(index); }

    /// From now on \a handler sees every reply before whoever asked for it does.
    void answerWith(Handler handler) { m_handler = std::move(handler); }

private:
    class Manager;

    QList<QPointer<FakeReply>> m_replies;
    Handler m_handler;
};

} // namespace ContactSheet
