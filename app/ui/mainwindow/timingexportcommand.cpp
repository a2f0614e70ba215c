#include "ui/mainwindow/timingexportcommand.h"

#include "core/filename.h"
#include "core/filewriting.h"
#include "core/runinpool.h"
#include "timing/runhistory.h"
#include "timing/timingexport.h"
#include "ui/widgets/messagebar.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// The ending of a file's name for each format.
QString suffixOf(TimingExportCommand::Format format)
{
    return format == TimingExportCommand::Format::Csv ? u"csv"_s : u"json"_s;
}

Result<Done> writeTimes(const QString &path, TimingExportCommand::Format format, const QList<RunRecord> &runs,
                        Moment now)
{
    Result<Done> done = replaceFile(
        path, format == TimingExportCommand::Format::Csv ? timingCsv(runs) : chromeTrace(runs, now));
    if (done)
        return done;
    Error error = done.error();
    const QString name = QFileInfo(path).fileName();
    if (!error.message.contains(name))
        error.message = name % u": "_s % error.message;
    return error;
}

} // namespace

TimingExportCommand::TimingExportCommand(RunHistory &history, MessageBar &messages, QWidget *window)
    : QObject(window)
    , m_history(history)
    , m_messages(messages)
    , m_window(window)
{
    m_pool.setMaxThreadCount(1);
}

TimingExportCommand::~TimingExportCommand()
{
    m_pool.waitForDone();
}

void TimingExportCommand::exportTiming(const QString &listName)
{
    if (m_history.shownCount() == 0)
        return;
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString csv = tr("Table, a row a picture (*.csv)");
    const QString trace = tr("Trace for chrome://tracing or Perfetto (*.json)");
    auto *dialog = new QFileDialog(m_window, tr("Export Timing"),
                                   folder % u'/' % safeFileName(tr("%1 timing").arg(listName)) % u".csv"_s,
                                   csv % u";;"_s % trace);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffixOf(Format::Csv));
    const auto format = [dialog, trace] {
        return dialog->selectedNameFilter() == trace ? Format::Trace : Format::Csv;
    };
    // A name that was given for the other kind follows the kind.
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, format] {
        dialog->setDefaultSuffix(suffixOf(format()));
        const QStringList chosen = dialog->selectedFiles();
        if (chosen.isEmpty())
            return;
        const QFileInfo file(chosen.constFirst());
        if (file.suffix() == suffixOf(Format::Csv) || file.suffix() == suffixOf(Format::Trace))
            dialog->selectFile(file.completeBaseName() % u'.' % suffixOf(format()));
    });
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, format](const QString &path) { write(path, format()); });
    dialog->open();
}

void TimingExportCommand::write(const QString &path, Format format)
{
    QList<RunRecord> runs;
    for (int place = 0; place < m_history.shownCount(); ++place)
        runs.append(m_history.model(place)->run());
    runInPool(
        &m_pool, this,
        [path, format, runs, now = m_history.now()] { return writeTimes(path, format, runs, now); },
        [this, path](const Result<Done> &done) {
            if (done)
                m_messages.showMessage(
                    tr("The timing was saved as “%1”.").arg(QDir::toNativeSeparators(path)));
            else
                m_messages.showMessage(done.error().message, {}, MessageBar::Kind::Problem);
        });
}

} // namespace ContactSheet
