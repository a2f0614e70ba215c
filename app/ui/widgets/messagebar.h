#pragma once

#include <QList>
#include <QPointer>
#include <QString>
#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;

namespace ContactSheet {

/**
 * Says one thing in its place, without stopping anybody: a sentence, what can be done about it, and a button
 * that closes it. Hidden while there is nothing to say; a new message takes the place of the one before.
 *
 * It never takes the focus by itself, nor by a click; with the keyboard it is reached as any other, and gives
 * the focus back when it closes. Screen readers are told of each message.
 */
class MessageBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MessageBar)

public:
    enum class Kind {
        Information,
        Problem, ///< Something did not work: it has a sign of its own.
    };
    Q_ENUM(Kind)

    /// What a button of a message does; the message is closed first.
    struct Action
    {
        QString text = {};
        std::function<void()> run = {};
    };

    explicit MessageBar(QWidget *parent = nullptr);
    ~MessageBar() override;

    /// Shows \a sentence, which is plain text whatever stands in it, with a button for each of \a actions.
    /// Returns the number of the message, which no other has.
    int showMessage(const QString &sentence, const QList<Action> &actions = {},
                    Kind kind = Kind::Information);
    /// The number of the message that is shown; 0 while the bar is closed.
    [[nodiscard]] int shownMessage() const { return m_sentence.isEmpty() ? 0 : m_message; }
    /// Says what is shown in other words, such as fewer seconds: no news that anybody is told of.
    void setSentence(const QString &sentence);
    /// What is shown; empty while the bar is closed.
    [[nodiscard]] QString sentence() const { return m_sentence; }
    [[nodiscard]] Kind kind() const { return m_kind; }

public slots:
    void closeMessage();

signals:
    /// A message was closed: by somebody, by one of its actions, or because another takes its place.
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void addButton(const Action &action);
    void updateSign();
    void noteFocus(QWidget *before, const QWidget *now);

    QLabel *m_sign;
    QLabel *m_text;
    QHBoxLayout *m_buttons;
    QString m_sentence;
    int m_message = 0; ///< The number of the newest message.
    Kind m_kind = Kind::Information;
    QPointer<QWidget> m_focusBefore; ///< Who had the focus before the bar was reached with the keyboard.
};

} // namespace ContactSheet
