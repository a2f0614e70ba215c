#pragma once

#include "settings/runchoices.h"

#include <QList>
#include <QWidget>

class QAction;
class QLabel;
class QToolButton;

namespace ContactSheet {

class AtOnceField;
class ImageChoices;
class ModeSwitch;
class PrimaryButton;

/**
 * The row of controls for a run: Generate and Stop, the mode and how many at once, the service and what is
 * asked of it.
 *
 * Where there is too little room, labels go first, then long names are shortened. It starts and stops nothing
 * itself: the actions do that, and stay their owner's.
 */
class RunControls final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunControls)

public:
    explicit RunControls(QWidget *parent = nullptr);
    ~RunControls() override;

    void setGenerateAction(QAction *action);
    void setStopAction(QAction *action);
    /// What else Stop can mean, in a menu beside it.
    void setStopMenu(const QList<QAction *> &actions);

    /// Shows \a choices, without choicesChanged(). Addresses and hosts are carried along as they are.
    void setChoices(const RunChoices &choices);
    [[nodiscard]] RunChoices choices() const { return m_choices; }

    /// From now on \a models are offered for \a service, as it has listed them.
    void setOfferedModels(const QString &service, const QStringList &models);

    /// How many pictures Generate will make.
    void setPictureCount(qint64 count);
    /// Whether a run goes on: then another number at once counts from now on.
    void setRunning(bool isRunning);
    /// While a run goes on \a lanes may be under way: what Auto has found, where that is chosen.
    void setAtOnceInForce(int lanes);
    /// A person lets the program find the number at once, or takes back the last number.
    void chooseAutomatic(bool isAutomatic);

    /// What of the settings does not fit, in one sentence that says what to do; empty where all does.
    [[nodiscard]] QString problem() const;

    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// A person has chosen something else.
    void choicesChanged(const ContactSheet::RunChoices &choices);
    void problemChanged(const QString &sentence);
    /// While a run goes on, a person has asked for \a lanes requests at once; choicesChanged() comes as well.
    void atOnceChanged(int lanes);
    /// While a run goes on, a person lets the program find the number; choicesChanged() comes as well.
    void atOnceAutomaticChosen();
    /// A person wants to see addresses and keys.
    void servicesRequested();

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildLayout();
    void takeAtOnce(int lanes);
    void showAtOnce();
    void applyLook();
    /// The width of everything but Generate and the labels, where the service and its options are \a image
    /// wide.
    [[nodiscard]] int widthOfControls(int image) const;
    void makeUseOfTheRoom();

    PrimaryButton *m_generate;
    QToolButton *m_stop;
    ModeSwitch *m_mode;
    QLabel *m_atOnceLabel;
    AtOnceField *m_atOnce;
    QLabel *m_serviceLabel;
    ImageChoices *m_image;
    QToolButton *m_services;
    RunChoices m_choices;
    bool m_isRunning = false;
    int m_inForce = 0; ///< How many may be under way; 0 while that is not known.
};

} // namespace ContactSheet
