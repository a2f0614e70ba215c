#include "storage/answerlines.h"

#include "core/base64.h"
#include "core/filewriting.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// Between two line ends, so that one that was cut off before it spoils nothing.
QByteArray lineOf(const QString &order, const QByteArray &answer)
{
    const QJsonObject line{{u"order"_s, order}, {u"answer"_s, QString::fromLatin1(answer.toBase64())}};
    return '\n' + QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
}

QString pathIn(const QString &folder)
{
    return folder % u'/' % answerLinesName();
}

/// The answers in the file \a path, by their orders, or nothing where it cannot be read.
std::optional<QHash<QString, QByteArray>> answersIn(const QString &path)
{
    const Result<QByteArray> bytes = readFile(path, LargestAnswerLines);
    if (!bytes)
        return std::nullopt;
    QHash<QString, QByteArray> answers;
    for (const QByteArray &text : bytes.value().split('\n')) {
        const QJsonObject line = QJsonDocument::fromJson(text).object();
        if (const std::optional<QByteArray> answer = decodeBase64(line[u"answer"_s].toString().toLatin1()))
            answers.insert(line[u"order"_s].toString(), *answer);
    }
    return answers;
}

} // namespace

QString folderOfAnswers()
{
    return u"incoming"_s;
}

QString answerLinesName()
{
    return folderOfAnswers() % u"/answers.jsonl";
}

bool makeFolderOfAnswers(const AnswerPlace &place)
{
    const QDir folder(place.folder);
    if (place.isMade)
        folder.mkpath(folderOfAnswers());
    else
        folder.mkdir(folderOfAnswers());
    return folder.exists(folderOfAnswers()); // Whoever made it.
}

AnswerLines::AnswerLines(const QList<AnswerPlace> &places)
    : m_places(places)
{}

AnswerLines::~AnswerLines() = default;

bool AnswerLines::add(const QString &order, const QByteArray &answer)
{
    const QByteArray line = lineOf(order, answer);
    return std::any_of(m_places.cbegin(), m_places.cend(),
                       [this, &line](const AnswerPlace &place) { return addAt(place, line); });
}

bool AnswerLines::addAt(const AnswerPlace &place, const QByteArray &line)
{
    const QString path = pathIn(place.folder);
    // Somebody may have removed the folder while it was open.
    if (!m_file.isOpen() || m_file.fileName() != path || isDeletedFile(m_file.handle())) {
        m_file.close();
        m_file.setFileName(path);
        if (!makeFolderOfAnswers(place)
            || !m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered,
                            QFileDevice::ReadOwner | QFileDevice::WriteOwner))
            return false;
    }
    const qint64 before = m_file.size();
    if (before + line.size() > LargestAnswerLines)
        return false;
    if (m_file.write(line) == line.size())
        return true;
    m_file.resize(before); // A full disk has cut it short.
    return false;
}

void AnswerLines::remove(const QSet<QString> &orders)
{
    m_file.close();
    for (const AnswerPlace &place : std::as_const(m_places)) {
        const QString path = pathIn(place.folder);
        const std::optional<QHash<QString, QByteArray>> all = answersIn(path);
        if (!all)
            continue; // There is none, or what is in it cannot be known: more is kept than has to be.
        QByteArray rest;
        qsizetype left = 0;
        for (auto answer = all->cbegin(); answer != all->cend(); ++answer) {
            if (orders.contains(answer.key()))
                continue;
            rest += lineOf(answer.key(), answer.value());
            ++left;
        }
        if (left == 0)
            QFile::remove(path);
        else if (left < all->size()) // Where it fails, more is kept than has to be.
            static_cast<void>(replaceFile(path, rest));
    }
}

QHash<QString, QByteArray> readAnswerLines(const QString &folder)
{
    return answersIn(pathIn(folder)).value_or(QHash<QString, QByteArray>());
}

} // namespace ContactSheet
