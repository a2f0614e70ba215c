#include "library/index/indexsearch.h"

#include "library/index/indexrows.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

/// More than anybody types.
constexpr qsizetype MostWords = 20;

template<typename Values>
QString numbersOf(const Values &values)
{
    QStringList numbers;
    for (const auto value : values)
        numbers.append(QString::number(qint64(value)));
    return numbers.join(u", "_s);
}

} // namespace

SearchConditions conditionsOf(const LibrarySearch &search, const QList<qint64> &presses)
{
    QStringList terms;
    QVariantList values;
    if (search.fileStates.isEmpty())
        terms.append(u"file_state <> %1"_s.arg(int(PictureFileState::Trashed)));
    else
        terms.append(u"file_state IN (%1)"_s.arg(numbersOf(search.fileStates)));
    if (!search.states.isEmpty())
        terms.append(u"state IN (%1)"_s.arg(numbersOf(search.states)));
    if (!search.service.isEmpty())
        terms.append(u"press IN (%1)"_s.arg(numbersOf(presses)));
    const auto add = [&terms, &values](const QString &term, const QVariantList &more) {
        terms.append(term);
        values += more;
    };
    // The later a press began the smaller is its age.
    if (search.from)
        add(u"age <= ?"_s, {-search.from->toMSecsSinceEpoch()});
    if (search.before)
        add(u"age > ?"_s, {-search.before->toMSecsSinceEpoch()});
    if (search.after)
        add(u"(age, press, place) > (?, ?, ?)"_s,
            {search.after->age, search.after->press, qint64(search.after->row)});
    if (!search.model.isEmpty())
        add(u"model = ?"_s, {search.model.toUtf8()});
    const QList<QByteArray> words = foldedForSearch(search.words).simplified().split(' ');
    for (const QByteArray &word : words.first(std::min(words.size(), MostWords))) {
        if (!word.isEmpty())
            add(u"instr(folded, ?) > 0"_s, {word});
    }
    return {terms.join(u" AND "_s), values};
}

} // namespace ContactSheet
