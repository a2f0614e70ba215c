#pragma once

#include <QObject>

namespace ContactSheet::Bench {

/**
 * Tells on the standard output when the first frame of a main window was painted, in nanoseconds of the
 * monotonic clock, which all processes share; then quits.
 *
 * Filters the events of the application, so it is made once that is there.
 */
class FirstFrame final : public QObject
{
    Q_DISABLE_COPY_MOVE(FirstFrame)

public:
    explicit FirstFrame(QObject *parent);
    ~FirstFrame() override;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool m_isPainted = false;
};

} // namespace ContactSheet::Bench
