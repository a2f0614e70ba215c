#include "workspace/engine.h"

#include "generation/transport.h"
#include "practice/practiceservice.h"

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// As many as most services take at once, and few enough to be polite.
constexpr int WarmConnections = 4;

} // namespace

Engine::Engine(QObject *parent)
    : QObject(parent)
    , m_transport(new Transport)
    , m_generator(new ImageGenerator(m_transport))
    , m_probe(new ServiceProbe(m_transport, ServiceProbe::Limits, m_generator))
{
    m_thread.setObjectName(u"engine"_s);
    m_transport->setParent(
        m_generator); // The generator's attempts hold exchanges of the transport: it goes last.
    m_generator->moveToThread(&m_thread);
    connect(m_probe, &ServiceProbe::ended, this, [this](ProbeId id, const ProbeOutcome &outcome) {
        if (id == ProbeId(m_newestProbe)) // Else it was on its way here when it was dropped.
            emit probed(outcome);
    });
    connect(&m_thread, &QThread::finished, m_generator, &QObject::deleteLater);
    m_thread.start();
}

Engine::~Engine()
{
    m_thread.quit();
    m_thread.wait();
}

Result<QUrl> Engine::practiceService(PracticeSpeed speed)
{
    if (m_practice && m_practiceSpeed == speed)
        return m_practiceUrl;
    m_practice = std::make_unique<PracticeService>(PracticeService::Options{.speed = speed});
    m_practiceSpeed = speed;
    Result<QUrl> url = m_practice->start();
    if (url)
        m_practiceUrl = url.value();
    else
        m_practice.reset();
    return url;
}

void Engine::start(const Press &press)
{
    QMetaObject::invokeMethod(m_generator, [generator = m_generator, press] { generator->start(press); });
}

void Engine::resumePress(const Press &press, const QString &journal, bool ordersRest)
{
    QMetaObject::invokeMethod(m_generator, [generator = m_generator, press, journal, ordersRest] {
        generator->resumePress(press, journal, ordersRest);
    });
}

void Engine::setAtOnce(int lanes)
{
    QMetaObject::invokeMethod(m_generator, [generator = m_generator, lanes] { generator->setAtOnce(lanes); });
}

void Engine::setAtOnceAutomatic()
{
    QMetaObject::invokeMethod(m_generator, &ImageGenerator::setAtOnceAutomatic);
}

void Engine::resume(const ServiceAccount &account)
{
    QMetaObject::invokeMethod(m_generator,
                              [generator = m_generator, account] { generator->resume(account); });
}

void Engine::saveInto(const QString &folder)
{
    QMetaObject::invokeMethod(m_generator,
                              [generator = m_generator, folder] { generator->saveInto(folder); });
}

void Engine::stop(JobId job)
{
    QMetaObject::invokeMethod(m_generator, [generator = m_generator, job] { generator->stop(job); });
}

void Engine::retry(const QList<JobId> &jobs)
{
    QMetaObject::invokeMethod(m_generator, [generator = m_generator, jobs] { generator->retry(jobs); });
}

void Engine::mark(const QString &journal, const QList<PictureMark> &marks)
{
    QMetaObject::invokeMethod(m_generator,
                              [generator = m_generator, journal, marks] { generator->mark(journal, marks); });
}

void Engine::stopEverything()
{
    QMetaObject::invokeMethod(m_generator, &ImageGenerator::stopEverything);
}

void Engine::stopWaiting()
{
    QMetaObject::invokeMethod(m_generator, &ImageGenerator::stopWaiting);
}

void Engine::leaveWaiting()
{
    QMetaObject::invokeMethod(m_generator, &ImageGenerator::leaveWaiting);
}

void Engine::leaveEverything()
{
    QMetaObject::invokeMethod(m_generator, &ImageGenerator::leaveEverything);
}

void Engine::warm(const QUrl &baseUrl)
{
    QMetaObject::invokeMethod(
        m_transport, [transport = m_transport, baseUrl] { transport->warm(baseUrl, WarmConnections); });
}

void Engine::probe(const ServiceAccount &account)
{
    ++m_newestProbe;
    QMetaObject::invokeMethod(
        m_probe, [probe = m_probe, id = ProbeId(m_newestProbe), account] { probe->start(id, account); });
}

void Engine::cancelProbe()
{
    ++m_newestProbe;
    QMetaObject::invokeMethod(m_probe, &ServiceProbe::cancel);
}

} // namespace ContactSheet
