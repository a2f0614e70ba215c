# Builds a preset of CMakePresets.json quietly. Sourced after common.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # root and log are set by other files.

core_count() { getconf _NPROCESSORS_ONLN; }

# build_preset PRESET WHAT [-DNAME:TYPE=VALUE...]: configures where needed, and builds into build/PRESET.
# Says so only where there is something to do; on failure shows why and stops the script.
build_preset() {
  local preset=$1 what=$2 tree=$root/build/$1 news="Building $2."
  shift 2
  [[ -e $tree/.ninja_log ]] || news+=" The first time takes some minutes."
  open_log "$preset"
  if needs_configuring "$tree" "$@"; then
    # Fresh: a tree that was copied or moved from elsewhere still builds the files over there.
    (cd "$root" && cmake --preset "$preset" --fresh "$@") >>"$log" 2>&1 ||
      stop_with_log "$what could not be set up for building."
  fi
  NINJA_STATUS='[%f/%t] ' cmake --build "$tree" --parallel "$(core_count)" 2>&1 | follow_build "$news" ||
    stop_with_log "$what could not be built."
}

# Ninja runs CMake again by itself for all but these: options, presets, and a tree that has moved.
needs_configuring() {
  local tree=$1 option cache=$1/CMakeCache.txt
  shift
  [[ -e $tree/build.ninja && ! $root/CMakePresets.json -nt $tree/build.ninja ]] || return 0
  grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache" || return 0
  for option; do
    grep -qxF -- "${option#-D}" "$cache" || return 0
  done
  return 1
}

# follow_build NEWS: keeps what ninja prints in the log. Says NEWS at its first step, then, on a terminal,
# how far it is, in one line that counts.
follow_build() {
  local news=$1 line announced=""
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$log"
    [[ $line =~ ^\[([0-9]+/[0-9]+)\] ]] || continue
    [[ $announced ]] || say "$news"
    announced=yes
    [[ ! -t 2 ]] || printf '\r  %s ' "${BASH_REMATCH[1]}" >&2
  done
  [[ ! $announced || ! -t 2 ]] || printf '\r\033[K' >&2
}
