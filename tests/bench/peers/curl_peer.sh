#!/bin/bash
# What a careful script with curl does: all orders by `curl --parallel`, all linked pictures by another, and
# then the files. What can be done to all files by one command is.
# Arguments: BASE_URL ORDERS AT_ONCE SIZE url|b64_json FOLDER safely|only-write
set -euo pipefail

base_url=$1 orders=$2 at_once=$3 size=$4 form=$5 folder=$6 manner=$7
work=$(mktemp -d "$folder/.work.XXXXXX")
mkdir "$work/answers" "$work/pictures"

# fetch CONFIG: everything that the file names, as many at once as asked for.
fetch() {
    curl --no-progress-meter --parallel --parallel-immediate --parallel-max "$at_once" --fail --config "$1"
}

for ((index = 1; index <= orders; ++index)); do
    ((index == 1)) || echo next
    echo "url = \"$base_url/images/generations\""
    echo 'header = "Content-Type: application/json"'
    echo "data = \"{\\\"model\\\":\\\"load\\\",\\\"prompt\\\":\\\"a robot dog, picture $index of a benchmark\\\",\\\"n\\\":1,\\\"size\\\":\\\"$size\\\",\\\"response_format\\\":\\\"$form\\\"}\""
    echo "output = \"$work/answers/$index\""
done >"$work/orders"
fetch "$work/orders"

# value NAME FILE…: the JSON string of that name in each file, on a line of its own.
value() {
    awk -F'"' -v name="$1" '{ for (i = 1; i < NF; ++i) if ($i == name) { print $(i + 2); next } }' "${@:2}"
}

cd "$work/answers"
if [[ $form == url ]]; then
    value url ./* | sed 's|\\/|/|g' | awk -v folder="$work/pictures" \
        '{ printf "url = \"%s\"\noutput = \"%s/%04d.png\"\n", $0, folder, NR }' >"$work/links"
    fetch "$work/links"
else
    for answer in *; do
        value b64_json "$answer" | base64 --decode >"$work/pictures/$answer.png"
    done
fi

cd "$work/pictures"
[[ $manner != safely ]] || sync --data ./*
mv --no-clobber --target-directory="$folder" ./*
[[ $manner != safely ]] || sync "$folder"
rm -r "$work"
