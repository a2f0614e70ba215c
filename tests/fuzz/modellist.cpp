// The answer to the test of an account: models by names that can be shown and chosen.
#include "services/modellist.h"

#include "property.h"
#include "wireanswer.h"

using namespace ContactSheet;

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const ProbeOutcome outcome = readModelList(wireAccount(true), wireAnswer(bytesOf(data, size)));
    if (const auto *error = std::get_if<Error>(&outcome)) {
        requireFit(*error);
        return 0;
    }
    const QStringList models = std::get<ProbeResult>(outcome).models;
    require(models.size() <= 1000, "a list that is offered has an end");
    for (const QString &model : models) {
        require(!model.isEmpty() && model.size() <= 200, "a model has a name that can be shown");
        require(!model.contains(QLatin1StringView(WireKey)), "no model is called after the key");
        require(models.count(model) == 1, "no model stands in the list twice");
    }
    return 0;
}
