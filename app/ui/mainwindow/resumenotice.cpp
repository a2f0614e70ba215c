#include "ui/mainwindow/resumenotice.h"

#include "ui/widgets/messagebar.h"
#include "workspace/workspace.h"

#include <QLocale>

#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

ResumeNotice::ResumeNotice(Workspace &workspace, MessageBar &messages, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_messages(messages)
{
    connect(&workspace, &Workspace::leftPressesFound, this, &ResumeNotice::take);
    connect(&workspace, &Workspace::pressStarted, this, [this] { m_isOutdated = true; });
    // Later: another message may be about to take the place of the one before, or a run to begin.
    connect(&workspace, &Workspace::busyChanged, this, &ResumeNotice::showNext, Qt::QueuedConnection);
    connect(&messages, &MessageBar::closed, this, &ResumeNotice::showNext, Qt::QueuedConnection);
}

ResumeNotice::~ResumeNotice() = default;

void ResumeNotice::look()
{
    m_isAsked = true;
    m_isOutdated = false;
    m_workspace.findLeftPresses();
}

void ResumeNotice::take(const QList<LeftJournal> &presses)
{
    if (std::exchange(m_isOutdated, false)) {
        m_looksAgain = true;
        showNext();
        return;
    }
    m_presses = presses;
    if (std::exchange(m_isAsked, false)) {
        if (presses.isEmpty())
            m_messages.showMessage(tr("Every run has ended: there is nothing to go on with."));
        else
            m_messages.closeMessage();
    }
    showNext();
}

void ResumeNotice::showNext()
{
    if (!m_workspace.isBusy() && std::exchange(m_looksAgain, false)) {
        m_workspace.findLeftPresses();
        return;
    }
    // What is said of something else goes first.
    if (m_presses.isEmpty() || m_workspace.isBusy() || !m_messages.sentence().isEmpty())
        return;
    const LeftJournal left = m_presses.takeFirst();
    const int toOrder = left.counts.waiting;
    QList<MessageBar::Action> actions;
    if (toOrder > 0) {
        const QString order = toOrder == 1 ? tr("Go On and Order 1")
                                           : tr("Go On and Order %1").arg(QLocale().toString(toOrder));
        actions.append({order, [this, left] { emit resumeRequested(left, true); }});
        actions.append({tr("Order Nothing More"), [this, left] { emit resumeRequested(left, false); }});
    } else {
        actions.append({tr("Finish"), [this, left] { emit resumeRequested(left, false); }});
    }
    m_messages.showMessage(leftSentence(left), actions);
}

QString leftSentence(const LeftJournal &left)
{
    const PressCounts &counts = left.counts;
    const QLocale locale;
    QString sentence =
        ResumeNotice::tr("“%1” of %2 did not end: %3 of %4 images are saved.")
            .arg(left.read.listName, locale.toString(left.read.started.toLocalTime(), QLocale::ShortFormat),
                 locale.toString(counts.saved), locale.toString(counts.pictures));
    if (counts.underWay > 0) {
        sentence += u' '
            + (counts.underWay == 1
                   ? ResumeNotice::tr("1 was under way: it may have been charged and is not ordered again.")
                   : ResumeNotice::tr("%1 were under way: they may have been charged and are not ordered "
                                      "again.")
                         .arg(locale.toString(counts.underWay)));
    }
    if (left.finishable > 0) {
        sentence += u' '
            + (left.finishable == 1
                   ? ResumeNotice::tr("1 was made and charged: going on saves it without another order.")
                   : ResumeNotice::tr("%1 were made and charged: going on saves them without another order.")
                         .arg(locale.toString(left.finishable)));
    }
    if (counts.unknown > 0) {
        sentence += u' '
            + (counts.unknown == 1 ? ResumeNotice::tr("1 may have been charged and is not ordered again.")
                                   : ResumeNotice::tr("%1 may have been charged and are not ordered again.")
                                         .arg(locale.toString(counts.unknown)));
    }
    if (counts.waiting > 0) {
        sentence += u' '
            + (counts.waiting == 1
                   ? ResumeNotice::tr("1 is still to be ordered.")
                   : ResumeNotice::tr("%1 are still to be ordered.").arg(locale.toString(counts.waiting)));
    }
    return sentence;
}

} // namespace ContactSheet
