#pragma once

#include <QImage>
#include <QSize>
#include <QString>

namespace ContactSheet {

/**
 * Paints what \a prompt asks for, as far as it knows the words: a scene of them, or an abstract
 * composition where it knows none.
 *
 * The picture is Format_RGB32 and exactly \a size pixels, whose sides are 256 to 1536. The same prompt
 * and \a number give the same picture, byte for byte; another number gives the same subject in other
 * colours, at another hour or in another pose.
 *
 * A pure function for any thread; it needs no QGuiApplication. It takes a few milliseconds at any
 * size, because what is larger than 512 pixels is painted at 512 and scaled up.
 */
[[nodiscard]] QImage paintScene(const QString &prompt, quint64 number, QSize size);

} // namespace ContactSheet
