#include "prompts/promptcommands.h"

#include <QCoreApplication>

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(PromptCommands)
};

QString titleOf(PromptPart part)
{
    switch (part) {
    case PromptPart::Text:
        return Texts::tr("Edit Prompt");
    case PromptPart::Ticks:
        return Texts::tr("Tick");
    case PromptPart::Copies:
        return Texts::tr("Change Copies");
    }
    Q_UNREACHABLE();
}

} // namespace

InsertPrompts::InsertPrompts(PromptListModel &model, int row, const QList<PromptListModel::Row> &rows,
                             TypingSpell spell)
    : QUndoCommand(rows.size() == 1 ? Texts::tr("Add Prompt") : Texts::tr("Add Prompts"))
    , m_model(model)
    , m_row(row)
    , m_rows(rows)
    , m_spell(spell)
{}

void InsertPrompts::redo()
{
    m_model.addRows(m_row, m_rows);
}

void InsertPrompts::undo()
{
    m_model.takeRows(m_row, int(m_rows.size()));
}

bool InsertPrompts::mergeWith(const QUndoCommand *other)
{
    if (m_rows.size() != 1)
        return false;
    if (const auto *typed = dynamic_cast<const ChangePrompts *>(other)) {
        if (typed->m_spell != m_spell || typed->m_changes.size() != 1
            || typed->m_changes.constFirst().row != m_row)
            return false;
        m_rows.first().prompt = typed->m_changes.constFirst().after;
        return true;
    }
    const auto *removed = dynamic_cast<const RemovePrompts *>(other);
    if (!removed || removed->m_spell != m_spell || removed->m_row != m_row || removed->m_rows.size() != 1)
        return false;
    setObsolete(true);
    return true;
}

RemovePrompts::RemovePrompts(PromptListModel &model, int row, const QList<PromptListModel::Row> &rows,
                             TypingSpell spell)
    : QUndoCommand(rows.size() == 1 ? Texts::tr("Remove Prompt") : Texts::tr("Remove Prompts"))
    , m_model(model)
    , m_row(row)
    , m_rows(rows)
    , m_spell(spell)
{}

void RemovePrompts::redo()
{
    m_model.takeRows(m_row, int(m_rows.size()));
}

void RemovePrompts::undo()
{
    m_model.addRows(m_row, m_rows);
}

ChangePrompts::ChangePrompts(PromptListModel &model, PromptPart part, const QList<Change> &changes,
                             TypingSpell spell)
    : QUndoCommand(titleOf(part))
    , m_model(model)
    , m_part(part)
    , m_changes(changes)
    , m_spell(spell)
{}

void ChangePrompts::redo()
{
    for (const Change &change : std::as_const(m_changes))
        m_model.changePrompt(change.row, change.after);
}

void ChangePrompts::undo()
{
    for (const Change &change : std::as_const(m_changes))
        m_model.changePrompt(change.row, change.before);
}

bool ChangePrompts::mergeWith(const QUndoCommand *other)
{
    const auto *next = dynamic_cast<const ChangePrompts *>(other);
    if (!next || next->m_spell != m_spell || next->m_changes.size() != m_changes.size())
        return false;
    for (qsizetype i = 0; i < m_changes.size(); ++i) {
        if (next->m_changes.at(i).row != m_changes.at(i).row)
            return false;
    }
    bool isNothing = true;
    for (qsizetype i = 0; i < m_changes.size(); ++i) {
        m_changes[i].after = next->m_changes.at(i).after;
        isNothing = isNothing && m_changes.at(i).after == m_changes.at(i).before;
    }
    setObsolete(isNothing);
    return true;
}

MovePrompts::MovePrompts(PromptListModel &model, int row, int count, int target)
    : QUndoCommand(count == 1 ? Texts::tr("Move Prompt") : Texts::tr("Move Prompts"))
    , m_model(model)
    , m_row(row)
    , m_count(count)
    , m_target(target)
{}

void MovePrompts::redo()
{
    m_model.shiftRows(m_row, m_count, m_target);
}

void MovePrompts::undo()
{
    m_model.shiftRows(m_target, m_count, m_row);
}

bool MovePrompts::mergeWith(const QUndoCommand *other)
{
    const auto *next = dynamic_cast<const MovePrompts *>(other);
    if (!next || next->m_row != m_target || next->m_count != m_count)
        return false;
    m_target = next->m_target;
    setObsolete(m_target == m_row);
    return true;
}

RenameList::RenameList(PromptListModel &model, const QString &name)
    : QUndoCommand(Texts::tr("Rename List"))
    , m_model(model)
    , m_before(model.name())
    , m_after(name)
{}

void RenameList::redo()
{
    m_model.setName(m_after);
}

void RenameList::undo()
{
    m_model.setName(m_before);
}

bool RenameList::mergeWith(const QUndoCommand *other)
{
    const auto *next = dynamic_cast<const RenameList *>(other);
    if (!next)
        return false;
    m_after = next->m_after;
    setObsolete(m_after == m_before);
    return true;
}

} // namespace ContactSheet
