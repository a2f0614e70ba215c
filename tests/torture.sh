#!/usr/bin/env bash
# Does to the program whatever may happen to it, and counts what became of what was paid for.
#
#   tests/torture.sh [--quick] [--only NAME] [--seed N] [--program PATH] [--asan]
#
# --quick does a tenth of everything. --only takes one suite, or "fuzz"; it may be given several times. --asan runs
# the tests with ASan and UBSan as well. Ends with 1 where anything was lost, ordered twice or otherwise wrong, with 2
# where every suite was skipped. See tests/torture/README.md. Linux only.
set -euo pipefail

root=$(dirname -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")")
# shellcheck source=packaging/common.sh
. "$root/packaging/common.sh"
# shellcheck source=packaging/build.sh
. "$root/packaging/build.sh"

program="" minutes=10 only=() options=() with_asan="" fuzzes=yes
while (($#)); do
  case $1 in
    --quick)
      options+=(--quick)
      minutes=1
      ;;
    --only)
      only+=("${2:?--only needs a name}")
      shift
      ;;
    --seed)
      options+=(--seed "${2:?--seed needs a number}")
      export FUZZ_SEED=$2
      shift
      ;;
    --program)
      program=${2:?--program needs a path}
      shift
      ;;
    --asan) with_asan=yes ;;
    --help | -h)
      sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
      exit 0
      ;;
    *) stop "tests/torture.sh does not know $1. tests/torture.sh --help lists what it takes." ;;
  esac
  shift
done

for tool in cc python3; do
  has "$tool" || stop "$tool is missing. tests/run.sh installs what the build needs."
done
use_utf8_locale
if [[ ! $program ]]; then
  build_preset release "Contact Sheet"
  program=$root/build/release/contactsheet
fi
[[ -x $program ]] || stop "There is no program at $program."

# Not beside the build: a path with a space is two in LD_PRELOAD, and neither is there (ld.so(8)).
shims=$(mktemp -d)
trap 'rm -rf "$shims"' EXIT
for shim in shim clock; do
  cc -O1 -Wall -Wextra -Werror -shared -fPIC "$root/tests/torture/$shim.c" -o "$shims/$shim.so" -ldl
done

suites=()
for name in "${only[@]}"; do
  [[ $name == fuzz ]] || suites+=(--only "$name")
done
if ((${#only[@]})); then
  [[ " ${only[*]} " == *" fuzz "* ]] || fuzzes=""
fi

status=0
if ((${#suites[@]} || !${#only[@]})); then
  python3 -B "$root/tests/torture/torture.py" --program "$program" --shims "$shims" "${options[@]}" "${suites[@]}" ||
    status=$?
fi
if [[ $fuzzes ]]; then
  echo
  fuzzed=0
  "$root/tests/fuzz/run.sh" $((minutes * 60)) || fuzzed=$?
  case $fuzzed in
    0 | 77) ;;
    *) status=1 ;;
  esac
fi
if [[ $with_asan ]]; then
  echo
  "$root/tests/run.sh" -LE fuzz || status=1
fi
exit "$status"
