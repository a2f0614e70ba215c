#pragma once

#include <QIcon>

class QWidget;

namespace ContactSheet {

/// The sign beside what does not fit, in the colours and at the text's height of \a widget.
[[nodiscard]] QIcon warningSign(const QWidget *widget);

} // namespace ContactSheet
