#pragma once

#include <QList>
#include <QString>

class QModelIndex;

namespace ContactSheet {

/// One line of what is known of a picture; plain text, whatever stands in it.
struct PictureFact
{
    enum class Kind {
        Heading, ///< \a name begins a group.
        Pair,    ///< \a name and \a value, beside each other.
        Text,    ///< \a value alone, of any length.
    };

    Kind kind = Kind::Pair;
    QString name = {};
    QString value = {};

    friend bool operator==(const PictureFact &, const PictureFact &) = default;
};

/**
 * What is known of the picture at \a index of a GalleryModel or a proxy of it, in the words and the order of
 * the screen: prompt, error, what was asked for and what was made, times, file, request id. What is not known
 * yet is left out.
 */
[[nodiscard]] QList<PictureFact> pictureFacts(const QModelIndex &index);

} // namespace ContactSheet
