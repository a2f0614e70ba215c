#include "ui/mainwindow/pausenotice.h"

#include "ui/widgets/messagebar.h"
#include "ui/widgets/runnotifier.h"
#include "workspace/workspace.h"

#include <QLocale>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

/// Who would read of less has not read it when it is over.
constexpr auto ShortestTold = 2s;
constexpr auto UpdateInterval = 250ms;

/// \a left in whole units that nobody has to wait longer than: "12 s", "5 min", "2 h".
QString lengthText(Moment left)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(left);
    if (seconds < 120s)
        return PauseNotice::tr("%1 s").arg(QLocale().toString(qint64(seconds.count())));
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(left);
    if (minutes < 120min)
        return PauseNotice::tr("%1 min").arg(QLocale().toString(qint64(minutes.count())));
    return PauseNotice::tr("%1 h").arg(
        QLocale().toString(qint64(std::chrono::ceil<std::chrono::hours>(left).count())));
}

/// \a time as the person's own clock shows it, with seconds; with its day where that is another than today's.
QString clockTime(const QDateTime &time, const QDateTime &now)
{
    const QLocale locale;
    if (time.date() != now.date())
        return locale.toString(time, QLocale::ShortFormat);
    QString format = locale.timeFormat(QLocale::ShortFormat);
    if (!format.contains(u"ss"))
        format.replace(u"mm"_s, u"mm:ss"_s);
    return locale.toString(time.time(), format);
}

QString waitingText(int waiting)
{
    if (waiting == 0)
        return PauseNotice::tr("Nothing is lost.");
    return waiting == 1
        ? PauseNotice::tr("Nothing is lost; 1 image waits.")
        : PauseNotice::tr("Nothing is lost; %1 images wait.").arg(QLocale().toString(waiting));
}

} // namespace

bool waitsForPerson(const ServicePause &pause)
{
    return !pause.until;
}

QString pauseSentence(const ServicePause &pause, const QString &service, std::optional<Moment> left,
                      const QDateTime &now, int waiting)
{
    const Moment length = left.value_or(Moment::zero());
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(length);
    const QString until = clockTime(now.addSecs(seconds.count()), now);
    QString what;
    switch (pause.reason) {
    case ServicePause::Reason::RateLimit:
        what = PauseNotice::tr("%1 asks to wait %2 (until %3).").arg(service, lengthText(length), until);
        break;
    case ServicePause::Reason::Overload:
        what = PauseNotice::tr("%1 has too much to do and is asked again in %2 (at %3).")
                   .arg(service, lengthText(length), until);
        break;
    case ServicePause::Reason::Trouble:
        what = PauseNotice::tr("%1 failed too often and is left alone for %2 (until %3).")
                   .arg(service, lengthText(length), until);
        break;
    case ServicePause::Reason::Key:
        what = PauseNotice::tr("%1 did not accept the key. Check it in Services, then go on.").arg(service);
        break;
    case ServicePause::Reason::Quota:
        what = PauseNotice::tr("There is no credit left at %1, or its limit for spending is reached. See to "
                               "it there, then go on.")
                   .arg(service);
        break;
    case ServicePause::Reason::Storage:
        what = PauseNotice::tr("The disk takes no more pictures. Make room, or choose another folder.");
        break;
    }
    return what % u' ' % waitingText(waiting);
}

QString placeSentence(const Error &error, int pictures, int waiting)
{
    const QString number = QLocale().toString(pictures);
    QString what = error.message;
    if (pictures == 1)
        what += u' ' % PauseNotice::tr("1 picture that has arrived waits in memory for a place.");
    else if (pictures > 1)
        what +=
            u' ' % PauseNotice::tr("%1 pictures that have arrived wait in memory for a place.").arg(number);
    return what % u' ' % waitingText(waiting);
}

QString pauseWords(const ServicePause &pause, std::optional<Moment> left)
{
    if (pause.reason == ServicePause::Reason::Key)
        return PauseNotice::tr("waiting for a key");
    if (pause.reason == ServicePause::Reason::Quota)
        return PauseNotice::tr("waiting for credit");
    if (pause.reason == ServicePause::Reason::Storage)
        return PauseNotice::tr("waiting for room on the disk");
    return left && *left > Moment::zero()
        ? PauseNotice::tr("waiting for the service, %1").arg(lengthText(*left))
        : PauseNotice::tr("waiting for the service");
}

PauseNotice::PauseNotice(Workspace &workspace, MessageBar &messages, RunNotifier &notifier, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_messages(messages)
    , m_notifier(notifier)
{
    m_timer.setInterval(UpdateInterval);
    connect(&m_timer, &QTimer::timeout, this, &PauseNotice::update);
    connect(&workspace, &Workspace::pauseChanged, this, &PauseNotice::takePause);
}

PauseNotice::~PauseNotice() = default;

void PauseNotice::takePause()
{
    const std::optional<ServicePause> &pause = m_workspace.pause();
    if (!pause) {
        close();
        return;
    }
    if (m_begin != pause->begin || m_reason != pause->reason) {
        close();
        m_begin = pause->begin;
        m_reason = pause->reason;
        m_timer.start();
        if (waitsForPerson(*pause))
            m_notifier.notify(tr("Contact Sheet"), sentence());
    }
    update();
}

void PauseNotice::update()
{
    const std::optional<Moment> left = m_workspace.pauseLeft();
    if (isShown()) {
        if (const QString now = sentence(); now != m_messages.sentence())
            m_messages.setSentence(now);
        return;
    }
    const bool isPerson = waitsForPerson(*m_workspace.pause());
    const bool isWorthTelling = isPerson || (left && *left >= ShortestTold);
    // What is in memory alone is said until it has a place.
    const bool isOwed = !m_wasShown
        || (m_workspace.wantedPlace() && m_workspace.wantedPlace()->pictures > 0
            && m_messages.shownMessage() == 0);
    // What is asked or said there at the moment goes first, unless nothing goes on without a person.
    if (isOwed && isWorthTelling && (isPerson || m_messages.shownMessage() == 0))
        show();
}

void PauseNotice::show()
{
    const auto ask = [this](void (PauseNotice::*what)()) { return [this, what] { (this->*what)(); }; };
    const bool isPerson = waitsForPerson(*m_workspace.pause());
    const bool isForPlace = m_workspace.pause()->reason == ServicePause::Reason::Storage;
    QList<MessageBar::Action> actions;
    if (isForPlace) {
        actions.append({tr("Choose Folder…"), [this] {
                            show();
                            emit folderRequested();
                        }});
        actions.append({tr("Retry"), [this] {
                            m_wasShown = false; // Where that does not help, it is said again.
                            emit goOnRequested();
                        }});
    } else if (isPerson) {
        // A closed message could not be gone on from once the key is there.
        actions.append({tr("Open Services"), [this] {
                            show();
                            emit servicesRequested();
                        }});
    }
    if (!isForPlace)
        actions.append({isPerson ? tr("Go On") : tr("Go On Now"), ask(&PauseNotice::goOnRequested)});
    actions.append({tr("Stop"), ask(&PauseNotice::stopRequested)});
    m_message = m_messages.showMessage(sentence(), actions,
                                       isPerson ? MessageBar::Kind::Problem : MessageBar::Kind::Information);
    m_wasShown = true;
}

void PauseNotice::close()
{
    m_timer.stop();
    if (isShown())
        m_messages.closeMessage();
    m_begin.reset();
    m_reason.reset();
    m_message = 0;
    m_wasShown = false;
}

bool PauseNotice::isShown() const
{
    return m_message != 0 && m_messages.shownMessage() == m_message;
}

QString PauseNotice::sentence() const
{
    if (const std::optional<WantedPlace> &place = m_workspace.wantedPlace();
        place && m_workspace.pause()->reason == ServicePause::Reason::Storage)
        return placeSentence(place->error, place->pictures, m_workspace.counts().waiting);
    return pauseSentence(*m_workspace.pause(), m_workspace.account().serviceName, m_workspace.pauseLeft(),
                         QDateTime::currentDateTime(), m_workspace.counts().waiting);
}

} // namespace ContactSheet
