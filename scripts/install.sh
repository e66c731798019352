#!/bin/sh
# Installs the project from its folder into a virtual environment, in the versions of the lock for its Python.
#   sh scripts/install.sh .venv '.[dev,dashboard]'
set -u
cd "$(dirname "$0")/.." || exit 1

python=$1/bin/python
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])') || exit 1
lock=locks/python-$version.txt
what=$2

if [ -f "$lock" ]; then
    set -- --constraint "$lock"
    # What builds the project is chosen apart; a pip that is too old to be told so installs within its range.
    PIP_BUILD_CONSTRAINT=$lock
    export PIP_BUILD_CONSTRAINT
else
    echo "There is no lock for Python $version ($lock): what is installed lies within the ranges of pyproject.toml, and was not tested." >&2
    set --
fi
"$python" -m pip install -qq --disable-pip-version-check --no-compile "$@" --editable "$what" || exit
# pip would compile on one processor what came, for a minute; files that do not compile are templates, and nobody's.
"$python" -m compileall -q -j 0 "$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')" >/dev/null 2>&1
exit 0
