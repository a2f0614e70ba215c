#include "settings/keychain.h"

#include <QLibrary>
#include <qt6keychain/keychain.h>
#include <QThread>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

/// What a key store shows as the owner of the keys.
const QString Owner = u"Contact Sheet"_s;

/// What quitting waits for a key that was just typed, and then for the thread.
constexpr auto LastWrites = 2s;
constexpr auto LastCall = 1s;

QString entryName(const QString &place)
{
#ifdef Q_OS_WIN
    return Owner % u' ' % place; // There, entries of all programs stand side by side.
#else
    return place;
#endif
}

SystemKeys::Outcome outcomeOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::NoError:
        return SystemKeys::Outcome::Done;
    case QKeychain::EntryNotFound:
        return SystemKeys::Outcome::NotFound;
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return SystemKeys::Outcome::Denied;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError: // Also of no bus, and of no service on it.
        break;
    }
    return SystemKeys::Outcome::Absent;
}

/// GLib, by which QtKeychain speaks with the Secret Service, ends a program when its session bus goes away.
/// Ours goes on.
void outliveSessionBus()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    static void *bus = nullptr; // Kept: the bus is one for all, for as long as somebody holds it.
    if (bus)
        return;
    using GetBus = void *(*)(int type, void *cancellable, void **error);
    using SetExitOnClose = void (*)(void *connection, int exits);
    constexpr int SessionBus = 2; // G_BUS_TYPE_SESSION
    QLibrary gio(u"gio-2.0"_s, 0);
    const auto getBus = reinterpret_cast<GetBus>(gio.resolve("g_bus_get_sync"));
    const auto setExitOnClose =
        reinterpret_cast<SetExitOnClose>(gio.resolve("g_dbus_connection_set_exit_on_close"));
    if (!getBus || !setExitOnClose)
        return;
    bus = getBus(SessionBus, nullptr, nullptr);
    if (bus)
        setExitOnClose(bus, false);
#endif
}

} // namespace

Keychain::Keychain()
    : m_here(new QObject)
    , m_changed(std::make_shared<QSemaphore>())
{}

Keychain::~Keychain()
{
    if (m_thread) {
        // A key that was typed just before the end.
        m_changed->tryAcquire(m_changes, int(std::chrono::milliseconds(LastWrites).count()));
        m_thread->quit();
        if (!m_thread->wait(QDeadlineTimer(LastCall))) {
            // It waits within a library; nothing here may go that it could still touch.
            m_here->moveToThread(nullptr);
            return;
        }
        delete m_thread;
    }
    delete m_here;
}

void Keychain::read(const QString &place, const Receive &receive)
{
    ask(
        place, [](QObject *parent) { return new QKeychain::ReadPasswordJob(Owner, parent); }, receive);
}

void Keychain::write(const QString &place, const Secret &key, const Receive &receive)
{
    const auto makeJob = [key](QObject *parent) {
        auto *job = new QKeychain::WritePasswordJob(Owner, parent);
        QString text = QString::fromUtf8(key.bytes()); // As text, which people can read in their key store.
        job->setTextData(text);
        text.fill(u'•');
        return job;
    };
    ++m_changes;
    ask(place, makeJob, receive);
}

void Keychain::remove(const QString &place, const Receive &receive)
{
    ++m_changes;
    ask(
        place, [](QObject *parent) { return new QKeychain::DeletePasswordJob(Owner, parent); }, receive);
}

void Keychain::beginThread()
{
    m_thread = new QThread;
    m_thread->setObjectName(u"keys"_s);
    m_there = new QObject;
    m_there->moveToThread(m_thread);
    QObject::connect(m_thread, &QThread::finished, m_there, &QObject::deleteLater);
    m_thread->start();
}

void Keychain::ask(const QString &place, const MakeJob &makeJob, const Receive &receive)
{
    if (!m_thread)
        beginThread();
    const auto answer = [here = m_here, changed = m_changed, receive](const QKeychain::Job *job) {
        Answer given{.outcome = outcomeOf(*job)};
        if (const auto *read = qobject_cast<const QKeychain::ReadPasswordJob *>(job))
            given.key = Secret(read->binaryData());
        else
            changed->release();
        QMetaObject::invokeMethod(here, [receive, given] { receive(given); });
    };
    QMetaObject::invokeMethod(m_there, [there = m_there, name = entryName(place), makeJob, answer] {
        outliveSessionBus();
        QKeychain::Job *job = makeJob(there);
        job->setKey(name);
        QObject::connect(job, &QKeychain::Job::finished, there, answer);
        job->start();
    });
}

} // namespace ContactSheet
