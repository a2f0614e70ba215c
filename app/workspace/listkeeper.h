#pragma once

#include "core/error.h"
#include "prompts/promptlistmodel.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

namespace ContactSheet {

/**
 * Keeps the list that is on screen on the disk, so that it survives quitting and crashing.
 *
 * After load() each change of the model is written a moment later, by a thread of its own. Destroying it
 * writes what is not written yet and waits for it.
 */
class ListKeeper final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListKeeper)

public:
    /// Keeps \a model, which is not owned and must outlive this, in the file \a path.
    ListKeeper(PromptListModel &model, const QString &path, QObject *parent = nullptr);
    ~ListKeeper() override;

    /// Where the list of this person is kept.
    [[nodiscard]] static QString personalPath();

public slots:
    /// Reads what was kept; ends with loaded().
    void load();

signals:
    /// \a list is what was kept, or the sample list where there is none yet; from now on changes are kept.
    void loaded(const ContactSheet::PromptList &list);
    /// What was kept could not be read, and was put aside, or the list could not be written.
    void failed(const ContactSheet::Error &error);

private:
    void follow();
    void write();

    PromptListModel &m_model;
    QString m_path;
    QTimer m_timer;
    QThreadPool m_pool; ///< One thread, so that an older list never overwrites a newer one.
    bool m_isChanged = false;
};

} // namespace ContactSheet
