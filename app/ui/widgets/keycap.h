#pragma once

#include <QWidget>

namespace ContactSheet {

/// Shows the keys of a shortcut as on a key of the keyboard. For the eye: a screen reader reads the row's
/// text.
class KeyCap final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyCap)

public:
    explicit KeyCap(const QString &keys, QWidget *parent);
    ~KeyCap() override;

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_keys;
};

} // namespace ContactSheet
