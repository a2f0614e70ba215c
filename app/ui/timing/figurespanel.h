#pragma once

#include "timing/losttimewords.h"
#include "timing/runcomparison.h"
#include "timing/runfigures.h"
#include "timing/whatif.h"

#include <QList>
#include <QScrollArea>

class QGridLayout;
class QLabel;

namespace ContactSheet {

class ComparisonBars;
class TimeShareList;
class WhatIfSection;

/**
 * The figures of a run, three beside each other; below them the runs of the same plan as bars, where the time
 * went, and what other numbers at once would have taken.
 *
 * No figure and no bar moves while they change. Scrolls as a whole where it has too little room, with the
 * keyboard as well; a screen reader is told all of it at once.
 */
class FiguresPanel final : public QScrollArea
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FiguresPanel)

public:
    explicit FiguresPanel(QWidget *parent = nullptr);
    ~FiguresPanel() override;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

public slots:
    /// Shows \a figures in their order.
    void setFigures(const QList<ContactSheet::Figure> &figures);
    /// Shows \a bars in their order, and below them \a gain, which says in a sentence what they show.
    void setComparison(const QList<ContactSheet::ComparisonBar> &bars, const QString &gain = {});
    void setTimeShares(const QList<ContactSheet::TimeShare> &shares);
    /// Shows \a whatIf of a run with \a atOnce at once.
    void setWhatIf(const ContactSheet::WhatIf &whatIf, int atOnce);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    /// The two labels of one figure, owned by the panel.
    struct Place
    {
        QLabel *name;
        QLabel *value;
        Figure figure = {}; ///< What they show.
    };

    void addPlace();
    void describe();
    void applyLook();

    QGridLayout *m_grid;
    ComparisonBars *m_comparison;
    QLabel *m_gain;
    TimeShareList *m_timeShares;
    WhatIfSection *m_whatIf;
    QList<Place> m_places;
};

} // namespace ContactSheet
