#include "services/capabilities.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Capabilities)
};

Error wrongOption(const QString &message)
{
    return {.kind = Error::Kind::BadRequest, .message = message};
}

std::optional<Error> whyNotSize(const QSize &size, const SizeRule &rule)
{
    if (!rule.fixed.isEmpty()) {
        if (rule.fixed.contains(size))
            return std::nullopt;
        QStringList names;
        for (const QSize &fixed : rule.fixed)
            names.append(sizeText(fixed));
        return wrongOption(Texts::tr("This model does not make pictures of %1. Choose one of %2.")
                               .arg(sizeText(size), names.join(u", "_s)));
    }
    const int longSide = std::max(size.width(), size.height());
    const int shortSide = std::min(size.width(), size.height());
    if (shortSide < rule.shortest) {
        return wrongOption(Texts::tr("%1 is too small for this model: each side has at least %2 pixels.")
                               .arg(sizeText(size))
                               .arg(rule.shortest));
    }
    if (longSide > rule.longest || shortSide > rule.longestShortSide) {
        return wrongOption(Texts::tr("%1 is too large for this model: at most %2.")
                               .arg(sizeText(size), sizeText({rule.longest, rule.longestShortSide})));
    }
    if (size.width() % rule.multipleOf != 0 || size.height() % rule.multipleOf != 0) {
        return wrongOption(Texts::tr("%1 does not fit this model: both sides must be multiples of %2.")
                               .arg(sizeText(size))
                               .arg(rule.multipleOf));
    }
    if (rule.largestAspect > 0 && longSide > shortSide * rule.largestAspect) {
        return wrongOption(Texts::tr("%1 is too long for this model: one side is at most %2 times the other.")
                               .arg(sizeText(size))
                               .arg(rule.largestAspect));
    }
    return std::nullopt;
}

} // namespace

Result<Done> checkOptions(const ImageOptions &options, const Capabilities &capabilities)
{
    if (options.size) {
        if (const std::optional<Error> error = whyNotSize(*options.size, capabilities.sizes))
            return *error;
    }
    if (!options.quality.isEmpty() && !capabilities.qualities.isEmpty()
        && !capabilities.qualities.contains(options.quality)) {
        return wrongOption(Texts::tr("This model does not know the quality “%1”. Choose one of %2.")
                               .arg(options.quality, capabilities.qualities.join(u", "_s)));
    }
    return Done{};
}

Result<Done> checkPrompt(const QString &prompt, const Capabilities &capabilities)
{
    const qsizetype length = prompt.toUcs4().size();
    if (!capabilities.longestPrompt || length <= *capabilities.longestPrompt)
        return Done{};
    return wrongOption(Texts::tr("The prompt has %1 characters; this model takes at most %2. Shorten it.")
                           .arg(QLocale().toString(length), QLocale().toString(*capabilities.longestPrompt)));
}

QList<QSize> offeredSizes(const Capabilities &capabilities)
{
    if (!capabilities.sizes.fixed.isEmpty())
        return capabilities.sizes.fixed;
    static const QList<QSize> usual{{512, 512},   {768, 768},   {1024, 1024}, {1536, 1024}, {1024, 1536},
                                    {1536, 864},  {864, 1536},  {1792, 1024}, {1024, 1792}, {2048, 2048},
                                    {2560, 1440}, {1440, 2560}, {3840, 2160}, {2160, 3840}};
    QList<QSize> offered;
    for (const QSize &size : usual) {
        if (!whyNotSize(size, capabilities.sizes))
            offered.append(size);
    }
    return offered;
}

std::optional<QSize> sizeFromText(const QString &text)
{
    static const QRegularExpression form(uR"(^\s*([1-9][0-9]{0,4})\s*[xX×*]\s*([1-9][0-9]{0,4})\s*$)"_s);
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return QSize(match.captured(1).toInt(), match.captured(2).toInt());
}

QString sizeText(const QSize &size)
{
    return u"%1x%2"_s.arg(size.width()).arg(size.height());
}

} // namespace ContactSheet
