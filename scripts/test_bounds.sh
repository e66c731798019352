#!/bin/sh
# Runs tests with the oldest and with the newest versions that pyproject.toml allows, each in a fresh folder: the oldest
# under the oldest supported Python of this machine, the newest under its newest.
#   sh scripts/test_bounds.sh '.venv/bin/python -m uv' tests/scenario ...
# Warnings are no errors here: versions that nobody has chosen together may warn of each other.
set -eu
cd "$(dirname "$0")/.."

uv=$1
shift
pythons=$(sh scripts/find_python.sh --all)
[ -n "$pythons" ] || { echo "None of the supported Pythons is on this machine." >&2; exit 1; }

try() {
    folder=$1 resolution=$2 python=$3
    shift 3
    echo "Bounds: $resolution versions, under $("$python" --version 2>&1), in $folder ..."
    $uv venv --quiet --clear --python "$python" "$folder"
    $uv pip install --quiet --python "$folder" --resolution "$resolution" --editable '.[dev,dashboard,distributed,explore]'
    "$folder/bin/python" -m pytest -n 2 --dist loadfile -o filterwarnings=default -m 'not study and not browser' "$@"
}

try .venv-oldest lowest-direct "$(echo "$pythons" | head -n 1)" "$@"
try .venv-newest highest "$(echo "$pythons" | tail -n 1)" "$@"
