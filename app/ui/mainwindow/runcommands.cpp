#include "ui/mainwindow/runcommands.h"

#include "services/accountsetup.h"
#include "settings/keystore.h"
#include "settings/settings.h"
#include "ui/mainwindow/pausenotice.h"
#include "ui/mainwindow/resumenotice.h"
#include "ui/widgets/errordetails.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/runnotifier.h"

#include <QDialog>
#include <QDir>
#include <QFileDialog>
#include <QLocale>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

/// A key store that is open answers long before anybody could read that it was asked.
constexpr auto KeyDelay = 400ms;

QString pictureCount(qint64 count)
{
    return count == 1 ? RunCommands::tr("1 picture")
                      : RunCommands::tr("%1 pictures").arg(QLocale().toString(count));
}

} // namespace

RunCommands::RunCommands(Workspace &workspace, Settings &settings, KeyStore &keys, MessageBar &messages,
                         QWidget *window)
    : QObject(window)
    , m_workspace(workspace)
    , m_settings(settings)
    , m_keys(keys)
    , m_messages(messages)
    , m_window(window)
    , m_notifier(new RunNotifier(window))
{
    connect(&keys, &KeyStore::keysChanged, this, &RunCommands::goOnWithKey);
    connect(&workspace, &Workspace::refused, this, &RunCommands::showProblem);
    connect(&workspace, &Workspace::interrupted, this, &RunCommands::showProblem);
    connect(&workspace, &Workspace::pressStarted, &m_messages, &MessageBar::closeMessage);
    connect(&workspace, &Workspace::pressEnded, this, &RunCommands::sayEnd);
    connect(&workspace, &Workspace::limitsLearned, this,
            [this](const QString &service, const QString &model, const LearnedLimits &limits) {
                if (!findService(service)->isPractice) // Its limits are those of the speed that is chosen.
                    m_settings.noteLearnedLimits(service, model, limits);
            });
    auto *pause = new PauseNotice(workspace, messages, *m_notifier, this);
    connect(pause, &PauseNotice::servicesRequested, this, &RunCommands::servicesNeeded);
    connect(pause, &PauseNotice::goOnRequested, this, &RunCommands::goOn);
    connect(pause, &PauseNotice::folderRequested, this, &RunCommands::chooseFolder);
    connect(pause, &PauseNotice::stopRequested, &workspace, &Workspace::stopEverything);
    m_resume = new ResumeNotice(workspace, messages, this);
    connect(m_resume, &ResumeNotice::resumeRequested, this, &RunCommands::resumePress);
}

RunCommands::~RunCommands() = default;

void RunCommands::generate(const RunChoices &choices, const QString &problem)
{
    if (m_workspace.isBusy())
        return;
    if (!problem.isEmpty()) {
        m_messages.showMessage(problem, {}, MessageBar::Kind::Problem);
        return;
    }
    const ServiceProfile &service = *findService(choices.service);
    if (awaitsKey(choices, service, [this, choices, problem] { generate(choices, problem); }))
        return;
    const Result<ServiceAccount> account = accountOf(choices, service);
    if (!account) {
        m_messages.showMessage(account.error().message,
                               {{tr("Open Services"), [this] { emit servicesNeeded(); }}},
                               MessageBar::Kind::Problem);
        return;
    }
    const auto begin = [this, choices, account = account.value()] {
        if (!m_workspace.isBusy())
            m_workspace.generate(choices, account, m_settings.practiceSpeed(),
                                 m_settings.learnedLimits(choices.service, choices.options.model));
    };
    const qint64 pictures = m_workspace.prompts().counts().pictures;
    if (choices.mode != PressMode::Both || account.value().charging == Charging::Free || pictures == 0) {
        begin();
        return;
    }
    m_messages.showMessage(
        tr("Both orders each of the %1 twice, to compare: %2 by %3. Their price is not known here.")
            .arg(pictureCount(pictures), pictureCount(2 * pictures), service.name),
        {{tr("Make %1").arg(pictureCount(2 * pictures)),
          [this, choices, problem, pictures, begin] {
              // What was agreed to is this number: after an edit it is asked again.
              if (m_workspace.prompts().counts().pictures == pictures)
                  begin();
              else
                  generate(choices, problem);
          }},
         {tr("Cancel"), [] {}}});
}

Result<ServiceAccount> RunCommands::accountOf(const RunChoices &choices, const ServiceProfile &service) const
{
    const QString baseUrl = choices.baseUrls.value(service.id);
    const QStringList hosts = choices.plainHttpHosts.value(service.id);
    const Result<QUrl> address = addressOf(service, baseUrl, hosts, Audience::Window);
    const Secret key = address ? m_keys.keys().key(service, address.value()) : Secret();
    return accountFor(service, baseUrl, key, hosts);
}

bool RunCommands::awaitsKey(const RunChoices &choices, const ServiceProfile &service,
                            const std::function<void()> &goOn)
{
    const Result<QUrl> address = addressOf(service, choices.baseUrls.value(service.id),
                                           choices.plainHttpHosts.value(service.id), Audience::Window);
    if (!address)
        return false;
    m_keys.read(service, address.value());
    if (!m_keys.isReading(service, address.value()))
        return false;
    m_awaitedKey = AwaitedKey{.service = &service, .address = address.value(), .goOn = goOn};
    QTimer::singleShot(KeyDelay, this, [this, name = service.name] {
        if (m_awaitedKey)
            m_messages.showMessage(
                tr("The key store of this computer is asked for the key of %1. It may wait to be unlocked.")
                    .arg(name),
                {{tr("Cancel"), [this] { m_awaitedKey.reset(); }}});
    });
    return true;
}

void RunCommands::goOnWithKey()
{
    if (m_awaitedKey && !m_keys.isReading(*m_awaitedKey->service, m_awaitedKey->address))
        std::exchange(m_awaitedKey, std::nullopt)->goOn();
}

void RunCommands::goOn()
{
    const ServiceProfile *service = findService(m_workspace.account().service);
    if (!service || !m_workspace.pause())
        return;
    // A practice service has the address that it got when it was started, and no key.
    const Result<ServiceAccount> account = accountOf(m_settings.choices(), *service);
    m_workspace.engine().resume(account && !service->isPractice ? account.value() : m_workspace.account());
}

void RunCommands::chooseFolder()
{
    auto *dialog = new QFileDialog(m_window, tr("Choose a Folder for the Pictures"), QDir::homePath());
    dialog->setObjectName(u"placeDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, &m_workspace, &Workspace::saveInto);
    dialog->open();
}

void RunCommands::findUnfinished()
{
    m_resume->look();
}

void RunCommands::resumePress(const LeftJournal &left, bool ordersRest)
{
    if (m_workspace.isBusy())
        return;
    const ServiceProfile *service = findService(left.read.service);
    if (service && awaitsKey(m_settings.choices(), *service, [this, left, ordersRest] {
            resumePress(left, ordersRest);
        }))
        return;
    const Result<ServiceAccount> account = service
        ? accountOf(m_settings.choices(), *service)
        : Result<ServiceAccount>(ServiceAccount{}); // The workspace says that it is not known.
    if (account) {
        m_workspace.resumePress(left, account.value(), ordersRest);
        return;
    }
    m_messages.showMessage(account.error().message,
                           {{tr("Open Services"), [this] { emit servicesNeeded(); }},
                            {tr("Go On"), [this, left, ordersRest] { resumePress(left, ordersRest); }}},
                           MessageBar::Kind::Problem);
}

void RunCommands::warm(const RunChoices &choices)
{
    const ServiceProfile &service = *findService(choices.service);
    if (service.isPractice)
        return;
    const Result<QUrl> address = addressOf(service, choices.baseUrls.value(service.id),
                                           choices.plainHttpHosts.value(service.id), Audience::Window);
    // A key that Generate will ask the key store for is as good as here.
    const bool isKeyStored =
        address && m_keys.keys().keeping(keyPlace(service, address.value())) == SessionKeys::Keeping::Unread;
    if (address && !address.value().isEmpty() && (isKeyStored || accountOf(choices, service)))
        m_workspace.warm(address.value());
}

void RunCommands::tryAgain(const QList<JobId> &jobs)
{
    QList<JobId> free;
    QList<JobId> perhapsCharged;
    for (const JobId job : jobs) {
        const int row = m_workspace.gallery().rowOf(job);
        if (row < 0)
            continue;
        const Tile &tile = m_workspace.gallery().tile(row);
        if (tile.phase == TilePhase::Unknown || tile.phase == TilePhase::Expired)
            perhapsCharged.append(job);
        else if (tile.phase == TilePhase::WaitingToRetry
                 || (isEndState(tile.state) && tile.state != JobState::Saved))
            free.append(job);
    }
    if (!free.isEmpty())
        m_workspace.retry(free);
    if (!perhapsCharged.isEmpty())
        askToOrderAgain(perhapsCharged);
}

void RunCommands::orderUnknownAgain()
{
    if (const QList<JobId> jobs = m_workspace.jobsIn({JobState::Unknown}); !jobs.isEmpty())
        askToOrderAgain(jobs);
}

void RunCommands::askToOrderAgain(const QList<JobId> &jobs)
{
    const bool isOne = jobs.size() == 1;
    const QString number = QLocale().toString(jobs.size());
    const int row = m_workspace.gallery().rowOf(jobs.constFirst());
    const QString sentence = isOne
        ? tr("Picture %1 may have been charged already: ordering it again may be charged a second time.")
              .arg(m_workspace.gallery().tile(row).index)
        : tr("%1 pictures may have been charged already: ordering them again may be charged a second time.")
              .arg(number);
    m_messages.showMessage(sentence,
                           {{isOne ? tr("Order Again") : tr("Order the %1 Again").arg(number),
                             [this, jobs] { m_workspace.retry(jobs); }},
                            {tr("Leave"), [] {}}},
                           MessageBar::Kind::Problem);
}

QString RunCommands::forecast(const RunChoices &choices) const
{
    const ServiceProfile &service = *findService(choices.service);
    const qint64 pictures = m_workspace.prompts().counts().pictures;
    if (pictures == 0)
        return tr("Type prompts on the left, then press Generate: the pictures appear here.");
    const bool isTwice = choices.mode == PressMode::Both;
    if (service.isPractice) {
        return (isTwice ? tr("Generate draws %1 twice, one after another and then at once, on this computer, "
                             "with no key, no network and no cost.")
                        : tr("Generate draws %1 on this computer, with no key, no network and no cost."))
            .arg(pictureCount(pictures));
    }
    return (isTwice ? tr("Generate orders %1 from %2 twice, one after another and then at once, to compare.")
                    : tr("Generate orders %1 from %2. They appear here as they arrive."))
        .arg(pictureCount(pictures), service.name);
}

QString RunCommands::priceText(const RunChoices &choices)
{
    return findService(choices.service)->charging == Charging::Free ? QString() : tr("price unknown");
}

void RunCommands::showProblem(const Error &error)
{
    QList<MessageBar::Action> actions;
    if (error.kind == Error::Kind::Key)
        actions.append({tr("Open Services"), [this] { emit servicesNeeded(); }});
    if (!error.detail.isEmpty())
        actions.append({tr("Details"), [this, error] { showDetails(error); }});
    m_messages.showMessage(error.message, actions, MessageBar::Kind::Problem);
}

void RunCommands::showDetails(const Error &error)
{
    if (!m_detailsDialog) {
        m_detailsDialog = new QDialog(m_window);
        m_detailsDialog->setObjectName(u"errorDetailsDialog"_s);
        m_detailsDialog->setWindowTitle(tr("Error Details"));
        m_details = new ErrorDetails(m_detailsDialog);
        auto *layout = new QVBoxLayout(m_detailsDialog);
        layout->addWidget(m_details);
        m_detailsDialog->resize(560, 400);
    }
    m_details->setError(error);
    m_detailsDialog->show();
    m_detailsDialog->raise();
    m_detailsDialog->activateWindow();
}

void RunCommands::sayEnd(const PressEnd &end)
{
    const PressCounts &counts = end.counts;
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(end.took);
    m_notifier->notifyRunEnded(
        tr("Contact Sheet"),
        tr("%1 of %2 were saved.").arg(QLocale().toString(counts.saved), pictureCount(counts.pictures)),
        took);
    // What keeps the press from going on says more than its counts.
    if (m_messages.kind() == MessageBar::Kind::Problem && !m_messages.sentence().isEmpty())
        return;
    const MessageBar::Action orderAgain{
        counts.unknown == 1 ? tr("Order Again…")
                            : tr("Order the %1 Again…").arg(QLocale().toString(counts.unknown)),
        [this] { orderUnknownAgain(); }};
    if (counts.withoutPicture > 0) {
        QList<MessageBar::Action> actions{
            {tr("Try All Failed Again"), [this] { m_workspace.retryFailed(); }}};
        QString sentence = tr("%1 of %2 did not arrive. Each says why in its place.")
                               .arg(QLocale().toString(counts.withoutPicture), pictureCount(counts.pictures));
        if (counts.unknown > 0) {
            sentence +=
                u' ' + tr("The outcome of %1 more is unknown.").arg(QLocale().toString(counts.unknown));
            actions.append(orderAgain);
        }
        m_messages.showMessage(sentence, actions, MessageBar::Kind::Problem);
    } else if (counts.unknown > 0) {
        const QString sentence = counts.unknown == 1
            ? tr("%1 of unknown outcome: sent, and no answer was read. The service may have charged for "
                 "it; it is never sent again by itself.")
            : tr("%1 of unknown outcome: sent, and no answer was read. The service may have charged for "
                 "them; they are never sent again by themselves.");
        m_messages.showMessage(sentence.arg(pictureCount(counts.unknown)), {orderAgain},
                               MessageBar::Kind::Problem);
    }
}

} // namespace ContactSheet
