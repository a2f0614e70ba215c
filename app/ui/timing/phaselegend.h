#pragma once

#include <QWidget>

namespace ContactSheet {

/// Which look stands for which part of a bar: a patch and a word each, on as many lines as the width asks
/// for.
class PhaseLegend final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PhaseLegend)

public:
    explicit PhaseLegend(QWidget *parent = nullptr);
    ~PhaseLegend() override;

    /// Whether its lines begin in some distance from its edge: not where it stands at the edge of a panel.
    void setIndented(bool isIndented);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QList<QRect> entryRects(int width) const;
    [[nodiscard]] int indent() const;

    bool m_isIndented = true;
};

} // namespace ContactSheet
