# What the scripts share. Sourced by them, with `root` set to the top of the source tree.
# Whatever is said goes to standard error: standard output belongs to the program that is started.
# shellcheck shell=bash
# shellcheck disable=SC2154  # root comes from the script that sources this.

say() { printf '%s\n' "$*" >&2; }

# stop SENTENCE: says what went wrong and what to do, and ends the script.
stop() {
  say "$*"
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# A bare machine has no locale set, and Qt warns at each start unless the locale speaks UTF-8.
use_utf8_locale() {
  [[ $(locale charmap 2>/dev/null) == UTF-8 ]] || export LC_ALL=C.UTF-8
}

# open_log NAME: empties build/NAME.log and puts its path into `log`.
open_log() {
  log=$root/build/$1.log
  { mkdir -p "$root/build" && : >"$log"; } 2>/dev/null ||
    stop "Cannot write to $root/build. Make that folder yours to write, then start this again."
}

# stop_with_log SENTENCE: shows the part of the log that tells why, names the whole, and ends the script.
stop_with_log() {
  local reason
  # A build goes on beside the file that failed, so the reason is seldom in the last lines.
  reason=$(sed -n '/^FAILED:\|^CMake Error/,$p' "$log" | head -n 80)
  say "${reason:-$(tail -n 20 "$log")}"
  say ""
  stop "$* Everything that was printed is in $log"
}
