#pragma once

#include <QPlainTextEdit>

namespace ContactSheet {

/**
 * The field in which the text of one row is typed: it says which keys mean the list and not the text.
 *
 * It has no undo of its own, since the list has one, and takes the keys of the list away from shortcuts of
 * the window while it has the focus.
 */
class PromptTextEdit final : public QPlainTextEdit
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PromptTextEdit)

public:
    /// What a key asks of the list.
    enum class Wish { NextRow, RemoveRow, Up, Down, MoveUp, MoveDown, Duplicate, Tick, Undo, Redo };
    Q_ENUM(Wish)

    explicit PromptTextEdit(QWidget *parent);
    ~PromptTextEdit() override;

    /// Draws the character \a position as wrong in \a color; none where it is negative.
    void markMistake(qsizetype position, const QColor &color);

signals:
    void wished(ContactSheet::PromptTextEdit::Wish wish);
    /// Text of several lines was pasted or dropped; it is not in the field.
    void linesPasted(const QString &text);
    void focusTaken();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    [[nodiscard]] std::optional<Wish> wishOf(const QKeyEvent &event) const;
};

} // namespace ContactSheet
