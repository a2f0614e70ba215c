#!/usr/bin/env bash
# Builds the fuzz targets and lets each look for faults: tests/fuzz/run.sh [SECONDS [TARGET...]]
# A line a target; ends with 1 where one found a fault, whose input it names, and with 77 without clang.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
build=$root/build/fuzz
seconds=${1:-30}
shift || true
targets=("$@")
((${#targets[@]})) || targets=(answer journal names picture prompts retryafter stream)

clang=
for name in clang++ clang++-14 clang++-15 clang++-16 clang++-17 clang++-18 clang++-19; do
  command -v "$name" >/dev/null && clang=$name && break
done
if [[ -z $clang ]]; then
  echo "libFuzzer needs clang, which is not here."
  exit 77
fi

mkdir -p "$build"
if ! {
  cmake -S "$here" -B "$build" -G Ninja -DCMAKE_CXX_COMPILER="$clang" && cmake --build "$build"
} >"$build/build.log" 2>&1; then
  tail -50 "$build/build.log"
  exit 1
fi

# What is found is worth keeping, but what each machine finds is not the repository's.
fuzz() {
  local target=$1 log=$build/$1.log
  mkdir -p "$build/corpus/$target"
  if "$build/fuzz_$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=16384 \
    -artifact_prefix="$build/$target-" "$build/corpus/$target" "$here/corpus/$target" >"$log" 2>&1; then
    echo "$target: $(grep -oE 'Done [0-9]+ runs in [0-9]+ second' "$log")s, nothing found"
  else
    echo "$target: found a fault; its input is $(grep -oE "$build/$target-[a-z0-9-]+" "$log" | tail -1)"
    grep -E "ERROR|SUMMARY|runtime error" "$log" | head -5
    return 1
  fi
}

failed=0
running=()
for target in "${targets[@]}"; do
  fuzz "$target" &
  running+=($!)
  if ((${#running[@]} == 2)); then
    for one in "${running[@]}"; do wait "$one" || failed=1; done
    running=()
  fi
done
for one in "${running[@]}"; do wait "$one" || failed=1; done
exit "$failed"
