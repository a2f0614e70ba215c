#include "ui/services/runcontrols.h"

#include "ui/services/atoncefield.h"
#include "ui/services/imagechoices.h"
#include "ui/services/modeswitch.h"
#include "ui/services/primarybutton.h"
#include "ui/timing/timingcolours.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int SideMargin = 12;
constexpr int TopMargin = 8;
constexpr int Spacing = 8;
/// Between the text of a control and its upper and lower edge, together.
constexpr int VerticalPadding = 14;

} // namespace

RunControls::RunControls(QWidget *parent)
    : QWidget(parent)
    , m_generate(new PrimaryButton(this))
    , m_stop(new QToolButton(this))
    , m_mode(new ModeSwitch(this))
    , m_atOnceLabel(plainLabel(tr("at once"), this))
    , m_atOnce(new AtOnceField(this))
    , m_serviceLabel(plainLabel(tr("Service"), this))
    , m_image(new ImageChoices(this))
    , m_services(new QToolButton(this))
{
    setAccessibleName(tr("Run"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); // It fills the line that it stands in.
    m_generate->setObjectName(u"generateButton"_s);
    m_stop->setObjectName(u"stopButton"_s);
    m_stop->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_stop->setFocusPolicy(Qt::StrongFocus);
    m_atOnce->setObjectName(u"atOnceSpinBox"_s);
    m_services->setObjectName(u"servicesButton"_s);
    m_services->setFocusPolicy(Qt::StrongFocus);
    m_services->setAccessibleName(tr("Services"));
    m_services->setToolTip(plainToolTip(tr("Services: addresses and keys")));
    buildLayout();

    connect(m_mode, &ModeSwitch::modeChosen, this, [this](PressMode mode) {
        m_choices.mode = mode;
        showAtOnce();
        emit choicesChanged(m_choices);
    });
    connect(m_atOnce, &QSpinBox::valueChanged, this, &RunControls::takeAtOnce);
    connect(m_image, &ImageChoices::changed, this, [this] {
        m_choices.service = m_image->service();
        m_choices.options = m_image->options();
        emit choicesChanged(m_choices);
    });
    connect(m_image, &ImageChoices::problemChanged, this, &RunControls::problemChanged);
    connect(m_services, &QToolButton::clicked, this, &RunControls::servicesRequested);

    setPictureCount(0);
    setChoices({.service = m_image->service(), .options = m_image->options()});
    applyLook();
}

RunControls::~RunControls() = default;

void RunControls::buildLayout()
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(SideMargin, TopMargin, SideMargin, TopMargin);
    layout->setSpacing(Spacing);
    layout->setSizeConstraint(QLayout::SetNoConstraint);
    layout->addWidget(m_generate);
    layout->addWidget(m_stop);
    layout->addWidget(m_mode);
    layout->addWidget(m_atOnceLabel);
    layout->addWidget(m_atOnce);
    layout->addStretch(1);
    layout->addWidget(m_serviceLabel);
    layout->addWidget(m_image);
    layout->addWidget(m_services);
}

void RunControls::setGenerateAction(QAction *action)
{
    m_generate->setAction(action);
}

void RunControls::setStopAction(QAction *action)
{
    m_stop->setDefaultAction(action);
}

void RunControls::setStopMenu(const QList<QAction *> &actions)
{
    QMenu *menu = m_stop->menu();
    if (!menu) {
        menu = new QMenu(m_stop);
        menu->setToolTipsVisible(true);
        m_stop->setMenu(menu);
        m_stop->setPopupMode(QToolButton::MenuButtonPopup);
    }
    menu->clear();
    menu->addActions(actions);
}

void RunControls::setChoices(const RunChoices &choices)
{
    m_choices = choices;
    m_choices.atOnce = qBound(FewestAtOnce, choices.atOnce, MostAtOnce);
    m_mode->setMode(choices.mode);
    {
        const QSignalBlocker blocker(m_atOnce);
        m_atOnce->setNumber(m_choices.atOnce);
        m_atOnce->setValue(m_choices.isAtOnceAutomatic ? AtOnceField::Auto : m_choices.atOnce);
    }
    m_image->setChoices(choices.service, choices.options);
    m_choices.service = m_image->service();
    showAtOnce();
}

void RunControls::setOfferedModels(const QString &service, const QStringList &models)
{
    m_image->setOfferedModels(service, models);
}

void RunControls::setPictureCount(qint64 count)
{
    const QString number = QLocale().toString(count);
    if (count == 0)
        m_generate->setTexts(tr("Generate"), tr("Generate"));
    else if (count == 1)
        m_generate->setTexts(tr("Generate 1 image"), tr("Generate 1"));
    else
        m_generate->setTexts(tr("Generate %1 images").arg(number), tr("Generate %1").arg(number));
}

void RunControls::setRunning(bool isRunning)
{
    m_isRunning = isRunning;
    if (!isRunning)
        m_inForce = 0;
    m_atOnce->setFound(m_inForce);
    showAtOnce();
}

void RunControls::setAtOnceInForce(int lanes)
{
    m_inForce = m_isRunning ? lanes : 0;
    m_atOnce->setFound(m_inForce);
    showAtOnce();
}

void RunControls::chooseAutomatic(bool isAutomatic)
{
    const int number = m_isRunning && m_inForce > 0 ? m_inForce : m_choices.atOnce;
    m_atOnce->setValue(isAutomatic ? AtOnceField::Auto : number);
}

void RunControls::takeAtOnce(int lanes)
{
    m_choices.isAtOnceAutomatic = lanes == AtOnceField::Auto;
    if (!m_choices.isAtOnceAutomatic) {
        m_choices.atOnce = lanes;
        m_atOnce->setNumber(lanes);
    }
    showAtOnce();
    if (m_isRunning && m_choices.isAtOnceAutomatic)
        emit atOnceAutomaticChosen();
    else if (m_isRunning)
        emit atOnceChanged(lanes);
    emit choicesChanged(m_choices);
}

QString RunControls::problem() const
{
    return m_image->problem();
}

QSize RunControls::minimumSizeHint() const
{
    return {widthOfControls(m_image->leastWidth(true)) + m_generate->briefSize().width(),
            layout()->minimumSize().height()};
}

bool RunControls::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        makeUseOfTheRoom();
    return QWidget::event(event);
}

void RunControls::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
}

void RunControls::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    makeUseOfTheRoom();
}

void RunControls::showAtOnce()
{
    const bool isUsed = m_choices.mode != PressMode::Sequential;
    const bool isAutomatic = m_choices.isAtOnceAutomatic;
    QString tip =
        tr("How many images are made at once, from %1 to %2. One step below %1 is Auto: the program "
           "finds the number.")
            .arg(FewestAtOnce)
            .arg(MostAtOnce);
    if (!isUsed)
        tip =
            tr("Sequential makes one image after another. Choose Parallel or Both to make several at once.");
    else if (isAutomatic && m_inForce > 0)
        tip = tr("Auto: the program finds how many images at once are best; %1 now. Type a number to set it "
                 "yourself.")
                  .arg(m_inForce);
    else if (isAutomatic)
        tip = tr("Auto: the program begins with a few images at once and sends more while that makes the run "
                 "faster. Type a number to set it yourself.");
    m_atOnce->setEnabled(isUsed);
    m_atOnceLabel->setEnabled(isUsed);
    m_atOnce->setAccessibleName(tr("Images at once"));
    m_atOnce->setAccessibleDescription(tip);
    m_atOnce->setToolTip(plainToolTip(tip));
    m_atOnceLabel->setToolTip(plainToolTip(tip));
}

void RunControls::applyLook()
{
    const int height = fontMetrics().height() + VerticalPadding;
    for (QWidget *part : std::initializer_list<QWidget *>{m_generate, m_stop, m_mode, m_atOnce, m_services})
        part->setFixedHeight(height);
    for (QWidget *part : m_image->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly))
        part->setFixedHeight(height);
    m_services->setIcon(icon(IconName::Settings));
    m_services->setFixedWidth(height);
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, quietText(palette()));
    m_serviceLabel->setPalette(quiet);
}

int RunControls::widthOfControls(int image) const
{
    int width = 2 * SideMargin + 5 * Spacing + image;
    for (const QWidget *part : std::initializer_list<const QWidget *>{m_stop, m_mode, m_atOnce, m_services})
        width += part->sizeHint().expandedTo(part->minimumSize()).boundedTo(part->maximumSize()).width();
    return width;
}

void RunControls::makeUseOfTheRoom()
{
    // Labels go first, since what they name explains itself; then names grow shorter, Generate as well,
    // and at last what is usually to be seen whole.
    const int controls = widthOfControls(m_image->sizeHint().width()) + m_generate->wholeSize().width();
    const int withAtOnce = controls + m_atOnceLabel->sizeHint().width() + Spacing;
    const int withBoth = withAtOnce + m_serviceLabel->sizeHint().width() + 2 * Spacing;
    m_atOnceLabel->setVisible(withAtOnce <= width());
    m_serviceLabel->setVisible(withBoth <= width());
    const int least = widthOfControls(m_image->leastWidth(false));
    m_generate->setBrief(least + m_generate->wholeSize().width() > width());
    m_image->setTight(least + m_generate->briefSize().width() > width());
}

} // namespace ContactSheet
