#pragma once

#include "timing/whatif.h"

#include <QWidget>

class QLabel;

namespace ContactSheet {

class ComparisonBars;

/// What a run would have taken with other numbers at once, labelled as computed. Hidden while nothing is
/// known.
class WhatIfSection final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WhatIfSection)

public:
    explicit WhatIfSection(QWidget *parent = nullptr);
    ~WhatIfSection() override;

    /// Shows \a whatIf of a run with \a atOnce at once, whose bar stands out.
    void setWhatIf(const ContactSheet::WhatIf &whatIf, int atOnce);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyLook();

    QLabel *m_title;
    QLabel *m_origin;
    ComparisonBars *m_bars;
    QLabel *m_conclusion;
};

} // namespace ContactSheet
