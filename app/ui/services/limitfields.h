#pragma once

#include "runs/pacing.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace ContactSheet {

/**
 * How much a person allows to be asked of a service in a minute: requests and images, each a whole number, or
 * empty for no limit. Nothing else can be typed.
 */
class LimitFields final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LimitFields)

public:
    explicit LimitFields(QWidget *parent = nullptr);
    ~LimitFields() override;

    /// Shows \a limits, without changed().
    void setLimits(const RateLimits &limits);
    /// What stands in the fields: 0 is no limit, and more than a limit can be is the highest one.
    [[nodiscard]] RateLimits limits() const;

signals:
    /// A person has left a field, or pressed Return in it.
    void finished();

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyLook();

    QLineEdit *m_requests;
    QLineEdit *m_images;
    QLabel *m_note;
};

} // namespace ContactSheet
