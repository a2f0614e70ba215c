#pragma once

#include "prompts/pastedtext.h"
#include "prompts/promptediting.h"
#include "ui/prompteditor/promptrowpainter.h"
#include "ui/prompteditor/prompttextedit.h"
#include "ui/prompteditor/rowheights.h"

#include <QAbstractScrollArea>
#include <QScrollBar>
#include <QTimer>

namespace ContactSheet {

class CopiesField;

/**
 * The rows of a prompt list, to be read, typed in, ticked and moved.
 *
 * One row is current, and the only field of the view stands in it; the row below the list, where the next
 * prompt is typed, can be current as well. Rows are painted when they are seen and measured then, the others
 * in the pauses, so that the length of a list costs nothing at the keyboard.
 */
class PromptListView final : public QAbstractScrollArea
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PromptListView)

public:
    /// \a editing is not owned and must outlive this.
    explicit PromptListView(PromptEditing &editing, QWidget *parent = nullptr);
    ~PromptListView() override;

    /// The current row; the number of rows of the model where it is the one below the list.
    [[nodiscard]] int currentRow() const { return m_current; }
    /// Goes to \a row and brings it into view; the caret stands at its end.
    void setCurrentRow(int row);

    /// Where \a row is on the viewport.
    [[nodiscard]] QRect rowRect(int row) const;
    [[nodiscard]] PromptRowPlaces placesOf(int row) const;

    void paste(const QList<Prompt> &prompts);
    void removeCurrent();
    void duplicateCurrent();
    void tickCurrent();
    /// Moves the current row by \a rows, up where it is negative.
    void moveCurrent(int rows);
    /// Opens a field for the copies of the current row.
    void editCopies();
    void undo();
    void redo();

signals:
    void currentRowChanged(int row);
    /// A pasted text could be a row per line or per block; nothing of it is in the list yet.
    void choiceOfRowsNeeded(const ContactSheet::PastedText &text);

protected:
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] PromptListModel &model() const { return m_editing.model(); }
    [[nodiscard]] bool isReal(int row) const { return row < model().rowCount(); }
    [[nodiscard]] PromptRowContent contentOf(int row) const;
    [[nodiscard]] PromptRowPainter painter() const
    {
        return {*this, viewport()->width(), model().rowCount() + 1};
    }
    [[nodiscard]] int rowAt(int y) const { return m_heights.rowAt(y + verticalScrollBar()->value()); }

    void connectModel();
    void forgetHeights();
    void measure(int row);
    void measureVisible();
    void measureSome();
    void updateRange();
    void layOut();
    void placeField();
    void loadField();
    void takeText();
    void makeVisible(int row);
    void grant(PromptTextEdit::Wish wish);
    void takeLines(const QString &text);
    void openNextRow();
    void goThroughHistory(void (QUndoStack::*step)());
    void showVariants(const QPoint &at, const QPoint &globalAt);

    PromptEditing &m_editing;
    PromptTextEdit *m_field;
    CopiesField *m_copies;
    RowHeights m_heights = {};
    QTimer m_measuring;
    int m_current = 0;
    int m_touched = 0;        ///< Which row changed last: undo goes there.
    bool m_isLoading = false; ///< The field is being filled, so what changes in it is no typing.
    int m_pressedRow = -1;
    int m_dropRow = -1; ///< Above which row the dragged one would go; negative where none is dragged.
    QPoint m_pressedAt = {};
};

} // namespace ContactSheet
