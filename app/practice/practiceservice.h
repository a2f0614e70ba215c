#pragma once

#include "core/result.h"
#include "practice/practicespeed.h"

#include <QObject>
#include <QThread>
#include <QThreadPool>
#include <QUrl>

namespace ContactSheet {

class HttpServer;
class PracticeApi;

/**
 * An image service on this computer that needs no key, no network and no money: it speaks OpenAI's Images
 * API and paints what a prompt says, as well as it can. It is for trying the program out and for its
 * tests, and says of itself that it is practice.
 *
 * Lives in the caller's thread. The server has a thread of its own and paints in a pool of its own, so
 * neither a busy caller nor a picture delays an answer. Destroying the service stops it without waiting
 * for clients: what is under way is dropped.
 */
class PracticeService final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PracticeService)

public:
    struct Options
    {
        PracticeSpeed speed = PracticeSpeed::Quick;
        quint16 port = 0; ///< 0 is any free one.
    };

    explicit PracticeService(Options options, QObject *parent = nullptr);
    ~PracticeService() override;

    /**
     * Begins to listen on 127.0.0.1 and gives the base URL, such as http://127.0.0.1:40123/v1. Where the
     * port cannot be had, an Error of kind Network; start() may then be called again.
     */
    Result<QUrl> start();

private:
    Options m_options;
    QThreadPool m_pool; ///< Before the thread: work that it began may outlive the server.
    QThread m_thread;
    PracticeApi *m_api = nullptr;   ///< In m_thread, which deletes it at its end.
    HttpServer *m_server = nullptr; ///< As m_api.
};

} // namespace ContactSheet
