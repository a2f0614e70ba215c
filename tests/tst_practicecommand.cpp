#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>
#include <QUrl>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace Qt::StringLiterals;

namespace {

constexpr int LongEnough = 20'000;

/// `contactsheet practice` with more arguments, as a process.
struct Command
{
    explicit Command(const QStringList &arguments)
    {
        process.start(QString::fromUtf8(CONTACTSHEET_PROGRAM), QStringList(u"practice"_s) + arguments);
    }

    /// The first line of output, as soon as it is there.
    QString firstLine()
    {
        while (!process.canReadLine() && process.waitForReadyRead(LongEnough)) {}
        return QString::fromUtf8(process.readLine()).trimmed();
    }

    /// The exit status, once it has ended by itself.
    int exitStatus()
    {
        const bool ended = process.state() == QProcess::NotRunning || process.waitForFinished(LongEnough);
        return ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }

    QString errors() { return QString::fromUtf8(process.readAllStandardError()); }

    QProcess process;
};

} // namespace

class TestPracticeCommand : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void servesUntilItIsInterrupted_data();
    void servesUntilItIsInterrupted();
    void listensWhereItIsTold();
    void saysThatThePortIsTaken();
    void refusesWrongUsage_data();
    void refusesWrongUsage();
    void helps();
};

void TestPracticeCommand::servesUntilItIsInterrupted_data()
{
    QTest::addColumn<int>("signal");
#ifdef Q_OS_UNIX
    QTest::newRow("Ctrl+C") << SIGINT;
    QTest::newRow("order to end") << SIGTERM;
#endif
}

void TestPracticeCommand::servesUntilItIsInterrupted()
{
#ifdef Q_OS_UNIX
    QFETCH(const int, signal);
    Command command({u"--speed"_s, u"instant"_s});
    const QString line = command.firstLine();
    static const QRegularExpression BaseUrl(u"\\Ahttp://127\\.0\\.0\\.1:\\d+/v1\\z"_s);
    QVERIFY2(BaseUrl.match(line).hasMatch(), qPrintable(line));

    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(line + u"/images/generations"));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    QNetworkReply *reply = network.post(request, R"({"prompt":"a fox","size":"256x256"})"_ba);
    QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), LongEnough);
    QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
    QVERIFY(QJsonDocument::fromJson(reply->readAll()).object().contains(u"data"_s));

    QCOMPARE(::kill(pid_t(command.process.processId()), signal), 0);
    QCOMPARE(command.exitStatus(), 0);
    QVERIFY(command.process.readAllStandardOutput().isEmpty()); // The base URL was all of it.
    QVERIFY(command.errors().contains(u"practice pictures, drawn on this computer"_s));
#else
    QSKIP("Only Unix lets another program send an interrupt.");
#endif
}

void TestPracticeCommand::listensWhereItIsTold()
{
    quint16 port = 0;
    {
        QTcpServer finder; // A port that was free a moment ago.
        QVERIFY(finder.listen(QHostAddress::LocalHost));
        port = finder.serverPort();
    }
    Command command({u"--port=%1"_s.arg(port)});
    QCOMPARE(command.firstLine(), u"http://127.0.0.1:%1/v1"_s.arg(port));
    command.process.kill();
    command.process.waitForFinished(LongEnough);
}

void TestPracticeCommand::saysThatThePortIsTaken()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    Command command({u"--port"_s, QString::number(other.serverPort())});
    QCOMPARE(command.exitStatus(), 1);
    QVERIFY(command.process.readAllStandardOutput().isEmpty());
    QVERIFY(command.errors().contains(u"Port %1 of this computer is in use"_s.arg(other.serverPort())));
}

void TestPracticeCommand::refusesWrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("unknown option") << QStringList{u"--nope"_s} << u"Unknown option 'nope'."_s;
    QTest::newRow("no port") << QStringList{u"--port"_s} << u"Missing value after '--port'."_s;
    QTest::newRow("port in words") << QStringList{u"--port"_s, u"http"_s} << u"not \"http\"."_s;
    QTest::newRow("port too large") << QStringList{u"--port=65536"_s} << u"from 0 to 65535, not \"65536\"."_s;
    QTest::newRow("unknown speed") << QStringList{u"--speed"_s, u"fast"_s}
                                   << u"instant, quick, lifelike, trouble, not \"fast\"."_s;
    QTest::newRow("a word more") << QStringList{u"robot"_s} << u"no \"robot\"."_s;
}

void TestPracticeCommand::refusesWrongUsage()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, sentence);
    Command command(arguments);
    QCOMPARE(command.exitStatus(), 2);
    QVERIFY(command.process.readAllStandardOutput().isEmpty());
    const QString errors = command.errors();
    QVERIFY2(errors.contains(sentence), qPrintable(errors));
    QCOMPARE(errors.count(u'\n'), 1);
}

void TestPracticeCommand::helps()
{
    Command command({u"--help"_s});
    QCOMPARE(command.exitStatus(), 0);
    const QString help = QString::fromUtf8(command.process.readAllStandardOutput());
    QVERIFY(help.startsWith(u"Usage: contactsheet practice"));
    for (const QString &option : {u"--port"_s, u"--speed"_s, u"trouble"_s})
        QVERIFY(help.contains(option));
    QVERIFY(command.errors().isEmpty());
}

QTEST_GUILESS_MAIN(TestPracticeCommand)
#include "tst_practicecommand.moc"
