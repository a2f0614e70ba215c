#include "library/index/indexrows.h"

#include "core/crc32.h"

#include <QSqlQuery>
#include <QStringDecoder>

#include <algorithm>

namespace ContactSheet {

namespace {

/// How many columns a row has, with its checksum.
constexpr int PictureColumns = 23;
constexpr int PressColumns = 13;

/// More than a service takes, and than can be read in a window. SQLite refuses what is very long, and one
/// journal must not keep the others out of the index.
constexpr qsizetype LongestText = 100'000;

/// Never null: that would be no value.
QByteArray blob(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

QByteArray blob(const QString &text)
{
    return blob(text.first(std::min(text.size(), LongestText)).toUtf8());
}

quint32 checksumOf(const QVariantList &columns)
{
    QByteArray bytes;
    for (const QVariant &column : columns) {
        const bool isNumber = column.typeId() != QMetaType::QByteArray;
        const QByteArray value = isNumber ? QByteArray::number(column.toLongLong()) : column.toByteArray();
        bytes += QByteArray::number(value.size()) + ':' + value;
    }
    return crc32(bytes);
}

void addChecksum(QVariantList &columns)
{
    columns.append(qint64(checksumOf(columns)));
}

/// The columns of a row without the checksum, or nothing where that does not match.
std::optional<QVariantList> checkedColumns(const QSqlQuery &query, int count)
{
    QVariantList columns;
    columns.reserve(count);
    for (int i = 0; i < count; ++i)
        columns.append(query.value(i));
    const qint64 checksum = columns.takeLast().toLongLong();
    return checksum == checksumOf(columns) ? std::optional(columns) : std::nullopt;
}

/// Hands out columns one after another.
class Columns
{
public:
    explicit Columns(const QVariantList &columns)
        : m_columns(columns)
    {}

    qint64 number() { return m_columns.at(m_next++).toLongLong(); }
    QByteArray bytes() { return m_columns.at(m_next++).toByteArray(); }
    QString text()
    {
        // QString::fromUtf8() leaves a mark of the byte order out that stands at the begin.
        return QStringDecoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom)(bytes());
    }
    template<typename Value>
    Value value()
    {
        return Value(number());
    }
    void skip() { ++m_next; }

private:
    const QVariantList &m_columns;
    qsizetype m_next = 0;
};

} // namespace

QVariantList columnsOf(const LibraryPlace &place, const PictureRow &row)
{
    const KnownFile &file = row.file;
    QVariantList columns{place.age,
                         place.press,
                         qint64(place.row),
                         qint64(row.run),
                         qint64(row.job),
                         qint64(row.index),
                         blob(row.prompt),
                         blob(foldedForSearch(row.prompt.first(std::min(row.prompt.size(), LongestText)))),
                         blob(row.model),
                         qint64(row.state),
                         blob(row.error),
                         blob(file.name),
                         file.bytes,
                         qint64(row.size.width()),
                         qint64(row.size.height()),
                         qint64(row.format),
                         blob(file.blake2b),
                         qint64(file.isMarkedTrashed),
                         qint64(file.state),
                         file.seen.bytes,
                         file.seen.time,
                         blob(file.inTrash)};
    addChecksum(columns);
    Q_ASSERT(columns.size() == PictureColumns);
    return columns;
}

std::optional<IndexedPicture> pictureFrom(const QSqlQuery &query)
{
    const std::optional<QVariantList> checked = checkedColumns(query, PictureColumns);
    if (!checked)
        return std::nullopt;
    Columns columns(*checked);
    IndexedPicture picture;
    picture.place.age = columns.number();
    picture.place.press = columns.number();
    picture.place.row = columns.value<int>();
    PictureRow &row = picture.row;
    row.run = columns.value<RunId>();
    row.job = columns.value<JobId>();
    row.index = columns.value<int>();
    row.prompt = columns.text();
    columns.skip(); // What is searched follows from the prompt.
    row.model = columns.text();
    row.state = columns.value<JobState>();
    row.error = columns.text();
    row.file.name = columns.text();
    row.file.bytes = columns.number();
    row.size.setWidth(columns.value<int>());
    row.size.setHeight(columns.value<int>());
    row.format = columns.value<PictureFormat>();
    row.file.blake2b = columns.bytes();
    row.file.isMarkedTrashed = columns.number() != 0;
    row.file.state = columns.value<PictureFileState>();
    row.file.seen.bytes = columns.number();
    row.file.seen.time = columns.number();
    row.file.inTrash = columns.text();
    return picture;
}

QVariantList columnsOf(qint64 id, qint64 folderTime, const PressRow &row)
{
    QVariantList columns{id,
                         blob(row.folder),
                         folderTime,
                         blob(row.journal),
                         row.stamp.bytes,
                         row.stamp.time,
                         row.started,
                         blob(row.listName),
                         blob(row.service),
                         qint64(row.mayBeOpen),
                         blob(row.problem),
                         qint64(row.pictures.size())};
    addChecksum(columns);
    Q_ASSERT(columns.size() == PressColumns);
    return columns;
}

std::optional<ReadPressRow> pressFrom(const QSqlQuery &query)
{
    const std::optional<QVariantList> checked = checkedColumns(query, PressColumns);
    if (!checked)
        return std::nullopt;
    Columns columns(*checked);
    ReadPressRow press;
    press.id = columns.number();
    press.row.folder = columns.text();
    press.folderTime = columns.number();
    press.row.journal = columns.text();
    press.row.stamp.bytes = columns.number();
    press.row.stamp.time = columns.number();
    press.row.started = columns.number();
    press.row.listName = columns.text();
    press.row.service = columns.text();
    press.row.mayBeOpen = columns.number() != 0;
    press.row.problem = columns.text();
    press.pictures = columns.value<int>();
    return press;
}

QByteArray foldedForSearch(const QString &text)
{
    return text.normalized(QString::NormalizationForm_KC).toCaseFolded().toUtf8();
}

} // namespace ContactSheet
