// Whatever a prompt, a list or a template says: the name of a file stays one within its folder.
#include "core/filename.h"
#include "core/nametemplate.h"
#include "fuzzing.h"

using namespace ContactSheet;

namespace {

void requireSafe(const QString &name)
{
    Fuzzing::require(!name.isEmpty() && name != u"." && name != u"..");
    Fuzzing::require(!name.contains(u'/') && !name.contains(u'\\') && !name.contains(u'\0'));
    Fuzzing::require(name.toUtf8().size() <= LongestNameBytes);
    Fuzzing::require(safeFileName(name) == name);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(Fuzzing::bytesOf(data, size));
    requireSafe(safeFileName(text));
    const QString raw(reinterpret_cast<const QChar *>(QByteArray(Fuzzing::bytesOf(data, size)).constData()),
                      qsizetype(size / 2)); // With surrogates that stand alone.
    requireSafe(safeFileName(raw));
    static_cast<void>(slug(raw));
    if (const Result<NameTemplate> names = NameTemplate::parse(text))
        requireSafe(names.value().name({.list = raw, .index = 7, .prompt = text, .model = raw}));
    requireSafe(NameTemplate().name({.list = raw, .index = 7, .prompt = text}));
    return 0;
}
