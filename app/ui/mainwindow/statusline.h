#pragma once

#include "core/clock.h"
#include "workspace/pressprogress.h"

#include <QWidget>

#include <optional>

class QLabel;
class QProgressBar;

namespace ContactSheet {

/// What the line at the foot of the window says of the press that goes on, or was the last one.
struct RunStatus
{
    PressCounts counts = {};
    bool isRunning = false;
    Moment elapsed = {};
    std::optional<Moment> timeLeft = {};
    QString wait = {};  ///< Why nothing is ordered now: "waiting for the service, 3 s"; else empty.
    QString money = {}; ///< "price unknown"; empty where there is nothing to say.
};

/**
 * The line at the foot of the window: how far the press is, what went wrong in it, how long it took and will
 * take, and what it costs. Nothing moves while the numbers grow. Where there is too little room, the bar
 * gives way first, then the end of what went wrong, which a tip tells whole.
 */
class StatusLine final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StatusLine)

public:
    explicit StatusLine(QWidget *parent = nullptr);
    ~StatusLine() override;

    void showStatus(const RunStatus &status);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitTroubles();

    QString m_troubleText; ///< Whole, also where there is too little room for it.
    QProgressBar *m_bar;
    QLabel *m_pictures;
    QLabel *m_wait;
    QLabel *m_troubles;
    QLabel *m_time;
    QLabel *m_money;
};

/// \a duration in minutes and seconds, as a clock shows it: "0:09", "12:05", "1:02:05".
[[nodiscard]] QString clockText(Moment duration);

/// What of \a counts was not saved or waits to be tried again, in words: "1 waiting to retry · 2 failed".
[[nodiscard]] QString troubleText(const PressCounts &counts);

/// How long the press has gone on and will: "0:09 so far, about 0:05 left", "finished in 14.2 s".
[[nodiscard]] QString timeText(const RunStatus &status);

} // namespace ContactSheet
