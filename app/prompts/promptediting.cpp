#include "prompts/promptediting.h"

namespace ContactSheet {

PromptEditing::PromptEditing(PromptListModel &model, QObject *parent)
    : QObject(parent)
    , m_model(model)
{}

PromptEditing::~PromptEditing() = default;

void PromptEditing::open(const PromptList &list)
{
    m_history.clear();
    m_model.setList(list);
}

void PromptEditing::insert(int row, const QList<Prompt> &prompts)
{
    if (!prompts.isEmpty())
        m_history.push(new InsertPrompts(m_model, row, m_model.makeRows(prompts), m_spell));
}

void PromptEditing::remove(int row, int count)
{
    if (count > 0)
        m_history.push(new RemovePrompts(m_model, row, rowsAt(row, count), m_spell));
}

void PromptEditing::setText(int row, const QString &text)
{
    const Prompt before = m_model.promptAt(row);
    Prompt after = before;
    after.text = text;
    change(PromptPart::Text, {{.row = row, .before = before, .after = after}});
}

void PromptEditing::setTicked(const QList<int> &rows, bool isTicked)
{
    QList<ChangePrompts::Change> changes;
    for (const int row : rows) {
        const Prompt before = m_model.promptAt(row);
        Prompt after = before;
        after.isTicked = isTicked;
        if (before != after)
            changes.append({.row = row, .before = before, .after = after});
    }
    change(PromptPart::Ticks, changes);
}

void PromptEditing::setCopies(int row, int copies)
{
    const Prompt before = m_model.promptAt(row);
    Prompt after = before;
    after.copies = std::clamp(copies, FewestCopies, MostCopies);
    change(PromptPart::Copies, {{.row = row, .before = before, .after = after}});
}

void PromptEditing::duplicate(int row, int count)
{
    endTyping();
    QList<Prompt> prompts;
    for (int i = row; i < row + count; ++i)
        prompts.append(m_model.promptAt(i));
    insert(row + count, prompts);
    endTyping();
}

void PromptEditing::move(int row, int count, int target)
{
    const int within = std::clamp(target, 0, m_model.rowCount() - count);
    endTyping();
    if (within != row)
        m_history.push(new MovePrompts(m_model, row, count, within));
}

int PromptEditing::paste(int row, const QList<Prompt> &prompts)
{
    if (prompts.isEmpty())
        return row;
    endTyping();
    const bool isThere = row < m_model.rowCount();
    const bool replaces = isThere && m_model.promptAt(row).text.trimmed().isEmpty();
    const int first = isThere && !replaces ? row + 1 : row;
    m_history.beginMacro(tr("Paste"));
    if (replaces)
        remove(row);
    insert(first, prompts);
    m_history.endMacro();
    endTyping();
    return first;
}

void PromptEditing::rename(const QString &name)
{
    if (name != m_model.name())
        m_history.push(new RenameList(m_model, name));
}

void PromptEditing::endTyping()
{
    m_spell = TypingSpell(int(m_spell) + 1);
}

void PromptEditing::change(PromptPart part, const QList<ChangePrompts::Change> &changes)
{
    const bool isSomething =
        std::any_of(changes.begin(), changes.end(), [](const auto &one) { return one.before != one.after; });
    if (isSomething)
        m_history.push(new ChangePrompts(m_model, part, changes, m_spell));
}

QList<PromptListModel::Row> PromptEditing::rowsAt(int row, int count) const
{
    QList<PromptListModel::Row> rows;
    for (int i = row; i < row + count; ++i) {
        rows.append({.id = m_model.index(i).data(PromptListModel::IdRole).value<PromptId>(),
                     .prompt = m_model.promptAt(i)});
    }
    return rows;
}

} // namespace ContactSheet
