#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace ContactSheet {

/// A press as a test wants it on the disk.
struct TestPress
{
    QString list = QStringLiteral("robot dog");
    QString service = QStringLiteral("compatible");
    QString model = QStringLiteral("model");
    QDateTime started = QDateTime(QDate(2020, 11, 22), QTime(21, 4, 5), Qt::UTC);
    QStringList prompts = {QStringLiteral("a robot dog"), QStringLiteral("a fox")};
    bool hasEnded = true;              ///< Else the last picture was under way.
    QList<QJsonObject> moreLines = {}; ///< At the end of the journal.
};

/// The picture of the prompt \a index of \a press, from 1; no two presses of a library have the same.
[[nodiscard]] QByteArray pictureOf(const TestPress &press, int index);

/// Makes the folder \a folder of \a press: the pictures 1.png, 2.png and so on, and the journal \a journal.
void writePress(const QString &folder, const TestPress &press,
                const QString &journal = QStringLiteral("run.jsonl"));

/// Writes \a bytes in place into the file \a path, as an editor of pictures does.
void writeInPlace(const QString &path, const QByteArray &bytes);

[[nodiscard]] QByteArray readWhole(const QString &path);

/// Gives the file or folder \a path the \a time at which it was changed last.
void setChanged(const QString &path, const QDateTime &time);

} // namespace ContactSheet
