#!/bin/sh
# Runs this experiment (or goes on with it), prints what it shows, and draws its figures anew.
set -e
cd "$(dirname "$0")"
PATH="../../.venv/bin:$PATH"

coprod-sim differences plan.toml --out figures
