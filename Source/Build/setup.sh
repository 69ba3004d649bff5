# shellcheck shell=sh
# What Source/play and Tests/run do before they build; they read it with `.` and give it $root, the product's folder, and $scratch,
# a folder that they remove.
: "${root:?}" "${scratch:?}"

# What the core and the command line need to build and run, by their names in Debian 12.
# shellcheck disable=SC2034
lull_packages='g++ cmake ninja-build pkg-config libyaml-cpp-dev libfmt-dev libexpected-dev libreaderwriterqueue-dev libcli11-dev
    libsndfile1-dev libcairo2-dev libfftw3-dev libsqlite3-dev juce-modules-source libjack-jackd2-dev librtmidi-dev libsdbus-c++-dev libsystemd-dev espeak-ng'

note () { printf '%s\n' "$*" >&2; }

# as_root COMMAND...: as root, by sudo where we are not.
as_root ()
{
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        note "This needs root or sudo, once, to install packages: $*"
        return 1
    fi
}

# missing PACKAGE...: those that are not installed, on one line.
missing ()
{
    # shellcheck disable=SC2016 # dpkg-query's own variables
    dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null | awk '$2 == "installed" { print $1 }' >"$scratch/installed"
    for package in "$@"; do
        grep -qx -e "$package" "$scratch/installed" || printf '%s ' "$package"
    done
}

# need PACKAGE...: installs those that are missing; silent and quick when none is.
need ()
{
    if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
        note "This is not a Debian: going on without installing. Debian calls what is needed: $*"
        return 0
    fi
    wanted=$(missing "$@")
    [ -n "$wanted" ] || return 0
    note "Installing (once): $wanted"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq update >"$scratch/apt.log" 2>&1 </dev/null ||
        note 'apt-get update did not succeed; trying with the lists that are here.'
    # shellcheck disable=SC2086 # one word per package
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -qq -y --no-install-recommends \
        install $wanted >>"$scratch/apt.log" 2>&1 </dev/null || {
        tail -n 20 "$scratch/apt.log" >&2
        note 'Installing packages failed; the lines above say why.'
        return 1
    }
}

# build FOLDER TARGET [CMAKE-OPTION...]: configures where that has not been done with these options, and builds. Ninja's line is the progress.
build ()
{
    folder=$1 target=$2
    shift 2
    launcher=
    if command -v ccache >/dev/null 2>&1; then
        launcher='-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache'
        export CCACHE_SLOPPINESS=pch_defines,time_macros
    fi
    options="$root $* $launcher"
    if [ ! -f "$folder/build.ninja" ] || [ "$options" != "$(cat "$folder/.options" 2>/dev/null)" ]; then
        mkdir -p "$folder"
        rm -f "$folder/CMakeCache.txt"
        # shellcheck disable=SC2086 # one word per option
        cmake -S "$root" -B "$folder" -G Ninja "$@" $launcher >"$folder/configure.log" 2>&1 || {
            tail -n 30 "$folder/configure.log" >&2
            note "Configuring failed; the whole of it is in $folder/configure.log."
            return 1
        }
        printf '%s' "$options" >"$folder/.options"
    fi
    NINJA_STATUS='  building %p (%f of %t) '
    export NINJA_STATUS
    if [ -t 2 ]; then
        cmake --build "$folder" --parallel "$(nproc)" --target "$target" >&2
        return
    fi
    # Nothing animated where nobody watches: a line for every tenth part, and all of it only when it fails.
    {
        cmake --build "$folder" --parallel "$(nproc)" --target "$target" && echo built
    } 2>&1 | tee "$folder/build.log" | while read -r word percent _; do
        [ "$word" = building ] || continue
        tens=${percent%?%}
        [ "${percent#[0-9][0-9]}" = % ] && [ "$tens" != "${said:-}" ] && note "  building $percent"
        said=$tens
    done
    [ "$(tail -n 1 "$folder/build.log")" = built ] || {
        grep -v '^  building' "$folder/build.log" | tail -n 60 >&2
        note "Building failed; the whole of it is in $folder/build.log."
        return 1
    }
}
