#include "ui/services/addressfield.h"

#include "services/accountsetup.h"
#include "ui/services/signs.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QCheckBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

QLabel *sentenceLabel(const QString &objectName, QWidget *parent)
{
    QLabel *label = plainLabel({}, parent);
    label->setObjectName(objectName);
    label->setWordWrap(true);
    return label;
}

void say(QLabel *label, const QString &sentence)
{
    label->setText(sentence);
    label->setVisible(!sentence.isEmpty());
}

/// The host that \a text names, where what is sent to it can be read on its way; else nothing.
QString unprotectedHost(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return isUnprotected(url) ? url.host() : QString();
}

} // namespace

AddressField::AddressField(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_sign(m_edit->addAction(QIcon(), QLineEdit::TrailingPosition))
    , m_problem(sentenceLabel(u"addressProblem"_s, this))
    , m_plainHttp(new QCheckBox(this))
    , m_warning(sentenceLabel(u"plainHttpWarning"_s, this))
{
    m_edit->setObjectName(u"addressField"_s);
    m_edit->setAccessibleName(tr("Address"));
    m_plainHttp->setObjectName(u"plainHttpSwitch"_s);
    setFocusProxy(m_edit);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (QWidget *part : std::initializer_list<QWidget *>{m_edit, m_problem, m_plainHttp, m_warning})
        layout->addWidget(part);

    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        judge();
        emit edited();
    });
    connect(m_edit, &QLineEdit::editingFinished, this, &AddressField::finished);
    connect(m_plainHttp, &QCheckBox::clicked, this, &AddressField::allowPlainHttp);
    m_sign->setIcon(warningSign(this));
}

AddressField::~AddressField() = default;

void AddressField::setAddress(const ServiceProfile &service, const QString &text,
                              const QStringList &plainHttpHosts)
{
    const QSignalBlocker blocker(m_edit);
    m_service = &service;
    m_plainHttpHosts = plainHttpHosts;
    m_edit->setText(text);
    m_edit->setPlaceholderText(service.baseUrl.isEmpty() ? u"https://images.example.com/v1"_s
                                                         : service.baseUrl.toString());
    judge();
}

QString AddressField::text() const
{
    return m_edit->text().trimmed();
}

Result<QUrl> AddressField::address() const
{
    return addressOf(*m_service, text(), m_plainHttpHosts, Audience::Window);
}

void AddressField::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        m_sign->setIcon(warningSign(this));
}

void AddressField::allowPlainHttp(bool isAllowed)
{
    const QString host = unprotectedHost(text());
    m_plainHttpHosts.removeIf(
        [&host](const QString &other) { return other.compare(host, Qt::CaseInsensitive) == 0; });
    if (isAllowed)
        m_plainHttpHosts.append(host);
    judge();
    emit edited();
    emit finished();
}

void AddressField::judge()
{
    const Result<QUrl> meant = address();
    const QString problem = meant ? QString() : meant.error().message;
    const QString host = unprotectedHost(text());
    const bool isAllowed = m_plainHttpHosts.contains(host, Qt::CaseInsensitive);
    const QString warning = isAllowed
        ? tr("Warning: prompts, images and the key travel to %1 unprotected. Whoever is on the way can read "
             "them.")
              .arg(host)
        : QString();
    say(m_problem, problem);
    say(m_warning, warning);
    m_plainHttp->setVisible(!host.isEmpty());
    m_plainHttp->setText(tr("Allow plain http to %1").arg(QString(host).replace(u'&', u"&&"_s)));
    m_plainHttp->setChecked(isAllowed);
    m_sign->setVisible(!problem.isEmpty() || isAllowed);
    m_sign->setToolTip(plainToolTip(problem + warning));
    m_edit->setAccessibleDescription(problem + warning);
}

} // namespace ContactSheet
