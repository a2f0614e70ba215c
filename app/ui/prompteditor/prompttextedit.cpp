#include "ui/prompteditor/prompttextedit.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QUrl>

namespace ContactSheet {

PromptTextEdit::PromptTextEdit(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setContextMenuPolicy(Qt::DefaultContextMenu);
    setBackgroundVisible(false);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
}

PromptTextEdit::~PromptTextEdit() = default;

void PromptTextEdit::markMistake(qsizetype position, const QColor &color)
{
    QList<QTextEdit::ExtraSelection> selections;
    if (position >= 0) {
        QTextEdit::ExtraSelection mistake;
        mistake.cursor = QTextCursor(document());
        mistake.cursor.setPosition(int(position));
        mistake.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
        mistake.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mistake.format.setUnderlineColor(color);
        selections.append(mistake);
    }
    setExtraSelections(selections);
}

bool PromptTextEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && wishOf(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QPlainTextEdit::event(event);
}

void PromptTextEdit::keyPressEvent(QKeyEvent *event)
{
    if (const std::optional<Wish> wish = wishOf(*event)) {
        event->accept();
        emit wished(*wish);
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (event->modifiers().testFlag(Qt::ShiftModifier))
            insertPlainText(QStringLiteral("\n"));
        else
            event->ignore(); // With Ctrl it is the window's.
    } else {
        QPlainTextEdit::keyPressEvent(event);
    }
}

void PromptTextEdit::focusInEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusInEvent(event);
    emit focusTaken();
}

void PromptTextEdit::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // All of the text is shown: what scrolls is the list.
}

bool PromptTextEdit::canInsertFromMimeData(const QMimeData *source) const
{
    // A file that is dropped here is meant as a list, which whoever holds the field imports.
    const QList<QUrl> urls = source->urls();
    return std::none_of(urls.begin(), urls.end(), [](const QUrl &url) { return url.isLocalFile(); })
        && QPlainTextEdit::canInsertFromMimeData(source);
}

void PromptTextEdit::insertFromMimeData(const QMimeData *source)
{
    const QString text = source->text();
    if (text.trimmed().contains(u'\n') || text.trimmed().contains(u'\r'))
        emit linesPasted(text);
    else
        insertPlainText(text.trimmed());
}

std::optional<PromptTextEdit::Wish> PromptTextEdit::wishOf(const QKeyEvent &event) const
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const auto canMove = [this](QTextCursor::MoveOperation operation) {
        return textCursor().movePosition(operation);
    };
    if (event.matches(QKeySequence::Undo))
        return Wish::Undo;
    if (event.matches(QKeySequence::Redo) || event.keyCombination() == (Qt::CTRL | Qt::Key_Y)
        || event.keyCombination() == (Qt::CTRL | Qt::SHIFT | Qt::Key_Z))
        return Wish::Redo;
    if (modifiers == Qt::ControlModifier && event.key() == Qt::Key_D)
        return Wish::Duplicate;
    if (modifiers == Qt::ControlModifier && event.key() == Qt::Key_Space)
        return Wish::Tick;
    if (modifiers == Qt::AltModifier && event.key() == Qt::Key_Up)
        return Wish::MoveUp;
    if (modifiers == Qt::AltModifier && event.key() == Qt::Key_Down)
        return Wish::MoveDown;
    if (modifiers != Qt::NoModifier)
        return std::nullopt;
    switch (event.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return Wish::NextRow;
    case Qt::Key_Backspace:
        return document()->isEmpty() ? std::optional(Wish::RemoveRow) : std::nullopt;
    case Qt::Key_Up:
        return canMove(QTextCursor::Up) ? std::nullopt : std::optional(Wish::Up);
    case Qt::Key_Down:
        return canMove(QTextCursor::Down) ? std::nullopt : std::optional(Wish::Down);
    default:
        return std::nullopt;
    }
}

} // namespace ContactSheet
