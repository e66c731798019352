#!/bin/sh
# Finds a Chromium for the browser tests, or installs one, and prints its path; notes go to standard error.
# The path is also kept in .venv/.chromium, for a pytest that is run by hand.
# VENV names another folder than .venv.
set -u
VENV=${VENV:-.venv}
cd "$(dirname "$0")/.." || exit 1

works() {
    [ -n "$1" ] && "$1" --version >/dev/null 2>&1
}

# Prints the path and ends, if the given browser starts; a launcher without its browser does not.
offer() {
    if works "$1"; then
        if [ -d "$VENV" ]; then
            echo "$1" >"$VENV"/.chromium
        fi
        echo "$1"
        exit 0
    fi
}

offer_path() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        offer "$(command -v "$name" 2>/dev/null)"
    done
}

playwright_chromium() {
    "$VENV"/bin/python -c '
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
' 2>/dev/null
}

# Runs a command as root, if that is possible without a password.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

if [ -n "${COPROD_CHROMIUM:-}" ]; then
    offer "$COPROD_CHROMIUM"
    echo "COPROD_CHROMIUM is $COPROD_CHROMIUM, which does not start; looking for another browser." >&2
fi
offer "$(cat "$VENV"/.chromium 2>/dev/null)"
offer_path
if [ -x "$VENV"/bin/python ]; then
    offer "$(playwright_chromium)"
fi

if command -v apt-get >/dev/null 2>&1 && as_root true; then
    echo "No Chromium found: installing it with apt-get ..." >&2
    as_root apt-get -qq -o DPkg::Lock::Timeout=120 update >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=120 install chromium >&2
    offer_path
fi

if [ -x "$VENV"/bin/playwright ]; then
    echo "No Chromium found: downloading Playwright's ..." >&2
    "$VENV"/bin/playwright install chromium >&2
    offer "$(playwright_chromium)"
fi

cat >&2 <<'EOF'
The tests of the dashboard and of the report need Chromium, and none could be found or installed.
Install chromium or google-chrome with the means of your system,
or name a browser that you have: COPROD_CHROMIUM=/path/to/chromium make test
EOF
exit 1
