#!/usr/bin/env bash
# Runs every test: tests/run.sh [CTEST-OPTION ...], for example tests/run.sh -R tst_secret
#
# Installs what the tests need (on Debian 12 and 13 and Ubuntu 24.04), builds the program as it is
# shipped and the tests with sanitizers, and ends with ctest's own summary and exit status.
set -euo pipefail

root=$(dirname -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")")
# shellcheck source=packaging/common.sh
. "$root/packaging/common.sh"
# shellcheck source=packaging/packages.sh
. "$root/packaging/packages.sh"
# shellcheck source=packaging/build.sh
. "$root/packaging/build.sh"

# The client libraries come from the npm registry, which a person may not reach; CI has to.
install_clients() {
  local clients=$root/tests/clients
  [[ -e $clients/package-lock.json ]] || return 0
  [[ ! $clients/node_modules/.package-lock.json -nt $clients/package-lock.json ]] || return 0
  open_log clients
  if ! has npm; then
    echo "npm is not installed." >"$log"
  elif say "Installing the client libraries that the tests use." &&
    (cd "$clients" && npm ci --ignore-scripts --no-audit --no-fund) >"$log" 2>&1; then
    return 0
  fi
  [[ -z ${CI:-} ]] || stop_with_log "The client libraries could not be installed, and CI runs every test."
  say "The client libraries could not be installed (see $log), so their test is skipped."
}

use_utf8_locale
needs=("${build_needs[@]}" "${run_needs[@]}" "${test_needs[@]}")
# Elsewhere their tests are skipped without them.
! can_install || needs+=("${client_needs[@]}" "${fuzz_needs[@]}" "${key_needs[@]}")
ensure "${needs[@]}"
install_clients
build_preset release "Contact Sheet"
build_preset asan "Contact Sheet's tests" "-DCONTACTSHEET_RELEASE_PROGRAM:FILEPATH=$root/build/release/contactsheet"

cd "$root"
exec ctest --preset asan --parallel "$(core_count)" "$@"
