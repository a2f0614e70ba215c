#pragma once

#include "timing/losttimewords.h"

#include <QList>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace ContactSheet {

/// Where the time of a run went: a share and a sentence a line. Hidden while there is nothing to say.
class TimeShareList final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TimeShareList)

public:
    explicit TimeShareList(QWidget *parent = nullptr);
    ~TimeShareList() override;

    void setShares(const QList<ContactSheet::TimeShare> &shares);

protected:
    void changeEvent(QEvent *event) override;

private:
    /// The two labels of one line, owned by the list.
    struct Line
    {
        QLabel *share;
        QLabel *sentence;
    };

    void addLine();
    void applyLook();

    QLabel *m_title;
    QGridLayout *m_grid;
    QList<Line> m_lines;
    QList<TimeShare> m_shares;
};

} // namespace ContactSheet
