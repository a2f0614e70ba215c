#pragma once

#include <QByteArray>
#include <QIODevice>

namespace ContactSheet {

/**
 * The body of an order, which can be read once and never again.
 *
 * QNetworkAccessManager silently sends a POST anew when a connection closes without an answer: two times
 * over http, four over https, and a paid picture would be charged as often (measured, Qt 6.4.2 and 6.8.2).
 * It can only do so from a body that it can rewind; this one refuses, and the reply then ends with
 * QNetworkReply::ContentReSendError. Not a QBuffer, which Qt takes apart and copies.
 */
class OneOrderBody final : public QIODevice
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OneOrderBody)

public:
    explicit OneOrderBody(QByteArray bytes, QObject *parent = nullptr);
    ~OneOrderBody() override;

    /// How much of the body has been taken to be sent: where it is nothing, nothing left this machine.
    [[nodiscard]] qsizetype taken() const { return m_position; }

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 size() const override { return m_bytes.size(); }
    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] bool atEnd() const override { return m_position >= m_bytes.size(); }
    bool reset() override { return false; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    QByteArray m_bytes;
    qsizetype m_position = 0;
};

} // namespace ContactSheet
