#include "ui/gallery/emptygallery.h"

#include "ui/timing/timingcolours.h"
#include "ui/widgets/plainlabel.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ContactSheet {

EmptyGallery::EmptyGallery(QWidget *parent)
    : QWidget(parent)
    , m_sentence(plainLabel({}, this))
    , m_button(new QPushButton(this))
{
    setObjectName(u"emptyGallery"_s);
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_button->setObjectName(u"emptyGalleryButton"_s);
    m_button->setAutoDefault(true); // Return presses it.
    connect(m_button, &QPushButton::clicked, this, &EmptyGallery::buttonClicked);

    auto *layout = new QVBoxLayout(this);
    layout->addStretch(1);
    layout->addWidget(m_sentence);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch(1);
    applyLook();
}

EmptyGallery::~EmptyGallery() = default;

void EmptyGallery::say(const QString &sentence, const QString &button)
{
    m_sentence->setText(sentence);
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
}

QString EmptyGallery::sentence() const
{
    return m_sentence->text();
}

void EmptyGallery::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyLook();
}

void EmptyGallery::applyLook()
{
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, quietText(palette()));
    m_sentence->setPalette(quiet);
}

} // namespace ContactSheet
