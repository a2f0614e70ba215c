#include "practice/imagesrequest.h"

#include "practice/requestfields.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <tuple>
#include <utility>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

constexpr qsizetype LongestPrompt = 32'000; // In characters, as OpenAI counts.
constexpr int MostPictures = 10;
constexpr int MostPreviews = 3;
constexpr int ShortestSide = 256;
constexpr int LongestSide = 1536;
constexpr QSize SizeOfItsOwnChoice(1024, 1024);

// Above 90 the files grow and nobody sees a difference.
constexpr int UsualCompression = 90;

// JSON numbers are doubles in most programs: above this they skip numbers.
constexpr qint64 LargestSeed = (qint64(1) << 53) - MostPictures;

QString readPrompt(RequestFields &fields)
{
    const QString name = u"prompt"_s;
    if (!fields.has(name))
        fields.refuse(invalidRequest(u"Missing required parameter: 'prompt'."_s, name,
                                     u"missing_required_parameter"_s));
    QString prompt = fields.text(name);
    if (prompt.isEmpty()) {
        fields.refuse(invalidRequest(u"Invalid 'prompt': empty string. Expected at least one character."_s,
                                     name, u"empty_string"_s));
    }
    if (const qsizetype length = prompt.toUcs4().size(); length > LongestPrompt) {
        fields.refuse(
            invalidRequest(u"Invalid 'prompt': string too long. Expected at most %1 characters, but got %2."_s
                               .arg(LongestPrompt)
                               .arg(length),
                           name, u"string_above_max_length"_s));
    }
    return prompt;
}

void checkModel(RequestFields &fields)
{
    const QString model = fields.text(u"model"_s, PracticeModel.toString());
    if (model != PracticeModel) {
        fields.refuse(invalidRequest(
            u"The model '%1' does not exist here. This is a practice service: its one model is "
            "'%2', which draws on this computer."_s.arg(model, PracticeModel),
            u"model"_s, u"model_not_found"_s, 404));
    }
}

QSize readSize(RequestFields &fields)
{
    static const QRegularExpression Form(u"\\A(\\d{1,5})x(\\d{1,5})\\z"_s);
    const QString text = fields.text(u"size"_s, u"auto"_s);
    if (text == u"auto")
        return SizeOfItsOwnChoice;
    const auto match = Form.match(text);
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    const auto fits = [](int side) { return side >= ShortestSide && side <= LongestSide; };
    if (!fits(size.width()) || !fits(size.height())) {
        fields.refuse(invalidRequest(
            u"Invalid value: '%1'. Supported are 'auto' and WIDTHxHEIGHT with %2 to %3 pixels a "
            "side."_s.arg(text)
                .arg(ShortestSide)
                .arg(LongestSide),
            u"size"_s, u"invalid_value"_s));
    }
    return size;
}

PictureFormat readFormat(RequestFields &fields)
{
    QStringList words;
    for (const PictureFormat format : {PictureFormat::Png, PictureFormat::Jpeg, PictureFormat::Webp}) {
        if (canWrite(format))
            words.append(keyword(format));
    }
    const QString word = fields.oneOf(u"output_format"_s, words, u"png"_s);
    return pictureFormatFromKeyword(word).value_or(PictureFormat::Png);
}

int readCompression(RequestFields &fields, PictureFormat format)
{
    const QString name = u"output_compression"_s;
    const auto compression = fields.integer(name, 0, 100, UsualCompression);
    if (format != PictureFormat::Png)
        return int(compression);
    if (fields.has(name) && compression != 100) {
        fields.refuse(invalidRequest(
            u"Invalid 'output_compression': only 'jpeg' and 'webp' can be compressed with loss."_s, name,
            u"invalid_value"_s));
    }
    return 0;
}

void readStreaming(RequestFields &fields, ImagesRequest &request)
{
    const QString previews = u"partial_images"_s;
    request.isStreamed = fields.flag(u"stream"_s, false);
    request.previews = int(fields.integer(previews, 0, MostPreviews, 0));
    if (!request.isStreamed) {
        if (request.previews > 0) {
            fields.refuse(
                invalidRequest(u"Invalid 'partial_images': only an answer with 'stream' has them."_s,
                               previews, u"invalid_value"_s));
        }
        return;
    }
    // Its events neither name links nor say which picture they belong to.
    if (fields.has(u"response_format"_s) && request.wantsLinks) {
        fields.refuse(
            invalidRequest(u"Invalid 'response_format': a stream carries its picture as 'b64_json'."_s,
                           u"response_format"_s, u"invalid_value"_s));
    }
    if (request.count > 1) {
        fields.refuse(
            invalidRequest(u"Invalid 'n': a stream carries one picture."_s, u"n"_s, u"invalid_value"_s));
    }
    request.wantsLinks = false;
}

/// Fields that are understood and make no difference, as far as they ask for nothing that cannot be done.
void checkHarmlessFields(RequestFields &fields)
{
    std::ignore = fields.oneOf(u"background"_s, {u"auto"_s, u"opaque"_s}, u"auto"_s);
    std::ignore = fields.oneOf(u"moderation"_s, {u"auto"_s, u"low"_s}, u"auto"_s);
    std::ignore = fields.text(u"user"_s);
    std::ignore = fields.text(u"safety_identifier"_s);
}

} // namespace

PictureRecipe ImagesRequest::recipe(int index) const
{
    return {.prompt = prompt,
            .number = firstNumber + quint64(index),
            .size = size,
            .format = format,
            .quality = compression};
}

QList<PictureRecipe> ImagesRequest::streamedRecipes() const
{
    QList<PictureRecipe> recipes(previews + 1, recipe(0));
    for (int i = 0; i < previews; ++i)
        recipes[i].coarseness = previews - i;
    return recipes;
}

std::variant<ImagesRequest, ApiError> readImagesRequest(const QByteArray &body)
{
    QJsonParseError parsing;
    const QJsonDocument document = QJsonDocument::fromJson(body, &parsing);
    if (!document.isObject()) {
        const QString reason =
            parsing.error == QJsonParseError::NoError ? u"it is no object"_s : parsing.errorString();
        return invalidRequest(u"The body of the request has to be a JSON object in UTF-8: %1."_s.arg(reason),
                              {}, {});
    }

    RequestFields fields(document.object());
    ImagesRequest request;
    request.prompt = readPrompt(fields);
    checkModel(fields);
    request.count = int(fields.integer(u"n"_s, 1, MostPictures, 1));
    request.firstNumber = quint64(fields.integer(u"seed"_s, 0, LargestSeed, 0));
    request.size = readSize(fields);
    request.quality = fields.oneOf(
        u"quality"_s, {u"auto"_s, u"low"_s, u"medium"_s, u"high"_s, u"standard"_s, u"hd"_s}, u"auto"_s);
    request.wantsLinks = fields.oneOf(u"response_format"_s, {u"url"_s, u"b64_json"_s}, u"url"_s) == u"url";
    request.format = readFormat(fields);
    request.compression = readCompression(fields, request.format);
    readStreaming(fields, request);
    checkHarmlessFields(fields);
    if (auto error = fields.error())
        return *std::move(error);
    return request;
}

} // namespace ContactSheet
