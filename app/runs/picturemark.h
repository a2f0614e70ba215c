#pragma once

#include "core/ids.h"

#include <QString>

namespace ContactSheet {

/// What a person did to the file of a picture that was saved.
struct PictureMark
{
    enum class Kind {
        Trash,   ///< It was moved to the trash of the system.
        Restore, ///< It came back from there.
    };

    Kind kind = Kind::Trash;
    JobId job = {};
    QString file = {}; ///< As the journal names it.

    friend bool operator==(const PictureMark &, const PictureMark &) = default;
};

} // namespace ContactSheet
