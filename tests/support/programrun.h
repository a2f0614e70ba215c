#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>

namespace ContactSheet {

/**
 * The program as a process of its own, with a home that is empty and no key, proxy or display from outside.
 *
 * Environment and standard input are set before start(). Everything that it can reach by default lies
 * below home(), which goes with this object.
 */
class ProgramRun final
{
    Q_DISABLE_COPY_MOVE(ProgramRun)

public:
    /// \a program is the path of the executable.
    explicit ProgramRun(const QString &program);
    ~ProgramRun();

    [[nodiscard]] QString home() const { return m_home.path(); }
    /// \a name below a folder of the test that is not the home.
    [[nodiscard]] QString path(const QString &name) const { return m_work.filePath(name); }
    /// Writes \a bytes to path(\a name) and returns that.
    QString write(const QString &name, const QByteArray &bytes);

    void setVariable(const QString &name, const QString &value) { m_environment.insert(name, value); }
    void setInput(const QByteArray &input) { m_input = input; }

    void start(const QStringList &arguments);
    /// Starts, waits for the end and gives the exit status; -1 where it crashed or did not end.
    int run(const QStringList &arguments);
    int waitForEnd();

    /// Sends \a signal to the process alone.
    void sendSignal(int signal);

    [[nodiscard]] QString output() const { return QString::fromUtf8(m_output); }
    [[nodiscard]] QString errors() const { return QString::fromUtf8(m_errors); }
    [[nodiscard]] QProcess &process() { return m_process; }

    /// Every file and folder below the home and the folder of the test, sorted, relative to these.
    [[nodiscard]] QStringList everythingWritten() const;

    /// Where \a secret stands: "output", "errors", or files; empty where it was written nowhere.
    [[nodiscard]] QStringList placesOf(const QByteArray &secret) const;
    /// Where one of \a traces stands.
    [[nodiscard]] QStringList placesOf(const QList<QByteArray> &traces) const;

private:
    QTemporaryDir m_home;
    QTemporaryDir m_work;
    QString m_program;
    QProcessEnvironment m_environment;
    QByteArray m_input;
    QByteArray m_output;
    QByteArray m_errors;
    QProcess m_process;
};

/// The JSON object in the file \a path; empty where there is none.
[[nodiscard]] QJsonObject readJson(const QString &path);

/// The lines of the journal \a path.
[[nodiscard]] QList<QJsonObject> readJsonLines(const QString &path);

} // namespace ContactSheet
