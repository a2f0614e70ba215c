#include "ui/widgets/shortcutsheet.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int Margin = 12;
constexpr int ColumnGap = 32;
constexpr int MostColumns = 3;

/// In characters of average width: the width that a column should not fall below.
constexpr int ColumnCharacters = 46;

QWidget *makeGroup(const ShortcutGroup &group, QWidget *parent)
{
    auto *widget = new QWidget(parent);
    auto *grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, Margin);
    grid->setHorizontalSpacing(Margin);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);

    QLabel *name = plainLabel(group.name, widget);
    QFont bold = name->font();
    bold.setBold(true);
    name->setFont(bold);
    grid->addWidget(name, 0, 0, 1, 2);
    const int shortest = widget->fontMetrics().averageCharWidth() * ColumnCharacters / 2;
    int line = 1;
    for (const ShortcutRow &row : group.rows) {
        QLabel *text = plainLabel(row.text, widget);
        text->setWordWrap(true);
        // Else it would make room for the lines that it has where it is narrowest.
        text->setMinimumWidth(std::min(text->fontMetrics().horizontalAdvance(row.text) + 1, shortest));
        text->setAccessibleName(ShortcutSheet::tr("%1: %2", "what it does: keys").arg(row.text, row.keys));
        grid->addWidget(text, line, 0);
        grid->addWidget(new KeyCap(row.keys, widget), line, 1, Qt::AlignRight | Qt::AlignVCenter);
        ++line;
    }
    return widget;
}

/// Lines that \a group takes, its name and the gap below it among them.
int length(const ShortcutGroup &group)
{
    return int(group.rows.size()) + 2;
}

} // namespace

ShortcutSheet::ShortcutSheet(const QList<ShortcutGroup> &groups, QWidget *parent)
    : QDialog(parent)
    , m_groups(groups)
    , m_filter(new QLineEdit(this))
    , m_area(new QScrollArea(this))
    , m_nothingFound(plainLabel({}, this))
{
    setWindowTitle(tr("Keyboard shortcuts"));
    m_filter->setPlaceholderText(tr("Find a command or a key"));
    m_filter->setAccessibleName(tr("Find a command or a key"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(IconName::Find), QLineEdit::LeadingPosition);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setAccessibleName(tr("Shortcuts"));
    m_nothingFound->setAlignment(Qt::AlignCenter);
    m_nothingFound->setWordWrap(true);
    m_nothingFound->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Margin, Margin, Margin, 0);
    layout->setSpacing(Margin);
    layout->addWidget(m_filter);
    layout->addWidget(m_nothingFound, 1);
    layout->addWidget(m_area, 1);

    connect(m_filter, &QLineEdit::textChanged, this, &ShortcutSheet::showRows);
    const int character = fontMetrics().averageCharWidth();
    resize(2 * character * ColumnCharacters + ColumnGap + 4 * Margin, fontMetrics().height() * 30);
    m_columns = columnsThatFit();
    showRows();
}

ShortcutSheet::~ShortcutSheet() = default;

void ShortcutSheet::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    if (const int columns = columnsThatFit(); columns != m_columns) {
        m_columns = columns;
        showRows();
    }
}

void ShortcutSheet::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        m_columns = columnsThatFit();
        showRows();
    }
}

void ShortcutSheet::showRows()
{
    const QList<ShortcutGroup> found = rowsWith(m_filter->text(), m_groups);
    m_nothingFound->setText(
        tr("Nothing here has “%1” in it. Try another word or key.").arg(m_filter->text()));
    m_nothingFound->setVisible(found.isEmpty());
    m_area->setVisible(!found.isEmpty());
    m_area->setWidget(makeContent(found));
}

int ShortcutSheet::columnsThatFit() const
{
    const int room = width() - 2 * Margin - m_area->verticalScrollBar()->sizeHint().width();
    const int column = fontMetrics().averageCharWidth() * ColumnCharacters;
    return std::clamp((room + ColumnGap) / (column + ColumnGap), 1, MostColumns);
}

QWidget *ShortcutSheet::makeContent(const QList<ShortcutGroup> &groups)
{
    auto *content = new QWidget(m_area);
    auto *columns = new QHBoxLayout(content);
    columns->setContentsMargins(0, 0, Margin / 2, 0);
    columns->setSpacing(ColumnGap);

    int rest = 0;
    for (const ShortcutGroup &group : groups)
        rest += length(group);
    qsizetype next = 0;
    for (int column = 0; column < m_columns; ++column) {
        auto *stack = new QVBoxLayout;
        stack->setSpacing(Margin / 2);
        columns->addLayout(stack, 1);
        // Its fair share of what is left, and a group that begins within it.
        const int share = rest / (m_columns - column);
        int filled = 0;
        while (next < groups.size()
               && (column == m_columns - 1 || filled + length(groups.at(next)) / 2 <= share)) {
            filled += length(groups.at(next));
            stack->addWidget(makeGroup(groups.at(next), content));
            ++next;
        }
        rest -= filled;
        stack->addStretch(1);
    }
    return content;
}

} // namespace ContactSheet
