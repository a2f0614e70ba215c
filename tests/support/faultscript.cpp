#include "support/faultscript.h"

using namespace Qt::StringLiterals;

namespace ContactSheet::Fault {

namespace {

FaultStep send(const QByteArray &bytes)
{
    return {.kind = FaultStep::Kind::Send, .bytes = bytes};
}

FaultStep wait(std::chrono::milliseconds time)
{
    return {.kind = FaultStep::Kind::Wait, .time = time};
}

FaultStep end(Ending ending)
{
    return {.kind = ending == Ending::Finish ? FaultStep::Kind::Finish : FaultStep::Kind::Reset};
}

HttpHeader contentLength(qint64 length)
{
    return {.name = "Content-Length"_ba, .value = QByteArray::number(length)};
}

} // namespace

FaultScript raw(const QByteArray &bytes)
{
    return {send(bytes)};
}

FaultScript flood(const QByteArray &beginning, const QByteArray &piece)
{
    return {send(beginning), {.kind = FaultStep::Kind::Flood, .bytes = piece}};
}

FaultScript answer(int status, const QByteArray &body, HttpHeaders headers)
{
    headers.append(contentLength(body.size()));
    return {send(writeHead(status, headers) + body)};
}

FaultScript cutAnswer(const QByteArray &body, qsizetype sent, Ending ending)
{
    return answerWithLength(body.size(), body.first(sent), ending);
}

FaultScript answerWithLength(qint64 length, const QByteArray &body, Ending ending)
{
    return {send(writeHead(200, {contentLength(length)}) + body), end(ending)};
}

FaultScript noAnswer(Ending ending)
{
    return {end(ending)};
}

FaultScript halfAHead(Ending ending)
{
    return {send("HTTP/1.1 200 OK\r\nContent-Ty"_ba), end(ending)};
}

FaultScript garbage(Ending ending)
{
    return {send("\x16\x03\x01 this is no answer\r\n\r\n"_ba), end(ending)};
}

FaultScript hang()
{
    return {{.kind = FaultStep::Kind::Hang}};
}

FaultScript stall(qint64 length, const QByteArray &beginning)
{
    return {send(writeHead(200, {contentLength(length)}) + beginning), {.kind = FaultStep::Kind::Hang}};
}

FaultScript drip(const QByteArray &body, qsizetype pieceSize, std::chrono::milliseconds pause)
{
    const QByteArray whole = writeHead(200, {contentLength(body.size())}) + body;
    FaultScript script;
    for (qsizetype start = 0; start < whole.size(); start += pieceSize)
        script << send(whole.mid(start, pieceSize)) << wait(pause);
    return script;
}

FaultScript redirect(int status, const QUrl &target)
{
    return answer(status, {}, {{.name = "Location"_ba, .value = target.toEncoded()}});
}

FaultScript cutChunks(const QList<QByteArray> &pieces, Ending ending)
{
    QByteArray bytes = writeHead(200, {{.name = "Transfer-Encoding"_ba, .value = "chunked"_ba}});
    for (const QByteArray &piece : pieces)
        bytes += QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n";
    return {send(bytes), end(ending)};
}

FaultScript inChunks(const QList<QByteArray> &pieces, HttpHeaders headers, std::chrono::milliseconds pause)
{
    headers.append({.name = "Transfer-Encoding"_ba, .value = "chunked"_ba});
    FaultScript script{send(writeHead(200, headers))};
    for (const QByteArray &piece : pieces) {
        if (piece.isEmpty())
            continue; // An empty chunk is the end.
        script << send(QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n");
        if (pause.count() > 0)
            script << wait(pause);
    }
    script << send("0\r\n\r\n"_ba);
    return script;
}

FaultScript after(std::chrono::milliseconds delay, const FaultScript &script)
{
    return FaultScript{wait(delay)} + script;
}

} // namespace ContactSheet::Fault
