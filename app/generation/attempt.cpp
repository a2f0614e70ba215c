#include "generation/attempt.h"

#include "core/runinpool.h"
#include "generation/transport.h"
#include "services/originrules.h"

#include <QDir>

#include <utility>

namespace ContactSheet {

namespace {

/// Names what lies in \a folder by its whole path, where that is another than the press's \a own.
void nameWhole(SavingOutcome &outcome, const QString &folder, const QString &own)
{
    if (folder == own)
        return;
    const auto name = [&folder](QString &file) {
        if (!file.isEmpty() && !QDir::isAbsolutePath(file))
            file = folder % u'/' % file;
    };
    for (SavedPicture &picture : outcome.pictures)
        name(picture.file);
    name(outcome.keptAnswer);
}

/// Has \a arrived go on with the picture that \a kept holds, where it does: the answer around it is not
/// needed any more.
void replaceByPicture(ArrivedPictures &arrived, const KeptAnswer &kept)
{
    if (!kept.isPicture)
        return;
    arrived.answer.clear();
    arrived.sources.clear();
    arrived.fetched = {kept.bytes};
    arrived.destination.keptFile = kept.file;
}

} // namespace

Attempt::Attempt(const Job &job, std::shared_ptr<const Press> press, PictureDestination destination,
                 Transport *transport, QThreadPool *savingPool, QThreadPool *previewPool, QObject *parent)
    : QObject(parent)
    , m_job(job)
    , m_press(std::move(press))
    , m_destination(std::move(destination))
    , m_transport(transport)
    , m_savingPool(savingPool)
    , m_previews(previewPool)
{
    connect(&m_previews, &PreviewDecoder::decoded, this, [this](const QByteArray &picture) {
        if (!m_isGivenUp && !m_isSaving && !m_hasEnded)
            emit previewArrived(picture);
    });
}

Attempt::~Attempt()
{
    if (!m_unsaved)
        return;
    m_unsaved->destination.fallbackFolder = m_press->fallbackFolder;
    m_unsaved->mayWait = false;
    m_savingPool->start([unsaved = *m_unsaved] { static_cast<void>(savePictures(unsaved)); });
}

void Attempt::start(const QString &orderId)
{
    m_order = m_press->codec->order(m_job, m_press->account);
    m_order.headers.append({"X-Client-Request-Id", orderId.toLatin1()});
    m_ordered = QDateTime::currentDateTimeUtc();
    m_isStreamed = m_order.isStreamed;
    sendOrder();
}

void Attempt::goOn(const QByteArray &kept, const PictureNotes &notes, const QDateTime &ordered, bool isKept)
{
    m_ordered = ordered;
    m_wasKept = isKept;
    const ServiceAnswer answer{.status = 200,
                               .headers = {},
                               .body = kept,
                               .url = m_press->codec->order(m_job, m_press->account).url};
    m_status = answer.status;
    m_hasAnswer = true; // Whoever gives it up keeps what was paid for.
    m_arrived.answer = kept;
    QMetaObject::invokeMethod(
        this,
        [this, answer, notes] {
            if (m_isGivenUp || m_hasEnded)
                return;
            const Clock::time_point now = Clock::now();
            emit answerBegan(now);
            const bool isPicture = beginningFormat(answer.body).has_value();
            take(isPicture ? ServiceOutcome(Pictures{
                     .sources = {WholeBody{}}, .revisedPrompt = notes.revisedPrompt, .usage = notes.usage})
                           : m_press->codec->read(m_job, m_press->account, Asked::Order, answer),
                 answer.body, now);
        },
        Qt::QueuedConnection);
}

void Attempt::sendOrder()
{
    m_exchange = m_transport->send(m_order, m_press->limits);
    connectOrder();
}

void Attempt::connectOrder()
{
    connect(m_exchange.get(), &Exchange::connecting, this, &Attempt::connectionBegan);
    connect(m_exchange.get(), &Exchange::requestSent, this, &Attempt::requestSent);
    connect(m_exchange.get(), &Exchange::answerBegan, this, [this](Clock::time_point when) {
        if (!m_exchange->isStreaming()) // A stream begins long before its picture.
            emit answerBegan(when);
    });
    connect(m_exchange.get(), &Exchange::pieceArrived, this, &Attempt::readPiece);
    connect(m_exchange.get(), &Exchange::answered, this, &Attempt::readOrder);
    connect(m_exchange.get(), &Exchange::failed, this, &Attempt::takeFailure);
}

bool Attempt::followOrder(const ServiceAnswer &answer)
{
    // These two say that nothing was made here and that the same order belongs elsewhere (RFC 9110, 15.4.8).
    if ((answer.status != 307 && answer.status != 308) || m_redirects == MostRedirects)
        return false;
    const QUrl target = answer.url.resolved(QUrl(QString::fromUtf8(answer.header("Location"))));
    if (!isSameOrigin(target, answer.url) || !target.userInfo().isEmpty())
        return false;
    ++m_redirects;
    m_order.url = target;
    retire(m_exchange);
    sendOrder();
    return true;
}

void Attempt::saveInto(const QString &folder)
{
    PictureDestination &destination = m_unsaved->destination;
    if (folder != destination.folder)
        destination = {.folder = folder, .name = destination.name};
    write(*std::exchange(m_unsaved, {}), Elsewhere::No, NoPlace::Wait);
}

void Attempt::saveAnywhere()
{
    write(*std::exchange(m_unsaved, {}), Elsewhere::Yes, NoPlace::Wait);
}

void Attempt::giveUp()
{
    if (m_unsaved) {
        write(*std::exchange(m_unsaved, {}), Elsewhere::Yes, NoPlace::End);
        return;
    }
    if (m_isSaving || m_hasEnded || std::exchange(m_isGivenUp, true))
        return;
    if (m_exchange)
        m_exchange->disconnect(this);
    // Posted: whoever gives up many attempts must not be called back from inside the first one, and the
    // exchange may be the one whose signal is being handled. Whether the order has left counts at the last
    // moment.
    QMetaObject::invokeMethod(this, &Attempt::dropEverything, Qt::QueuedConnection);
}

void Attempt::dropEverything()
{
    if (m_isSaving || m_hasEnded)
        return; // What had just arrived when it was given up is kept.
    const bool hasLeft = m_exchange && m_exchange->mayHaveArrived();
    m_exchange.reset();
    const bool isPaid = m_press->account.charging == Charging::Paid;
    if (isPaid && m_hasAnswer) {
        endOpen([](bool isKept) {
            return Error{
                .kind = Error::Kind::UnknownOutcome,
                .message = isKept
                    ? tr("Stopped before the picture was downloaded. It was made and charged. Its answer is "
                         "kept: going on with this run downloads the picture without another order.")
                    : tr("Stopped before the picture was downloaded. It was made and charged, but the disk "
                         "did not take its answer."),
                .charge = Error::Charge::Yes};
        });
    } else if (isPaid && hasLeft) {
        endWith({.kind = Error::Kind::UnknownOutcome,
                 .message = tr("Stopped while the order was under way. It may have been made and charged."),
                 .charge = Error::Charge::Perhaps});
    } else {
        endWith({.kind = Error::Kind::Cancelled, .message = tr("Stopped.")});
    }
}

void Attempt::readOrder(const ServiceAnswer &answer, Clock::time_point when)
{
    if (followOrder(answer))
        return;
    if (!m_stream) // Else its head came with its first piece.
        takeHead(answer);
    retire(m_exchange);
    if (m_isStreamed && answer.isSuccess()) {
        if (!m_stream) // Its body is empty.
            m_stream = m_press->codec->stream(m_job, m_press->account, answer);
        readStream(m_stream->end(), when);
        return;
    }
    take(m_press->codec->read(m_job, m_press->account, Asked::Order, answer), answer.body, when);
}

void Attempt::takeHead(const ServiceAnswer &answer)
{
    m_status = answer.status;
    m_requestId = m_press->account.redact(answer.requestId());
    if (const std::optional<RateHeaders> rates = readRateHeaders(answer))
        emit ratesRead(*rates);
}

void Attempt::readPiece(const QByteArray &piece, Clock::time_point when)
{
    if (!m_stream) {
        const ServiceAnswer head = m_exchange->head();
        takeHead(head);
        m_stream = m_press->codec->stream(m_job, m_press->account, head);
    }
    m_stream->feed(piece);
    if (m_stream->hasPictureBegun() && !std::exchange(m_hasPictureBegun, true))
        emit answerBegan(when);
    if (const std::optional<StreamedPreview> preview = m_stream->takePreview())
        m_previews.decode(*preview);
    if (m_stream->isComplete()) {
        letStreamEnd();
        readStream(m_stream->end(), when);
    }
}

void Attempt::readStream(StreamEnd end, Clock::time_point when)
{
    m_stream.reset(); // It may hold megabytes.
    if (!std::exchange(m_hasPictureBegun, true) && std::holds_alternative<Pictures>(end.outcome))
        emit answerBegan(when);
    take(end.outcome, end.text, when);
}

void Attempt::takeFailure(const TransportFailure &failure)
{
    retire(m_exchange);
    if (m_stream) {
        // What broke off may have brought all that was paid for.
        StreamEnd end = m_stream->end();
        if (std::holds_alternative<Pictures>(end.outcome)) {
            readStream(std::move(end), Clock::now());
            return;
        }
    }
    keep(failure.answer, errorFromFailure(failure, Asked::Order, m_press->account));
}

void Attempt::letStreamEnd()
{
    m_endingStream = std::move(m_exchange);
    m_endingStream->disconnect(this);
    connect(m_endingStream.get(), &Exchange::answered, this, [this] { retire(m_endingStream); });
    connect(m_endingStream.get(), &Exchange::failed, this, [this] { retire(m_endingStream); });
}

void Attempt::take(const ServiceOutcome &outcome, const QByteArray &body, Clock::time_point when)
{
    m_hasAnswer = true;
    if (std::holds_alternative<Pictures>(outcome))
        emit picturesNamed(body, std::get<Pictures>(outcome));
    emit answered(m_status, m_requestId);
    if (const auto *error = std::get_if<Error>(&outcome)) {
        if (error->kind == Error::Kind::UnreadableAnswer)
            keep(body, *error);
        else
            endWith(*error);
        return;
    }
    m_pictures = std::get<Pictures>(outcome);
    m_arrived = {
        .answer = body, .destination = m_destination, .key = m_press->account.key, .charge = chargeOfMade()};
    for (const PictureSource &source : std::as_const(m_pictures.sources)) {
        if (const auto *linked = std::get_if<LinkedPicture>(&source))
            m_links.append(linked->url);
        else
            m_arrived.sources.append(source);
    }
    if (m_links.isEmpty()) {
        save(when);
        return;
    }
    for (const QUrl &link : std::as_const(m_links))
        emit linkFound(link);
    fetchNext();
}

void Attempt::save(Clock::time_point arrived)
{
    m_isSaving = true;
    emit pictureArrived(arrived);
    write(std::exchange(m_arrived, {}), Elsewhere::No, NoPlace::Wait);
}

void Attempt::write(ArrivedPictures pictures, Elsewhere elsewhere, NoPlace noPlace)
{
    pictures.mayWait = noPlace == NoPlace::Wait;
    pictures.destination.fallbackFolder = elsewhere == Elsewhere::Yes ? m_press->fallbackFolder : QString();
    // In the pool nothing of this object is touched: it may be gone by then.
    runInPool(
        m_savingPool, this,
        [pictures = std::move(pictures), kept = m_kept, press = m_press]() mutable {
            kept.waitForFinished();
            if (kept.resultCount() > 0)
                replaceByPicture(pictures, kept.result());
            SavingOutcome outcome = savePictures(pictures);
            outcome.room = press->roomIn(pictures.destination.folder);
            nameWhole(outcome, pictures.destination.folder, press->folder);
            return outcome;
        },
        [this](SavingOutcome outcome) { takeSaving(std::move(outcome)); });
}

void Attempt::takeSaving(SavingOutcome outcome)
{
    if (outcome.room)
        emit roomRead(*outcome.room);
    if (outcome.unsaved) {
        m_unsaved = std::move(outcome.unsaved);
        emit placeWanted(m_press->account.redact(*outcome.error));
        return;
    }
    if (outcome.error) {
        outcome.error->status = m_status;
        outcome.error->requestId = m_requestId;
        endWith(*outcome.error, {.keptAnswer = outcome.keptAnswer});
        return;
    }
    for (SavedPicture &picture : outcome.pictures) {
        picture.revisedPrompt = m_press->account.redact(m_pictures.revisedPrompt);
        picture.usage = m_pictures.usage;
    }
    end({.pictures = outcome.pictures, .at = outcome.safeAt});
}

void Attempt::keep(const QByteArray &answer, const Error &error)
{
    if (answer.isEmpty()) {
        endWith(error);
        return;
    }
    m_isSaving = true;
    runInPool(
        m_savingPool, this,
        [destination = m_destination, own = m_press->folder, answer, key = m_press->account.key, error] {
            SavingOutcome outcome = keepAnswer(destination, answer, key, error);
            nameWhole(outcome, destination.folder, own);
            return outcome;
        },
        [this](const SavingOutcome &outcome) {
            endWith(*outcome.error, {.keptAnswer = outcome.keptAnswer});
        });
}

void Attempt::endWith(Error error, AttemptOutcome outcome)
{
    // Some servers repeat the key in whatever they say, and what is said here ends up in files.
    error = m_press->account.redact(error);
    if (m_press->account.charging == Charging::Free)
        error.charge = Error::Charge::No;
    outcome.error = error;
    outcome.ordered = m_ordered;
    outcome.at = Clock::now();
    end(outcome);
}

void Attempt::retire(std::unique_ptr<Exchange> &exchange)
{
    if (Exchange *old = exchange.release()) {
        old->disconnect(this);
        old->deleteLater();
    }
}

void Attempt::end(const AttemptOutcome &outcome)
{
    retire(m_exchange);
    retire(m_endingStream);
    if (!std::exchange(m_hasEnded, true))
        emit ended(outcome);
}

Error::Charge Attempt::chargeOfMade() const
{
    return m_press->account.charging == Charging::Paid ? Error::Charge::Yes : Error::Charge::No;
}

} // namespace ContactSheet
