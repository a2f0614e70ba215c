#pragma once

#include "services/serviceanswer.h"

#include <QFile>
#include <QTest>

namespace ContactSheet {

/**
 * The answer in tests/data/answers/<name>.http: a status line, headers, an empty line and the body, as
 * they came over the wire but for the line ends. \a url is where it is said to have come from.
 */
inline ServiceAnswer recordedAnswer(const QString &name, const QUrl &url = {})
{
    QFile file(QFINDTESTDATA(QString(u"data/answers/" + name + u".http")));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("There is no recorded answer called %s.", qPrintable(name));
    ServiceAnswer answer{.status = file.readLine().split(' ').value(1).toInt(), .url = url};
    for (QByteArray line = file.readLine().trimmed(); !line.isEmpty(); line = file.readLine().trimmed()) {
        const qsizetype colon = line.indexOf(':');
        answer.headers.append({line.first(colon), line.sliced(colon + 1).trimmed()});
    }
    answer.body = file.readAll();
    return answer;
}

} // namespace ContactSheet
