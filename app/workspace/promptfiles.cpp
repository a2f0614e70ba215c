#include "workspace/promptfiles.h"

#include "core/filewriting.h"
#include "core/runinpool.h"
#include "prompts/promptlistfile.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// \a error with the name of the file that it is about before it.
Error about(const QString &path, Error error)
{
    const QString name = QFileInfo(path).fileName();
    if (!error.message.contains(name))
        error.message = name % u": "_s % error.message;
    return error;
}

Result<PromptList> readList(const QString &path)
{
    const Result<QByteArray> bytes = readFile(path, PromptFiles::LargestFile);
    if (!bytes)
        return about(path, bytes.error());
    const Result<QList<Prompt>> prompts = readPrompts(QFileInfo(path).fileName(), bytes.value());
    if (!prompts)
        return about(path, prompts.error());
    return PromptList{.name = QFileInfo(path).completeBaseName(),
                      .file = QFileInfo(path).fileName(),
                      .prompts = prompts.value()};
}

Result<QString> writeList(const QString &path, const QList<Prompt> &prompts)
{
    const WrittenPrompts written = writePrompts(prompts);
    const QFileInfo chosen(path);
    if (chosen.suffix().compare(written.extension, Qt::CaseInsensitive) == 0) {
        const Result<Done> done = replaceFile(path, written.bytes);
        return done ? Result<QString>(path) : Result<QString>(about(path, done.error()));
    }
    // Another ending than the one that was chosen names another file, about which nobody was asked.
    const QString folder = chosen.absolutePath();
    const Result<QString> name =
        writeNewFile(folder, chosen.completeBaseName(), written.extension, written.bytes);
    return name ? Result<QString>(folder % u'/' % name.value()) : Result<QString>(about(path, name.error()));
}

} // namespace

PromptFiles::PromptFiles(QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

PromptFiles::~PromptFiles()
{
    m_pool.waitForDone();
}

void PromptFiles::read(const QString &path, Purpose purpose)
{
    runInPool(
        &m_pool, this, [path] { return readList(path); },
        [this, purpose](const Result<PromptList> &list) {
            if (list)
                emit listRead(list.value(), purpose);
            else
                emit failed(list.error());
        });
}

void PromptFiles::write(const QString &path, const PromptList &list)
{
    runInPool(
        &m_pool, this, [path, prompts = list.prompts] { return writeList(path, prompts); },
        [this](const Result<QString> &target) {
            if (target)
                emit listWritten(target.value());
            else
                emit failed(target.error());
        });
}

} // namespace ContactSheet
