#!/bin/sh
# Finds a Python for a virtual environment, on the PATH or kept by pyenv, or tells which ones there are.
#   sh scripts/find_python.sh              prints the first that is new enough
#   sh scripts/find_python.sh python3.13   prints this one; 3.13, or the path of a program, will do, too
#   sh scripts/find_python.sh --all        prints the supported ones that were found, the oldest first
#   sh scripts/find_python.sh --tell .venv [python3.13]
#       says which Python is in .venv, and which others could be tested; refuses one that is not what was asked for
set -u
cd "$(dirname "$0")/.." || exit 1

ENOUGH='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'

# The supported versions: those that have a lock.
supported() {
    for lock in locks/python-3.*.txt; do
        [ -f "$lock" ] && echo "$lock" | sed 's/.*python-\(3\.[0-9]*\)\.txt/\1/'
    done
}

# Every program of a name on the PATH, not only the first: pyenv puts a name there that may lead nowhere.
on_path() {
    rest=$PATH:
    while [ -n "$rest" ]; do
        folder=${rest%%:*}
        rest=${rest#*:}
        [ -x "${folder:-.}/$1" ] && echo "${folder:-.}/$1"
    done
}

# What pyenv keeps, whether or not its names are on the PATH.
of_pyenv() {
    root=$(pyenv root 2>/dev/null) || root=${PYENV_ROOT:-${HOME:-}/.pyenv}
    for python in "$root/versions/$1"*/bin/python; do
        [ -x "$python" ] && echo "$python"
    done
}

# Prints the first path read that is a Python new enough, with venv.
first_that_works() {
    while read -r python; do
        if "$python" -c "$ENOUGH" >/dev/null 2>&1 </dev/null; then
            echo "$python"
            return 0
        fi
    done
    return 1
}

find_version() {
    { on_path "python$1"; of_pyenv "$1."; } | first_that_works
}

find_any() {
    { on_path python3.11; on_path python3; } | first_that_works && return 0
    for version in $(supported); do
        find_version "$version" && return 0
    done
    return 1
}

tell() {
    version=$("$1/bin/python" -c 'import sys; print("%d.%d" % sys.version_info[:2])') || exit 1
    exact=$("$1/bin/python" -c 'import platform; print(platform.python_version())')
    asked=${2#python}
    case $asked in
    '' | */* | "$version" | "$exact" | 3) ;;
    *)
        echo "PYTHON=$2: $1 holds Python $exact already. Name another folder, too: VENV=.venv$(echo "$asked" | tr -d .)" >&2
        exit 1
        ;;
    esac
    found='' missing=''
    for other in $(supported); do
        [ "$other" = "$version" ] && continue
        if path=$(find_version "$other"); then
            found="$found $other ($path)"
        else
            missing="$missing $other"
        fi
    done
    echo "Python: $exact in $1 is what is tested now."
    echo "Python: supported, on this machine, and not tested now:${found:- none}."
    echo "Python: supported, not found on this machine, and so not tested:${missing:- none}."
    echo "Python: to test another, for example: make test PYTHON=python3.13 VENV=.venv313"
}

case ${1:-} in
--tell)
    tell "$2" "${3:-}"
    exit 0
    ;;
--all)
    for version in $(supported); do
        find_version "$version"
    done
    exit 0
    ;;
'')
    find_any && exit 0
    echo "coprod_sim needs Python 3.11 or newer, with venv: neither python3.11 nor python3 is one." >&2
    echo "Found: $(python3 --version 2>&1). Install one (on Debian and Ubuntu: apt-get install python3 python3-venv), then try again." >&2
    ;;
*/*)
    echo "$1" | first_that_works && exit 0
    echo "PYTHON=$1: is not Python 3.11 or newer, with venv. Give another, such as PYTHON=python3.13." >&2
    ;;
*)
    find_version "${1#python}" && exit 0
    echo "PYTHON=$1: neither the PATH nor pyenv has it, at least 3.11 and with venv. Install it, or give the path of one: PYTHON=/path/to/python" >&2
    ;;
esac
exit 1
