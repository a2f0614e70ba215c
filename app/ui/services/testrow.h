#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace ContactSheet {

/// The button that begins a test or cancels it, and in words how it went. It knows nothing of what is tested.
class TestRow final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TestRow)

public:
    /// How a sentence is meant; trouble has a sign beside it.
    enum class Tone { Quiet, Trouble };

    explicit TestRow(QWidget *parent = nullptr);
    ~TestRow() override;

    [[nodiscard]] bool isTesting() const { return m_isTesting; }

    /// From now on a test is under way, which the button cancels.
    void begin();
    /// No test is under way any more; says \a sentence, and in \a detail what may help to understand it.
    void end(const QString &sentence = {}, Tone tone = Tone::Quiet, const QString &detail = {});

signals:
    void testAsked();
    /// A person no longer wants to wait; the test has ended here already.
    void cancelled();
    /// What is said may need another height.
    void said();

protected:
    void changeEvent(QEvent *event) override;

private:
    void say(const QString &sentence, Tone tone, const QString &detail);
    void applyLook();

    QPushButton *m_button;
    QLabel *m_sign;
    QLabel *m_sentence;
    QLabel *m_detail;
    bool m_isTesting = false;
};

} // namespace ContactSheet
