#pragma once

#include "core/result.h"

#include <QStringList>
#include <QUrl>
#include <QWidget>

class QAction;
class QCheckBox;
class QLabel;
class QLineEdit;

namespace ContactSheet {

struct ServiceProfile;

/**
 * Where a service is: its address, what is wrong with it, and whether it may be reached by plain http.
 *
 * Says at every letter what is wrong. The switch for plain http is there only where the address asks for it,
 * and while it is on, a warning stands below it.
 */
class AddressField final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AddressField)

public:
    explicit AddressField(QWidget *parent = nullptr);
    ~AddressField() override;

    /// Shows \a text as the address of \a service, which must outlive this, without a signal.
    void setAddress(const ServiceProfile &service, const QString &text, const QStringList &plainHttpHosts);

    /// What is typed, without the white space around it; empty stands for the service's own address.
    [[nodiscard]] QString text() const;
    [[nodiscard]] QStringList plainHttpHosts() const { return m_plainHttpHosts; }

    /// The address that is meant, empty where there is none yet, or what is wrong with it.
    [[nodiscard]] Result<QUrl> address() const;

signals:
    /// address() has changed, or what is wrong with it.
    void edited();
    /// The field was left, or plain http was allowed or forbidden.
    void finished();

protected:
    void changeEvent(QEvent *event) override;

private:
    void allowPlainHttp(bool isAllowed);
    void judge();

    const ServiceProfile *m_service = nullptr;
    QStringList m_plainHttpHosts;
    QLineEdit *m_edit;
    QAction *m_sign; ///< Within the field, where something is wrong or unprotected.
    QLabel *m_problem;
    QCheckBox *m_plainHttp;
    QLabel *m_warning;
};

} // namespace ContactSheet
