#include "library/decodeframes.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <csignal>
#include <cstdio>
#include <cstdlib>

using namespace ContactSheet;
using namespace Qt::StringLiterals;

namespace {

constexpr int StandardOutput = 1; // As a number: a FILE would keep what is written to itself for a while.

/// Does to the picture of \a request what its name says; false where it says nothing.
bool fail(const DecodeRequest &request, QFile *output)
{
    const QString name = QFileInfo(request.file).completeBaseName();
    if (name == u"crash")
        std::raise(SIGSEGV);
    if (name == u"leave")
        std::_Exit(EXIT_SUCCESS);
    if (name == u"leave once" && !QFile::exists(request.file + u".left"_s)) {
        QFile left(request.file + u".left"_s);
        [[maybe_unused]] const bool isOpen = left.open(QIODevice::WriteOnly);
        std::_Exit(EXIT_FAILURE);
    }
    if (name == u"hang")
        QThread::sleep(1000);
    if (name == u"babble")
        return output->write(QByteArray(100'000, 'x')) > 0;
    QImage image(request.box + QSize(1, 0), QImage::Format_RGB32);
    image.fill(Qt::red);
    if (name == u"exceed")
        return writeDecodeAnswer(output, {.image = image});
    if (name == u"stop halfway") {
        QBuffer answer;
        answer.open(QIODevice::WriteOnly);
        const bool isWritten = writeDecodeAnswer(&answer, {.image = image.copy(0, 0, 1, 1)});
        output->write(answer.data().chopped(1));
        std::_Exit(isWritten ? EXIT_SUCCESS : EXIT_FAILURE);
    }
    return false;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QFile input;
    QFile output;
    if (!input.open(stdin, QIODevice::ReadOnly | QIODevice::Unbuffered)
        || !output.open(StandardOutput, QIODevice::WriteOnly | QIODevice::Unbuffered))
        return EXIT_FAILURE;
    while (const std::optional<DecodeRequest> request = readDecodeRequest(&input)) {
        if (!fail(*request, &output) && !writeDecodeAnswer(&output, decodePicture(*request)))
            return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
