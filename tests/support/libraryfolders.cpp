#include "support/libraryfolders.h"

#include "core/blake2b.h"
#include "support/journallines.h"
#include "support/pictures.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

#include <filesystem>

using namespace Qt::StringLiterals;

namespace ContactSheet {

QByteArray pictureOf(const TestPress &press, int index)
{
    // Behind the picture: the same bytes but for what tells it apart, as some cameras write them.
    return pictureBytes() + press.started.toString(Qt::ISODateWithMs).toUtf8() + press.list.toUtf8()
        + QByteArray::number(index);
}

void writePress(const QString &folder, const TestPress &press, const QString &journal)
{
    QVERIFY(QDir().mkpath(folder));
    const QString at = press.started.toUTC().toString(Qt::ISODateWithMs);
    QJsonArray jobs;
    for (int i = 1; i <= press.prompts.size(); ++i)
        jobs.append(QJsonObject{{u"id"_s, i}, {u"index"_s, i}, {u"prompt"_s, press.prompts.at(i - 1)}});
    QByteArray lines = journalLine({{u"event"_s, u"press"_s},
                                    {u"at"_s, at},
                                    {u"list"_s, press.list},
                                    {u"service"_s, press.service},
                                    {u"base_url"_s, u"http://127.0.0.1:1/v1"_s},
                                    {u"names"_s, u"{index}"_s}});
    lines += journalLine({{u"event"_s, u"plan"_s},
                          {u"at"_s, at},
                          {u"mode"_s, u"parallel"_s},
                          {u"at_once"_s, 2},
                          {u"model"_s, press.model},
                          {u"jobs"_s, jobs}});
    for (int i = 1; i <= press.prompts.size(); ++i) {
        lines += journalLine({{u"event"_s, u"sending"_s}, {u"job"_s, i}, {u"attempt"_s, 1}});
        if (!press.hasEnded && i == press.prompts.size())
            break;
        const QByteArray picture = pictureOf(press, i);
        const QString file = u"%1.png"_s.arg(i);
        writeInPlace(folder % u'/' % file, picture);
        lines += journalLine({{u"event"_s, u"saved"_s},
                              {u"job"_s, i},
                              {u"file"_s, file},
                              {u"bytes"_s, picture.size()},
                              {u"width"_s, 16},
                              {u"height"_s, 12},
                              {u"format"_s, u"png"_s},
                              {u"blake2b"_s, QString::fromLatin1(blake2b256(picture).toHex())}});
    }
    if (press.hasEnded)
        lines += journalLine({{u"event"_s, u"run_ended"_s}, {u"wall_ms"_s, 10}});
    for (const QJsonObject &line : press.moreLines)
        lines += journalLine(line);
    writeInPlace(folder % u'/' % journal, lines);
}

void writeInPlace(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

QByteArray readWhole(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void setChanged(const QString &path, const QDateTime &time)
{
    const auto ago = std::chrono::milliseconds(time.msecsTo(QDateTime::currentDateTimeUtc()));
    std::filesystem::last_write_time(path.toStdString(), std::filesystem::file_time_type::clock::now() - ago);
}

} // namespace ContactSheet
