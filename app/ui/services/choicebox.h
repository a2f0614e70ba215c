#pragma once

#include <QComboBox>

namespace ContactSheet {

/// One thing to choose: what is shown, and the word that stands for it.
struct Choice
{
    QString text = {};
    QString value = {};

    friend bool operator==(const Choice &, const Choice &) = default;
};

/**
 * Chooses one of several values, where what is chosen may be none of those that are offered.
 *
 * Such a value is shown all the same, and complain() says in place what is wrong with it. Shortens its text
 * where it has too little room, and never changes because somebody scrolls past it.
 */
class ChoiceBox final : public QComboBox
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChoiceBox)

public:
    /// How wide a box becomes, in characters of usual width.
    struct Width
    {
        int least = 6;
        int most = 14;
    };

    ChoiceBox(const QString &name, Width width, QWidget *parent = nullptr);
    ~ChoiceBox() override;

    /// Offers \a choices; the value stays, whether it is one of them or not.
    void offer(const QList<Choice> &choices);

    /// Whether other values may be typed. \a hint stands in the field while it is empty.
    void setTypable(bool isTypable, const QString &hint = {});

    [[nodiscard]] QString value() const { return m_value; }
    /// Shows \a value, as \a text where it is none of those offered; what is just being typed stays.
    void setValue(const QString &value, const QString &text);

    /// Says what is wrong with the value; with an empty \a sentence nothing is.
    void complain(const QString &sentence);

    /// Whether it may become narrower than its least width, where nothing else helps.
    void setTight(bool isTight);
    /// The least width, as it usually is and where it is tight.
    [[nodiscard]] int leastWidth(bool isTight) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    void showPopup() override;

signals:
    /// A person has chosen one of the values offered.
    void chosen(const QString &value);
    /// A person has typed \a text, which is none of the texts offered; the value stays until it is set.
    void typed(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] int widthFor(int characters) const;
    void fill();
    void showTip();
    void takeTyped();

    QList<Choice> m_choices;
    QString m_value;
    QString m_text; ///< How the value is shown.
    QString m_complaint;
    QString m_name;
    Width m_width;
    bool m_isTight = false;
};

} // namespace ContactSheet
