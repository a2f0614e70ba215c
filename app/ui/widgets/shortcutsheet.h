#pragma once

#include "ui/widgets/shortcutgroup.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QScrollArea;

namespace ContactSheet {

/**
 * A window that lists what can be done with the keyboard, in as many columns as it has room for, with a field
 * that searches in it. It is not modal: it can stay open beside the work.
 */
class ShortcutSheet final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ShortcutSheet)

public:
    explicit ShortcutSheet(const QList<ShortcutGroup> &groups, QWidget *parent = nullptr);
    ~ShortcutSheet() override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void showRows();
    [[nodiscard]] int columnsThatFit() const;
    [[nodiscard]] QWidget *makeContent(const QList<ShortcutGroup> &groups);

    QList<ShortcutGroup> m_groups;
    QLineEdit *m_filter;
    QScrollArea *m_area;
    QLabel *m_nothingFound;
    int m_columns = 0;
};

} // namespace ContactSheet
