#!/usr/bin/env bash
# Does the program, built as it is shipped, start and do its job? tests/smoke.sh PROGRAM VERSION
set -euo pipefail

program=$1 version=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

answer=$("$program" --version)
[[ $answer == *"$version"* ]] || {
  echo "--version says '$answer' and not $version"
  exit 1
}

"$program" generate --speed instant --out "$folder"
for index in 1 2 3; do
  picture=$folder/robot_dog_journey_$index.png
  [[ $(head -c 8 "$picture" | od -An -tx1) == " 89 50 4e 47 0d 0a 1a 0a" ]] || {
    echo "$picture is not a PNG file"
    exit 1
  }
done
# Keys are in its memory: that must not be written anywhere when it crashes.
if [[ -e /proc/self/limits ]]; then
  mkfifo "$folder/said"
  "$program" practice >"$folder/said" &
  read -r <"$folder/said" # It has started.
  limits=$(grep "Max core file size" "/proc/$!/limits")
  kill $!
  wait $! || true
  [[ $limits == *" 0 "*" 0 "* ]] || {
    echo "the program may leave a dump of its memory: $limits"
    exit 1
  }
fi

echo "Version $version made three pictures."
