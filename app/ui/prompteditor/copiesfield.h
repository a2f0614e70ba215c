#pragma once

#include <QSpinBox>

namespace ContactSheet {

/// The field for the copies of one row, which is there only while it is used. \c editingFinished comes when
/// it has gone.
class CopiesField final : public QSpinBox
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CopiesField)

public:
    explicit CopiesField(QWidget *parent);
    ~CopiesField() override;

    /// Shows \a copies around \a note, within the width of the parent, and takes the keyboard.
    void open(int copies, const QRect &note);
};

} // namespace ContactSheet
