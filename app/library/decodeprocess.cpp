#include "library/decodeprocess.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(DecodeProcess)
};

/// How long it takes at most to hear of a stop.
constexpr std::chrono::milliseconds WaitingSlice{100};

/// How long is still waited for a picture whose time is over.
constexpr std::chrono::milliseconds LastWait{500};

Error noPreview(const QString &message, const QString &detail = {})
{
    return {.kind = Error::Kind::Disk, .message = message, .detail = detail};
}

/// What the loader, Qt and the sanitizers of our own tests look at; above all no variable that holds a key.
QProcessEnvironment helperEnvironment()
{
    static const QStringList needed{
        u"ASAN_OPTIONS"_s, u"DYLD_FRAMEWORK_PATH"_s, u"DYLD_LIBRARY_PATH"_s, u"LD_LIBRARY_PATH"_s,
        u"PATH"_s,         u"QT_PLUGIN_PATH"_s,      u"SystemRoot"_s,        u"UBSAN_OPTIONS"_s,
    };
    const QProcessEnvironment own = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment environment;
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s); // Names of files.
    for (const QString &name : needed) {
        if (own.contains(name))
            environment.insert(name, own.value(name));
    }
    return environment;
}

} // namespace

DecodeProcess::DecodeProcess(const QString &program, std::chrono::milliseconds longest,
                             const std::atomic_bool &isStopped)
    : m_program(program)
    , m_longest(longest)
    , m_isStopped(isStopped)
{
    m_process.setProcessEnvironment(helperEnvironment());
    // What a decoder says of a picture is that picture's text.
    m_process.setStandardErrorFile(QProcess::nullDevice());
}

DecodeProcess::~DecodeProcess()
{
    end();
}

Result<QImage> DecodeProcess::decode(const DecodeRequest &request)
{
    constexpr int MostTries = 2;
    for (int i = 0; i < MostTries; ++i) {
        if (!ensureRunning()) {
            return noPreview(Texts::tr("No preview: the part of the program that decodes pictures cannot be "
                                       "started. Install the program again."),
                             m_process.errorString());
        }
        m_deadline.setRemainingTime(m_longest);
        m_isLate = false;
        DecodeAnswer answer;
        const Ending ending = ask(request, &answer);
        if (ending == Ending::Answered)
            return imageOrError(answer);
        end();
        if (ending == Ending::Stopped)
            return Error{.kind = Error::Kind::Cancelled};
        if (ending == Ending::TooLate)
            return noPreview(
                Texts::tr("No preview: this picture takes too long to decode. Another program may "
                          "be able to open its file."));
    }
    return noPreview(
        Texts::tr("No preview: this picture cannot be decoded. Another program may be able to open "
                  "its file."));
}

bool DecodeProcess::ensureRunning()
{
    // Without an event loop nobody has heard of its end yet.
    if (m_process.state() == QProcess::Running && !m_process.waitForFinished(0))
        return true;
    end();
    m_process.start(m_program, {u"--decode-helper"_s});
    return m_process.waitForStarted();
}

DecodeProcess::Ending DecodeProcess::ask(const DecodeRequest &request, DecodeAnswer *answer)
{
    if (!writeDecodeRequest(&m_process, request))
        return Ending::Broken;
    QByteArray bytes(AnswerHeadSize, Qt::Uninitialized);
    if (const Ending ending = read(bytes.data(), bytes.size()); ending != Ending::Answered)
        return ending;
    const std::optional<AnswerHead> head = answerHead(bytes, request);
    if (!head)
        return Ending::Broken;
    QByteArray detail(head->detailSize, Qt::Uninitialized);
    if (const Ending ending = read(detail.data(), detail.size()); ending != Ending::Answered)
        return ending;
    *answer = {.failure = head->failure, .size = head->size, .detail = QString::fromUtf8(detail)};
    if (head->failure != DecodeFailure::None)
        return Ending::Answered;
    answer->image = QImage(head->size, head->format);
    if (answer->image.isNull())
        return Ending::Broken; // No memory for it.
    return read(reinterpret_cast<char *>(answer->image.bits()), answer->image.sizeInBytes());
}

DecodeProcess::Ending DecodeProcess::read(char *data, qint64 size)
{
    while (size > 0) {
        const qint64 count = m_process.read(data, size);
        if (count < 0)
            return Ending::Broken;
        data += count;
        size -= count;
        if (m_isStopped)
            return Ending::Stopped;
        if (m_deadline.hasExpired()) {
            if (std::exchange(m_isLate, true))
                return Ending::TooLate;
            // This program may have slept itself: what came meanwhile is worth a look.
            m_deadline.setRemainingTime(LastWait);
        }
        const auto slice = std::min(std::chrono::milliseconds(m_deadline.remainingTime()), WaitingSlice);
        if (count == 0 && !m_process.waitForReadyRead(int(slice.count()))
            && m_process.state() != QProcess::Running)
            return Ending::Broken;
    }
    return Ending::Answered;
}

void DecodeProcess::end()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished();
    }
    m_process.close(); // Forgets what the process had said.
}

} // namespace ContactSheet
