#include "ui/widgets/shortcutgroup.h"

#include <QAction>
#include <QKeySequence>
#include <QMenu>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// \a label as it is read: without the mark of its mnemonic and without dots.
QString readable(const QString &label)
{
    QString text;
    for (qsizetype i = 0; i < label.size(); ++i) {
        // "&&" stands for one that is seen.
        if (label.at(i) == u'&' && ++i >= label.size())
            break;
        text += label.at(i);
    }
    while (text.endsWith(u'…') || text.endsWith(u'.'))
        text.chop(1);
    return text;
}

void appendRows(const QList<QAction *> &actions, QList<ShortcutRow> *rows)
{
    for (const QAction *action : actions) {
        if (const QMenu *menu = action->menu()) {
            appendRows(menu->actions(), rows);
            continue;
        }
        const QString keys = QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText);
        if (action->isVisible() && !keys.isEmpty())
            rows->append({.text = readable(action->text()), .keys = QString(keys).replace(u"; "_s, u", "_s)});
    }
}

} // namespace

ShortcutGroup shortcutGroup(const QString &name, const QList<QAction *> &actions,
                            const QList<ShortcutRow> &more)
{
    ShortcutGroup group{.name = name, .rows = {}};
    appendRows(actions, &group.rows);
    group.rows += more;
    return group;
}

ShortcutGroup shortcutGroup(const QMenu &menu, const QList<ShortcutRow> &more)
{
    return shortcutGroup(readable(menu.title()), menu.actions(), more);
}

QList<ShortcutGroup> rowsWith(const QString &words, const QList<ShortcutGroup> &groups)
{
    const QStringList wanted = words.simplified().split(u' ', Qt::SkipEmptyParts);
    QList<ShortcutGroup> found;
    for (const ShortcutGroup &group : groups) {
        ShortcutGroup part{.name = group.name, .rows = {}};
        for (const ShortcutRow &row : group.rows) {
            const QString all = group.name + u'\n' + row.text + u'\n' + row.keys;
            const auto stands = [&](const QString &word) { return all.contains(word, Qt::CaseInsensitive); };
            if (std::all_of(wanted.cbegin(), wanted.cend(), stands))
                part.rows.append(row);
        }
        if (!part.rows.isEmpty())
            found.append(part);
    }
    return found;
}

} // namespace ContactSheet
