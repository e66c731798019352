#!/bin/sh
# Installs what looks at the browser's half of the dashboard into a virtual environment, in the versions of its lock.
#   sh scripts/install_browser_tools.sh .venv
# Node comes with the Python packages; users of the dashboard need none of this.
set -eu
cd "$(dirname "$0")/.."

bin=$(cd "$1/bin" && pwd)
mkdir -p "$1/browser"
cp scripts/browser/package.json scripts/browser/package-lock.json "$1/browser/"
cd "$1/browser"
PATH=$bin:$PATH npm ci --loglevel=error --ignore-scripts --no-audit --no-fund >/dev/null || {
    echo "scripts/browser: ESLint and TypeScript could not be installed: npm must reach its registry. Without them make check and make test cannot run; the program can." >&2
    exit 1
}
