#include "generation/oneorderbody.h"

#include <algorithm>
#include <utility>

namespace ContactSheet {

OneOrderBody::OneOrderBody(QByteArray bytes, QObject *parent)
    : QIODevice(parent)
    , m_bytes(std::move(bytes))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

OneOrderBody::~OneOrderBody() = default;

qint64 OneOrderBody::bytesAvailable() const
{
    return m_bytes.size() - m_position + QIODevice::bytesAvailable();
}

qint64 OneOrderBody::readData(char *data, qint64 maxSize)
{
    const qint64 size = std::min<qint64>(maxSize, m_bytes.size() - m_position);
    if (size <= 0)
        return maxSize > 0 ? -1 : 0;
    std::copy_n(m_bytes.constData() + m_position, size, data);
    m_position += size;
    return size;
}

qint64 OneOrderBody::writeData(const char * /*data*/, qint64 /*size*/)
{
    return -1;
}

} // namespace ContactSheet
