#pragma once

#include "core/error.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace ContactSheet {

/// What kind of trouble \a kind is, on the screen: "The service is asked too often".
[[nodiscard]] QString displayName(Error::Kind kind);

/// All that is known of \a error, one fact a line, for a message to those who can help.
[[nodiscard]] QString textOf(const Error &error);

/**
 * All that is known of one failure: what happened, what the service said in its own words, and the facts that
 * its makers ask for. Everything is plain text, can be selected, and copied at once.
 *
 * Fits into a dock as well as into a dialog; before the first error it is empty.
 */
class ErrorDetails final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ErrorDetails)

public:
    explicit ErrorDetails(QWidget *parent = nullptr);
    ~ErrorDetails() override;

public slots:
    /// Shows \a error in place of the one before.
    void setError(const ContactSheet::Error &error);

private:
    void copy() const;

    Error m_error;
    QLabel *m_message;
    QFormLayout *m_facts;
    QLabel *m_kind;
    QLabel *m_status;
    QLabel *m_requestId;
    QLabel *m_charge;
    QLabel *m_saysTitle;
    QPlainTextEdit *m_says;
    QPushButton *m_copyButton;
};

} // namespace ContactSheet
