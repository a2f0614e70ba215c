#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace ContactSheet {

/// What stands in the middle of a gallery without tiles: a calm sentence, and perhaps a button beside it.
class EmptyGallery final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EmptyGallery)

public:
    explicit EmptyGallery(QWidget *parent = nullptr);
    ~EmptyGallery() override;

    /// Says \a sentence; no button where \a button is empty.
    void say(const QString &sentence, const QString &button = {});
    [[nodiscard]] QString sentence() const;

signals:
    void buttonClicked();

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyLook();

    QLabel *m_sentence;
    QPushButton *m_button;
};

} // namespace ContactSheet
