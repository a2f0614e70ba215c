#include "core/csvcell.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

bool isVisible(QChar c)
{
    return !c.isSpace() && c.category() != QChar::Other_Control && c.category() != QChar::Other_Format;
}

bool looksLikeFormula(const QString &text)
{
    if (text.startsWith(u'\t') || text.startsWith(u'\r') || text.startsWith(u'\n'))
        return true;
    const auto *const first = std::find_if(text.begin(), text.end(), isVisible);
    if (first == text.end())
        return false;
    // Wide, small and raised ones become the same.
    const QString plain = QString(*first).normalized(QString::NormalizationForm_KC);
    return u"=+-@"_s.contains(plain);
}

} // namespace

QString csvCell(QString text, CsvReader reader)
{
    if (reader == CsvReader::Spreadsheet && looksLikeFormula(text))
        text.prepend(u'\'');
    return u'"' % text.replace(u'"', u"\"\""_s) % u'"';
}

} // namespace ContactSheet
