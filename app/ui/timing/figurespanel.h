#pragma once

#include "timing/runcomparison.h"
#include "timing/runfigures.h"

#include <QList>
#include <QScrollArea>

class QGridLayout;
class QLabel;

namespace ContactSheet {

class ComparisonBars;

/**
 * The figures of a run, three beside each other, and below them the runs of the same plan as bars.
 *
 * Nothing moves while the figures change. Scrolls where it has too little room.
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
    /// Shows \a bars in their order.
    void setComparison(const QList<ContactSheet::ComparisonBar> &bars);

protected:
    void changeEvent(QEvent *event) override;

private:
    /// The two labels of one figure, owned by the panel.
    struct Place
    {
        QLabel *name;
        QLabel *value;
        Figure figure = {}; ///< What they show.
    };

    void addPlace();
    void applyLook();

    QGridLayout *m_grid;
    ComparisonBars *m_comparison;
    QList<Place> m_places;
};

} // namespace ContactSheet
