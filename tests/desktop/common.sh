# A display with a window manager, and the program on it, for scripts that use it with mouse and keys. Sourced
# by them, with `program` and `pictures` set to the program and the folder for pictures of the steps.
# shellcheck shell=bash
# shellcheck disable=SC2154  # program and pictures come from the script that sources this.

for tool in Xvfb openbox xdotool import; do
  command -v "$tool" >/dev/null || { echo "$tool is missing."; exit 77; }
done

scratch=$(mktemp -d)
started=()
cleanup() {
  for ((i = ${#started[@]} - 1; i >= 0; --i)); do kill "${started[i]}" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$scratch"
}
trap cleanup EXIT

# until_true SECONDS COMMAND...: waits until COMMAND succeeds, or stops the script.
until_true() {
  local patience=$1 end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < end)) || { echo "Not within $patience s: $*" >&2; exit 1; }
    sleep 0.1
  done
}

# start_desktop: an empty home, a display of its own and a window manager.
start_desktop() {
  exec {channel}<> <(:)
  Xvfb -displayfd "$channel" -screen 0 1480x940x24 -nolisten tcp >"$scratch/xvfb.log" 2>&1 &
  started+=($!)
  read -r -t 10 -u "$channel" number
  export DISPLAY=:$number QT_QPA_PLATFORM=xcb LC_ALL=C.UTF-8 HOME=$scratch/home XDG_RUNTIME_DIR=$scratch/runtime
  unset WAYLAND_DISPLAY XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME
  mkdir -p "$HOME" "$XDG_RUNTIME_DIR"
  chmod 700 "$XDG_RUNTIME_DIR"
  openbox >"$scratch/openbox.log" 2>&1 &
  started+=($!)
  until_true 10 xdotool get_num_desktops
}

find_window() { xdotool search --onlyvisible --name '^Contact Sheet$' | tail -n 1 | grep .; }

# start_program: starts the program and gives its window a known place and size.
start_program() {
  "$program" >"$scratch/program.log" 2>&1 &
  started+=($!)
  until_true 20 find_window
  window=$(find_window)
  # The window manager may have placed it already as it is wanted: then there is nothing to wait for.
  timeout 3 xdotool windowmove "$window" 0 0 windowsize --sync "$window" 1440 880 || true
  xdotool windowactivate --sync "$window"
  sleep 0.5
}

clicks=0
# click WINDOW X Y: where X or Y is negative it counts from the right or the lower edge.
click() {
  local x=$2 y=$3 WIDTH HEIGHT
  eval "$(xdotool getwindowgeometry --shell "$1" | grep -E '^(WIDTH|HEIGHT)=')"
  ((x >= 0)) || x=$((WIDTH + x))
  ((y >= 0)) || y=$((HEIGHT + y))
  xdotool mousemove --window "$1" "$x" "$y" click 1
  clicks=$((clicks + 1))
}
shot() { sleep 0.7; import -window root "$pictures/$1.png"; }
saved() { [[ $(find "$HOME/Pictures/Contact Sheet" -name 'robot_dog_journey_*.png' | wc -l) == "$1" ]]; }
