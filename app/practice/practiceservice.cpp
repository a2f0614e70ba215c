#include "practice/practiceservice.h"

#include "practice/httpserver.h"
#include "practice/practiceapi.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

PracticeService::PracticeService(Options options, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_api(new PracticeApi(options.speed, &m_pool))
    , m_server(new HttpServer([api = m_api](const HttpExchangePointer &exchange) { api->handle(exchange); }))
{
    m_pool.setMaxThreadCount(std::max(1, QThread::idealThreadCount()));
    m_thread.setObjectName(u"practice service"_s);
    m_api->moveToThread(&m_thread);
    m_server->moveToThread(&m_thread);
    // The server goes first: no request may find the API gone.
    connect(&m_thread, &QThread::finished, m_server, &QObject::deleteLater);
    connect(&m_thread, &QThread::finished, m_api, &QObject::deleteLater);
    m_thread.start();
}

PracticeService::~PracticeService()
{
    m_thread.quit();
    m_thread.wait();
    m_pool.clear(); // Nobody waits any more for what was not begun.
}

Result<QUrl> PracticeService::start()
{
    Result<quint16> port = Error{};
    QMetaObject::invokeMethod(
        m_server,
        [&] {
            port = m_server->listen(m_options.port);
            if (port)
                m_api->setOrigin("http://127.0.0.1:" + QByteArray::number(port.value()));
        },
        Qt::BlockingQueuedConnection);
    if (!port)
        return port.error();
    return QUrl(u"http://127.0.0.1:%1/v1"_s.arg(port.value()));
}

} // namespace ContactSheet
