#!/usr/bin/env bash
# Builds Contact Sheet and starts it: packaging/start.sh [ARGUMENT ...]
#
# Installs what is missing (on Debian 12 and 13 and Ubuntu 24.04), builds into build/release and starts
# the program with the arguments, in the folder where you are. The exit status is the program's.
set -euo pipefail

root=$(dirname -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")")
# shellcheck source=packaging/common.sh
. "$root/packaging/common.sh"
# shellcheck source=packaging/packages.sh
. "$root/packaging/packages.sh"
# shellcheck source=packaging/build.sh
. "$root/packaging/build.sh"

program=$root/build/release/contactsheet

# The person's own folder for pictures, which has another name in another language.
pictures_folder() (
  HOME=${HOME:-$root/build}
  # shellcheck source=/dev/null
  . "${XDG_CONFIG_HOME:-$HOME/.config}/user-dirs.dirs" 2>/dev/null || true
  echo "${XDG_PICTURES_DIR:-$HOME/Pictures}"
)

make_sample_pictures() {
  local folder
  folder="$(pictures_folder)/Contact Sheet/Practice/$(date '+%Y-%m-%d %H-%M-%S') robot dog journey"
  say "$1 The sample list is made on the command line instead:"
  say "three pictures drawn on this computer, one after another and then at once, into"
  say "  $folder"
  exec "$program" generate --mode both --out "$folder" --report "$folder/report.json"
}

use_utf8_locale
ensure "${build_needs[@]}" "${run_needs[@]}"
build_preset release "Contact Sheet"

if [[ $# -gt 0 ]]; then
  exec "$program" "$@"
elif [[ -z ${DISPLAY:-} && -z ${WAYLAND_DISPLAY:-} && $(uname -s) == Linux ]]; then
  make_sample_pictures "There is no display here."
else
  exec "$program" # With its window.
fi
