#pragma once

#include "core/ids.h"

#include <QList>
#include <QObject>

namespace ContactSheet {

class GalleryPanel;
class PromptListView;
class TimingPanel;
class Workspace;

/**
 * Keeps the selection one thing: the tile, the bar and the row of a picture light together, whichever of them
 * was clicked.
 */
class SharedSelection final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SharedSelection)

public:
    /// None of these is owned; all must outlive this.
    SharedSelection(Workspace &workspace, GalleryPanel &gallery, TimingPanel &timing, PromptListView &prompts,
                    QObject *parent = nullptr);
    ~SharedSelection() override;

private:
    void takeFromGallery(const QList<JobId> &jobs);
    void takeFromTiming(JobId job);
    void takeFromPrompts(int row);
    void showPromptOf(const QList<JobId> &jobs);

    Workspace &m_workspace;
    GalleryPanel &m_gallery;
    TimingPanel &m_timing;
    PromptListView &m_prompts;
    bool m_isSharing = false; ///< The parts are being told, and what they tell back is no choice.
};

} // namespace ContactSheet
