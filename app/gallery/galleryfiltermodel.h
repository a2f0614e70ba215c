#pragma once

#include <QSortFilterProxyModel>

namespace ContactSheet {

/// The tiles of a GalleryModel that a person asks for: by how they ended, and by the words of their prompts.
/// Pictures in the trash are never among them.
class GalleryFilterModel final : public QSortFilterProxyModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GalleryFilterModel)

public:
    enum class Show { All, Saved, NotSaved };
    Q_ENUM(Show)

    explicit GalleryFilterModel(QObject *parent = nullptr);
    ~GalleryFilterModel() override;

    [[nodiscard]] Show show() const { return m_show; }
    [[nodiscard]] QString wantedWords() const { return m_words.join(u' '); }

public slots:
    void setShow(ContactSheet::GalleryFilterModel::Show show);
    /// Only prompts that hold each of the words of \a text, wherever and in whatever case.
    void setWantedWords(const QString &text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;

private:
    Show m_show = Show::All;
    QStringList m_words;
};

} // namespace ContactSheet
