// JsonOutline reads what Qt's parser reads, and leaves the long strings where they are.
#include "core/jsonoutline.h"

#include "property.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace ContactSheet;

namespace {

/// Whether \a outline, or the value of it that \a value stands for, says the same as \a expected.
void compare(const JsonOutline &outline, const QJsonValue &value, const QJsonValue &expected)
{
    if (expected.isArray()) {
        const QJsonArray values = value.toArray();
        const QJsonArray others = expected.toArray();
        require(values.size() == others.size(), "an array has as many values as Qt's parser finds");
        for (qsizetype i = 0; i < values.size(); ++i)
            compare(outline, values.at(i), others.at(i));
    } else if (expected.isObject()) {
        const QJsonObject values = value.toObject();
        const QJsonObject others = expected.toObject();
        // Long names, and those that look like a placeholder, stay placeholders: no service has any.
        if (values.keys() != others.keys())
            return;
        auto member = values.begin();
        for (auto other = others.begin(); other != others.end(); ++other, ++member)
            compare(outline, *member, *other);
    } else if (expected.isString() && !outline.longString(value)) {
        require(outline.string(value) == expected.toString(),
                "a short string is read as Qt's parser reads it");
    } else if (expected.isString()) {
        // UTF-8 has nothing for halves of characters, and a byte order mark at the beginning is taken away.
        // Of an escape that is none, nothing is left.
        const QString other = expected.toString();
        const QString text = outline.string(value);
        require(text.isEmpty() || text == other || QString::fromUtf8(other.toUtf8()) != other,
                "a long string is read as Qt's parser reads it");
    } else {
        require(value == expected, "other values are those that Qt's parser reads");
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    // Long strings are what it is for, and a fuzzer seldom makes one: here one byte does.
    QByteArray text = bytesOf(data, size);
    text.replace("~", QByteArray(JsonOutline::ShortestLongString, 'A'));
    const Result<JsonOutline> outline = JsonOutline::parse(text);
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    const bool isJson = problem.error == QJsonParseError::NoError;
    require(outline || !isJson, "what Qt's parser reads is read");
    if (!outline) {
        require(!outline.error().detail.isEmpty(), "the error says where");
        return 0;
    }
    if (isJson)
        compare(outline.value(), outline.value().root(),
                document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()));
    return 0;
}
