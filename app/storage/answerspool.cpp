#include "storage/answerspool.h"

#include "core/filewriting.h"
#include "core/runinpool.h"

#include <QDir>
#include <QFile>
#include <QPromise>

#include <memory>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

QString folderOfAnswers()
{
    return u"incoming"_s;
}

/// Writes \a answer as \a name into the first of \a folders that takes it.
void keepIn(const QStringList &folders, const QString &name, const QByteArray &answer)
{
    for (const QString &folder : folders) {
        if (folder.isEmpty())
            continue;
        QDir(folder).mkdir(folderOfAnswers());
        if (writePrivateFile(folder % u'/' % name, answer))
            return;
    }
}

} // namespace

QString spooledAnswerName(const QString &order)
{
    return folderOfAnswers() % u'/' % order % u".answer";
}

AnswerSpool::AnswerSpool(const QString &folder, const QString &fallbackFolder, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
    , m_fallbackFolder(fallbackFolder)
    , m_pool(this)
{
    m_pool.setMaxThreadCount(1); // One file after another, and none is removed before it was written.
}

AnswerSpool::~AnswerSpool()
{
    tidy();
    m_pool.waitForDone();
}

QFuture<void> AnswerSpool::keep(const QString &order, const QByteArray &answer, const Secret &key)
{
    ++m_backlog;
    const auto kept = std::make_shared<QPromise<void>>();
    kept->start();
    runInPool(
        &m_pool, this,
        [folders = QStringList{m_folder, m_fallbackFolder}, name = spooledAnswerName(order), answer, key,
         kept] {
            keepIn(folders, name, key.maskAsItIs(answer));
            kept->finish();
            return Done{};
        },
        [this](Done) {
            --m_backlog;
            emit written();
        });
    return kept->future();
}

void AnswerSpool::remove(const QString &order)
{
    m_pool.start([folders = QStringList{m_folder, m_fallbackFolder}, name = spooledAnswerName(order)] {
        for (const QString &folder : folders) {
            if (!folder.isEmpty())
                QFile::remove(folder % u'/' % name);
        }
    });
}

void AnswerSpool::tidy()
{
    m_pool.start([folders = QStringList{m_folder, m_fallbackFolder}] {
        for (const QString &folder : folders) {
            if (!folder.isEmpty())
                QDir(folder).rmdir(folderOfAnswers()); // Does nothing to one that is not empty.
        }
    });
}

bool isAnswerKept(const QString &folder, const QString &fallbackFolder, const QString &order)
{
    const QString name = spooledAnswerName(order);
    return !order.isEmpty()
        && (QFile::exists(folder % u'/' % name) || QFile::exists(fallbackFolder % u'/' % name));
}

QByteArray readSpooledAnswer(const QString &folder, const QString &fallbackFolder, const QString &order)
{
    for (const QString &place : {folder, fallbackFolder}) {
        if (place.isEmpty() || order.isEmpty())
            continue;
        const Result<QByteArray> answer =
            readFile(place % u'/' % spooledAnswerName(order), LargestSpooledAnswer);
        if (answer && !answer.value().isEmpty())
            return answer.value();
    }
    return {};
}

} // namespace ContactSheet
