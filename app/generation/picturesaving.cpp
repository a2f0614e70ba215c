#include "generation/picturesaving.h"

#include "core/base64.h"

#include <QCoreApplication>

#include <utility>

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(PictureSaving)
};

Error damaged(Error::Charge charge)
{
    return {.kind = Error::Kind::UnreadableAnswer,
            .message = Texts::tr("The picture's data is damaged."),
            .charge = charge};
}

/// Saves pictures one after another and keeps count of what became of them.
class Saving
{
public:
    explicit Saving(const ArrivedPictures &arrived)
        : m_arrived(arrived)
    {}

    void take(const std::optional<QByteArray> &bytes)
    {
        Result<SavedPicture> saved = bytes ? savePicture(m_arrived.destination, *bytes)
                                           : Result<SavedPicture>(damaged(m_arrived.charge));
        if (saved) {
            m_outcome.safeAt = Clock::now();
            SavedPicture picture = std::move(saved).value();
            picture.blake2b = pictureHash(*bytes);
            m_outcome.pictures.append(picture);
        } else if (!m_outcome.error) {
            m_outcome.error = saved.error();
            m_outcome.error->charge = m_arrived.charge;
            m_unsaved = bytes.value_or(m_arrived.answer);
        }
    }

    SavingOutcome finish()
    {
        if (!m_outcome.pictures.isEmpty()) {
            m_outcome.error.reset();
            return m_outcome;
        }
        if (m_arrived.mayWait && m_outcome.error->kind == Error::Kind::Disk) {
            m_outcome.unsaved = m_arrived;
            return m_outcome;
        }
        return keepAnswer(m_arrived.destination, m_unsaved, m_arrived.key, *m_outcome.error);
    }

private:
    const ArrivedPictures &m_arrived;
    SavingOutcome m_outcome = {};
    QByteArray m_unsaved = {};
};

} // namespace

std::optional<QByteArray> decodedPicture(const PictureSource &source, const QByteArray &text)
{
    if (const auto *embedded = std::get_if<EmbeddedPicture>(&source)) {
        const QByteArray base64 =
            QByteArray::fromRawData(text.constData() + embedded->span.begin, embedded->span.length);
        return decodeBase64(unescapedJsonString(base64));
    }
    if (const auto *encoded = std::get_if<EncodedPicture>(&source))
        return decodeBase64(encoded->base64);
    return text;
}

KeptAnswer worthKeeping(const QByteArray &answer, const QList<PictureSource> &sources, const Secret &key)
{
    if (sources.size() == 1 && !std::holds_alternative<LinkedPicture>(sources.constFirst())) {
        const std::optional<QByteArray> picture = decodedPicture(sources.constFirst(), answer);
        if (picture && beginningFormat(*picture))
            return {.bytes = *picture, .isPicture = true};
    }
    return {.bytes = key.maskAsItIs(answer)};
}

SavingOutcome keepAnswer(const PictureDestination &destination, const QByteArray &answer, const Secret &key,
                         Error error)
{
    SavingOutcome outcome;
    if (const Result<QString> kept = keepAside(destination, key.mask(answer))) {
        outcome.keptAnswer = kept.value();
        error.message += u' ' % Texts::tr("What came is kept in “%1”.").arg(outcome.keptAnswer);
    }
    outcome.error = error;
    outcome.safeAt = Clock::now();
    return outcome;
}

SavingOutcome savePictures(const ArrivedPictures &arrived)
{
    Saving saving(arrived);
    for (const PictureSource &source : arrived.sources)
        saving.take(decodedPicture(source, arrived.answer));
    for (const QByteArray &bytes : arrived.fetched)
        saving.take(bytes);
    return saving.finish();
}

} // namespace ContactSheet
