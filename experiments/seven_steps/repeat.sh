#!/bin/sh
# Runs this experiment (or goes on with it), prints what it shows, and draws its figures anew.
set -e
cd "$(dirname "$0")"
PATH="../../.venv/bin:$PATH"

coprod-sim effects plan.toml --scenario power_allowed --indicator progress --out figures
coprod-sim effects plan.toml --scenario power_allowed --indicator felt_trust --out figures
coprod-sim effects plan.toml --scenario consultation_only --indicator progress --out figures
coprod-sim effects plan.toml --scenario consultation_only --indicator felt_trust --out figures
coprod-sim effects plan.toml --scenario power_allowed --indicator family_energy --out figures
