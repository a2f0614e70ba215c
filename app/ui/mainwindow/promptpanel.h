#pragma once

#include "prompts/promptediting.h"

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace ContactSheet {

class PromptEditor;
class PromptListView;

/// The left dock: the name of the list with its commands, and below it the editor. Files dropped on it are
/// imported.
class PromptPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PromptPanel)

public:
    /// \a editing is not owned and must outlive this.
    explicit PromptPanel(PromptEditing &editing, QWidget *parent = nullptr);
    ~PromptPanel() override;

    [[nodiscard]] PromptEditor &editor() const { return *m_editor; }
    [[nodiscard]] PromptListView &view() const;
    /// The line that names the dock; made for QDockWidget::setTitleBarWidget().
    [[nodiscard]] QWidget *header() const { return m_header; }

    /// The buttons of the header show \a import, and \a more in a menu; nullptr stands for a line between.
    void setActions(QAction *import, const QList<QAction *> &more);

public slots:
    /// Goes to the row where the next prompt is typed.
    void goToNewRow();

signals:
    void filesDropped(const QStringList &paths);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void makeHeader();

    PromptEditing &m_editing;
    PromptEditor *m_editor;
    QWidget *m_header;
    QLineEdit *m_name;
    QToolButton *m_import;
    QToolButton *m_more;
};

} // namespace ContactSheet
