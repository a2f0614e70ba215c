#!/bin/sh
# Builds the program as shipped and the tools of this folder, measures, and prints a table of ratios.
# Ends with 0 where every goal is met, 1 where one is missed, 2 where nothing could be measured. See README.md.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=$root/build/bench

case " $* " in
*" --help "* | *" -h "*) exec python3 -B "$here/measure.py" --help ;;
esac

missing=
for tool in cmake ninja c++ python3; do
    command -v "$tool" >/dev/null || missing="$missing $tool"
done
if [ -n "$missing" ]; then
    echo "run.sh: these commands are missing:$missing. tests/run.sh installs what the build needs." >&2
    exit 2
fi

mkdir -p "$build"
if ! {
    cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo \
        -DBUILD_TESTING=OFF -DCONTACTSHEET_BENCHMARKS=ON &&
        cmake --build "$build" --target contactsheet loadserver rawclient &&
        cmake -S "$root" -B "$build-without-durability" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo \
            -DBUILD_TESTING=OFF -DCONTACTSHEET_WITHOUT_DURABILITY=ON &&
        cmake --build "$build-without-durability" --target contactsheet
} >"$build/build.log" 2>&1; then
    cat "$build/build.log" >&2
    exit 2
fi

exec python3 -B "$here/measure.py" --build "$build" \
    --without-durability "$build-without-durability/contactsheet" "$@"
