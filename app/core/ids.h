#pragma once

#include <QtGlobal>

namespace ContactSheet {

/// Names one picture to make within a press of Generate; 1 and up, never given twice in a press.
enum class JobId : quint64 {};

/// Names one run within a press of Generate; 1 and up.
enum class RunId : int {};

/// Names one test of an account at its service; 1 and up.
enum class ProbeId : quint64 {};

} // namespace ContactSheet
