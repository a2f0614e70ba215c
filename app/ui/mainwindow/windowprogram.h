#pragma once

namespace ContactSheet {

/// Whether there is a screen for a window; where there is none, making a QApplication would end the program.
[[nodiscard]] bool hasDisplay();

/// The program with its window, from the start to the end; returns the exit status of the process. Where the
/// person has a window already, that one is raised instead.
[[nodiscard]] int runWindow(int &argc, char *argv[]);

} // namespace ContactSheet
