// The part of the command that goes on with a press which was cut off.
#include "commandline/accountchoice.h"
#include "commandline/generatecommand.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace ContactSheet {

Result<Done> GenerateCommand::prepareResume()
{
    const QString folder = QDir::cleanPath(QFileInfo(m_arguments.resumedFolder).absoluteFilePath());
    const Result<LeftJournal> found = findLeftPress(folder);
    if (!found)
        return found.error();
    m_left = found.value();
    const ReadPress &read = m_left.read;
    if (!m_left.isUnended) {
        m_press = {.listName = read.listName, .runs = plannedRuns(read), .folder = folder};
        m_press.account.service = read.service;
        return checkOutputFiles(outputFiles(), folder);
    }
    const ServiceProfile *service = findService(read.service);
    const bool isElsewhere = service && !service->isPractice && read.baseUrl != service->baseUrl;
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    // An address that stands in a file is not one that its reader has chosen to send a key to.
    if (isElsewhere && m_arguments.baseUrl.isEmpty() && environment.contains(u"CONTACTSHEET_API_KEY"_s)) {
        return Error{.kind = Error::Kind::Key,
                     .message = tr("The run was begun at %1. To send the key of CONTACTSHEET_API_KEY there, "
                                   "repeat this address with --base-url.")
                                    .arg(read.baseUrl.toString())};
    }
    if (!service) // Says so in the words that the window has for it.
        return pressToResume(m_left, {}).error();
    const QString address = isElsewhere ? read.baseUrl.toString() : QString();
    const Result<ServiceAccount> account =
        chooseAccount(*service, m_arguments.baseUrl.isEmpty() ? address : m_arguments.baseUrl,
                      m_arguments.plainHttpHosts, environment);
    if (!account)
        return account.error();
    Result<Press> press = pressToResume(m_left, account.value());
    if (!press)
        return press.error();
    m_press = std::move(press).value();
    m_press.rateLimits = m_arguments.rateLimits;
    m_press.canAskPerson = false;
    return checkOutputFiles(outputFiles(), folder);
}

Result<Done> GenerateCommand::beginResume()
{
    const PressCounts &left = m_left.counts;
    if (!m_left.isUnended) {
        m_terminal.print(tr("The run in “%1” has ended: %2 of %3 saved. There is nothing to go on with.")
                             .arg(QDir::toNativeSeparators(m_press.folder))
                             .arg(left.saved)
                             .arg(left.pictures));
        m_runs = m_left.read.runs;
        QMetaObject::invokeMethod(this, &GenerateCommand::finish, Qt::QueuedConnection);
        return Done{};
    }
    if (const Result<Done> started = startPractice(); !started)
        return started;
    m_terminal.print(tr("“%1” goes on in “%2”: %3 of %4 saved, %5 to finish, %6 under way when it was cut "
                        "off, %7 of unknown outcome, %8 to order")
                         .arg(m_press.listName, QDir::toNativeSeparators(m_press.folder))
                         .arg(left.saved)
                         .arg(left.pictures)
                         .arg(m_left.finishable)
                         .arg(left.underWay)
                         .arg(left.unknown)
                         .arg(left.waiting));
    m_engine.resumePress(m_press, m_left.journal, true);
    return Done{};
}

} // namespace ContactSheet
