#!/usr/bin/env bash
# The two commands of the README:
#   ./bootstrap.sh run [ARGUMENT...]  installs what is missing, builds, and opens the console on a demonstration store
#   ./bootstrap.sh check              installs what is missing, builds, and runs all tests
# CONFIGURE_FLAGS adds flags to configure, BUILD names another build folder. A second call builds only what changed and
# goes to no network.
set -eu
top=$(cd "$(dirname "$0")" && pwd)
build=${BUILD:-$top/build}
cd "$top"

# Every package of data/packages that dpkg does not know as installed.
missing_packages() {
    local package
    for package in $(sed 's/#.*//' data/packages); do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || echo "$package"
    done
}

install_packages() {
    local missing sudo=
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        # What is there is found by configure; what is not must be installed by other means.
        [ -e "$build/config.status" ] && return
        command -v autoreconf >/dev/null && command -v pkg-config >/dev/null &&
            pkg-config --exists ncursesw sqlite3 nettle check vterm && return
        echo "No apt-get here. Install the equivalents of these Debian packages, then run this again:" >&2
        sed 's/#.*//; /^ *$/d; s/^/  /' data/packages >&2
        exit 1
    fi
    missing=$(missing_packages)
    [ -z "$missing" ] && return
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "Not root and no sudo. As root: apt-get install" $missing >&2
            exit 1
        fi
        sudo=sudo
    fi
    echo "Installing:" $missing
    export DEBIAN_FRONTEND=noninteractive
    # An old package list is the usual reason for a failed install: renew it once and try again.
    $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 || {
        $sudo apt-get update -qq
        $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
    }
}

build_all() {
    [ -e configure ] && [ configure -nt configure.ac ] && [ Makefile.in -nt Makefile.am ] || autoreconf -i
    mkdir -p "$build"
    cd "$build"
    [ -e config.status ] || "$top/configure" -q ${CONFIGURE_FLAGS:-}
    make -s -j"$(nproc)" all
}

case ${1:-} in
run)
    shift
    install_packages
    build_all
    export ZEREN_STORE="$build/demo/zeren.db"
    [ -e "$ZEREN_STORE" ] || ./zeren init --demo
    exec ./zeren "$@"
    ;;
check)
    install_packages
    build_all
    make -s -j"$(nproc)" check-programs
    # Side by side; what a failed one said is shown at the end.
    exec make -s -j"$(nproc)" check VERBOSE=1
    ;;
*)
    echo "usage: ./bootstrap.sh run [ARGUMENT...] | check" >&2
    exit 2
    ;;
esac
