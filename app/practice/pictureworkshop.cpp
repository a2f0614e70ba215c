#include "practice/pictureworkshop.h"

#include "core/runinpool.h"

#include <utility>

namespace ContactSheet {

namespace {

constexpr qsizetype CacheSize = 64 * 1024 * 1024;

} // namespace

struct PictureWorkshop::Batch
{
    Receiver receive = {};
    QList<QByteArray> pictures = {};
    qsizetype missing = 0;
};

PictureWorkshop::PictureWorkshop(QThreadPool *pool, QObject *parent)
    : QObject(parent)
    , m_pool(pool)
    , m_made(CacheSize)
{}

PictureWorkshop::~PictureWorkshop() = default;

void PictureWorkshop::make(const QList<PictureRecipe> &recipes, Receiver receive)
{
    const auto batch = std::make_shared<Batch>();
    batch->receive = std::move(receive);
    batch->pictures.resize(recipes.size());
    batch->missing = recipes.size();
    for (qsizetype i = 0; i < recipes.size(); ++i) {
        const PictureRecipe &recipe = recipes[i];
        if (const QByteArray *made = m_made.object(recipe)) {
            QMetaObject::invokeMethod(
                this, [this, batch, i, picture = *made] { finish(batch, i, picture); }, Qt::QueuedConnection);
            continue;
        }
        runInPool(
            m_pool, this, [recipe] { return makePicture(recipe); },
            [this, batch, i, recipe](const QByteArray &picture) {
                m_made.insert(recipe, new QByteArray(picture), picture.size()); // The cache owns it.
                finish(batch, i, picture);
            });
    }
}

void PictureWorkshop::finish(const std::shared_ptr<Batch> &batch, qsizetype index, const QByteArray &picture)
{
    batch->pictures[index] = picture;
    if (--batch->missing == 0)
        batch->receive(batch->pictures);
}

} // namespace ContactSheet
