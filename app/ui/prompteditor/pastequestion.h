#pragma once

#include "prompts/pastedtext.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace ContactSheet {

/// Asks, without stopping anything else, what rows a pasted text becomes. Hidden while there is no question.
class PasteQuestion final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PasteQuestion)

public:
    explicit PasteQuestion(QWidget *parent = nullptr);
    ~PasteQuestion() override;

    void ask(const PastedText &text);

signals:
    /// Comes once per question; \a texts is empty where the paste was dropped.
    void answered(const QStringList &texts);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    /// Takes a copy of \a texts, since the question is forgotten first.
    void answer(QStringList texts);

    QLabel *m_sentence;
    QPushButton *m_lines;
    QPushButton *m_blocks;
    PastedText m_text = {};
};

} // namespace ContactSheet
