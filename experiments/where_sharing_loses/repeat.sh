#!/bin/sh
# Runs this experiment (or goes on with it), prints what it shows, and draws its figures anew.
set -e
cd "$(dirname "$0")"
PATH="../../.venv/bin:$PATH"

coprod-sim discover plan.toml --indicator progress --out figures
coprod-sim discover plan.toml --indicator felt_trust --out figures
coprod-sim discover plan.toml --indicator family_energy --out figures
coprod-sim map map.toml --indicator progress --out figures
coprod-sim map map.toml --indicator felt_trust --out figures
coprod-sim map map.toml --indicator family_energy --out figures
