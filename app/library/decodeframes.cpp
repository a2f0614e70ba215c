#include "library/decodeframes.h"

#include "core/pictureformat.h"

#include <QDataStream>
#include <QIODevice>
#include <QtEndian>

#include <iterator>
#include <limits>

namespace ContactSheet {

namespace {

/// Begins every frame. The program may be replaced by another version while its window is open, and the
/// processes that start then are of that one; so another format of the frames takes another number.
constexpr quint32 Mark = 0xC5'DE'C0'01;

constexpr auto StreamVersion = QDataStream::Qt_6_4;
constexpr qsizetype RequestHeadSize = 8; // Mark and length.

bool writeAll(QIODevice *output, const char *data, qint64 size)
{
    while (size > 0) {
        const qint64 written = output->write(data, size);
        if (written <= 0)
            return false;
        data += written;
        size -= written;
    }
    return true;
}

/// \a size bytes, or fewer where the other side ends before.
QByteArray readUpTo(QIODevice *input, qsizetype size)
{
    QByteArray bytes;
    while (bytes.size() < size) {
        const QByteArray more = input->read(size - bytes.size());
        if (more.isEmpty())
            break;
        bytes += more;
    }
    return bytes;
}

bool isPictureSize(const QSize &size, const QSize &box)
{
    const bool hasPixels = size.width() >= 1 && size.height() >= 1;
    const bool fits = box.isEmpty() || (size.width() <= box.width() && size.height() <= box.height());
    return hasPixels && fits && isDecodable(size);
}

} // namespace

bool writeDecodeRequest(QIODevice *output, const DecodeRequest &request)
{
    QByteArray payload;
    QDataStream stream(&payload, QIODevice::WriteOnly);
    stream.setVersion(StreamVersion);
    stream << request.file << request.bytes << request.box;
    QByteArray head(RequestHeadSize, Qt::Uninitialized);
    qToBigEndian(Mark, head.data());
    qToBigEndian(quint32(payload.size()), head.data() + 4);
    return writeAll(output, head.constData(), head.size())
        && writeAll(output, payload.constData(), payload.size());
}

std::optional<DecodeRequest> readDecodeRequest(QIODevice *input)
{
    const QByteArray head = readUpTo(input, RequestHeadSize);
    if (head.size() < RequestHeadSize || qFromBigEndian<quint32>(head.constData()) != Mark)
        return std::nullopt;
    const qint64 length = qFromBigEndian<quint32>(head.constData() + 4);
    if (length > std::numeric_limits<int>::max())
        return std::nullopt;
    const QByteArray payload = readUpTo(input, qsizetype(length));
    if (payload.size() < length)
        return std::nullopt;
    QDataStream stream(payload);
    stream.setVersion(StreamVersion);
    DecodeRequest request;
    stream >> request.file >> request.bytes >> request.box;
    return stream.status() == QDataStream::Ok ? std::optional(request) : std::nullopt;
}

bool writeDecodeAnswer(QIODevice *output, const DecodeAnswer &answer)
{
    const QImage &image = answer.image;
    QByteArray detail = answer.detail.toUtf8();
    detail.truncate(LongestDetail);
    const QSize size = image.isNull() ? answer.size : image.size();
    QByteArray frame(AnswerHeadSize, Qt::Uninitialized);
    const quint32 fields[] = {Mark,
                              quint32(answer.failure),
                              quint32(size.width()),
                              quint32(size.height()),
                              quint32(image.format()),
                              quint32(detail.size())};
    for (size_t i = 0; i < std::size(fields); ++i)
        qToBigEndian(fields[i], frame.data() + i * sizeof(quint32));
    frame += detail;
    // Rows of four bytes a pixel have nothing between them.
    return writeAll(output, frame.constData(), frame.size())
        && writeAll(output, reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes());
}

std::optional<AnswerHead> answerHead(QByteArrayView bytes, const DecodeRequest &request)
{
    Q_ASSERT(bytes.size() == AnswerHeadSize);
    const auto field = [bytes](qsizetype index) {
        return qFromBigEndian<quint32>(bytes.data() + index * qsizetype(sizeof(quint32)));
    };
    if (field(0) != Mark || field(1) > quint32(DecodeFailure::Damaged) || field(5) > LongestDetail)
        return std::nullopt;
    AnswerHead head{.failure = DecodeFailure(field(1)),
                    .size = QSize(int(field(2)), int(field(3))),
                    .detailSize = field(5)};
    if (head.failure != DecodeFailure::None)
        return head;
    for (const QImage::Format format : {QImage::Format_RGB32, QImage::Format_ARGB32_Premultiplied}) {
        if (field(4) == quint32(format))
            head.format = format;
    }
    const bool isPossible = head.format != QImage::Format_Invalid && isPictureSize(head.size, request.box);
    return isPossible ? std::optional(head) : std::nullopt;
}

} // namespace ContactSheet
