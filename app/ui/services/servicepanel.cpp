#include "ui/services/servicepanel.h"

#include "services/accountsetup.h"
#include "ui/services/addressfield.h"
#include "ui/services/keystatewords.h"
#include "ui/services/limitfields.h"
#include "ui/services/testrow.h"
#include "ui/timing/timingcolours.h"
#include "ui/widgets/plainlabel.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int Spacing = 8;
constexpr int AddressRow = 0;
constexpr int KeyRow = 1;
constexpr int LimitsRow = 2;

QString aboutText(const ServiceProfile &service)
{
    if (service.isPractice) {
        return ServicePanel::tr("Draws practice pictures on this computer, so that everything can be tried. "
                                "It costs nothing and needs neither network nor key.");
    }
    if (service.needsKey) {
        return ServicePanel::tr("The image service of %1. It needs a key, and every image costs money.")
            .arg(service.name);
    }
    return ServicePanel::tr("A server that speaks like OpenAI’s: on this computer, in your network, or of "
                            "another provider.");
}

/// Whether a key that is not in use here may be in the key store all the same.
bool isPerhapsStored(SessionKeys::Keeping keeping)
{
    return keeping == SessionKeys::Keeping::Missing || keeping == SessionKeys::Keeping::Unusable
        || keeping == SessionKeys::Keeping::NotRemoved;
}

} // namespace

ServicePanel::ServicePanel(QWidget *parent)
    : QDialog(parent)
    , m_list(new QListWidget(this))
    , m_title(plainLabel({}, this))
    , m_about(plainLabel({}, this))
    , m_form(new QFormLayout)
    , m_address(new AddressField(this))
    , m_key(new QLineEdit(this))
    , m_forget(new QPushButton(tr("Forget Key"), this))
    , m_keyState(plainLabel({}, this))
    , m_limits(new LimitFields(this))
    , m_test(new TestRow(this))
{
    setWindowTitle(tr("Services"));
    m_list->setObjectName(u"serviceList"_s);
    m_list->setAccessibleName(tr("Services"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setSpacing(2);
    m_about->setWordWrap(true);
    for (const ServiceProfile &service : serviceCatalog()) {
        auto *item = new QListWidgetItem(service.shortName, m_list);
        item->setData(Qt::UserRole, service.id);
        item->setToolTip(plainToolTip(service.name));
    }
    buildKeyField();
    buildLayout();

    connect(m_list, &QListWidget::currentItemChanged, this, [this](QListWidgetItem *item) {
        takeAddress();
        takeKey();
        takeLimits();
        m_service = item->data(Qt::UserRole).toString();
        showService();
    });
    connect(m_address, &AddressField::edited, this, [this] {
        showKeyState();
        growToFit();
    });
    connect(m_address, &AddressField::finished, this, &ServicePanel::takeAddress);
    connect(m_limits, &LimitFields::finished, this, &ServicePanel::takeLimits);
    connect(m_test, &TestRow::testAsked, this, &ServicePanel::test);
    connect(m_test, &TestRow::cancelled, this, &ServicePanel::testCancelled);
    connect(m_test, &TestRow::said, this, &ServicePanel::growToFit);
    setAccounts({}, SessionKeys());
    applyLook();
}

ServicePanel::~ServicePanel()
{
    // A dialog that is destroyed while it is seen hides, and so takes the focus from its fields, after this.
    for (QObject *part :
         std::initializer_list<QObject *>{m_list, m_address, m_key, m_forget, m_limits, m_test})
        part->disconnect(this);
}

void ServicePanel::setAccounts(const RunChoices &choices, const SessionKeys &keys)
{
    m_choices = choices;
    m_keys = keys;
    int row = 0;
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->data(Qt::UserRole).toString() == choices.service)
            row = i;
    }
    const QSignalBlocker blocker(m_list); // What stands in the fields belongs to what was there before.
    m_list->setCurrentRow(row);
    m_service = m_list->item(row)->data(Qt::UserRole).toString();
    showService();
}

void ServicePanel::setKeys(const SessionKeys &keys)
{
    m_keys = keys;
    showKeyState();
    growToFit();
}

void ServicePanel::showTestResult(const ProbeOutcome &outcome)
{
    if (!m_test->isTesting())
        return;
    if (const auto *error = std::get_if<Error>(&outcome)) {
        m_test->end(error->message, TestRow::Tone::Trouble, error->detail);
        return;
    }
    const ProbeResult &result = std::get<ProbeResult>(outcome);
    const bool isChosen = m_service == m_choices.service;
    m_test->end(sentenceFor(result, profile(), isChosen ? m_choices.options.model : profile().defaultModel));
    if (!profile().isPractice && !result.models.isEmpty())
        emit modelsFound(m_service, result.models);
}

void ServicePanel::hideEvent(QHideEvent *event)
{
    takeAddress();
    takeKey();
    takeLimits();
    m_key->setText({});
    cancelTest();
    QDialog::hideEvent(event);
}

void ServicePanel::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
}

void ServicePanel::buildKeyField()
{
    m_key->setObjectName(u"keyField"_s);
    m_key->setAccessibleName(tr("Key"));
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhHiddenText | Qt::ImhNoPredictiveText
                               | Qt::ImhNoAutoUppercase);
    m_keyState->setObjectName(u"keyState"_s);
    m_keyState->setWordWrap(true);
    m_forget->setObjectName(u"forgetButton"_s);
    m_forget->setAutoDefault(false);
    connect(m_key, &QLineEdit::editingFinished, this, &ServicePanel::takeKey);
    connect(m_forget, &QPushButton::clicked, this, &ServicePanel::forgetKey);
}

void ServicePanel::buildLayout()
{
    auto *keyLine = new QHBoxLayout;
    keyLine->addWidget(m_key, 1);
    keyLine->addWidget(m_forget);
    auto *key = new QVBoxLayout;
    key->setSpacing(Spacing / 2);
    key->addLayout(keyLine);
    key->addWidget(m_keyState);
    m_form->setLabelAlignment(Qt::AlignLeft);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setVerticalSpacing(Spacing + Spacing / 2);
    m_form->insertRow(AddressRow, tr("Address"), m_address);
    m_form->insertRow(KeyRow, tr("Key"), key);
    m_form->insertRow(LimitsRow, tr("At most"), m_limits);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *right = new QVBoxLayout;
    right->setSpacing(Spacing);
    right->addWidget(m_title);
    right->addWidget(m_about);
    right->addSpacing(Spacing / 2);
    right->addLayout(m_form);
    right->addSpacing(Spacing / 2);
    right->addWidget(m_test);
    right->addStretch(1);
    right->addWidget(buttons);
    auto *layout = new QHBoxLayout(this);
    layout->setSpacing(2 * Spacing);
    layout->addWidget(m_list);
    layout->addLayout(right, 1);
    setTabOrder(m_list, m_address);
    setTabOrder(m_address, m_key);
    setTabOrder(m_key, m_forget);
    setTabOrder(m_forget, m_limits);
    setTabOrder(m_limits, m_test);
    setTabOrder(m_test, buttons);
}

const ServiceProfile &ServicePanel::profile() const
{
    return *findService(m_service);
}

void ServicePanel::showService()
{
    const ServiceProfile &service = profile();
    cancelTest();
    m_test->end();
    m_title->setText(service.name);
    m_about->setText(aboutText(service));
    m_form->setRowVisible(AddressRow, !service.isPractice);
    m_form->setRowVisible(KeyRow, !service.isPractice);
    m_form->setRowVisible(LimitsRow, !service.isPractice);
    m_limits->setLimits(m_choices.rateLimits.value(m_service));
    m_key->setText({});
    m_address->setAddress(service, m_choices.baseUrls.value(m_service),
                          m_choices.plainHttpHosts.value(m_service));
    showKeyState();
    growToFit();
}

void ServicePanel::showKeyState()
{
    const ServiceProfile &service = profile();
    const Result<QUrl> address = m_address->address();
    const bool hasAddress = address && !address.value().isEmpty();
    const SessionKeys::Source source =
        hasAddress ? m_keys.source(service, address.value()) : SessionKeys::Source::None;
    const SessionKeys::Keeping keeping =
        m_keys.keeping(hasAddress ? keyPlace(service, address.value()) : QString());
    const QString state = keyStateSentence(source, keeping, service.keyVariable);
    QString hint = tr("Type another key to use that instead");
    if (!hasAddress)
        hint = tr("Type the address first");
    else if (source == SessionKeys::Source::None)
        hint = service.needsKey ? tr("Paste the key here") : tr("Only where the server asks for one");
    m_key->setEnabled(hasAddress);
    m_key->setPlaceholderText(hint);
    m_key->setAccessibleDescription(state);
    m_keyState->setText(state);
    const bool isForgettable = source == SessionKeys::Source::Typed || isPerhapsStored(keeping);
    m_forget->setVisible(isForgettable && !service.isPractice);
    if (keeping == SessionKeys::Keeping::Unread)
        emit keyNeeded(service.id, address.value()); // The answer comes by setKeys(), perhaps at once.
}

void ServicePanel::takeAddress()
{
    const QString before = m_choices.baseUrls.value(m_service);
    const QString text = m_address->address() ? m_address->text() : before; // What is none is not taken.
    const QStringList hosts = m_address->plainHttpHosts();
    const bool isNew = text != before || hosts != m_choices.plainHttpHosts.value(m_service);
    if (profile().isPractice || !isNew)
        return;
    m_choices.plainHttpHosts.insert(m_service, hosts);
    if (text.isEmpty())
        m_choices.baseUrls.remove(m_service);
    else
        m_choices.baseUrls.insert(m_service, text);
    reportAccount();
}

void ServicePanel::takeKey()
{
    const Secret key(m_key->text().trimmed().toUtf8());
    if (key.isEmpty())
        return;
    if (!canBeKey(key)) {
        m_keyState->setText(tr("This holds characters that no key has. Paste the key again."));
        m_key->setAccessibleDescription(m_keyState->text());
        return;
    }
    takeAddress();
    m_key->setText({}); // It is shown nowhere, and no undo brings it back.
    const Result<QUrl> address = m_address->address();
    if (!address || address.value().isEmpty())
        return;
    m_keys.setTyped(profile(), address.value(), key);
    emit keyTyped(m_service, address.value(), key);
    showKeyState();
    reportAccount();
}

void ServicePanel::takeLimits()
{
    const RateLimits limits = m_limits->limits();
    if (profile().isPractice || limits == m_choices.rateLimits.value(m_service))
        return;
    m_choices.rateLimits.insert(m_service, limits);
    emit rateLimitsChanged(m_service, limits);
}

void ServicePanel::forgetKey()
{
    const Result<QUrl> address = m_address->address();
    if (!address)
        return;
    m_key->setText({});
    m_key->setFocus(); // The button goes.
    m_keys.setTyped(profile(), address.value(), {});
    emit keyForgotten(m_service, address.value());
    showKeyState();
    reportAccount();
}

void ServicePanel::reportAccount()
{
    const QString baseUrl = m_choices.baseUrls.value(m_service);
    const QStringList hosts = m_choices.plainHttpHosts.value(m_service);
    const Result<QUrl> address = addressOf(profile(), baseUrl, hosts, Audience::Window);
    cancelTest(); // What is tested is no longer what stands here.
    m_test->end();
    emit accountChanged(m_service, baseUrl, hosts,
                        address ? m_keys.key(profile(), address.value()) : Secret());
}

void ServicePanel::test()
{
    takeAddress();
    takeKey();
    const ServiceProfile &service = profile();
    const Result<QUrl> address = m_address->address();
    if (!address) {
        m_address->setFocus(); // What is wrong stands below it.
        return;
    }
    if (address.value().isEmpty() && !service.isPractice) {
        m_test->end(tr("Type the address of the server first."), TestRow::Tone::Trouble);
        m_address->setFocus();
        return;
    }
    if (!m_key->text().isEmpty()) {
        m_key->setFocus(); // It was not taken, and what is wrong stands below it.
        return;
    }
    const Secret key = m_keys.key(service, address.value());
    if (key.isEmpty() && service.needsKey) {
        m_test->end(tr("Type the key first."), TestRow::Tone::Trouble);
        m_key->setFocus();
        return;
    }
    const Result<ServiceAccount> account =
        accountFor(service, m_address->text(), key, m_address->plainHttpHosts());
    if (!account) {
        m_test->end(account.error().message, TestRow::Tone::Trouble);
        return;
    }
    m_test->begin();
    emit testRequested(account.value());
}

void ServicePanel::cancelTest()
{
    if (!m_test->isTesting())
        return;
    m_test->end();
    emit testCancelled();
}

void ServicePanel::growToFit()
{
    const int needed = layout()->totalHeightForWidth(width());
    if (isVisible() && needed > height())
        resize(width(), needed);
}

void ServicePanel::applyLook()
{
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, quietText(palette()));
    for (QLabel *label : {m_about, m_keyState})
        label->setPalette(quiet);
    m_list->setFixedWidth(m_list->sizeHintForColumn(0) + 5 * Spacing + 2 * m_list->frameWidth());
    // Room for sentences, so that it seldom grows under the hand.
    setMinimumSize(fontMetrics().averageCharWidth() * 96, fontMetrics().height() * 26);
}

} // namespace ContactSheet
