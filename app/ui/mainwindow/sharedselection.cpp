#include "ui/mainwindow/sharedselection.h"

#include "ui/gallery/gallerypanel.h"
#include "ui/prompteditor/promptlistview.h"
#include "ui/timing/timingpanel.h"
#include "workspace/workspace.h"

#include <QApplication>
#include <QScopedValueRollback>

namespace ContactSheet {

SharedSelection::SharedSelection(Workspace &workspace, GalleryPanel &gallery, TimingPanel &timing,
                                 PromptListView &prompts, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_gallery(gallery)
    , m_timing(timing)
    , m_prompts(prompts)
{
    connect(&gallery, &GalleryPanel::selectionChanged, this, &SharedSelection::takeFromGallery);
    connect(&timing, &TimingPanel::jobSelected, this, &SharedSelection::takeFromTiming);
    connect(&prompts, &PromptListView::currentRowChanged, this, &SharedSelection::takeFromPrompts);
}

SharedSelection::~SharedSelection() = default;

void SharedSelection::takeFromGallery(const QList<JobId> &jobs)
{
    if (m_isSharing)
        return;
    const QScopedValueRollback sharing(m_isSharing, true);
    m_timing.selectJobs(jobs);
    showPromptOf(jobs);
}

void SharedSelection::takeFromTiming(JobId job)
{
    if (m_isSharing)
        return;
    const QScopedValueRollback sharing(m_isSharing, true);
    m_gallery.selectJobs({job});
    showPromptOf({job});
}

void SharedSelection::takeFromPrompts(int row)
{
    // Undo and a run change the current row as well: only a person who is in the list has chosen it.
    if (m_isSharing || !m_prompts.isAncestorOf(QApplication::focusWidget()))
        return;
    const QList<JobId> jobs = m_workspace.jobsOfPromptRow(row);
    if (jobs.isEmpty())
        return; // A row without pictures says nothing about the others.
    const QScopedValueRollback sharing(m_isSharing, true);
    m_gallery.selectJobs(jobs);
    m_timing.selectJobs(jobs);
}

void SharedSelection::showPromptOf(const QList<JobId> &jobs)
{
    if (jobs.isEmpty())
        return;
    if (const int row = m_workspace.promptRowOf(jobs.first()); row >= 0)
        m_prompts.setCurrentRow(row);
}

} // namespace ContactSheet
