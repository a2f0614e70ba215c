#!/usr/bin/env bash
# Are the sources formatted as .clang-format says? tests/check_format.sh TOP_OF_THE_TREE
# Leaves with status 77 where clang-format 14 is missing: other versions format differently.
set -euo pipefail
cd "$1"

for formatter in clang-format-14 clang-format none; do
  [[ $("$formatter" --version 2>/dev/null) != *" version 14."* ]] || break
done
if [[ $formatter == none ]]; then
  echo "Not checked: clang-format 14 is not installed."
  exit 77
fi

find app tests -name node_modules -prune -o \( -name '*.cpp' -o -name '*.h' \) -print0 |
  xargs -0 "$formatter" --dry-run -Werror || {
  echo "To format the files named above: $formatter -i FILE"
  exit 1
}
echo "Every source is formatted as .clang-format says."
