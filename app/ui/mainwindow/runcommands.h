#pragma once

#include "core/error.h"
#include "settings/runchoices.h"
#include "workspace/workspace.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>

class QDialog;

namespace ContactSheet {

class ErrorDetails;
class KeyStore;
class MessageBar;
class ResumeNotice;
class RunNotifier;
class Settings;

/**
 * What Generate does when it is pressed, and what is said of a press: what keeps it from beginning, what it
 * would cost, how it ended. Nothing is sent before a question that is open has been answered.
 */
class RunCommands final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunCommands)

public:
    /// None of these is owned, and all must outlive this; \a window is where dialogs belong.
    RunCommands(Workspace &workspace, Settings &settings, KeyStore &keys, MessageBar &messages,
                QWidget *window);
    ~RunCommands() override;

    /// Makes pictures as \a choices say, as soon as the key of their service is read from the key store.
    /// \a problem says what of them does not fit; empty where all does.
    void generate(const RunChoices &choices, const QString &problem);

    /// Opens connections to the service of \a choices, where Generate could order there as they stand.
    void warm(const RunChoices &choices);

    /// Tries \a jobs again; what may have been charged for only after a question that says so.
    void tryAgain(const QList<ContactSheet::JobId> &jobs);

    /// The same for every picture of the press whose outcome is unknown.
    void orderUnknownAgain();

    /// Looks for presses that did not end, and offers to go on with them, or says that there is none.
    void findUnfinished();

    /// Goes on with \a left, a press that did not end, at the account that its service has in Services.
    void resumePress(const ContactSheet::LeftJournal &left, bool ordersRest);

    /// Ends the pause of the press, with the account as it is in Services now.
    void goOn();

    /// Asks for another folder for the pictures of the press that goes on, and has them saved there.
    void chooseFolder();

    /// What the next press will do, in one quiet sentence.
    [[nodiscard]] QString forecast(const RunChoices &choices) const;

    /// Shows all that is known of \a error.
    void showDetails(const Error &error);

    /// What the foot of the list says of the price of \a choices; empty where they cost nothing.
    [[nodiscard]] static QString priceText(const RunChoices &choices);

signals:
    /// Something about the account of the service is missing or wrong.
    void servicesNeeded();

private:
    [[nodiscard]] Result<ServiceAccount> accountOf(const RunChoices &choices,
                                                   const ServiceProfile &service) const;
    [[nodiscard]] bool awaitsKey(const RunChoices &choices, const ServiceProfile &service,
                                 const std::function<void()> &goOn);
    void goOnWithKey();
    void askToOrderAgain(const QList<JobId> &jobs);
    void showProblem(const Error &error);
    void sayEnd(const PressEnd &end);

    Workspace &m_workspace;
    Settings &m_settings;
    KeyStore &m_keys;
    MessageBar &m_messages;
    QWidget *m_window;
    RunNotifier *m_notifier;
    ResumeNotice *m_resume;
    QPointer<QDialog> m_detailsDialog;
    ErrorDetails *m_details = nullptr; ///< Within the dialog.

    /// What goes on once the key store has answered.
    struct AwaitedKey
    {
        const ServiceProfile *service;
        QUrl address;
        std::function<void()> goOn;
    };
    std::optional<AwaitedKey> m_awaitedKey;
};

} // namespace ContactSheet
