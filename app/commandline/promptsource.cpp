#include "commandline/promptsource.h"

#include "core/filewriting.h"
#include "prompts/promptlistreader.h"
#include "prompts/samplelist.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(PromptSource)
};

/// A hundred thousand prompts of the greatest length fit many times over.
constexpr qint64 LargestList = 64LL * 1000 * 1000;

Result<QByteArray> readStandardInput()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly)) {
        return Error{.kind = Error::Kind::Disk,
                     .message = Texts::tr("The standard input cannot be read: %1.").arg(input.errorString())};
    }
    const QByteArray bytes = input.readAll();
    if (bytes.size() > LargestList) {
        return Error{.kind = Error::Kind::BadRequest,
                     .message = Texts::tr("The standard input holds more than any list of prompts.")};
    }
    return bytes;
}

Result<PromptList> readList(const QString &file)
{
    const bool isInput = file == u"-";
    const QString shown = isInput ? Texts::tr("the standard input") : file;
    const Result<QByteArray> bytes = isInput ? readStandardInput() : readFile(file, LargestList);
    if (!bytes)
        return bytes.error();
    const Result<QList<Prompt>> prompts = readPromptLines(bytes.value());
    if (!prompts) {
        Error error = prompts.error();
        error.message = shown % u": "_s % error.message;
        return error;
    }
    return PromptList{.name = isInput ? u"prompts"_s : QFileInfo(file).completeBaseName(),
                      .file = shown,
                      .prompts = prompts.value()};
}

PromptList listOf(const QStringList &prompts)
{
    PromptList list{.name = u"prompts"_s};
    for (const QString &prompt : prompts)
        list.prompts.append({.text = prompt, .line = int(list.prompts.size()) + 1});
    return list;
}

} // namespace

Result<PromptList> readPromptSource(const QStringList &prompts, const QString &file, const QString &name)
{
    Result<PromptList> list = !file.isEmpty() ? readList(file)
        : prompts.isEmpty()                   ? Result<PromptList>(sampleList())
                                              : Result<PromptList>(listOf(prompts));
    if (!list || name.isEmpty())
        return list;
    PromptList renamed = std::move(list).value();
    renamed.name = name;
    return renamed;
}

} // namespace ContactSheet
