#pragma once

#include "prompts/promptlistmodel.h"

#include <QUndoCommand>

namespace ContactSheet {

/// How long edits grow into one: two edits of text become one undo step where they have the same number.
enum class TypingSpell : int {};

/// What of a prompt one edit changes; edits of the same kind of the same row become one.
enum class PromptPart { Text = 1, Ticks, Copies };

/// Puts rows into a list. Typing in a row that was just made belongs to making it.
class InsertPrompts final : public QUndoCommand
{
public:
    InsertPrompts(PromptListModel &model, int row, const QList<PromptListModel::Row> &rows,
                  TypingSpell spell);

    void redo() override;
    void undo() override;
    [[nodiscard]] int id() const override { return int(PromptPart::Text); }
    [[nodiscard]] bool mergeWith(const QUndoCommand *other) override;

private:
    PromptListModel &m_model; ///< Not owned; outlives the stack of its commands.
    int m_row;
    QList<PromptListModel::Row> m_rows;
    TypingSpell m_spell;
};

/// Takes rows out of a list. With a row that was just made it cancels out.
class RemovePrompts final : public QUndoCommand
{
public:
    RemovePrompts(PromptListModel &model, int row, const QList<PromptListModel::Row> &rows,
                  TypingSpell spell);

    void redo() override;
    void undo() override;
    [[nodiscard]] int id() const override { return int(PromptPart::Text); }

private:
    friend class InsertPrompts;

    PromptListModel &m_model; ///< Not owned; outlives the stack of its commands.
    int m_row;
    QList<PromptListModel::Row> m_rows;
    TypingSpell m_spell;
};

/// Changes one part of some rows.
class ChangePrompts final : public QUndoCommand
{
public:
    struct Change
    {
        int row = 0;
        Prompt before = {};
        Prompt after = {};
    };

    ChangePrompts(PromptListModel &model, PromptPart part, const QList<Change> &changes, TypingSpell spell);

    void redo() override;
    void undo() override;
    [[nodiscard]] int id() const override { return int(m_part); }
    [[nodiscard]] bool mergeWith(const QUndoCommand *other) override;

private:
    friend class InsertPrompts;

    PromptListModel &m_model; ///< Not owned; outlives the stack of its commands.
    PromptPart m_part;
    QList<Change> m_changes;
    TypingSpell m_spell;
};

/// Moves rows that stand together; moving the same ones on and on is one step.
class MovePrompts final : public QUndoCommand
{
public:
    MovePrompts(PromptListModel &model, int row, int count, int target);

    void redo() override;
    void undo() override;
    [[nodiscard]] int id() const override { return 10; }
    [[nodiscard]] bool mergeWith(const QUndoCommand *other) override;

private:
    PromptListModel &m_model; ///< Not owned; outlives the stack of its commands.
    int m_row;
    int m_count;
    int m_target;
};

/// Gives the list another name.
class RenameList final : public QUndoCommand
{
public:
    RenameList(PromptListModel &model, const QString &name);

    void redo() override;
    void undo() override;
    [[nodiscard]] int id() const override { return 11; }
    [[nodiscard]] bool mergeWith(const QUndoCommand *other) override;

private:
    PromptListModel &m_model; ///< Not owned; outlives the stack of its commands.
    QString m_before;
    QString m_after;
};

} // namespace ContactSheet
