#include "ui/services/testrow.h"

#include "ui/services/signs.h"
#include "ui/timing/timingcolours.h"
#include "ui/widgets/plainlabel.h"

#include <QAccessible>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int Spacing = 8;

} // namespace

TestRow::TestRow(QWidget *parent)
    : QWidget(parent)
    , m_button(new QPushButton(this))
    , m_sign(plainLabel({}, this))
    , m_sentence(plainLabel({}, this))
    , m_detail(plainLabel({}, this))
{
    m_button->setObjectName(u"testButton"_s);
    m_button->setDefault(true);
    m_sign->setAccessibleName(tr("Warning"));
    m_sentence->setObjectName(u"testResult"_s);
    m_sentence->setAccessibleName(tr("Result of the test"));
    m_detail->setObjectName(u"testDetail"_s);
    for (QLabel *label : {m_sentence, m_detail}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(Spacing);
    layout->setVerticalSpacing(Spacing / 2);
    layout->addWidget(m_button, 0, 0, Qt::AlignTop);
    layout->addWidget(m_sign, 0, 1, Qt::AlignTop);
    layout->addWidget(m_sentence, 0, 2, Qt::AlignTop);
    layout->addWidget(m_detail, 1, 2);
    layout->setColumnStretch(2, 1);

    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_isTesting) {
            end(tr("Cancelled."));
            emit cancelled();
        } else {
            emit testAsked();
        }
    });
    end();
    applyLook();
}

TestRow::~TestRow() = default;

void TestRow::begin()
{
    m_isTesting = true;
    m_button->setText(tr("Cancel Test"));
    say(tr("Testing…"), Tone::Quiet, {});
}

void TestRow::end(const QString &sentence, Tone tone, const QString &detail)
{
    m_isTesting = false;
    m_button->setText(tr("Test"));
    say(sentence, tone, detail);
}

void TestRow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
}

void TestRow::say(const QString &sentence, Tone tone, const QString &detail)
{
    m_sign->setVisible(tone == Tone::Trouble);
    m_sentence->setText(sentence);
    m_sentence->setAccessibleDescription(sentence);
    m_detail->setText(detail.isEmpty() ? QString() : tr("Details: %1").arg(detail));
    m_detail->setVisible(!detail.isEmpty());
    if (!sentence.isEmpty()) {
        QAccessibleEvent event(m_sentence, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
    emit said();
}

void TestRow::applyLook()
{
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, quietText(palette()));
    m_detail->setPalette(quiet);
    const int side = fontMetrics().height();
    m_sign->setPixmap(warningSign(this).pixmap(side, side));
    // The first line of the sentence stands at the height of the button's text.
    const int above = (m_button->sizeHint().height() - side) / 2;
    for (QLabel *label : {m_sign, m_sentence})
        label->setContentsMargins(0, above, 0, 0);
}

} // namespace ContactSheet
