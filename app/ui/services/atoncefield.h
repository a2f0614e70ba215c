#pragma once

#include <QSpinBox>

namespace ContactSheet {

/**
 * How many images are made at once: a number, or Auto, which stands below 1 as the value 0.
 *
 * One step down from 1, or its letters, choose Auto. A page down, the wheel and a key that is held stop at 1,
 * since who rushes past the end does not mean it. A step up from Auto keeps the number that is in force; the
 * wheel does not leave it.
 */
class AtOnceField final : public QSpinBox
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AtOnceField)

public:
    static constexpr int Auto = 0;

    explicit AtOnceField(QWidget *parent = nullptr);
    ~AtOnceField() override;

    /// Auto has found \a lanes, or has nothing to say of a number where it is 0.
    void setFound(int lanes);
    /// What a step up from Auto takes.
    void setNumber(int lanes) { m_number = lanes; }

    void stepBy(int steps) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    [[nodiscard]] QString textFromValue(int value) const override;
    [[nodiscard]] int valueFromText(const QString &text) const override;
    [[nodiscard]] QValidator::State validate(QString &text, int &position) const override;
    [[nodiscard]] StepEnabled stepEnabled() const override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    int m_found = 0;
    int m_number = 1;
    bool m_isStreaming = false; ///< Steps come one after another, from the wheel or from what is held down.
};

} // namespace ContactSheet
