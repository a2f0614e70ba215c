#!/bin/sh
# Builds the window as shipped and the tools that measure it, measures, and prints a table with goals.
# Ends with 0 where every goal is met, 1 where one is missed, 2 where nothing could be measured. See README.md.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=$root/build/bench

case " $* " in
*" --help "* | *" -h "*) exec python3 -B "$here/measure_window.py" --help ;;
esac

mkdir -p "$build"
if ! {
    cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo \
        -DBUILD_TESTING=OFF -DCONTACTSHEET_BENCHMARKS=ON &&
        cmake --build "$build" --target contactsheet emptywindow gallerytiles loadserver waterfallbars wholewindow windowgaps
} >"$build/build.log" 2>&1; then
    cat "$build/build.log" >&2
    exit 2
fi

exec python3 -B "$here/measure_window.py" --build "$build" "$@"
