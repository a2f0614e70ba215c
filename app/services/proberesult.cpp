#include "services/proberesult.h"

#include "services/servicecatalog.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ProbeResult)
};

/// How many models there are, in words. Where the models of a service are known, only those for images count.
QString countText(qsizetype count, bool isImagesAlone)
{
    const QString number = QLocale().toString(count);
    if (isImagesAlone)
        return count == 1 ? Texts::tr("It lists 1 image model")
                          : Texts::tr("It lists %1 image models").arg(number);
    return count == 1 ? Texts::tr("It lists 1 model") : Texts::tr("It lists %1 models").arg(number);
}

QString modelsSentence(const QString &count, const QStringList &models, const QString &model)
{
    if (model.isEmpty())
        return count % u'.';
    return models.contains(model) ? Texts::tr("%1; %2 is among them.").arg(count, model)
                                  : Texts::tr("%1; %2 is not among them.").arg(count, model);
}

} // namespace

QString sentenceFor(const ProbeResult &result, const ServiceProfile &service, const QString &model)
{
    if (service.isPractice)
        return Texts::tr("The practice service runs within this program and needs no key.");
    if (!result.listsModels) {
        // Whether it also looked at the key is not known then.
        return result.status == 200
            ? Texts::tr("The server answers, but lists no models. Pictures may still work.")
            : Texts::tr("The server answers, but lists no models (%1). Pictures may still work.")
                  .arg(result.status);
    }
    const QString answers = service.needsKey ? Texts::tr("%1 accepted the key.").arg(service.name)
                                             : Texts::tr("The server answers.");
    if (result.models.isEmpty())
        return answers % u' ' % Texts::tr("It lists no model for images.");
    const QString count = countText(result.models.size(), !service.codec->models().isEmpty());
    return answers % u' ' % modelsSentence(count, result.models, model);
}

} // namespace ContactSheet
