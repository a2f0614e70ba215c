#include "storage/answerspool.h"

#include "core/filewriting.h"
#include "core/runinpool.h"

#include <QDir>
#include <QFile>
#include <QPromise>

#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// Answers with links are a few hundred bytes, those with pictures hundreds of thousands.
constexpr qsizetype LargestSmallAnswer = 16'000;

QString folderOfAnswers()
{
    return u"incoming"_s;
}

/// Writes \a answer as \a name into the first of \a folders that takes it.
void keepIn(const QStringList &folders, const QString &name, const QByteArray &answer)
{
    for (const QString &folder : folders) {
        QDir(folder).mkdir(folderOfAnswers());
        if (writePrivateFile(folder % u'/' % name, answer))
            return;
    }
}

void removeFrom(const QStringList &folders, const QString &order)
{
    for (const QString &folder : folders)
        QFile::remove(folder % u'/' % spooledAnswerName(order));
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
    m_backlog += answer.size();
    if (answer.size() <= LargestSmallAnswer)
        m_small.insert(order);
    const auto kept = std::make_shared<QPromise<void>>();
    kept->start();
    runInPool(
        &m_pool, this,
        [folders = folders(), name = spooledAnswerName(order), answer, key, kept] {
            keepIn(folders, name, key.maskAsItIs(answer));
            kept->finish();
            return Done{};
        },
        [this, size = answer.size()](Done) {
            m_backlog -= size;
            emit written();
        });
    return kept->future();
}

void AnswerSpool::remove(const QString &order)
{
    if (m_small.remove(order))
        m_removedLater.append(order);
    else
        m_pool.start([folders = folders(), order] { removeFrom(folders, order); });
}

void AnswerSpool::tidy()
{
    m_pool.start([folders = folders(), orders = std::exchange(m_removedLater, {})] {
        for (const QString &order : orders)
            removeFrom(folders, order);
        for (const QString &folder : folders)
            QDir(folder).rmdir(folderOfAnswers()); // Does nothing to one that is not empty.
    });
}

QStringList AnswerSpool::folders() const
{
    QStringList folders{m_folder, m_fallbackFolder};
    folders.removeAll(QString());
    return folders;
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
