#pragma once

#include "core/result.h"
#include "generation/imagegenerator.h"
#include "generation/serviceprobe.h"
#include "practice/practicespeed.h"

#include <QObject>
#include <QThread>
#include <QUrl>

#include <memory>

namespace ContactSheet {

class PracticeService;
class Transport;

/**
 * The part of the program that makes pictures, with its thread: what the window and the command line share.
 *
 * Lives in the thread of its owner, who calls the commands and connects to generator(), whose signals arrive
 * queued. Tests accounts beside the runs. Destroying it drops what is under way and waits until what has
 * arrived is on disk.
 */
class Engine final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Engine)

public:
    explicit Engine(QObject *parent = nullptr);
    ~Engine() override;

    /// Lives in the engine's thread: connect to its signals, and call its slots queued, as the commands below
    /// do.
    [[nodiscard]] ImageGenerator *generator() const { return m_generator; }

    /// The base URL of the practice service, which is started, or started anew at another \a speed.
    [[nodiscard]] Result<QUrl> practiceService(PracticeSpeed speed);

public slots:
    // Each does what the slot of the generator with its name does.
    void start(const ContactSheet::Press &press);
    void resumePress(const ContactSheet::Press &press, const QString &journal, bool ordersRest);
    void setAtOnce(int lanes);
    void setAtOnceAutomatic();
    void resume(const ContactSheet::ServiceAccount &account);
    void saveInto(const QString &folder);
    void stop(ContactSheet::JobId job);
    void stopWaiting();
    void stopEverything();
    void leaveWaiting();
    void leaveEverything();
    void retry(const QList<ContactSheet::JobId> &jobs);
    void mark(const QString &journal, const QList<ContactSheet::PictureMark> &marks);

    /// Opens a few connections to the service at \a baseUrl, so that its next orders leave at once. Sends
    /// nothing.
    void warm(const QUrl &baseUrl);

    /// Tests \a account by a request that costs nothing; drops the test before it.
    void probe(const ContactSheet::ServiceAccount &account);
    /// Drops the test that is under way: nothing is heard of it any more.
    void cancelProbe();

signals:
    /// How the newest test ended, unless it was cancelled.
    void probed(const ContactSheet::ProbeOutcome &outcome);

private:
    QThread m_thread;
    Transport *m_transport; ///< Lives in m_thread, as does the generator; both are deleted at its end.
    ImageGenerator *m_generator;
    ServiceProbe
        *m_probe; ///< A child of the generator, made before the transport becomes one: it goes first.
    quint64 m_newestProbe = 0;
    std::unique_ptr<PracticeService> m_practice;
    PracticeSpeed m_practiceSpeed = PracticeSpeed::Quick;
    QUrl m_practiceUrl;
};

} // namespace ContactSheet
