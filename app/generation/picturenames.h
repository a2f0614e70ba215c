#pragma once

#include <QHash>
#include <QString>

namespace ContactSheet {

/**
 * Remembers how many files of each name a press has saved, so that the thousandth picture of one name does
 * not try 999 numbers that are taken.
 */
class PictureNames final
{
public:
    /// The lowest number that may be free for another file called \a name: 1, or the one after those saved.
    [[nodiscard]] int firstNumber(const QString &name) const { return m_saved.value(name) + 1; }

    void noteSaved(const QString &name) { ++m_saved[name]; }

private:
    QHash<QString, int> m_saved;
};

} // namespace ContactSheet
