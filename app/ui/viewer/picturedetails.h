#pragma once

#include "ui/viewer/picturefacts.h"

#include <QTextEdit>

namespace ContactSheet {

/**
 * What is known of a picture, beside it: one text that scrolls, is read and selected with mouse and keyboard,
 * and is copied as plain text. Nothing in it is ever taken for markup.
 */
class PictureDetails final : public QTextEdit
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PictureDetails)

public:
    explicit PictureDetails(QWidget *parent = nullptr);
    ~PictureDetails() override;

    /// Shows \a facts in their order. Where they are the same, or of the same picture with \a keepsPlace, the
    /// place that was scrolled to is kept.
    void showFacts(const QList<PictureFact> &facts, bool keepsPlace);

protected:
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyLook();
    void writeFacts();

    QList<PictureFact> m_facts;
};

} // namespace ContactSheet
