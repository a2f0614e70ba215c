#pragma once

#include "gallery/gallerymodel.h"

#include <QModelIndex>

namespace ContactSheet {

// What a row of a GalleryModel, or of a proxy of it, says of its picture.

[[nodiscard]] inline JobId jobOf(const QModelIndex &index)
{
    return index.data(GalleryModel::JobRole).value<JobId>();
}

/// Absolute; empty where there is none.
[[nodiscard]] inline QString fileOf(const QModelIndex &index)
{
    return index.data(GalleryModel::FileRole).toString();
}

/// Whether its file is where it was saved.
[[nodiscard]] inline bool isSaved(const QModelIndex &index)
{
    return index.data(GalleryModel::StateRole).value<JobState>() == JobState::Saved
        && !index.data(GalleryModel::IsTrashedRole).toBool();
}

} // namespace ContactSheet
