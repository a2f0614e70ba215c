#pragma once

#include <QPointer>
#include <QPushButton>

class QAction;

namespace ContactSheet {

/// The button of the one action that a window is there for, filled with its accent. Its text is its own,
/// since it says more than that of the action.
class PrimaryButton final : public QPushButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PrimaryButton)

public:
    explicit PrimaryButton(QWidget *parent = nullptr);
    ~PrimaryButton() override;

    /// Triggers \a action, which is not owned, and takes over whether it can be used, its icon and its tip.
    void setAction(QAction *action);

    /// Says \a text, or \a brief where there is little room.
    void setTexts(const QString &text, const QString &brief);
    /// Whether there is little room.
    void setBrief(bool isBrief);

    /// How wide it is with its whole text, and with the brief one.
    [[nodiscard]] QSize wholeSize() const { return sizeFor(m_text); }
    [[nodiscard]] QSize briefSize() const { return sizeFor(m_briefText); }

    [[nodiscard]] QSize sizeHint() const override { return sizeFor(text()); }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void takeOver();
    [[nodiscard]] QFont boldFont() const;
    [[nodiscard]] QSize sizeFor(const QString &text) const;

    QPointer<QAction> m_action;
    QString m_text;
    QString m_briefText;
    bool m_isBrief = false;
};

} // namespace ContactSheet
