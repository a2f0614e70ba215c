#pragma once

#include "prompts/prompt.h"

#include <QAbstractListModel>
#include <QHash>
#include <QStringList>

namespace ContactSheet {

/// Names one row of a PromptListModel for as long as it lives, wherever it is moved; never given twice.
enum class PromptId : quint64 {};

/// How far the pictures of one row have come in the run that is shown.
struct PromptProgress
{
    int pictures = 0; ///< All that the run makes of this row; none where the row is in no run.
    int underWay = 0;
    int saved = 0;
    int failed = 0;
    QString message = {}; ///< Why the last one failed; plain text, empty where none did.

    friend bool operator==(const PromptProgress &, const PromptProgress &) = default;
};

/// What Generate would make of a list, for the foot below it.
struct PromptCounts
{
    qsizetype prompts = 0; ///< Ticked rows that are not empty.
    qint64 pictures = 0;   ///< What those without a mistake stand for: their variants times their copies.
    qsizetype mistakes = 0;

    friend bool operator==(const PromptCounts &, const PromptCounts &) = default;
};

/**
 * The rows of the prompt list that is on screen.
 *
 * Views read it through its roles. What people do goes through PromptEditing, which can undo it: the
 * functions that change rows are for its commands. Variants, mistakes and counts are worked out when a row
 * changes, so asking for them costs nothing. Line breaks are kept as '\n' alone. Empty rows are neither
 * mistakes nor prompts: they are rows where nothing was typed yet.
 */
class PromptListModel final : public QAbstractListModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PromptListModel)

public:
    enum Role {
        TickedRole = Qt::UserRole, ///< bool
        CopiesRole,                ///< int
        VariantsRole,              ///< int, 0 where the row has a mistake or is empty
        MistakeRole,               ///< QString, plain text, empty where there is none
        MistakeColumnRole,         ///< int, in characters from 1, 0 where it has no one place
        ProgressRole,              ///< PromptProgress
        IdRole,                    ///< PromptId
    };
    Q_ENUM(Role)

    /// A row as the commands keep it: who it is, and what stands in it.
    struct Row
    {
        PromptId id = {};
        Prompt prompt = {};
    };

    explicit PromptListModel(QObject *parent = nullptr);
    ~PromptListModel() override;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

    [[nodiscard]] QString name() const { return m_name; }
    [[nodiscard]] const Prompt &promptAt(int row) const { return m_items.at(row).row.prompt; }
    [[nodiscard]] PromptCounts counts() const { return m_counts; }

    /// The row that \a id names now, or -1 where it is gone.
    [[nodiscard]] int rowOf(PromptId id) const;

    /// The whole list, as it is saved; `line` is the number of the row.
    [[nodiscard]] PromptList list() const;

    /// What Generate works on: the ticked rows that are not empty, `line` being the number of the row.
    [[nodiscard]] PromptList tickedList() const;

    /// The ids of the rows of tickedList(), in its order.
    [[nodiscard]] QList<PromptId> tickedIds() const;

    /// Shows \a list in place of what was there. Commands made before must not be undone after it.
    void setList(const PromptList &list);

    /// Says how the pictures of \a id are doing. A row that is gone is ignored: it may have been removed
    /// while its pictures were on their way.
    void setProgress(PromptId id, const PromptProgress &progress);

    /// The same for many rows, told as one change.
    void setProgress(const QHash<PromptId, PromptProgress> &progress);

    /// Takes the progress off every row.
    void clearProgress();

    /// New rows with ids of their own, for addRows().
    [[nodiscard]] QList<Row> makeRows(const QList<Prompt> &prompts);

    void addRows(int row, const QList<Row> &rows);
    void takeRows(int row, int count);
    /// Moves \a count rows from \a row so that they begin at \a target, counted without them.
    void shiftRows(int row, int count, int target);
    void changePrompt(int row, const Prompt &prompt);
    void setName(const QString &name);

signals:
    void nameChanged(const QString &name);
    void countsChanged(const ContactSheet::PromptCounts &counts);

private:
    struct Item
    {
        Row row = {};
        int variants = 0;
        int mistakeColumn = 0;
        QString mistake = {};
        PromptProgress progress = {};
    };

    [[nodiscard]] static Item itemOf(const Row &row);
    [[nodiscard]] static PromptCounts countsOf(const Item &item);
    void renumberFrom(int row);
    void setCounts(const PromptCounts &counts);
    template<typename Include>
    [[nodiscard]] PromptList listOf(Include include) const;

    QString m_name = {};
    QList<Item> m_items = {};
    QHash<PromptId, int> m_rows = {}; ///< The row of each id: reports of a run come in any order, and often.
    PromptCounts m_counts = {};
    quint64 m_lastId = 0;
};

} // namespace ContactSheet
