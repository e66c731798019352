# The commands of the project: `make` alone lists them. Each may be run again at any time, and does only what is missing.
# Everything is installed into .venv; to begin anew, delete that folder.
.POSIX:

BIN = .venv/bin
INSTALL = $(BIN)/python -m pip install -qq --disable-pip-version-check --editable
# Three workers on two processors: tests in a browser mostly wait.
PYTEST = $(BIN)/python -m pytest -n 3 --dist loadfile

# The official table of local authorities is not part of the project: make study AREAS=path/to/table.csv
AREAS =
SCALE = 0.1

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

setup: .venv/.dev ## install the simulation, the dashboard and the tools for work on them

demo: .venv/.base ## compare consultation with power-sharing and write demo_report.html
	@$(BIN)/coprod-sim compare consultation_only power_sharing --pairs 20 --months 60 --report demo_report.html
	@echo "The report is $$(pwd)/demo_report.html: open it in a browser."

check: .venv/.dev ## look at form, style, types and the floors of the code
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

compile: .venv/.dev ## compile the rules now, so that the first run need not wait
	@$(BIN)/coprod-sim run power_sharing --months 1 --json >/dev/null

test: .venv/.dev ## check, then run all tests but the long studies
	@$(MAKE) -j 2 check compile
	@COPROD_CHROMIUM=$$(sh scripts/find_chromium.sh) && export COPROD_CHROMIUM && $(PYTEST)

docs: .venv/.dev ## build the site of all documents, site/index.html; any warning fails
	@$(BIN)/mkdocs build --strict
	@echo "The site is $$(pwd)/site/index.html: open it in a browser."

study: .venv/.dev ## run the long studies, and write validation.html; with AREAS=table.csv it compares areas, too
	@set --; test -z "$(AREAS)" || set -- --areas "$(AREAS)" --scale "$(SCALE)"; \
	$(BIN)/coprod-sim validate "$$@" --out validation.html
	@echo "The validation is $$(pwd)/validation.html: open it in a browser."
	@$(PYTEST) -m study

dashboard: .venv/.dashboard ## open the dashboard in a browser
	@$(BIN)/coprod-sim dashboard

bench: .venv/.base ## measure speed, and race other tools with the same rules (some minutes)
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.peers

bench-england: .venv/.base ## measure a place of 1.92 million families (some minutes, 1.5 GB)
	@$(BIN)/python -m benchmarks.england

bench-dashboard: .venv/.dev ## measure the dashboard against its budget, in Chromium (three minutes)
	@COPROD_CHROMIUM=$$(sh scripts/find_chromium.sh) && export COPROD_CHROMIUM && $(BIN)/python -m benchmarks.dashboard

mutate: .venv/.dev ## delete each term of each rule, and see that some test fails (a quarter of an hour)
	@$(BIN)/python scripts/mutate_rules.py

clean: ## remove what the other commands made, except .venv
	@rm -rf demo_report.html validation.html validation.json site build dist htmlcov .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -path ./.venv -prune -o -path ./.git -prune -o -name __pycache__ -type d -exec rm -rf {} +

# A stamp says what .venv holds; a changed pyproject.toml makes it out of date.

.venv/.base: pyproject.toml .venv/bin/python
	@echo "Installing coprod_sim into .venv (the first time this takes a few minutes) ..."
	@$(INSTALL) .
	@touch .venv/.base

.venv/.dashboard: pyproject.toml .venv/bin/python
	@echo "Installing coprod_sim and its dashboard into .venv (the first time this takes a few minutes) ..."
	@$(INSTALL) '.[dashboard]'
	@touch .venv/.base .venv/.dashboard

.venv/.dev: pyproject.toml .venv/bin/python
	@echo "Installing coprod_sim, its dashboard and its tools into .venv (the first time this takes a few minutes) ..."
	@$(INSTALL) '.[dev,dashboard]'
	@touch .venv/.base .venv/.dashboard .venv/.dev

.venv/bin/python:
	@enough='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'; \
	for python in python3.11 python3 none; do \
	    "$$python" -c "$$enough" >/dev/null 2>&1 && break; \
	done; \
	if [ "$$python" = none ]; then \
	    echo "coprod_sim needs Python 3.11 or newer, with venv: neither python3.11 nor python3 is one." >&2; \
	    echo "Found: $$(python3 --version 2>&1). Install one (on Debian and Ubuntu: apt-get install python3 python3-venv), then try again." >&2; \
	    exit 1; \
	fi; \
	"$$python" -m venv --clear .venv || { rm -rf .venv; exit 1; }

.PHONY: help setup demo check compile test docs study dashboard bench bench-england bench-dashboard mutate clean
