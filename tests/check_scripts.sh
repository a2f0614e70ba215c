#!/usr/bin/env bash
# Are the shell scripts sound? tests/check_scripts.sh TOP_OF_THE_TREE
# Bash reads each; ShellCheck, where it is installed, judges it.
set -euo pipefail
cd "$1"

scripts=(.ci/run)
while IFS= read -r -d '' file; do
  scripts+=("$file")
done < <(find packaging tests -name node_modules -prune -o -name '*.sh' -print0)

for script in "${scripts[@]}"; do
  bash -n "$script"
done
if command -v shellcheck >/dev/null; then
  shellcheck -x "${scripts[@]}"
fi
echo "${#scripts[@]} scripts are sound."
