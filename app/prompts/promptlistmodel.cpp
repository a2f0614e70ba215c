#include "prompts/promptlistmodel.h"

#include "prompts/promptrules.h"

namespace ContactSheet {

namespace {

/// \a prompt as the list keeps it: one kind of line break, and a number of copies that can be made.
Prompt tidied(Prompt prompt)
{
    if (prompt.text.contains(u'\r'))
        prompt.text.replace(QStringLiteral("\r\n"), QStringLiteral("\n")).replace(u'\r', u'\n');
    prompt.copies = std::clamp(prompt.copies, FewestCopies, MostCopies);
    prompt.line = 0; // Its place is its row, which may change.
    return prompt;
}

PromptCounts sum(const PromptCounts &a, const PromptCounts &b, int sign = 1)
{
    return {.prompts = a.prompts + sign * b.prompts,
            .pictures = a.pictures + sign * b.pictures,
            .mistakes = a.mistakes + sign * b.mistakes};
}

} // namespace

PromptListModel::PromptListModel(QObject *parent)
    : QAbstractListModel(parent)
{}

PromptListModel::~PromptListModel() = default;

int PromptListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

QVariant PromptListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};

    const Item &item = m_items.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return item.row.prompt.text;
    case Qt::AccessibleTextRole:
        return item.mistake.isEmpty() ? item.row.prompt.text
                                      : tr("%1 (mistake: %2)").arg(item.row.prompt.text, item.mistake);
    case Qt::CheckStateRole:
        return item.row.prompt.isTicked ? Qt::Checked : Qt::Unchecked;
    case TickedRole:
        return item.row.prompt.isTicked;
    case CopiesRole:
        return item.row.prompt.copies;
    case VariantsRole:
        return item.variants;
    case MistakeRole:
        return item.mistake;
    case MistakeColumnRole:
        return item.mistakeColumn;
    case ProgressRole:
        return QVariant::fromValue(item.progress);
    case IdRole:
        return QVariant::fromValue(item.row.id);
    default:
        return {};
    }
}

Qt::ItemFlags PromptListModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? QAbstractListModel::flags(index) | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

int PromptListModel::rowOf(PromptId id) const
{
    return m_rows.value(id, -1);
}

PromptList PromptListModel::list() const
{
    return listOf([](const Item &) { return true; });
}

PromptList PromptListModel::tickedList() const
{
    return listOf([](const Item &item) { return countsOf(item).prompts > 0; });
}

QList<PromptId> PromptListModel::tickedIds() const
{
    QList<PromptId> ids;
    for (const Item &item : m_items) {
        if (countsOf(item).prompts > 0)
            ids.append(item.row.id);
    }
    return ids;
}

void PromptListModel::setList(const PromptList &list)
{
    beginResetModel();
    m_items.clear();
    m_rows.clear();
    PromptCounts counts;
    for (const Row &row : makeRows(list.prompts)) {
        m_items.append(itemOf(row));
        counts = sum(counts, countsOf(m_items.constLast()));
    }
    renumberFrom(0);
    endResetModel();
    setName(list.name);
    setCounts(counts);
}

void PromptListModel::setProgress(PromptId id, const PromptProgress &progress)
{
    const int row = rowOf(id);
    if (row < 0 || m_items.at(row).progress == progress)
        return;
    m_items[row].progress = progress;
    emit dataChanged(index(row), index(row), {ProgressRole});
}

void PromptListModel::setProgress(const QHash<PromptId, PromptProgress> &progress)
{
    int first = rowCount();
    int last = -1;
    for (auto entry = progress.begin(); entry != progress.end(); ++entry) {
        const int row = rowOf(entry.key());
        if (row < 0)
            continue;
        m_items[row].progress = entry.value();
        first = std::min(first, row);
        last = std::max(last, row);
    }
    if (last >= 0)
        emit dataChanged(index(first), index(last), {ProgressRole});
}

void PromptListModel::clearProgress()
{
    if (m_items.isEmpty())
        return;
    for (Item &item : m_items)
        item.progress = {};
    emit dataChanged(index(0), index(rowCount() - 1), {ProgressRole});
}

QList<PromptListModel::Row> PromptListModel::makeRows(const QList<Prompt> &prompts)
{
    QList<Row> rows;
    rows.reserve(prompts.size());
    for (const Prompt &prompt : prompts)
        rows.append({.id = PromptId(++m_lastId), .prompt = tidied(prompt)});
    return rows;
}

void PromptListModel::addRows(int row, const QList<Row> &rows)
{
    Q_ASSERT(row >= 0 && row <= m_items.size() && !rows.isEmpty());
    QList<Item> items;
    items.reserve(rows.size());
    PromptCounts counts = m_counts;
    for (const Row &inserted : rows) {
        items.append(itemOf(inserted));
        counts = sum(counts, countsOf(items.constLast()));
    }
    beginInsertRows({}, row, row + int(rows.size()) - 1);
    // All at once: one by one, a paste of many rows above many others would take quadratic time.
    m_items = m_items.first(row) + items + m_items.sliced(row);
    renumberFrom(row);
    endInsertRows();
    setCounts(counts);
}

void PromptListModel::takeRows(int row, int count)
{
    Q_ASSERT(row >= 0 && count > 0 && row + count <= m_items.size());
    PromptCounts counts = m_counts;
    beginRemoveRows({}, row, row + count - 1);
    for (int i = row; i < row + count; ++i)
        counts = sum(counts, countsOf(m_items.at(i)), -1);
    m_items.remove(row, count);
    // Afresh: taking numbers that follow each other out of a QHash one by one takes quadratic time.
    m_rows.clear();
    renumberFrom(0);
    endRemoveRows();
    setCounts(counts);
}

void PromptListModel::shiftRows(int row, int count, int target)
{
    Q_ASSERT(row >= 0 && count > 0 && target >= 0 && std::max(row, target) + count <= m_items.size());
    if (row == target)
        return;
    // Qt counts the place with the moved rows still where they were.
    beginMoveRows({}, row, row + count - 1, {}, target > row ? target + count : target);
    const auto begin = m_items.begin();
    if (target > row)
        std::rotate(begin + row, begin + row + count, begin + target + count);
    else
        std::rotate(begin + target, begin + row, begin + row + count);
    renumberFrom(std::min(row, target));
    endMoveRows();
}

void PromptListModel::changePrompt(int row, const Prompt &prompt)
{
    Item &item = m_items[row];
    const PromptCounts others = sum(m_counts, countsOf(item), -1);
    const PromptProgress progress = item.progress;
    item = itemOf({.id = item.row.id, .prompt = tidied(prompt)});
    item.progress = progress;
    const PromptCounts counts = sum(others, countsOf(item));
    emit dataChanged(index(row), index(row),
                     {Qt::DisplayRole, Qt::EditRole, Qt::AccessibleTextRole, Qt::CheckStateRole, TickedRole,
                      CopiesRole, VariantsRole, MistakeRole, MistakeColumnRole});
    setCounts(counts);
}

void PromptListModel::setName(const QString &name)
{
    if (m_name == name)
        return;
    m_name = name;
    emit nameChanged(name);
}

PromptListModel::Item PromptListModel::itemOf(const Row &row)
{
    Item item{.row = row};
    if (row.prompt.text.trimmed().isEmpty())
        return item;
    if (const Result<QStringList> variants = expandPrompt(row.prompt.text)) {
        item.variants = int(variants.value().size());
    } else {
        item.mistake = variants.error().message;
        item.mistakeColumn = int(variants.error().column.value_or(0));
    }
    return item;
}

PromptCounts PromptListModel::countsOf(const Item &item)
{
    if (!item.row.prompt.isTicked || (item.variants == 0 && item.mistake.isEmpty()))
        return {};
    return {.prompts = 1,
            .pictures = qint64(item.variants) * item.row.prompt.copies,
            .mistakes = item.mistake.isEmpty() ? 0 : 1};
}

void PromptListModel::renumberFrom(int row)
{
    m_rows.reserve(m_items.size());
    for (int i = row; i < m_items.size(); ++i)
        m_rows[m_items.at(i).row.id] = i;
}

void PromptListModel::setCounts(const PromptCounts &counts)
{
    if (m_counts == counts)
        return;
    m_counts = counts;
    emit countsChanged(counts);
}

template<typename Include>
PromptList PromptListModel::listOf(Include include) const
{
    PromptList list{.name = m_name};
    for (int i = 0; i < m_items.size(); ++i) {
        if (!include(m_items.at(i)))
            continue;
        list.prompts.append(m_items.at(i).row.prompt);
        list.prompts.last().line = i + 1;
    }
    return list;
}

} // namespace ContactSheet
