#include "ui/widgets/icons.h"

#include "ui/theme/colours.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <iterator>

using namespace Qt::StringLiterals;

namespace ContactSheet {

namespace {

struct IconFile
{
    IconName name;
    const char *file;
};

constexpr IconFile Files[] = {
    {IconName::ActualSize, "actual-size"},
    {IconName::Add, "add"},
    {IconName::Both, "both"},
    {IconName::Check, "check"},
    {IconName::Close, "close"},
    {IconName::Copy, "copy"},
    {IconName::Details, "details"},
    {IconName::Down, "down"},
    {IconName::Duplicate, "duplicate"},
    {IconName::Error, "error"},
    {IconName::Export, "export"},
    {IconName::Filter, "filter"},
    {IconName::Find, "find"},
    {IconName::Folder, "folder"},
    {IconName::FullScreen, "full-screen"},
    {IconName::Generate, "generate"},
    {IconName::Grid, "grid"},
    {IconName::Help, "help"},
    {IconName::Import, "import"},
    {IconName::Keyboard, "keyboard"},
    {IconName::More, "more"},
    {IconName::Next, "next"},
    {IconName::Parallel, "parallel"},
    {IconName::Previous, "previous"},
    {IconName::Redo, "redo"},
    {IconName::Retry, "retry"},
    {IconName::Save, "save"},
    {IconName::SaveAll, "save-all"},
    {IconName::Sequential, "sequential"},
    {IconName::Settings, "settings"},
    {IconName::Star, "star"},
    {IconName::Stop, "stop"},
    {IconName::Table, "table"},
    {IconName::Theme, "theme"},
    {IconName::Trash, "trash"},
    {IconName::Undo, "undo"},
    {IconName::Up, "up"},
    {IconName::Warning, "warning"},
    {IconName::Waterfall, "waterfall"},
    {IconName::ZoomFit, "zoom-fit"},
    {IconName::ZoomIn, "zoom-in"},
    {IconName::ZoomOut, "zoom-out"},
};

constexpr bool isInOrder()
{
    for (int i = 0; i < IconCount; ++i) {
        if (int(Files[i].name) != i)
            return false;
    }
    return true;
}

static_assert(std::size(Files) == IconCount && isInOrder());

QString filePath(const char *file)
{
    return u":/icons/%1.svg"_s.arg(QLatin1StringView(file));
}

/// \a svg as a picture of \a size in device pixels, in the middle of it where that is no square.
QPixmap rendered(const QByteArray &svg, const QSize &size)
{
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(svg);
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF({}, size));
    return pixmap;
}

QColor colourFor(QIcon::Mode mode, QIcon::State state)
{
    const QPalette palette = QGuiApplication::palette();
    if (mode == QIcon::Disabled)
        return palette.color(QPalette::Disabled, QPalette::WindowText);
    if (mode == QIcon::Selected)
        return palette.color(QPalette::HighlightedText);
    return state == QIcon::On ? accentText(palette) : palette.color(QPalette::WindowText);
}

/// Draws a sign when it is needed, in the colours of that moment.
class SignEngine final : public QIconEngine
{
public:
    explicit SignEngine(const char *file)
        : m_file(file)
    {}

    [[nodiscard]] QIconEngine *clone() const override { return new SignEngine(m_file); }
    [[nodiscard]] QString key() const override { return u"ContactSheetSign"_s; }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const double ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect, pixmap((QSizeF(rect.size()) * ratio).toSize(), mode, state));
    }

    /// \a size is in device pixels, as QIcon asks for it on every screen.
    [[nodiscard]] QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        if (size.isEmpty())
            return {};
        const QString colour = colourFor(mode, state).name();
        const QString key = u"ContactSheet/%1/%2x%3/%4"_s.arg(QLatin1StringView(m_file))
                                .arg(size.width())
                                .arg(size.height())
                                .arg(colour);
        QPixmap pixmap;
        if (!QPixmapCache::find(key, &pixmap)) {
            QFile file(filePath(m_file));
            if (!file.open(QIODevice::ReadOnly))
                return {};
            pixmap = rendered(file.readAll().replace("currentColor", colour.toLatin1()), size);
            QPixmapCache::insert(key, pixmap);
        }
        return pixmap;
    }

private:
    const char *m_file; ///< A literal of the table above.
};

} // namespace

QIcon icon(IconName name)
{
    return QIcon(new SignEngine(Files[int(name)].file));
}

QIcon applicationIcon()
{
    QIcon icon;
    QFile file(filePath("contactsheet"));
    if (file.open(QIODevice::ReadOnly)) {
        const QByteArray svg = file.readAll();
        for (const int side : {16, 24, 32, 48, 64, 128, 256})
            icon.addPixmap(rendered(svg, {side, side}));
    }
    return icon;
}

} // namespace ContactSheet
