#!/usr/bin/env bash
# Makes the pictures of the README: tests/desktop/docs.sh PROGRAM FOLDER, a finished run of Both with ten
# prompts, light and dark, into FOLDER/window-light.png and window-dark.png.
set -euo pipefail

program=$(readlink -f -- "$1")
mkdir -p -- "$2"
pictures=$(readlink -f -- "$2")
# shellcheck source=tests/desktop/common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
start_desktop

mkdir -p "$HOME/Pictures" "$HOME/.local/share/Contact Sheet" "$HOME/.config/Contact Sheet"
cat >"$HOME/.local/share/Contact Sheet/list.json" <<'END'
{"name": "robot dog journey", "prompts": [
  {"prompt": "robot dog in a lab"}, {"prompt": "robot dog exploring the city"},
  {"prompt": "robot dog watching the sunset"},
  {"prompt": "robot dog {asleep|reading|cooking} in a cabin, {oil painting|ink wash}"},
  {"prompt": "robot dog crossing a rope bridge in heavy rain, seen from far below, 35 mm film"}]}
END

for theme in light dark; do
  printf '[run]\nmode=both\nat_once=8\n[window]\ntheme=%s\n[gallery]\ntile_size=150\n' "$theme" \
    >"$HOME/.config/Contact Sheet/settings.ini"
  before=$(find "$HOME/Pictures" -name '*.png' | wc -l)
  start_program
  click "$window" 105 49 # Generate
  all_saved() { [[ $(find "$HOME/Pictures" -name '*.png' | wc -l) == $((before + 20)) ]]; }
  until_true 60 all_saved
  sleep 1
  click "$window" 640 225 # The second tile
  sleep 0.5
  import -window "$window" "$pictures/window-$theme.png"
  kill "${started[-1]}"
  wait "${started[-1]}" 2>/dev/null || true
  unset 'started[-1]'
done
