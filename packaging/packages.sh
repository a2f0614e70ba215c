# The packages that Contact Sheet needs, by purpose and by their Debian names, and how they get onto
# the machine. Sourced after common.sh.
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # The lists are read, and root and log are set, by other files.

build_needs=(g++ cmake ninja-build qt6-base-dev qt6-svg-dev qtkeychain-qt6-dev libdeflate-dev)
run_needs=(qt6-image-formats-plugins libsecret-1-0 libqt6sql6-sqlite)
test_needs=(python3)
client_needs=(nodejs npm) # For the test that lets other people's client libraries talk to the program.
fuzz_needs=(clang libclang-rt-dev) # For the fuzzers of what reads answers, lists and pictures.
key_needs=(dbus-daemon gnome-keyring) # For the test that keeps keys in a real key store.

# What to look for where the package has another name.
describe() {
  case $1 in
    g++) echo "a C++20 compiler, such as g++ 12" ;;
    cmake) echo "CMake 3.25 or later" ;;
    ninja-build) echo "Ninja" ;;
    qt6-base-dev) echo "Qt 6.4 or later (Core, Concurrent, Gui, Network, Sql, Test and Widgets; base development files)" ;;
    qt6-svg-dev) echo "Qt SVG 6.4 or later (development files)" ;;
    qtkeychain-qt6-dev) echo "QtKeychain 0.13 or later for Qt 6 (development files)" ;;
    libdeflate-dev) echo "libdeflate (development files)" ;;
    libsecret-1-0) echo "libsecret, by which QtKeychain speaks with the key store of most desktops" ;;
    qt6-image-formats-plugins) echo "Qt Image Formats 6.4 or later (the WebP plugin)" ;;
    libqt6sql6-sqlite) echo "Qt SQL's driver for SQLite, 6.4 or later" ;;
    python3) echo "Python 3.10 or later" ;;
    nodejs) echo "Node.js 18 or later" ;;
    npm) echo "npm, the package manager of Node.js" ;;
    clang) echo "Clang 14 or later" ;;
    libclang-rt-dev) echo "Clang's sanitizers and libFuzzer" ;;
    dbus-daemon) echo "the message bus D-Bus" ;;
    gnome-keyring) echo "the key store of GNOME" ;;
  esac
}

system_name() (
  # shellcheck source=/dev/null
  . /etc/os-release 2>/dev/null
  echo "${ID:-$(uname -s)}${VERSION_ID:+ $VERSION_ID}"
)

# Where the names above are right, and the versions behind them were tried.
can_install() {
  case $(system_name) in
    "debian 12" | "debian 13" | "ubuntu 24.04") true ;;
    *) false ;;
  esac
}

# ensure NEED...: returns with all of them present, or stops the script and says which are missing.
# Touches no package manager when nothing is missing.
ensure() {
  if can_install; then
    local need packages=()
    for need; do
      is_installed "$need" || packages+=("$need")
    done
    [[ ${#packages[@]} == 0 ]] || install_packages "${packages[@]}"
  elif [[ ! -e $root/build/release/build.ninja ]]; then # Else a build has found everything before.
    stop_if_missing "$@"
  fi
}

# A tool counts as installed wherever its command comes from; only libraries are asked of the packages.
is_installed() {
  case $1 in
    g++) has c++ ;;
    ninja-build) has ninja ;;
    nodejs) has node ;;
    clang) has clang++ ;;
    libclang-rt-dev) compgen -G "/usr/lib/llvm-*/lib/clang/*/lib/*/libclang_rt.fuzzer*" >/dev/null ;;
    gnome-keyring) has gnome-keyring-daemon ;;
    cmake | dbus-daemon | npm | python3) has "$1" ;;
    *) [[ $(dpkg-query --show --showformat='${db:Status-Status}\n' "$1" 2>/dev/null) == installed* ]] ;;
  esac
}

install_packages() {
  local as_root=() note=""
  if [[ $EUID != 0 ]]; then
    has sudo || stop "Missing: $*. Install them, or start this again as root or where sudo is installed."
    as_root=(sudo)
    note=" (sudo may ask for your password)"
  fi
  open_log packages
  say "Installing what is missing: $*$note"
  if ! { apt_get update && apt_get install --yes --no-install-recommends "$@"; } >>"$log" 2>&1; then
    stop_with_log "The packages could not be installed: $*. Mend what it says above, often the network, then start this again."
  fi
}

# Waits for another package manager instead of failing beside it, and never asks a question.
apt_get() {
  ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 "$@"
}

# For systems that this script does not know: it looks for what the build would find, under any name.
stop_if_missing() {
  local need list=""
  for need; do
    is_found "$need" || list+="  $(describe "$need"); on Debian: $need"$'\n'
  done
  [[ -z $list ]] || stop "Contact Sheet installs what it needs on Debian 12 and 13 and on Ubuntu 24.04.
This is another system ($(system_name)), where you install it yourself. Not found here:
${list}Install them with the package manager of your system, then start this again."
}

is_found() {
  case $1 in
    g++) echo '#include <concepts>' | "${CXX:-c++}" -std=c++20 -x c++ -fsyntax-only - 2>/dev/null ;;
    cmake) printf '3.25\n%s\n' "$(cmake --version 2>/dev/null | sed -n 's/^cmake version //p')" | sort -VC ;;
    ninja-build) has ninja ;;
    qt6-base-dev) [[ $(probe_libraries) == *"Qt is here"* ]] ;;
    qt6-svg-dev) [[ $(probe_libraries) == *"Qt SVG is here"* ]] ;;
    qtkeychain-qt6-dev) [[ $(probe_libraries) == *"QtKeychain is here"* ]] ;;
    libdeflate-dev) [[ $(probe_libraries) == *"libdeflate is here"* ]] ;;
    libsecret-1-0) true ;; # Without it keys last until the program is closed, which the window says.
    qt6-image-formats-plugins) [[ $(probe_libraries) == *"WebP is here"* ]] ;;
    libqt6sql6-sqlite) [[ $(probe_libraries) == *"SQLite is here"* ]] ;;
    *) has "$1" ;;
  esac
}

# Asks CMake the same question as the build does, so that the answer is the same wherever Qt lives.
probe_libraries() {
  local folder
  folder=$(mktemp -d)
  cat >"$folder/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(Probe LANGUAGES CXX)
find_package(Qt6 6.4 QUIET COMPONENTS Core Concurrent Gui Network Sql Test Widgets)
if(Qt6_FOUND)
    message(STATUS "Qt is here")
endif()
find_package(Qt6 6.4 QUIET COMPONENTS Svg)
if(Qt6Svg_FOUND)
    message(STATUS "Qt SVG is here")
endif()
find_package(Qt6Keychain QUIET)
if(Qt6Keychain_FOUND)
    message(STATUS "QtKeychain is here")
endif()
find_path(libdeflate libdeflate.h)
if(libdeflate)
    message(STATUS "libdeflate is here")
endif()
file(GLOB webp "${QT6_INSTALL_PREFIX}/${QT6_INSTALL_PLUGINS}/imageformats/*qwebp*")
if(webp)
    message(STATUS "WebP is here")
endif()
file(GLOB sqlite "${QT6_INSTALL_PREFIX}/${QT6_INSTALL_PLUGINS}/sqldrivers/*qsqlite*")
if(sqlite)
    message(STATUS "SQLite is here")
endif()
END
  cmake -G Ninja -S "$folder" -B "$folder/build" 2>/dev/null || true
  rm -rf "$folder"
}
