#!/usr/bin/env bash
# Uses the window as a person would, with mouse and keys alone: tests/desktop/run.sh PROGRAM FOLDER
#
# Starts PROGRAM on a display of its own, from a home that is empty, makes the three robot dogs with one
# click, lets parallel beat sequential with two more, and saves a picture with three more. Counts the clicks,
# keeps a picture of each step in FOLDER, and fails where something that should be there is not. Needs xvfb,
# openbox, xdotool and imagemagick; status 77 says that one of them is missing.
set -euo pipefail

program=$(readlink -f -- "$1")
mkdir -p -- "$2"
pictures=$(readlink -f -- "$2")

# shellcheck source=tests/desktop/common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
start_desktop
start_program

shot 1-first-start
click "$window" 105 49 # Generate
until_true 20 saved 3
shot 2-three-robot-dogs
echo "Three robot dogs after $clicks click."

click "$window" 331 49 # Sequential
click "$window" 105 49 # Generate
until_true 20 saved 6
shot 3-parallel-beats-sequential
echo "Two runs to compare after $clicks clicks."

click "$window" 450 225 # The first tile
shot 4-a-picture-is-selected
click "$window" -155 96 # Save selected…
find_dialog() { xdotool search --onlyvisible --name '^Save' | tail -n 1 | grep .; }
until_true 10 find_dialog
dialog=$(find_dialog)
shot 5-where-to-save
click "$dialog" -143 -27 # Save 1 picture
until_true 10 test -e "$HOME/Pictures/robot_dog_journey_1.png"
shot 6-saved
echo "A copy was saved after $clicks clicks."

[[ ! -s $scratch/program.log ]] || { echo "The program said:" && cat "$scratch/program.log" && exit 1; }
[[ $clicks == 6 ]]
