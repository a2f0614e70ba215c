#pragma once

#include "runs/runplan.h"

#include <QList>
#include <QWidget>

class QAbstractButton;

namespace ContactSheet {

/**
 * Chooses among Sequential, Parallel and Both, which stand side by side as one control.
 *
 * One stop on the way of the Tab key; the arrow keys go from one to the next and choose it.
 */
class ModeSwitch final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ModeSwitch)

public:
    explicit ModeSwitch(QWidget *parent = nullptr);
    ~ModeSwitch() override;

    [[nodiscard]] PressMode mode() const { return m_mode; }
    /// Without modeChosen().
    void setMode(PressMode mode);

signals:
    /// A person has chosen another one.
    void modeChosen(ContactSheet::PressMode mode);

private:
    class Segment;

    void choose(PressMode mode);
    void step(int by);
    void keepOneTabStop();

    QList<QAbstractButton *> m_segments; ///< In the order of PressMode.
    PressMode m_mode = PressMode::Parallel;
};

} // namespace ContactSheet
