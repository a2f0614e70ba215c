#include "ui/gallery/savecopiesdialog.h"

#include "ui/gallery/tilecolors.h"
#include "ui/timing/timingcolours.h"
#include "ui/widgets/plainlabel.h"

#include <QComboBox>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

void setTextColour(QLabel *label, const QColor &colour)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, colour);
    label->setPalette(palette);
}

bool hasQuality(CopyForm form)
{
    return form == CopyForm::Jpeg || form == CopyForm::Webp;
}

} // namespace

SaveCopiesDialog::SaveCopiesDialog(const QList<CopySource> &pictures, const CopyChoices &choices,
                                   QThreadPool *pool, QWidget *parent)
    : QDialog(parent)
    , m_pictures(pictures)
    , m_copier(pool)
    , m_fields(new QWidget(this))
    , m_folder(new QLineEdit(m_fields))
    , m_browse(new QPushButton(tr("Browse…"), m_fields))
    , m_form(new QComboBox(m_fields))
    , m_qualityName(plainLabel(tr("&Quality:"), m_fields))
    , m_qualitySlider(new QSlider(Qt::Horizontal, m_fields))
    , m_quality(new QSpinBox(m_fields))
    , m_names(new QLineEdit(m_fields))
    , m_example(plainLabel({}, m_fields))
    , m_places(plainLabel(tr("Places to fill: %1").arg(NameTemplate::places().join(u' ')), m_fields))
    , m_sentence(plainLabel({}, this))
    , m_progress(new QProgressBar(this))
    , m_save(new QPushButton(this))
    , m_keepBoth(new QPushButton(tr("Keep both"), this))
    , m_replace(new QPushButton(tr("Replace"), this))
    , m_skip(new QPushButton(tr("Skip"), this))
    , m_cancel(new QPushButton(this))
{
    setObjectName(u"saveCopiesDialog"_s);
    setWindowTitle(tr("Save copies"));
    makeFields(choices);
    layOut();

    connect(m_browse, &QPushButton::clicked, this, &SaveCopiesDialog::browse);
    connect(m_folder, &QLineEdit::textChanged, this, &SaveCopiesDialog::choicesChanged);
    connect(m_names, &QLineEdit::textChanged, this, &SaveCopiesDialog::choicesChanged);
    connect(m_form, &QComboBox::currentIndexChanged, this, &SaveCopiesDialog::choicesChanged);
    connect(m_quality, &QSpinBox::valueChanged, this, &SaveCopiesDialog::choicesChanged);
    connect(m_quality, &QSpinBox::valueChanged, m_qualitySlider, &QSlider::setValue);
    connect(m_qualitySlider, &QSlider::valueChanged, m_quality, &QSpinBox::setValue);
    connect(m_save, &QPushButton::clicked, this, &SaveCopiesDialog::begin);
    connect(m_keepBoth, &QPushButton::clicked, this, [this] { write(TakenNames::KeepBoth); });
    connect(m_replace, &QPushButton::clicked, this, [this] { write(TakenNames::Replace); });
    connect(m_skip, &QPushButton::clicked, this, [this] { write(TakenNames::Skip); });
    connect(m_cancel, &QPushButton::clicked, this, &SaveCopiesDialog::reject);
    connect(&m_copier, &PictureCopier::planned, this, &SaveCopiesDialog::takePlan);
    connect(&m_copier, &PictureCopier::progressed, m_progress, &QProgressBar::setValue);
    connect(&m_copier, &PictureCopier::finished, this, &SaveCopiesDialog::finish);
    applyLook();
    choicesChanged();
    m_save->setFocus();
}

SaveCopiesDialog::~SaveCopiesDialog() = default;

void SaveCopiesDialog::makeFields(const CopyChoices &choices)
{
    const QString folder = choices.folder.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::PicturesLocation)
        : choices.folder;
    m_folder->setObjectName(u"folderField"_s);
    m_folder->setAccessibleName(tr("Folder for the copies"));
    m_folder->setText(QDir::toNativeSeparators(folder));
    m_browse->setAutoDefault(false);

    m_form->setObjectName(u"formBox"_s);
    m_form->setAccessibleName(tr("Form of the copies"));
    m_form->addItem(tr("Original file, unchanged"), QVariant::fromValue(CopyForm::Original));
    m_form->addItem(tr("PNG"), QVariant::fromValue(CopyForm::Png));
    m_form->addItem(tr("JPEG"), QVariant::fromValue(CopyForm::Jpeg));
    m_form->addItem(tr("WebP"), QVariant::fromValue(CopyForm::Webp));
    m_form->setCurrentIndex(m_form->findData(QVariant::fromValue(choices.form)));

    m_quality->setObjectName(u"qualityField"_s);
    for (QWidget *field : {static_cast<QWidget *>(m_quality), static_cast<QWidget *>(m_qualitySlider)})
        field->setAccessibleName(tr("Quality"));
    m_quality->setRange(CopyChoices::LowestQuality, CopyChoices::HighestQuality);
    m_qualitySlider->setRange(CopyChoices::LowestQuality, CopyChoices::HighestQuality);
    m_quality->setValue(choices.quality);
    m_qualitySlider->setValue(m_quality->value());

    m_names->setObjectName(u"namesField"_s);
    m_names->setAccessibleName(tr("Names of the copies"));
    m_names->setText(choices.names);
    m_example->setObjectName(u"exampleLabel"_s);
    m_sentence->setObjectName(u"sentenceLabel"_s);

    m_save->setObjectName(u"saveButton"_s);
    m_save->setText(m_pictures.size() == 1
                        ? tr("Save 1 picture")
                        : tr("Save %1 pictures").arg(QLocale().toString(m_pictures.size())));
    m_keepBoth->setObjectName(u"keepBothButton"_s);
    m_keepBoth->setToolTip(tr("Give the new files a number"));
    m_replace->setObjectName(u"replaceButton"_s);
    m_replace->setToolTip(tr("Write the new files in place of the old ones"));
    m_skip->setObjectName(u"skipButton"_s);
    m_skip->setToolTip(tr("Leave the old files as they are and save only the others"));
    m_cancel->setObjectName(u"cancelButton"_s);
    m_progress->setRange(0, int(m_pictures.size()));
    m_progress->setAccessibleName(tr("Pictures saved so far"));
}

void SaveCopiesDialog::layOut()
{
    auto *fields = new QGridLayout(m_fields);
    fields->setContentsMargins({});
    fields->setColumnStretch(1, 1);
    const auto addRow = [&](int row, QLabel *name, QWidget *field) {
        name->setBuddy(field);
        fields->addWidget(name, row, 0, Qt::AlignRight | Qt::AlignVCenter);
        fields->addWidget(field, row, 1);
    };
    addRow(0, plainLabel(tr("&Folder:"), m_fields), m_folder);
    fields->addWidget(m_browse, 0, 2);
    addRow(1, plainLabel(tr("F&orm:"), m_fields), m_form);
    addRow(2, m_qualityName, m_qualitySlider);
    fields->addWidget(m_quality, 2, 2);
    addRow(3, plainLabel(tr("&Names:"), m_fields), m_names);
    fields->addWidget(m_example, 4, 1, 1, 2);
    fields->addWidget(m_places, 5, 1, 1, 2);
    for (QLabel *label : {m_example, m_places, m_sentence})
        label->setWordWrap(true);
    // Room for the longest sentence, so that nothing moves while one types.
    m_example->setMinimumHeight(3 * fontMetrics().lineSpacing());
    m_example->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_sentence->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_sentence->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_sentence->setMinimumWidth(80 * fontMetrics().averageCharWidth());

    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    for (QPushButton *button : {m_save, m_keepBoth, m_replace, m_skip, m_cancel})
        buttons->addWidget(button);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_fields);
    layout->addWidget(m_sentence);
    layout->addWidget(m_progress);
    layout->addStretch(1);
    layout->addLayout(buttons);
    // Its place is kept, so that the window stays as it is when the writing begins.
    QSizePolicy keeps = m_progress->sizePolicy();
    keeps.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(keeps);
    const QList<QWidget *> order{m_folder, m_browse,   m_form,    m_qualitySlider, m_quality, m_names,
                                 m_save,   m_keepBoth, m_replace, m_skip,          m_cancel};
    for (int i = 1; i < order.size(); ++i)
        setTabOrder(order.at(i - 1), order.at(i));
}

CopyChoices SaveCopiesDialog::choices() const
{
    return {.folder = QDir::fromNativeSeparators(m_folder->text().trimmed()),
            .form = m_form->currentData().value<CopyForm>(),
            .quality = m_quality->value(),
            .names = m_names->text()};
}

void SaveCopiesDialog::browse()
{
    auto *dialog = new QFileDialog(this, tr("Folder for the copies"), choices().folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &folder) { m_folder->setText(QDir::toNativeSeparators(folder)); });
    dialog->open();
}

void SaveCopiesDialog::choicesChanged()
{
    const CopyChoices chosen = choices();
    for (QWidget *field : {static_cast<QWidget *>(m_qualityName), static_cast<QWidget *>(m_qualitySlider),
                           static_cast<QWidget *>(m_quality)})
        field->setEnabled(hasQuality(chosen.form));
    const Result<QString> name = copyName(m_pictures.value(0), chosen);
    m_example->setText(name ? tr("Example: %1").arg(name.value()) : name.error().message);
    setTextColour(m_example, name ? quietText(palette()) : TileColors(palette()).alarm);
    enter(State::Choosing);
    say({});
    m_save->setEnabled(bool(name) && !chosen.folder.isEmpty());
}

void SaveCopiesDialog::enter(State state)
{
    m_state = state;
    const bool isChoosing = state == State::Choosing || state == State::Planning;
    m_save->setVisible(isChoosing);
    m_save->setEnabled(state == State::Choosing);
    for (QPushButton *button : {m_keepBoth, m_replace, m_skip})
        button->setVisible(state == State::Asking);
    // A change of the choices takes a question back, but not what is being done.
    m_fields->setEnabled(state == State::Choosing || state == State::Asking);
    m_progress->setVisible(state == State::Writing);
    m_cancel->setText(state == State::Writing ? tr("Stop") : tr("Cancel"));
    if (state == State::Asking) {
        m_keepBoth->setDefault(true);
        m_keepBoth->setFocus(Qt::OtherFocusReason);
    } else {
        m_save->setDefault(true);
    }
}

void SaveCopiesDialog::say(const QString &sentence, bool isProblem)
{
    m_sentence->setText(sentence);
    m_hasProblem = isProblem;
    setTextColour(m_sentence,
                  isProblem ? TileColors(palette()).alarm : palette().color(QPalette::WindowText));
}

void SaveCopiesDialog::begin()
{
    enter(State::Planning);
    m_copier.plan(m_pictures, choices());
}

void SaveCopiesDialog::takePlan(const Result<CopyPlan> &plan)
{
    if (m_state != State::Planning)
        return; // Closed meanwhile.
    if (!plan) {
        enter(State::Choosing);
        say(plan.error().message, true);
        return;
    }
    m_plan = plan.value();
    const int taken = m_plan->takenCount();
    if (taken == 0) {
        write(TakenNames::KeepBoth); // What comes there meanwhile keeps its name.
        return;
    }
    enter(State::Asking);
    if (m_pictures.size() == 1)
        say(tr("A file of this name is there already."));
    else if (taken == 1)
        say(tr("1 of %1 files is there already.").arg(QLocale().toString(m_pictures.size())));
    else
        say(tr("%1 of %2 files are there already.")
                .arg(QLocale().toString(taken), QLocale().toString(m_pictures.size())));
}

void SaveCopiesDialog::write(TakenNames takenNames)
{
    enter(State::Writing);
    say(tr("Saving…"));
    m_progress->setValue(0);
    m_copier.write(*m_plan, takenNames);
}

void SaveCopiesDialog::finish(const CopyResult &result)
{
    if (result.written.isEmpty() && result.skipped == 0 && !result.wasStopped) {
        enter(State::Choosing);
        const qsizetype others = result.failures.size() - 1;
        QString sentence = result.failures.value(0).message;
        if (others == 1)
            sentence += u' ' + tr("The other picture failed too.");
        else if (others > 1)
            sentence += u' ' + tr("%1 other pictures failed too.").arg(QLocale().toString(others));
        say(sentence, true);
        return;
    }
    m_state = State::Choosing; // Nothing is written any more, so it can close.
    emit copied(result);
    accept();
}

void SaveCopiesDialog::reject()
{
    if (m_state == State::Writing) {
        m_copier.stop();
        return;
    }
    m_state = State::Choosing;
    QDialog::reject();
}

void SaveCopiesDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyLook();
}

void SaveCopiesDialog::applyLook()
{
    const bool isRight = bool(copyName(m_pictures.value(0), choices()));
    setTextColour(m_example, isRight ? quietText(palette()) : TileColors(palette()).alarm);
    setTextColour(m_places, quietText(palette()));
    setTextColour(m_sentence,
                  m_hasProblem ? TileColors(palette()).alarm : palette().color(QPalette::WindowText));
}

} // namespace ContactSheet
