// Names of files out of prompts, names of lists and templates: safe on every system, and stable.
#include "core/filename.h"
#include "core/nametemplate.h"
#include "property.h"

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

void requireSafe(const QString &name)
{
    require(!name.isEmpty(), "a name is not empty");
    require(name.toUtf8().size() <= LongestNameBytes, "a name is not too long");
    require(QString::fromUtf8(name.toUtf8()) == name, "a name is whole characters");
    for (const QChar c : name) {
        require(!QLatin1StringView("<>:\"/\\|?*").contains(c), "no system reserves a character of a name");
        require(c.unicode() >= 0x20 && c.unicode() != 0x7F, "a name has no control character");
        require(c.unicode() < 0x202A || c.unicode() > 0x202E, "a name changes no direction of writing");
    }
    require(!name.startsWith(u'.') && !name.startsWith(u'-'), "a name hides nothing and is no option");
    require(!name.endsWith(u'.') && !name.endsWith(u' '), "a name ends as Windows likes it");
    require(safeFileName(name) == name, "a safe name stays as it is");
}

} // namespace

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    if (size == 0)
        return 0;
    // In UTF-16 a fuzzer finds halves of characters, in UTF-8 it finds words.
    const QByteArray rest = bytesOf(data + 1, size - 1);
    const QString text = data[0] % 2 == 0
        ? QString::fromUtf8(rest)
        : QString(reinterpret_cast<const QChar *>(rest.constData()), rest.size() / 2);
    requireSafe(safeFileName(text));
    requireSafe(safeFileName(numberedName(safeFileName(text), 2)));

    const qsizetype longest = 1 + data[0] / 4;
    const QString word = slug(text, longest);
    require(word.size() <= longest, "a word is not longer than asked for");
    require(!word.contains(u' ') && !word.contains(u'/') && !word.contains(u'\\'), "a word is one word");
    require(word.isEmpty() || !QString(u"_.-"_s).contains(word.back()), "a word ends with a letter or digit");

    const qsizetype cut = text.indexOf(u'\n');
    const QString value = cut < 0 ? text : text.sliced(cut + 1);
    const NameValues values{.list = value,
                            .index = data[0],
                            .prompt = value,
                            .started = QDateTime(QDate(2026, 10, 21), QTime(7, 28)),
                            .model = value,
                            .size = value};
    if (const Result<NameTemplate> names = NameTemplate::parse(text.left(cut < 0 ? text.size() : cut)))
        requireSafe(names.value().name(values));
    else
        require(!names.error().message.isEmpty(), "a wrong template is told in a sentence");
    return 0;
}
