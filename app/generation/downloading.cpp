// The part of an attempt that downloads the pictures to which an answer links.
#include "core/runinpool.h"
#include "generation/attempt.h"
#include "generation/transport.h"
#include "services/originrules.h"

#include <QTimer>

namespace ContactSheet {

namespace {

/// A download that failed with \a status may go well a little later.
bool isPassing(int status)
{
    return status == 408 || status == 425 || status == 429 || status >= 500;
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

} // namespace

void Attempt::fetchNext()
{
    m_downloads = 0;
    m_redirects = 0;
    fetch(m_links.first());
}

void Attempt::fetch(const QUrl &url)
{
    m_exchange = m_transport->send(fetchRequest(url), m_press->limits);
    connect(m_exchange.get(), &Exchange::answered, this, &Attempt::readFetched);
    connect(m_exchange.get(), &Exchange::failed, this, [this](const TransportFailure &failure) {
        fetchFailed(mayPass(failure.reason) ? FetchFailure::Connection : FetchFailure::Answer,
                    errorFromFailure(failure, Asked::Fetch, m_press->account));
    });
}

void Attempt::readFetched(const ServiceAnswer &answer, Clock::time_point when)
{
    retire(m_exchange);
    if (isRedirect(answer.status) && m_redirects < MostRedirects) {
        ++m_redirects;
        const QString target = QString::fromUtf8(answer.header("Location"));
        const Result<QUrl> url = resolvePictureLink(target, answer.url, m_press->account);
        if (url)
            fetch(url.value());
        else
            fetchFailed(FetchFailure::Answer, url.error());
        return;
    }
    const ServiceOutcome outcome = m_press->codec->read(m_job, m_press->account, Asked::Fetch, answer);
    if (const auto *error = std::get_if<Error>(&outcome)) {
        fetchFailed(FetchFailure::Answer, *error);
        return;
    }
    m_arrived.fetched.append(answer.body);
    m_links.removeFirst();
    if (m_links.isEmpty())
        save(when);
    else
        fetchNext();
}

void Attempt::fetchFailed(FetchFailure cause, const Error &error)
{
    retire(m_exchange);
    // A link that is gone or not to be followed will be so again; a broken connection may not.
    const bool isWorthAnotherTry = cause == FetchFailure::Connection || isPassing(error.status.value_or(0));
    if (isWorthAnotherTry && ++m_downloads < MostDownloads) {
        m_redirects = 0;
        QTimer::singleShot(m_press->retries.downloadWait * (1 << (m_downloads - 1)), this, [this] {
            if (!m_isGivenUp && !m_hasEnded)
                fetch(m_links.first());
        });
        return;
    }
    m_isDownloadOpen = m_isDownloadOpen || isWorthAnotherTry;
    // The picture that was asked for counts; one that was sent beside it is not worth losing it for.
    const bool hasPicture = !m_arrived.fetched.isEmpty() || !m_arrived.sources.isEmpty();
    m_links.removeFirst();
    if (!m_links.isEmpty())
        fetchNext();
    else if (hasPicture)
        save(Clock::now());
    else if (m_isDownloadOpen && mayLinksLive())
        endOpen([this, cause, error](bool isKept) { return openDownload(cause, error, isKept); });
    else
        keep(m_arrived.answer, error); // With its link, by which the picture may still be had.
}

void Attempt::endOpen(std::function<Error(bool isKept)> errorOf)
{
    m_isSaving = true; // Whoever gives it up now does not end it twice.
    runInPool(
        m_savingPool, this,
        [kept = m_kept, wasKept = m_wasKept]() mutable {
            kept.waitForFinished();
            return wasKept || (kept.resultCount() > 0 && kept.result().isKept);
        },
        [this, errorOf = std::move(errorOf)](bool isKept) {
            endWith(errorOf(isKept), {.openAnswer = m_arrived.answer, .isOpenAnswerKept = isKept});
        });
}

/// What \a error of a download means that may still go well.
Error Attempt::openDownload(FetchFailure cause, Error error, bool isKept) const
{
    const QString happened = cause == FetchFailure::Connection
        ? error.message
        : tr("%1 made the picture, but it could not be downloaded.").arg(m_press->account.serviceName);
    error.kind = Error::Kind::Network;
    error.message = happened + u' '
        + (isKept ? tr("Its link is kept: trying it again, or going on with this run, downloads it without "
                       "another order.")
                  : tr("The disk did not take its link: try it again before another run begins or the "
                       "program is closed, which downloads it without another order."));
    return error;
}

bool Attempt::mayLinksLive() const
{
    return m_press->account.charging == Charging::Paid && m_ordered.isValid()
        && m_ordered.secsTo(QDateTime::currentDateTime()) < std::chrono::seconds(LongestLinkLife).count();
}

} // namespace ContactSheet
