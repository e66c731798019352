#!/bin/sh
# Looks at the browser's half of the dashboard: style and arrows by ESLint, types by TypeScript.
#   sh scripts/check_browser.sh .venv
set -eu
cd "$(dirname "$0")/.."

tools=$1/browser/node_modules
"$1/bin/node" "$tools/eslint/bin/eslint.js" --config scripts/browser/eslint.config.js --max-warnings 0 coprod_sim/dashboard
"$1/bin/node" "$tools/typescript/bin/tsc" --project scripts/browser
echo "The browser's half: ESLint and TypeScript found nothing."
