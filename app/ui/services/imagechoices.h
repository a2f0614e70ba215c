#pragma once

#include "runs/job.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>
#include <QWidget>

namespace ContactSheet {

class ChoiceBox;
struct ServiceProfile;

/**
 * Chooses the service, and what of it: model, size and quality, as far as the model knows them.
 *
 * Nothing is changed that a person has chosen: what does not fit is said by problem() and at its field, and
 * stays until it is changed. What was chosen for one service is there again when one comes back to it.
 */
class ImageChoices final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ImageChoices)

public:
    explicit ImageChoices(QWidget *parent = nullptr);
    ~ImageChoices() override;

    /// Shows them, without changed(). A \a service that is none of the catalog's counts as the first one.
    void setChoices(const QString &service, const ImageOptions &options);
    [[nodiscard]] QString service() const;
    [[nodiscard]] ImageOptions options() const { return m_options; }

    /// From now on \a models are offered for \a service, as it has listed them; none: what is known
    /// beforehand.
    void setOfferedModels(const QString &service, const QStringList &models);

    /// What does not fit, in one sentence that says what to do; empty where all does.
    [[nodiscard]] QString problem() const { return m_problem; }

    /// Whether names may be cut shorter than usual, where nothing else helps.
    void setTight(bool isTight);
    /// The least width, as it usually is and where it is tight.
    [[nodiscard]] int leastWidth(bool isTight) const;

signals:
    /// A person has chosen something else.
    void changed();
    void problemChanged(const QString &sentence);

private:
    [[nodiscard]] QList<ChoiceBox *> boxes() const;
    [[nodiscard]] const ServiceProfile &profile() const;
    void chooseService(const QString &id);
    void chooseModel(const QString &model);
    void chooseSize(const QString &text);
    void show(const ImageOptions &options);
    void offerWhatTheModelCan();
    void judge();
    void takeChange();

    ChoiceBox *m_serviceBox;
    ChoiceBox *m_modelBox;
    ChoiceBox *m_sizeBox;
    ChoiceBox *m_qualityBox;
    QHash<QString, ImageOptions> m_remembered; ///< By id of a service: what was chosen there.
    QHash<QString, QStringList> m_listed;      ///< By id of a service: the models that it has listed.
    ImageOptions m_options = {};
    QString m_wrongSize; ///< What was typed for a size and is none.
    QString m_problem;
};

} // namespace ContactSheet
