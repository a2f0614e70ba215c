#pragma once

#include "timing/runcomparison.h"

#include <QWidget>

namespace ContactSheet {

/// The runs of one plan as bars on one scale: name, bar, time, and what a run did less than it was asked to.
class ComparisonBars final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ComparisonBars)

public:
    explicit ComparisonBars(QWidget *parent = nullptr);
    ~ComparisonBars() override;

    void setBars(const QList<ContactSheet::ComparisonBar> &bars);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] int heightOf(const ComparisonBar &bar) const;
    [[nodiscard]] QString textAt(int y) const;
    [[nodiscard]] QString textOf(const ComparisonBar &bar) const;

    QList<ComparisonBar> m_bars;
};

} // namespace ContactSheet
