#pragma once

#include <QFileInfo>
#include <QHash>
#include <QString>

#include <algorithm>

namespace ContactSheet {

/**
 * Remembers how far the numbers of each name are taken in a press's folder, so that the thousandth picture of
 * one name does not try 999 numbers first, even where they are those of an earlier press.
 */
class PictureNames final
{
public:
    /// The lowest number that may be free for another file called \a name.
    [[nodiscard]] int firstNumber(const QString &name) const { return m_highest.value(name) + 1; }

    /// \a file, relative to the folder, was saved under \a name with the number that was free. A file of
    /// another folder, or of another name, says nothing.
    void noteSaved(const QString &name, const QString &file)
    {
        if (QFileInfo(file).isAbsolute() || !QFileInfo(file).completeBaseName().startsWith(name))
            return;
        const int number = QFileInfo(file).completeBaseName().sliced(name.size()).mid(1).toInt();
        int &highest = m_highest[name];
        highest = std::max({highest, number, 1});
    }

private:
    QHash<QString, int> m_highest;
};

} // namespace ContactSheet
