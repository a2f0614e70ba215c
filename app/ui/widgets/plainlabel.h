#pragma once

class QLabel;
class QString;
class QWidget;

namespace ContactSheet {

/**
 * A label that shows \a text as it is, whatever stands in it: prompts, words of services and file names are
 * text, never markup. QLabel's own guess would load pictures and follow links. Owned by \a parent.
 */
[[nodiscard]] QLabel *plainLabel(const QString &text, QWidget *parent);

/// \a text for a tooltip, which Qt would otherwise take for markup where it looks like it.
[[nodiscard]] QString plainToolTip(const QString &text);

} // namespace ContactSheet
