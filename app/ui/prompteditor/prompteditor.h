#pragma once

#include "prompts/promptediting.h"

#include <QWidget>

class QLabel;

namespace ContactSheet {

class PasteQuestion;
class PromptListView;

/// The prompt list with its foot: what the window puts into a dock.
class PromptEditor final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PromptEditor)

public:
    /// \a editing is not owned and must outlive this.
    explicit PromptEditor(PromptEditing &editing, QWidget *parent = nullptr);
    ~PromptEditor() override;

    [[nodiscard]] PromptListView &view() const { return *m_view; }

    /// Shows \a price at the foot, as it is: "about $0.11".
    void setPrice(const QString &price);

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateColors();
    void showCounts(const PromptCounts &counts);

    PromptListView *m_view;
    PasteQuestion *m_question;
    QLabel *m_counts;
    QLabel *m_price;
};

} // namespace ContactSheet
