#!/usr/bin/env bash
# Builds the fuzz targets and lets each look for faults: tests/fuzz/run.sh [SECONDS [TARGET...]]
#
# Two at a time, from the inputs in corpus/, the recorded answers under tests/data/answers, and what earlier runs on
# this machine have found worth keeping. A line a target; ends with 1 where one found a fault, whose input it names, and
# with 77 without clang and its fuzzer library. FUZZ_SEED repeats a run's choices.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
build=$root/build/fuzz
seconds=${1:-30}
shift || true
targets=("$@")
((${#targets[@]})) || targets=(alternatives answer base64 eventstream journal jsonoutline modellist names picture prompts
  retryafter stream)

probe=$(mktemp -d)
trap 'rm -rf "$probe"' EXIT
echo 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char *, unsigned long) { return 0; }' >"$probe/probe.cpp"
clang=
for name in clang++ clang++-14 clang++-15 clang++-16 clang++-17 clang++-18 clang++-19; do
  if command -v "$name" >/dev/null && "$name" -fsanitize=fuzzer,address "$probe/probe.cpp" -o "$probe/probe" 2>/dev/null; then
    clang=$name
    break
  fi
done
if [[ -z $clang ]]; then
  echo "libFuzzer needs clang and its runtime libraries (clang, libclang-rt-dev), which are not here."
  exit 77
fi

mkdir -p "$build"
if ! {
  cmake -S "$here" -B "$build" -G Ninja -DCMAKE_CXX_COMPILER="$clang" && cmake --build "$build"
} >"$build/build.log" 2>&1; then
  sed -n "/FAILED:\|CMake Error/,\$p" "$build/build.log" | head -50
  exit 1
fi

seed=${FUZZ_SEED:-$((RANDOM * 32768 + RANDOM))}
echo "Each target runs for $seconds seconds, with the seed $seed."

# What is found is worth keeping, but what each machine finds is not the repository's.
fuzz() {
  local target=$1 log=$build/$1.log options=() seeds=("$here/corpus/$1")
  mkdir -p "$build/corpus/$target"
  case $target in
    answer | modellist | retryafter | stream) seeds+=("$root/tests/data/answers") ;;
  esac
  [[ ! -e $here/$target.dict ]] || options+=("-dict=$here/$target.dict")
  if "$build/fuzz_$target" -max_total_time="$seconds" -seed="$seed" -timeout=10 -rss_limit_mb=2048 -max_len=16384 \
    -artifact_prefix="$build/$target-" "${options[@]}" "$build/corpus/$target" "${seeds[@]}" >"$log" 2>&1; then
    echo "$target: $(grep -oE 'Done [0-9]+ runs in [0-9]+ second' "$log")s, nothing found"
  else
    echo "$target: found a fault; its input is $(grep -oE "$build/$target-[a-z0-9-]+" "$log" | tail -1)"
    grep -E "does not hold|ASSERT|ERROR|SUMMARY|runtime error" "$log" | head -5
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
