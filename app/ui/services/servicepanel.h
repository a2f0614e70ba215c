#pragma once

#include "services/proberesult.h"
#include "services/serviceaccount.h"
#include "services/sessionkeys.h"
#include "settings/runchoices.h"

#include <QDialog>

class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace ContactSheet {

class AddressField;
class LimitFields;
class TestRow;
struct ServiceProfile;

/**
 * Shows for each service where it is and with which key, and tests whether it works.
 *
 * Not modal, and without a network: who hears testRequested() answers with showTestResult(). What is typed
 * counts once the field is left; an address that is none is said in place and not taken. A typed key leaves
 * its field at once, belongs to the origin that it was typed for, and is shown nowhere. How long it is kept
 * is decided by who hears keyTyped(), and said here as setKeys() tells it.
 */
class ServicePanel final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServicePanel)

public:
    explicit ServicePanel(QWidget *parent = nullptr);
    ~ServicePanel() override;

    /// Shows what \a choices say of each service, the chosen one first, without accountChanged().
    void setAccounts(const RunChoices &choices, const SessionKeys &keys);

    /// The keys as they have been typed here.
    [[nodiscard]] const SessionKeys &keys() const { return m_keys; }

    /// Says what \a keys know now, and leaves the fields as they are.
    void setKeys(const SessionKeys &keys);

public slots:
    /// Says in words how the test of the shown service ended; ignored where none is under way.
    void showTestResult(const ContactSheet::ProbeOutcome &outcome);

signals:
    /// A person has changed the address of \a service (empty: its own), the hosts that may be reached by
    /// plain http, or the key; \a key is the one that is in use now, and keys() knows it.
    void accountChanged(const QString &service, const QString &baseUrl, const QStringList &plainHttpHosts,
                        const ContactSheet::Secret &key);
    /// A person has typed \a key for \a service at the origin of \a address. accountChanged() follows.
    void keyTyped(const QString &service, const QUrl &address, const ContactSheet::Secret &key);
    /// A person wants the key of \a service at the origin of \a address forgotten. accountChanged() follows.
    void keyForgotten(const QString &service, const QUrl &address);
    /// The key of \a service at \a address is shown, and nobody has read it from the key store yet.
    void keyNeeded(const QString &service, const QUrl &address);
    /// A person has changed how much may be asked of \a service in a minute.
    void rateLimitsChanged(const QString &service, const ContactSheet::RateLimits &limits);
    void testRequested(const ContactSheet::ServiceAccount &account);
    /// Nobody waits for the test any more.
    void testCancelled();
    /// A test has found that \a service offers \a models.
    void modelsFound(const QString &service, const QStringList &models);

protected:
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildKeyField();
    void buildLayout();
    [[nodiscard]] const ServiceProfile &profile() const;
    void showService();
    void showKeyState();
    void takeAddress();
    void takeKey();
    void takeLimits();
    void forgetKey();
    void reportAccount();
    void test();
    void cancelTest();
    void growToFit();
    void applyLook();

    RunChoices m_choices;
    SessionKeys m_keys;
    QString m_service; ///< The id of the one that is shown.

    QListWidget *m_list;
    QLabel *m_title;
    QLabel *m_about;
    QFormLayout *m_form;
    AddressField *m_address;
    QLineEdit *m_key;
    QPushButton *m_forget;
    QLabel *m_keyState;
    LimitFields *m_limits;
    TestRow *m_test;
};

} // namespace ContactSheet
