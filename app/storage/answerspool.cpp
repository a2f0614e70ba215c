#include "storage/answerspool.h"

#include "core/filewriting.h"
#include "core/runinpool.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPromise>

#include <algorithm>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// The longest that a kept answer can be, which is the longest answer there is.
constexpr qint64 LargestAnswer = qint64(256) * 1024 * 1024;

/// Answers with links are a few hundred bytes, those with pictures hundreds of thousands.
constexpr qint64 LargestSmallAnswer = 16'000;

/// Writes \a answer as \a name at the first of \a places that takes it, and returns its path.
QString keepAt(const QList<AnswerPlace> &places, const QString &name, const QByteArray &answer)
{
    for (const AnswerPlace &place : places) {
        const QString path = place.folder % u'/' % name;
        if (makeFolderOfAnswers(place) && writePrivateFile(path, answer))
            return path;
    }
    return {};
}

/// What the file is called that holds nothing but the answer to an order.
constexpr auto OwnFileSuffix = ".answer"_L1;

/// Where an answer lies that has a file of its own.
QString ownFileName(const QString &order)
{
    return folderOfAnswers() % u'/' % order % OwnFileSuffix;
}

} // namespace

QString spooledAnswerName(const QString &order, qint64 size)
{
    return size <= LargestSmallAnswer ? answerLinesName() : ownFileName(order);
}

AnswerSpool::AnswerSpool(const QString &folder, const QString &fallbackFolder, QObject *parent)
    : QObject(parent)
    , m_pool(this)
    , m_places{{.folder = folder}, {.folder = fallbackFolder, .isMade = true}}
{
    m_places.removeIf([](const AnswerPlace &place) { return place.folder.isEmpty(); });
    m_lines = std::make_shared<AnswerLines>(m_places);
    m_pool.setMaxThreadCount(1); // One file after another, and none is removed before it was written.
}

AnswerSpool::~AnswerSpool()
{
    tidy();
    m_pool.waitForDone();
}

QFuture<KeptAnswer> AnswerSpool::keep(const QString &order, qint64 size, std::function<KeptAnswer()> make)
{
    m_backlog += size;
    const auto kept = std::make_shared<QPromise<KeptAnswer>>();
    kept->start();
    runInPool(
        &m_pool, this,
        [places = m_places, lines = m_lines, order, size, make = std::move(make), kept] {
            KeptAnswer answer = make();
            answer.isKept = size <= LargestSmallAnswer && lines->add(order, answer.bytes);
            if (!answer.isKept) {
                answer.file = keepAt(places, ownFileName(order), answer.bytes);
                answer.isKept = !answer.file.isEmpty();
            }
            kept->addResult(std::move(answer));
            kept->finish();
            return Done{};
        },
        [this, size](Done) {
            m_backlog -= size;
            emit written();
        });
    return kept->future();
}

void AnswerSpool::remove(const QString &order)
{
    m_removed.insert(order);
    m_pool.start([places = m_places, name = ownFileName(order)] {
        for (const AnswerPlace &place : places)
            QFile::remove(place.folder % u'/' % name);
    });
}

void AnswerSpool::tidy()
{
    m_pool.start([places = m_places, lines = m_lines, orders = std::exchange(m_removed, {})] {
        lines->remove(orders);
        for (const AnswerPlace &place : places)
            QDir(place.folder).rmdir(folderOfAnswers()); // Does nothing to one that is not empty.
    });
}

KeptAnswers::KeptAnswers(const QString &folder, const QString &fallbackFolder)
    : m_folders{folder, fallbackFolder}
{
    m_folders.removeAll(QString());
    for (const QString &place : std::as_const(m_folders))
        m_lines.insert(readAnswerLines(place));
}

bool KeptAnswers::contains(const QString &order) const
{
    return !order.isEmpty()
        && (m_lines.contains(order)
            || std::any_of(m_folders.begin(), m_folders.end(),
                           [name = ownFileName(order)](const auto &folder) {
                               return QFileInfo(folder % u'/' % name).size() > 0;
                           }));
}

QStringList KeptAnswers::orders() const
{
    QStringList orders = m_lines.keys();
    for (const QString &folder : m_folders) {
        const QDir answers(folder % u'/' % folderOfAnswers());
        for (const QString &file : answers.entryList({u'*' % OwnFileSuffix}, QDir::Files))
            orders.append(file.chopped(OwnFileSuffix.size()));
    }
    return orders;
}

QByteArray KeptAnswers::read(const QString &order) const
{
    if (order.isEmpty())
        return {};
    for (const QString &folder : m_folders) {
        const QString path = folder % u'/' % ownFileName(order);
        if (!QFile::exists(path))
            continue;
        const Result<QByteArray> answer = readFile(path, LargestAnswer);
        if (answer && !answer.value().isEmpty())
            return answer.value();
    }
    return m_lines.value(order);
}

} // namespace ContactSheet
