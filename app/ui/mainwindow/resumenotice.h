#pragma once

#include "workspace/pressresuming.h"

#include <QList>
#include <QObject>

namespace ContactSheet {

class MessageBar;
class Workspace;

/**
 * Says at the start that a press did not end, how far it came, and offers to go on with it; one after another
 * where there are several. What nobody answers is offered again at the next start, or when it is looked for.
 * It decides nothing itself.
 */
class ResumeNotice final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResumeNotice)

public:
    /// Neither is owned, and both must outlive this.
    ResumeNotice(Workspace &workspace, MessageBar &messages, QObject *parent);
    ~ResumeNotice() override;

public slots:
    /// Looks for presses that did not end; says also where there is none.
    void look();

signals:
    /// Somebody wants \a left to go on, and to order what was never sent, or not.
    void resumeRequested(const ContactSheet::LeftJournal &left, bool ordersRest);

private:
    void take(const QList<LeftJournal> &presses);
    void showNext();

    Workspace &m_workspace;
    MessageBar &m_messages;
    QList<LeftJournal> m_presses; ///< Those that nobody was asked about yet.
    bool m_isAsked = false;       ///< Somebody waits for what is found.
    bool m_isOutdated = false;    ///< A press has begun since it was looked last: it may be one of them.
    bool m_looksAgain = false;    ///< As soon as no press goes on.
};

/// What is said of \a left: "“robot dog” of 22 November, 21:04 did not end: 3 of 8 images are saved, …"
[[nodiscard]] QString leftSentence(const LeftJournal &left);

} // namespace ContactSheet
