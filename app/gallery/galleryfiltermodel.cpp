#include "gallery/galleryfiltermodel.h"

#include "gallery/gallerymodel.h"

#include <algorithm>

namespace ContactSheet {

GalleryFilterModel::GalleryFilterModel(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    // Told with all else that the filter reads: a change of a thumbnail need not be filtered again.
    setFilterRole(GalleryModel::StateRole);
}

GalleryFilterModel::~GalleryFilterModel() = default;

void GalleryFilterModel::setShow(Show show)
{
    if (show == m_show)
        return;
    m_show = show;
    invalidateFilter();
}

void GalleryFilterModel::setWantedWords(const QString &text)
{
    const QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    m_words = words;
    invalidateFilter();
}

bool GalleryFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    const QModelIndex index = sourceModel()->index(sourceRow, 0, sourceParent);
    if (index.data(GalleryModel::IsTrashedRole).toBool())
        return false;
    if (m_show != Show::All) {
        const bool isSaved = index.data(GalleryModel::StateRole).value<JobState>() == JobState::Saved;
        if (isSaved != (m_show == Show::Saved))
            return false;
    }
    if (m_words.isEmpty())
        return true;
    const QString prompt = index.data(GalleryModel::PromptRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&prompt](const QString &word) { return prompt.contains(word, Qt::CaseInsensitive); });
}

} // namespace ContactSheet
