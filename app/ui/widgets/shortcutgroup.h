#pragma once

#include <QList>
#include <QString>

class QAction;
class QMenu;

namespace ContactSheet {

/// What a person can do with the keyboard, and with which keys, as they are written on this system.
struct ShortcutRow
{
    QString text;
    QString keys;

    friend bool operator==(const ShortcutRow &, const ShortcutRow &) = default;
};

/// The rows that belong together, below their name.
struct ShortcutGroup
{
    QString name;
    QList<ShortcutRow> rows;
};

/**
 * The actions among \a actions that have shortcuts, in their order, those of their submenus in their place;
 * then \a more, for the keys that views handle themselves.
 */
[[nodiscard]] ShortcutGroup shortcutGroup(const QString &name, const QList<QAction *> &actions,
                                          const QList<ShortcutRow> &more = {});

/// The same for the actions of \a menu, under its title.
[[nodiscard]] ShortcutGroup shortcutGroup(const QMenu &menu, const QList<ShortcutRow> &more = {});

/// \a groups with only those rows in which each word of \a words stands; a group's name counts for its rows.
[[nodiscard]] QList<ShortcutGroup> rowsWith(const QString &words, const QList<ShortcutGroup> &groups);

} // namespace ContactSheet
