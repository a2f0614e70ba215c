#include "ui/theme/palettes.h"

#include "ui/theme/colours.h"

namespace ContactSheet {

namespace {

/// What the other colours of a palette are made of.
struct Paints
{
    QColor window;
    QColor base;
    QColor button;
    QColor text;
    QColor quietText;    ///< For hints in empty fields.
    QColor disabledText; ///< Seen to be there, and not to be pressed.
    QColor accent;
    QColor onAccent;
    QColor visited;
    QColor alarm; ///< BrightText: what must be seen.
    QColor tip;
};

constexpr QPalette::ColorRole TextRoles[] = {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                                             QPalette::ToolTipText};

QPalette paletteOf(const Paints &paints)
{
    QPalette palette(paints.button, paints.window);
    palette.setColor(QPalette::Window, paints.window);
    palette.setColor(QPalette::Base, paints.base);
    palette.setColor(QPalette::AlternateBase, blended(paints.base, paints.text, 0.03));
    palette.setColor(QPalette::Button, paints.button);
    palette.setColor(QPalette::ToolTipBase, paints.tip);
    for (const QPalette::ColorRole role : TextRoles)
        palette.setColor(role, paints.text);
    palette.setColor(QPalette::PlaceholderText, paints.quietText);
    palette.setColor(QPalette::BrightText, paints.alarm);
    palette.setColor(QPalette::Highlight, paints.accent);
    palette.setColor(QPalette::HighlightedText, paints.onAccent);
#if QT_VERSION >= QT_VERSION_CHECK(6, 6, 0)
    palette.setColor(QPalette::Accent, paints.accent);
#endif
    palette.setColor(QPalette::Link, paints.accent);
    palette.setColor(QPalette::LinkVisited, paints.visited);

    // Edges and shadows, from the lightest to the darkest.
    const QColor black(Qt::black);
    const bool dark = isDark(palette);
    palette.setColor(QPalette::Light, dark ? blended(paints.window, paints.text, 0.18) : paints.base);
    palette.setColor(QPalette::Midlight, blended(paints.window, paints.text, dark ? 0.12 : 0.04));
    palette.setColor(QPalette::Mid, blended(paints.window, paints.text, dark ? 0.25 : 0.18));
    palette.setColor(QPalette::Dark,
                     dark ? blended(paints.window, black, 0.4) : blended(paints.window, paints.text, 0.35));
    palette.setColor(QPalette::Shadow, dark ? black : blended(paints.window, paints.text, 0.6));

    for (const QPalette::ColorRole role : TextRoles)
        palette.setColor(QPalette::Disabled, role, paints.disabledText);
    palette.setColor(QPalette::Disabled, QPalette::PlaceholderText, paints.disabledText);
    palette.setColor(QPalette::Disabled, QPalette::Base, paints.window);
    palette.setColor(QPalette::Disabled, QPalette::Button, paints.window);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, blended(paints.window, paints.text, 0.2));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, paints.text);
    return palette;
}

} // namespace

QPalette lightPalette()
{
    return paletteOf({
        .window = QColor(0xf2, 0xf1, 0xef),
        .base = QColor(0xff, 0xff, 0xff),
        .button = QColor(0xff, 0xff, 0xff),
        .text = QColor(0x1c, 0x1b, 0x1a),
        .quietText = QColor(0x6a, 0x69, 0x66),
        .disabledText = QColor(0x90, 0x8e, 0x8a),
        .accent = QColor(0xb9, 0x3a, 0x08),
        .onAccent = QColor(0xff, 0xff, 0xff),
        .visited = QColor(0x7a, 0x3d, 0x8c),
        .alarm = QColor(0xb3, 0x26, 0x1e),
        .tip = QColor(0xff, 0xff, 0xff),
    });
}

QPalette darkPalette()
{
    return paletteOf({
        .window = QColor(0x24, 0x24, 0x26),
        .base = QColor(0x1b, 0x1b, 0x1d),
        .button = QColor(0x1e, 0x1e, 0x20),
        .text = QColor(0xec, 0xeb, 0xe9),
        .quietText = QColor(0xa2, 0xa1, 0x9e),
        .disabledText = QColor(0x79, 0x78, 0x76),
        .accent = QColor(0xf5, 0x79, 0x3b),
        .onAccent = QColor(0x1a, 0x0e, 0x06),
        .visited = QColor(0xc9, 0x97, 0xd8),
        .alarm = QColor(0xff, 0x8a, 0x80),
        .tip = QColor(0x34, 0x34, 0x37),
    });
}

} // namespace ContactSheet
