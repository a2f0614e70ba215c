#include "library/picturedecoder.h"

#include "library/decodeprocess.h"

#include <QMutexLocker>

#include <future>

namespace ContactSheet {

namespace {

Error stopped()
{
    return {.kind = Error::Kind::Cancelled};
}

} // namespace

struct PictureDecoder::Task
{
    DecodeRequest request;
    std::promise<Result<QImage>> result;
};

PictureDecoder::PictureDecoder(const QString &program, std::chrono::milliseconds longest)
    : m_program(program)
    , m_longest(longest)
{}

PictureDecoder::~PictureDecoder()
{
    stop();
    for (const std::unique_ptr<QThread> &thread : m_threads)
        thread->wait();
}

Result<QImage> PictureDecoder::decode(const DecodeRequest &request)
{
    const auto task = std::make_shared<Task>(Task{.request = request, .result = {}});
    {
        const QMutexLocker lock(&m_mutex);
        if (m_isStopped)
            return stopped();
        m_tasks.push_back(task);
        if (m_tasks.size() > m_idleThreads && m_threads.size() < MostProcesses) {
            m_threads.emplace_back(QThread::create([this] { serve(); }))->start();
            ++m_idleThreads;
        }
        m_hasTask.wakeOne();
    }
    return task->result.get_future().get();
}

void PictureDecoder::stop()
{
    const QMutexLocker lock(&m_mutex);
    m_isStopped = true;
    for (const std::shared_ptr<Task> &task : m_tasks)
        task->result.set_value(stopped());
    m_tasks.clear();
    m_hasTask.wakeAll();
}

void PictureDecoder::serve()
{
    DecodeProcess process(m_program, m_longest, m_isStopped);
    while (const std::shared_ptr<Task> task = nextTask()) {
        const Result<QImage> result = process.decode(task->request);
        {
            // Before it is known: whoever asks again at once finds this thread free.
            const QMutexLocker lock(&m_mutex);
            ++m_idleThreads;
        }
        task->result.set_value(result);
    }
}

std::shared_ptr<PictureDecoder::Task> PictureDecoder::nextTask()
{
    const QMutexLocker lock(&m_mutex);
    while (m_tasks.empty() && !m_isStopped)
        m_hasTask.wait(&m_mutex);
    if (m_tasks.empty())
        return nullptr;
    --m_idleThreads;
    const std::shared_ptr<Task> task = m_tasks.front();
    m_tasks.pop_front();
    return task;
}

} // namespace ContactSheet
