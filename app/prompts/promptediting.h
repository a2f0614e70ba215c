#pragma once

#include "prompts/promptcommands.h"

#include <QUndoStack>

namespace ContactSheet {

/**
 * What people do to a prompt list, each of it undone and redone as one step.
 *
 * Rows are counted from 0; a row that is not there is a mistake of the caller. What changes nothing makes no
 * step. Typing in one row is one step until endTyping() is called.
 */
class PromptEditing final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PromptEditing)

public:
    /// \a model is not owned and must outlive this.
    explicit PromptEditing(PromptListModel &model, QObject *parent = nullptr);
    ~PromptEditing() override;

    [[nodiscard]] PromptListModel &model() const { return m_model; }
    [[nodiscard]] QUndoStack &history() { return m_history; }

    /// Shows \a list, as it was read or kept; what was done before cannot be undone any more.
    void open(const PromptList &list);

    void insert(int row, const QList<Prompt> &prompts);
    void remove(int row, int count = 1);
    void setText(int row, const QString &text);
    void setTicked(const QList<int> &rows, bool isTicked);
    /// \a copies is brought within FewestCopies and MostCopies.
    void setCopies(int row, int copies);
    /// Puts a copy of the rows right below them.
    void duplicate(int row, int count = 1);
    /// Moves \a count rows so that they begin at \a target, counted without them; kept within the list.
    void move(int row, int count, int target);
    /// Puts \a prompts in the place of \a row where it is empty, below it otherwise, as one step. Returns
    /// the row of the first one.
    int paste(int row, const QList<Prompt> &prompts);
    void rename(const QString &name);

    /// What is typed from now on is a step of its own.
    void endTyping();

private:
    void change(PromptPart part, const QList<ChangePrompts::Change> &changes);
    [[nodiscard]] QList<PromptListModel::Row> rowsAt(int row, int count) const;

    PromptListModel &m_model;
    QUndoStack m_history;
    TypingSpell m_spell = {};
};

} // namespace ContactSheet
