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
constexpr qint64 LargestPiece = 64LL * 1024;

/// What a list is called that brings no name along; ".txt" brings none either.
QString unnamed()
{
    return u"prompts"_s;
}

Result<QByteArray> readStandardInput()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly)) {
        return Error{.kind = Error::Kind::Disk,
                     .message = Texts::tr("The standard input cannot be read: %1.").arg(input.errorString())};
    }
    // Piece by piece: the input may never end, and a pipe gives at a time what has been written into it.
    QByteArray bytes;
    for (QByteArray piece = input.read(LargestPiece); !piece.isEmpty() && bytes.size() <= LargestList;
         piece = input.read(LargestPiece))
        bytes += piece;
    if (bytes.size() > LargestList) {
        return Error{.kind = Error::Kind::BadRequest,
                     .message = Texts::tr("Standard input holds more than any list of prompts.")};
    }
    return bytes;
}

Result<PromptList> readList(const QString &file)
{
    const bool isInput = file == u"-";
    const QString shown = isInput ? Texts::tr("Standard input") : file;
    const Result<QByteArray> bytes = isInput ? readStandardInput() : readFile(file, LargestList);
    if (!bytes)
        return bytes.error();
    const Result<QList<Prompt>> prompts = readPromptLines(bytes.value());
    if (!prompts) {
        Error error = prompts.error();
        error.message = shown % u": "_s % error.message;
        return error;
    }
    const QString name = isInput ? QString() : QFileInfo(file).completeBaseName();
    return PromptList{.name = name.isEmpty() ? unnamed() : name, .file = shown, .prompts = prompts.value()};
}

PromptList listOf(const QStringList &prompts)
{
    PromptList list{.name = unnamed()};
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
