#include "storage/journalmarks.h"

#include "core/filewriting.h"
#include "storage/journalevents.h"
#include "storage/runjournal.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(JournalMarks)
};

QByteArray linesOf(const QList<PictureMark> &marks)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QByteArray lines;
    for (const PictureMark &mark : marks)
        lines += QJsonDocument(markLine(mark, now)).toJson(QJsonDocument::Compact) + '\n';
    return lines;
}

} // namespace

QJsonObject markLine(const PictureMark &mark, const QDateTime &at)
{
    const QString event = mark.kind == PictureMark::Kind::Trash ? u"trash"_s : u"restore"_s;
    // Of the press itself: its runs may have ended, and their clocks with them.
    return JournalEvent::line(event, at, {}, Moment::zero(),
                              {{u"job"_s, qint64(mark.job)}, {u"value"_s, mark.file}});
}

Result<Done> appendMarks(const QString &path, const QList<PictureMark> &marks)
{
    Result<OpenJournal> opened = reopenJournal(path);
    if (!opened)
        return opened.error();
    const OpenJournal journal = std::move(opened).value();
    QFile &file = *journal.file;
    const QByteArray lines = linesOf(marks);
    const qint64 before = file.size();
    if (file.seek(before) && file.write(lines) == lines.size() && file.flush() && syncFile(file.handle()))
        return Done{};
    const QString reason = file.errorString();
    file.resize(before); // Where that fails too, a reader leaves out the line that is cut off.
    return Error{.kind = Error::Kind::Disk,
                 .message = Texts::tr("The run's journal “%1” cannot be written: %2.")
                                .arg(QDir::toNativeSeparators(path), reason),
                 .detail = reason};
}

} // namespace ContactSheet
