#include "support/programrun.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int LongEnough = 60'000;

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList everythingBelow(const QString &folder, QDir::Filters filters)
{
    QStringList found;
    QDirIterator entries(folder, filters | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (entries.hasNext())
        found.append(entries.next());
    return found;
}

} // namespace

ProgramRun::ProgramRun(const QString &program)
    : m_program(program)
    , m_environment(QProcessEnvironment::systemEnvironment())
{
    for (const QString &name : m_environment.keys()) {
        if (name.contains(u"proxy"_s, Qt::CaseInsensitive) || name.endsWith(u"_API_KEY")
            || name.startsWith(u"XDG_") || name == u"DISPLAY" || name == u"WAYLAND_DISPLAY"
            || name == u"QT_QPA_PLATFORM")
            m_environment.remove(name);
    }
    m_environment.insert(u"HOME"_s, home());
    m_environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process,
                     [this] { m_output += m_process.readAllStandardOutput(); });
    QObject::connect(&m_process, &QProcess::readyReadStandardError, &m_process,
                     [this] { m_errors += m_process.readAllStandardError(); });
}

ProgramRun::~ProgramRun()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

QString ProgramRun::write(const QString &name, const QByteArray &bytes)
{
    QFile file(path(name));
    [[maybe_unused]] const bool isOpen = file.open(QIODevice::WriteOnly);
    file.write(bytes);
    return path(name);
}

void ProgramRun::start(const QStringList &arguments)
{
    m_output.clear();
    m_errors.clear();
    m_process.setProcessEnvironment(m_environment);
    m_process.setWorkingDirectory(m_work.path());
    m_process.start(m_program, arguments);
    m_process.write(m_input);
    m_process.closeWriteChannel();
}

int ProgramRun::run(const QStringList &arguments)
{
    start(arguments);
    return waitForEnd();
}

int ProgramRun::waitForEnd()
{
    const bool hasEnded =
        QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, LongEnough);
    return hasEnded && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

void ProgramRun::sendSignal(int signal)
{
#ifdef Q_OS_UNIX
    ::kill(pid_t(m_process.processId()), signal);
#else
    Q_UNUSED(signal);
#endif
}

QStringList ProgramRun::everythingWritten() const
{
    QStringList found;
    for (const QString &folder : {m_home.path(), m_work.path()}) {
        for (const QString &entry : everythingBelow(folder, QDir::AllEntries))
            found.append(QDir(folder).relativeFilePath(entry));
    }
    found.sort();
    return found;
}

QStringList ProgramRun::placesOf(const QByteArray &secret) const
{
    return placesOf(QList<QByteArray>{secret});
}

QStringList ProgramRun::placesOf(const QList<QByteArray> &traces) const
{
    const auto tells = [&traces](const QByteArray &bytes) {
        return std::any_of(traces.begin(), traces.end(),
                           [&bytes](const QByteArray &trace) { return bytes.contains(trace); });
    };
    QStringList places;
    if (tells(m_output))
        places.append(u"output"_s);
    if (tells(m_errors))
        places.append(u"errors"_s);
    for (const QString &folder : {m_home.path(), m_work.path()}) {
        for (const QString &file : everythingBelow(folder, QDir::Files | QDir::System)) {
            if (tells(file.toUtf8()) || tells(readAll(file)))
                places.append(file);
        }
    }
    return places;
}

QJsonObject readJson(const QString &path)
{
    return QJsonDocument::fromJson(readAll(path)).object();
}

QList<QJsonObject> readJsonLines(const QString &path)
{
    QList<QJsonObject> lines;
    for (const QByteArray &line : readAll(path).split('\n')) {
        if (!line.isEmpty())
            lines.append(QJsonDocument::fromJson(line).object());
    }
    return lines;
}

} // namespace ContactSheet
