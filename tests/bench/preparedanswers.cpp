#include "preparedanswers.h"

#include <QBuffer>
#include <QByteArray>
#include <QImage>

#include <random>
#include <stdexcept>

namespace ContactSheet::Bench {

namespace {

constexpr std::size_t differentPictures = 4;

// Noise of this many levels leaves a PNG as large as that of a photograph of the same size.
constexpr std::uint32_t noiseLevels = 14;

// The three channels climb in different directions and together stay below 256.
QImage noisyGradient(int edge, std::mt19937 &random)
{
    QImage image(edge, edge, QImage::Format_RGB888);
    const auto noisy = [&](int climb) {
        return static_cast<uchar>(climb * 230 / edge + static_cast<int>(random() % noiseLevels));
    };
    for (int y = 0; y < edge; ++y) {
        uchar *pixel = image.scanLine(y);
        for (int x = 0; x < edge; ++x) {
            *pixel++ = noisy(x);
            *pixel++ = noisy(y);
            *pixel++ = noisy(edge - x);
        }
    }
    return image;
}

QByteArray toPng(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, "PNG"))
        throw std::runtime_error("this Qt cannot write PNG");
    return bytes;
}

} // namespace

PreparedAnswers::PreparedAnswers(int edge, std::uint64_t seed)
{
    std::mt19937 random(static_cast<std::mt19937::result_type>(seed));
    for (std::size_t index = 0; index < differentPictures; ++index) {
        const QByteArray png = toPng(noisyGradient(edge, random));
        m_pictures.push_back(png.toStdString());
        m_base64Answers.push_back(R"({"created":1767225600,"data":[{"b64_json":")"
                                  + png.toBase64().toStdString() + R"("}]})");
    }
}

std::string_view PreparedAnswers::picture(std::size_t number) const
{
    return m_pictures[number % m_pictures.size()];
}

std::string_view PreparedAnswers::base64Answer(std::size_t number) const
{
    return m_base64Answers[number % m_base64Answers.size()];
}

std::string urlAnswer(std::uint16_t port, std::size_t number)
{
    return R"({"created":1767225600,"data":[{"url":"http://127.0.0.1:)" + std::to_string(port) + "/pictures/"
        + std::to_string(number) + R"(.png"}]})";
}

} // namespace ContactSheet::Bench
