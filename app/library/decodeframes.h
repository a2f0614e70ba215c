#pragma once

#include "library/picturedecoding.h"

#include <QByteArrayView>

#include <optional>

class QIODevice;

/**
 * What the window and the processes that decode for it say to each other: frames over two pipes.
 *
 * The process trusts the window. The window does not trust the process, since a hostile picture may have
 * taken it over: all that comes from it is read with fixed lengths and checked against what a picture can be.
 */
namespace ContactSheet {

/// Every head of an answer has so many bytes; the detail and then the pixels follow.
constexpr qsizetype AnswerHeadSize = 24;

/// The longest detail of an answer, in bytes.
constexpr quint32 LongestDetail = 1000;

/// What comes before detail and pixels.
struct AnswerHead
{
    DecodeFailure failure = DecodeFailure::None;
    QSize size = {}; ///< Of the picture that follows; where there is a failure, what the file says of itself.
    QImage::Format format = QImage::Format_Invalid; ///< One of the two of decodePicture().
    quint32 detailSize = 0;
};

/// Writes \a request; false where the other side is gone.
[[nodiscard]] bool writeDecodeRequest(QIODevice *output, const DecodeRequest &request);
/// Waits for the next request; nothing where the other side is gone or speaks another language.
[[nodiscard]] std::optional<DecodeRequest> readDecodeRequest(QIODevice *input);

/// Writes \a answer, whose image is one of decodePicture(); false where the other side is gone.
[[nodiscard]] bool writeDecodeAnswer(QIODevice *output, const DecodeAnswer &answer);
/// The head in \a bytes, AnswerHeadSize of them, of the answer to \a request; nothing where it cannot be one.
[[nodiscard]] std::optional<AnswerHead> answerHead(QByteArrayView bytes, const DecodeRequest &request);

} // namespace ContactSheet
