#pragma once

#include "gallery/galleryfiltermodel.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSlider;

namespace ContactSheet {

/**
 * The line above the gallery: what is shown of it, how large, and the buttons that save copies. Where it is
 * too narrow for one line it becomes two.
 *
 * It decides nothing: whoever owns it does what its signals say, and tells it what holds. The signals come
 * from what a person does, never from the setters.
 */
class GalleryHeader final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GalleryHeader)

public:
    explicit GalleryHeader(QWidget *parent = nullptr);
    ~GalleryHeader() override;

    [[nodiscard]] QSize minimumSizeHint() const override;

public slots:
    void setShow(ContactSheet::GalleryFilterModel::Show show);
    void setTileSize(int size);
    void setCanSave(bool selected, bool all);
    void clearFind();
    void focusFind();

signals:
    void showChosen(ContactSheet::GalleryFilterModel::Show show);
    void wordsChanged(const QString &words);
    void tileSizeChosen(int size);
    void saveSelectedRequested();
    void saveAllRequested();
    /// The person is done with the find field and wants the pictures.
    void findLeft();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void applyLook();
    void layOutAgain();

    QWidget *m_choice; ///< The half that says what is shown.
    QWidget *m_doing;  ///< The half that says how large, and saves.
    QBoxLayout *m_halves;
    QLabel *m_title;
    QComboBox *m_show;
    QLineEdit *m_find;
    QLabel *m_sizeName;
    QSlider *m_size;
    QPushButton *m_saveSelected;
    QPushButton *m_saveAll;
};

} // namespace ContactSheet
