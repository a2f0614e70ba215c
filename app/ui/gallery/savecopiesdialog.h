#pragma once

#include "library/picturecopier.h"

#include <QDialog>
#include <QList>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSlider;
class QSpinBox;

namespace ContactSheet {

/**
 * Asks where and how copies of pictures are saved, and saves them: shown with open(), never with exec().
 *
 * What stands there already is asked about in the dialog itself, before anything is written. A folder or a
 * name that cannot be used is said in place, and the dialog stays; where at least one picture was saved or
 * left out, it closes and copied() says how it went. Closing it while it writes stops after the picture that
 * is under way.
 */
class SaveCopiesDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SaveCopiesDialog)

public:
    /// Begins with \a choices; an empty folder means that of the system for pictures. \a pool is not owned
    /// and must outlive the dialog.
    SaveCopiesDialog(const QList<CopySource> &pictures, const CopyChoices &choices, QThreadPool *pool,
                     QWidget *parent = nullptr);
    ~SaveCopiesDialog() override;

    [[nodiscard]] CopyChoices choices() const;
    [[nodiscard]] int pictureCount() const { return int(m_pictures.size()); }

public slots:
    void reject() override;

signals:
    /// Emitted once, before the dialog closes.
    void copied(const ContactSheet::CopyResult &result);

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class State {
        Choosing,
        Planning, ///< Looks what is there already.
        Asking,   ///< Some names are taken.
        Writing,
    };

    void makeFields(const CopyChoices &choices);
    void layOut();
    void browse();
    void choicesChanged();
    void enter(State state);
    void say(const QString &sentence, bool isProblem = false);
    void begin();
    void takePlan(const Result<CopyPlan> &plan);
    void write(TakenNames takenNames);
    void finish(const CopyResult &result);
    void applyLook();

    QList<CopySource> m_pictures;
    PictureCopier m_copier;
    std::optional<CopyPlan> m_plan;
    State m_state = State::Choosing;
    bool m_hasProblem = false; ///< What is said in place is a problem.
    QWidget *m_fields;
    QLineEdit *m_folder;
    QPushButton *m_browse;
    QComboBox *m_form;
    QLabel *m_qualityName;
    QSlider *m_qualitySlider;
    QSpinBox *m_quality;
    QLineEdit *m_names;
    QLabel *m_example;
    QLabel *m_places;
    QLabel *m_sentence; ///< What is wrong, or the question.
    QProgressBar *m_progress;
    QPushButton *m_save;
    QPushButton *m_keepBoth;
    QPushButton *m_replace;
    QPushButton *m_skip;
    QPushButton *m_cancel;
};

} // namespace ContactSheet
