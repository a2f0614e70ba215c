#include "practice/imageevents.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

QByteArray eventText(const QString &name, QJsonObject data)
{
    data.insert(u"type"_s, name);
    return "event: " + name.toLatin1() + "\ndata: " + QJsonDocument(data).toJson(QJsonDocument::Compact)
        + "\n\n";
}

} // namespace

QList<QByteArray> imageEvents(const ImagesRequest &request, const QList<QByteArray> &pictures,
                              qint64 createdAt)
{
    QList<QByteArray> events;
    for (qsizetype i = 0; i < pictures.size(); ++i) {
        QJsonObject data{{u"b64_json"_s, QString::fromLatin1(pictures.at(i).toBase64())},
                         {u"created_at"_s, createdAt},
                         {u"background"_s, u"opaque"_s},
                         {u"output_format"_s, keyword(request.format)},
                         {u"quality"_s, request.quality},
                         {u"size"_s, u"%1x%2"_s.arg(request.size.width()).arg(request.size.height())}};
        if (i + 1 < pictures.size()) {
            data.insert(u"partial_image_index"_s, i);
            events.append(eventText(u"image_generation.partial_image"_s, data));
            continue;
        }
        // A painter uses no tokens.
        data.insert(u"usage"_s,
                    QJsonObject{{u"total_tokens"_s, 0},
                                {u"input_tokens"_s, 0},
                                {u"output_tokens"_s, 0},
                                {u"input_tokens_details"_s,
                                 QJsonObject{{u"text_tokens"_s, 0}, {u"image_tokens"_s, 0}}}});
        events.append(eventText(u"image_generation.completed"_s, data));
    }
    return events;
}

} // namespace ContactSheet
