#include "library/pictureloader.h"

#include "core/runinpool.h"

namespace ContactSheet {

PictureLoader::PictureLoader(QThreadPool *pool, QObject *parent)
    : QObject(parent)
    , m_pool(pool)
{}

PictureLoader::~PictureLoader()
{
    want({});
}

void PictureLoader::want(const QStringList &files)
{
    m_wanted = files.mid(0, MostPictures);
    const auto isUnwanted = [this](const auto &entry) { return !m_wanted.contains(entry.key()); };
    m_read.removeIf(isUnwanted);
    m_begun.removeIf([&](const auto &begun) {
        if (!isUnwanted(begun))
            return false;
        begun.value()->store(true);
        return true;
    });
    beginMore();
}

WholePicture PictureLoader::picture(const QString &file) const
{
    const auto found = m_read.constFind(file);
    return found != m_read.constEnd() && *found ? found->value() : WholePicture();
}

std::optional<Error> PictureLoader::error(const QString &file) const
{
    const auto found = m_read.constFind(file);
    return found != m_read.constEnd() && !*found ? std::optional(found->error()) : std::nullopt;
}

void PictureLoader::beginMore()
{
    for (const QString &file : std::as_const(m_wanted)) {
        if (m_underWay >= MostPictures)
            return;
        if (m_begun.contains(file) || m_read.contains(file))
            continue;
        ++m_underWay;
        const auto dropped = std::make_shared<std::atomic_bool>(false);
        m_begun.insert(file, dropped);
        runInPool(
            m_pool, this,
            [file, dropped]() -> Result<WholePicture> {
                if (dropped->load())
                    return Error{.kind = Error::Kind::Cancelled};
                return readWholePicture(file);
            },
            [this, file, dropped](const Result<WholePicture> &result) { take(file, dropped, result); });
    }
}

void PictureLoader::take(const QString &file, const Dropped &dropped, const Result<WholePicture> &result)
{
    --m_underWay;
    const bool isWanted = !dropped->load();
    if (isWanted) {
        m_begun.remove(file);
        m_read.insert(file, result);
    }
    beginMore();
    if (!isWanted)
        return;
    if (result)
        emit pictureRead(file);
    else
        emit pictureFailed(file, result.error());
}

} // namespace ContactSheet
