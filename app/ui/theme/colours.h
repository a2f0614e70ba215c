#pragma once

#include <QColor>
#include <QPalette>

namespace ContactSheet {

/// The contrast that text needs to be read well (WCAG 2.1, success criterion 1.4.3).
inline constexpr double ReadableContrast = 4.5;

/// The contrast that signs and the edges of what is operated need (WCAG 2.1, success criterion 1.4.11).
inline constexpr double VisibleContrast = 3;

/// How far apart two colours are in brightness, from 1 to 21 (WCAG 2.1, "contrast ratio").
[[nodiscard]] double contrast(const QColor &first, const QColor &second);

/// \a from with \a amount of \a to, which is 0 to 1. Both are taken as opaque.
[[nodiscard]] QColor blended(const QColor &from, const QColor &to, double amount);

/// Whether light text stands on a dark window.
[[nodiscard]] bool isDark(const QPalette &palette);

/// Text that stands back behind other text, readable on the window.
[[nodiscard]] QColor quietText(const QPalette &palette);

/// Text that stands out: the highlight where it can be read on the window, else the text's own colour.
[[nodiscard]] QColor accentText(const QPalette &palette);

/// The base of \a palette with a breath of its highlight, on which its text stays readable.
[[nodiscard]] QColor selectedBackground(const QPalette &palette);

/// A thin line that parts things without being seen first.
[[nodiscard]] QColor faintLine(const QPalette &palette);

} // namespace ContactSheet
