#pragma once

namespace ContactSheet {

struct Stage;

/// Paints a composition of plain shapes in few colours: one of four kinds, in turn.
void paintAbstractComposition(Stage &stage);

} // namespace ContactSheet
