#include "timing/runhistory.h"
#include "ui/mainwindow/timingexportcommand.h"
#include "ui/widgets/messagebar.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace ContactSheet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A window with a run on show, which has ended.
struct Bench
{
    Bench()
    {
        const RunPlan plan = planRuns({u"robot dog"_s}, 2, {}, PressMode::Parallel, 4, false).first();
        RunRecord run{.plan = plan};
        for (const Job &job : plan.jobs)
            run.jobs.append({.job = job});
        history.beginPress(u"practice"_s);
        history.takeRunStarted(run);
        for (JobRecord &record : run.jobs) {
            record.state = JobState::Saved;
            record.timeline.beginAttempt(0s);
            record.timeline.end(2s);
        }
        run.ended = 2s;
        history.takeRunEnded(run);
        window.show();
        command = new TimingExportCommand(history, *messages, &window);
    }

    /// Asks for a file, chooses the kind whose name holds \a kind, names \a path and accepts.
    void exportTo(const QString &path, const QString &kind)
    {
        command->exportTiming(u"robot dog journey"_s);
        auto *dialog = window.findChild<QFileDialog *>();
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->isVisible());
        for (const QString &filter : dialog->nameFilters()) {
            if (filter.contains(kind)) {
                dialog->selectNameFilter(filter);
                emit dialog->filterSelected(filter);
            }
        }
        auto *name = dialog->findChild<QLineEdit *>();
        name->setText(path);
        QTest::keyClick(name, Qt::Key_Return);
    }

    [[nodiscard]] QByteArray read(const QString &name) const
    {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
    }

    QTemporaryDir folder = {};
    QWidget window = QWidget();
    MessageBar *messages = new MessageBar(&window);
    RunHistory history = RunHistory(nullptr);
    TimingExportCommand *command = nullptr;
};

} // namespace

class TestTimingExportCommand : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void writesATableOfTheRunOnShow();
    void writesATraceWhereThatIsChosen();
    void letsTheNameFollowTheKind();
    void saysInPlaceWhyAFileCouldNotBeWritten();
    void asksForNothingWhileThereIsNoRun();
};

void TestTimingExportCommand::initTestCase()
{
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
}

void TestTimingExportCommand::init()
{
    // A platform without a display cannot raise nor restrict a window, and says so.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
}

void TestTimingExportCommand::writesATableOfTheRunOnShow()
{
    Bench bench;
    bench.exportTo(bench.folder.filePath(u"times"_s), u"*.csv"_s);
    QTRY_COMPARE(bench.messages->sentence(),
                 u"The timing was saved as “%1”."_s.arg(
                     QDir::toNativeSeparators(bench.folder.filePath(u"times.csv"_s))));
    const QByteArray csv = bench.read(u"times.csv"_s);
    QVERIFY(csv.startsWith("\"run\",\"mode\",\"index\""));
    QCOMPARE(csv.count("\"robot dog\""), 2);
    QVERIFY(bench.window.findChildren<QFileDialog *>().isEmpty()
            || !bench.window.findChild<QFileDialog *>()->isVisible());
}

void TestTimingExportCommand::writesATraceWhereThatIsChosen()
{
    Bench bench;
    bench.exportTo(bench.folder.filePath(u"times"_s), u"*.json"_s);
    QTRY_VERIFY(bench.messages->sentence().contains(u"times.json"));
    const QJsonDocument trace = QJsonDocument::fromJson(bench.read(u"times.json"_s));
    QVERIFY(trace[u"traceEvents"_s].toArray().size() > 4);
}

void TestTimingExportCommand::letsTheNameFollowTheKind()
{
    Bench bench;
    bench.command->exportTiming(u"a/b: c"_s);
    auto *dialog = bench.window.findChild<QFileDialog *>();
    QTRY_VERIFY(dialog->isVisible());
    const auto name = [dialog] { return QFileInfo(dialog->selectedFiles().value(0)).fileName(); };
    QCOMPARE(name(), u"a_b_ c timing.csv"_s);
    const QString trace = dialog->nameFilters().last();
    dialog->selectNameFilter(trace);
    emit dialog->filterSelected(trace);
    QCOMPARE(name(), u"a_b_ c timing.json"_s);
    dialog->reject();
}

void TestTimingExportCommand::saysInPlaceWhyAFileCouldNotBeWritten()
{
    Bench bench;
    QVERIFY(QDir(bench.folder.path()).mkdir(u"gone"_s));
    bench.command->exportTiming(u"list"_s);
    auto *dialog = bench.window.findChild<QFileDialog *>();
    QTRY_VERIFY(dialog->isVisible());
    // The folder goes while the dialog is open.
    emit dialog->fileSelected(bench.folder.filePath(u"gone/away/times.csv"_s));
    dialog->reject();
    QTRY_COMPARE(bench.messages->kind(), MessageBar::Kind::Problem);
    QVERIFY2(bench.messages->sentence().contains(u"times.csv"), qPrintable(bench.messages->sentence()));
}

void TestTimingExportCommand::asksForNothingWhileThereIsNoRun()
{
    QWidget window;
    MessageBar messages(&window);
    RunHistory history;
    auto *command = new TimingExportCommand(history, messages, &window);
    command->exportTiming(u"list"_s);
    QVERIFY(window.findChildren<QFileDialog *>().isEmpty());
}

QTEST_MAIN(TestTimingExportCommand)
#include "tst_timingexportcommand.moc"
