#include "workspace/listkeeper.h"

#include "core/filewriting.h"
#include "core/runinpool.h"
#include "prompts/keptlist.h"
#include "prompts/samplelist.h"
#include "workspace/promptfiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ContactSheet {

namespace {

/// Typing makes a change a key: what was typed within this time is written at once.
constexpr auto WriteDelay = 500ms;

/// What load() found, and what was wrong with it.
struct Kept
{
    PromptList list = {};
    std::optional<Error> error = {};
};

Kept readKept(const QString &path)
{
    if (!QFileInfo::exists(path))
        return {.list = sampleList()};
    const Result<QByteArray> bytes = readFile(path, PromptFiles::LargestFile);
    const Result<PromptList> list = bytes ? readKeptList(bytes.value()) : bytes.error();
    if (list)
        return {.list = list.value()};
    // Written over it would be gone for good.
    const QString aside = path % u".unreadable"_s;
    QFile::remove(aside);
    QFile::rename(path, aside);
    return {.list = sampleList(),
            .error =
                Error{.kind = Error::Kind::Disk,
                      .message = ListKeeper::tr("The list of your last session could not be read. It was "
                                                "put aside as “%1”, and the sample list is shown.")
                                     .arg(QDir::toNativeSeparators(aside)),
                      .detail = list.error().message}};
}

Result<Done> writeKept(const QString &path, const PromptList &list)
{
    QDir().mkpath(QFileInfo(path).absolutePath()); // Where that fails, writing says why.
    return replaceFile(path, writeKeptList(list));
}

} // namespace

ListKeeper::ListKeeper(PromptListModel &model, const QString &path, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_path(path)
{
    m_pool.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(WriteDelay);
    connect(&m_timer, &QTimer::timeout, this, &ListKeeper::write);
}

ListKeeper::~ListKeeper()
{
    if (m_isChanged)
        write();
    m_pool.waitForDone();
}

QString ListKeeper::personalPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) % u"/list.json"_s;
}

void ListKeeper::load()
{
    runInPool(
        &m_pool, this, [path = m_path] { return readKept(path); },
        [this](const Kept &kept) {
            emit loaded(kept.list);
            if (kept.error)
                emit failed(*kept.error);
            follow();
        });
}

void ListKeeper::follow()
{
    const auto note = [this] {
        m_isChanged = true;
        m_timer.start();
    };
    connect(&m_model, &PromptListModel::dataChanged, this,
            [note](const QModelIndex &, const QModelIndex &, const QList<int> &roles) {
                // How a run goes on is no part of the list.
                if (roles != QList<int>{PromptListModel::ProgressRole})
                    note();
            });
    connect(&m_model, &PromptListModel::rowsInserted, this, note);
    connect(&m_model, &PromptListModel::rowsRemoved, this, note);
    connect(&m_model, &PromptListModel::rowsMoved, this, note);
    connect(&m_model, &PromptListModel::modelReset, this, note);
    connect(&m_model, &PromptListModel::nameChanged, this, note);
}

void ListKeeper::write()
{
    m_isChanged = false;
    runInPool(
        &m_pool, this, [path = m_path, list = m_model.list()] { return writeKept(path, list); },
        [this](const Result<Done> &written) {
            if (!written)
                emit failed(written.error());
        });
}

} // namespace ContactSheet
