#!/usr/bin/env bash
# Builds the window as shipped, measures its start, its event loop and its gallery, and prints a table. Ends with
# 0 where every goal is met, 1 where one is missed, 2 where nothing could be measured. See README.md.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
build=$root/build/bench

mkdir -p "$build"
if ! {
  cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo \
    -DBUILD_TESTING=OFF -DCONTACTSHEET_BENCHMARKS=ON &&
    cmake --build "$build" --target windowbench loadserver
} >"$build/build.log" 2>&1; then
  cat "$build/build.log" >&2
  exit 2
fi

if [[ -z ${XDG_RUNTIME_DIR:-} ]]; then
  XDG_RUNTIME_DIR=$build/runtime
  mkdir -p -m 700 "$XDG_RUNTIME_DIR"
  export XDG_RUNTIME_DIR
fi

# On a display of its own where there can be one; offscreen elsewhere.
export QT_QPA_PLATFORM=offscreen
if command -v Xvfb >/dev/null; then
  exec {channel}<> <(:)
  Xvfb -displayfd "$channel" -screen 0 1480x940x24 -nolisten tcp >"$build/xvfb.log" 2>&1 &
  display=$!
  trap 'kill "$display"' EXIT
  read -r -t 10 -u "$channel" number
  export DISPLAY=:$number QT_QPA_PLATFORM=xcb
fi
LC_ALL=C.UTF-8 python3 -B "$here/measure_window.py" "$build/tests/bench" "$@"
