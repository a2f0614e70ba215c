#pragma once

#include "services/streamreader.h"

#include <QObject>
#include <QThreadPool>

#include <optional>

namespace ContactSheet {

/**
 * Decodes the base64 of one picture's previews in a pool, one at a time. Where the next is there before its
 * turn has come, the one before it is left out: only the newest is worth seeing.
 *
 * Lives in the thread of its owner. Destroying it drops what is under way without a signal.
 */
class PreviewDecoder final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PreviewDecoder)

public:
    /// \a pool is not owned and must outlive the decoder.
    explicit PreviewDecoder(QThreadPool *pool, QObject *parent = nullptr);
    ~PreviewDecoder() override;

    void decode(const StreamedPreview &preview);

signals:
    /// The bytes of the newest preview, which nobody has looked at yet. A damaged one is left out.
    void decoded(const QByteArray &picture);

private:
    void decodeNext();

    QThreadPool *m_pool;
    std::optional<StreamedPreview> m_next;
    bool m_isDecoding = false;
};

} // namespace ContactSheet
