#!/bin/sh
# Runs the tests with official clients against the program named by the first argument. Where they cannot
# run, it says why and ends with 77, which the test runner reports as skipped; in CI that is a failure.
set -eu

program=$1
cd "${0%/*}"

skip() {
    if [ -n "${CI:-}" ]; then
        echo "Failed: $1 In CI the tests with official clients have to run." >&2
        exit 1
    fi
    echo "Skipped: $1"
    exit 77
}

command -v node >/dev/null || skip "Node.js is missing (packages nodejs and npm)."
node --eval 'process.exit(Number.parseInt(process.versions.node) < 18 ? 1 : 0)' || skip "Node.js $(node --version) is older than 18."
[ -d node_modules/openai ] || skip "The openai package is missing: run \"npm ci\" in tests/clients."

node openai.mjs "$program"
