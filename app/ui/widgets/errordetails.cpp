#include "ui/widgets/errordetails.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/plainlabel.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr int Margin = 12;

QString chargeText(Error::Charge charge)
{
    switch (charge) {
    case Error::Charge::No:
        return ErrorDetails::tr("no");
    case Error::Charge::Perhaps:
        return ErrorDetails::tr("perhaps");
    case Error::Charge::Yes:
        return ErrorDetails::tr("yes");
    }
    Q_UNREACHABLE();
    return {};
}

QString statusText(const Error &error)
{
    return error.status ? QString::number(*error.status) : QString();
}

QLabel *factLabel(QWidget *parent)
{
    QLabel *label = plainLabel({}, parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setWordWrap(true);
    return label;
}

void addFact(QFormLayout *facts, const QString &name, QLabel *value)
{
    value->setAccessibleName(name);
    facts->addRow(plainLabel(name, value->parentWidget()), value);
}

/// Shows \a text in the row of \a label, and no row where there is none. QFormLayout hides rows from Qt 6.4
/// on.
void setFact(QFormLayout *facts, QLabel *label, const QString &text)
{
    label->setText(text);
    facts->setRowVisible(label, !text.isEmpty());
}

} // namespace

QString displayName(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Network:
        return ErrorDetails::tr("The service was not reached");
    case Error::Kind::Key:
        return ErrorDetails::tr("The key was not accepted");
    case Error::Kind::Quota:
        return ErrorDetails::tr("No credit left");
    case Error::Kind::RateLimit:
        return ErrorDetails::tr("Too many requests");
    case Error::Kind::Refused:
        return ErrorDetails::tr("The prompt was refused");
    case Error::Kind::BadRequest:
        return ErrorDetails::tr("The request cannot be done as it stands");
    case Error::Kind::Service:
        return ErrorDetails::tr("The service failed");
    case Error::Kind::UnreadableAnswer:
        return ErrorDetails::tr("The answer was not readable");
    case Error::Kind::Disk:
        return ErrorDetails::tr("A file or folder failed");
    case Error::Kind::Cancelled:
        return ErrorDetails::tr("Stopped by you");
    case Error::Kind::UnknownOutcome:
        return ErrorDetails::tr("No answer was read");
    }
    Q_UNREACHABLE();
    return {};
}

QString textOf(const Error &error)
{
    QStringList lines{error.message};
    const auto append = [&lines](const QString &name, const QString &value) {
        if (!value.isEmpty())
            lines.append(ErrorDetails::tr("%1: %2", "name of a fact: its value").arg(name, value));
    };
    append(ErrorDetails::tr("Kind"), displayName(error.kind));
    append(ErrorDetails::tr("HTTP status"), statusText(error));
    append(ErrorDetails::tr("Request id"), error.requestId);
    append(ErrorDetails::tr("Charged"), chargeText(error.charge));
    append(ErrorDetails::tr("In its own words"), error.detail);
    return lines.join(u'\n');
}

ErrorDetails::ErrorDetails(QWidget *parent)
    : QWidget(parent)
    , m_message(factLabel(this))
    , m_facts(new QFormLayout)
    , m_kind(factLabel(this))
    , m_status(factLabel(this))
    , m_requestId(factLabel(this))
    , m_charge(factLabel(this))
    , m_saysTitle(plainLabel(tr("In its own &words"), this))
    , m_says(new QPlainTextEdit(this))
    , m_copyButton(new QPushButton(icon(IconName::Copy), tr("&Copy all"), this))
{
    m_message->setAccessibleName(tr("What happened"));
    QFont bold = font();
    bold.setBold(true);
    m_message->setFont(bold);

    m_facts->setHorizontalSpacing(Margin);
    m_facts->setVerticalSpacing(4);
    addFact(m_facts, tr("Kind"), m_kind);
    addFact(m_facts, tr("HTTP status"), m_status);
    addFact(m_facts, tr("Request id"), m_requestId);
    addFact(m_facts, tr("Charged"), m_charge);

    m_says->setReadOnly(true);
    m_says->setTabChangesFocus(true);
    m_says->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_says->setAccessibleName(tr("In its own words"));
    m_saysTitle->setBuddy(m_says);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Margin, Margin, Margin, Margin);
    layout->setSpacing(Margin / 2);
    layout->addWidget(m_message);
    layout->addLayout(m_facts);
    layout->addSpacing(Margin / 2);
    layout->addWidget(m_saysTitle);
    layout->addWidget(m_says, 1);
    layout->addWidget(m_copyButton, 0, Qt::AlignRight);

    connect(m_copyButton, &QPushButton::clicked, this, &ErrorDetails::copy);
    for (QWidget *part : findChildren<QWidget *>(Qt::FindDirectChildrenOnly))
        part->hide();
}

ErrorDetails::~ErrorDetails() = default;

void ErrorDetails::setError(const Error &error)
{
    m_error = error;
    m_message->setText(error.message);
    m_message->show();
    setFact(m_facts, m_kind, displayName(error.kind));
    setFact(m_facts, m_status, statusText(error));
    setFact(m_facts, m_requestId, error.requestId);
    setFact(m_facts, m_charge, chargeText(error.charge));
    m_says->setPlainText(error.detail);
    const bool hasWords = !error.detail.isEmpty();
    m_saysTitle->setVisible(hasWords);
    m_says->setVisible(hasWords);
    m_copyButton->show();
}

void ErrorDetails::copy() const
{
    QGuiApplication::clipboard()->setText(textOf(m_error));
}

} // namespace ContactSheet
