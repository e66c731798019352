# The commands of the project: `make` alone lists them. Each may be run again at any time, and does only what is missing.
# Everything is installed into .venv; to begin anew, delete that folder.
# Another Python, in a folder of its own: make test PYTHON=python3.13 VENV=.venv313
.POSIX:

VENV = .venv
PYTHON =
BIN = $(VENV)/bin
LOCKS = $(wildcard locks/*.txt)
INSTALL = sh scripts/install.sh $(VENV)
# In a folder of its own: it brings lxml, with which networkx would read and write GraphML in another way.
SBOM_WRITER = cyclonedx-bom==7.5.0
# Brings wasm-ld, which no user needs: the module that it makes travels with the package.
LINKER = ziglang==0.17.1
# ESLint and TypeScript look at the browser's half; scripts/browser/package-lock.json says in which versions.
BROWSER_TOOLS = $(VENV)/browser
FIND_CHROMIUM = COPROD_CHROMIUM=$$(VENV=$(VENV) sh scripts/find_chromium.sh) && export COPROD_CHROMIUM
# Three workers on two processors: tests in a browser mostly wait. Whatever is compiled from Python is kept, also where a setting forbids it.
PYTHON_OF_TESTS = PYTHONDONTWRITEBYTECODE= $(BIN)/python
PYTEST = $(PYTHON_OF_TESTS) -m pytest -n 3 --dist loadfile
# A part of the tests that uses every library, but no browser.
QUICK = tests/scenario/broken tests/evidence/test_cite.py tests/report/story/test_story.py tests/place/network tests/scenario tests/scenario/setup tests/model/test_model.py \
    tests/cli/test_command.py tests/report/test_report.py tests/report/test_charts.py tests/study/test_explain.py tests/study/plan tests/study/runner/test_results.py \
    tests/study/analysis/test_discovery.py tests/study/analysis/test_prim_search.py tests/study/analysis/test_indices.py \
    tests/study/analysis/test_study_figures.py tests/project/test_project.py tests/project/test_site.py

# The official table of local authorities is not part of the project: make study AREAS=path/to/table.csv
AREAS =
SCALE = 0.1

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

setup: $(VENV)/.dev $(BROWSER_TOOLS)/.installed ## install the simulation, the dashboard and the tools for work on them

demo: $(VENV)/.base ## compare consultation with power-sharing and write demo_report.html
	@$(BIN)/python -m coprod_sim demo

check: $(VENV)/.dev $(BROWSER_TOOLS)/.installed ## look at form, style, types, names and the floors of the code
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python scripts/check_names.py
	@sh scripts/check_browser.sh $(VENV)

# While others check, tests are read once, so that not every worker compiles them; what is wrong there the tests themselves say.
read-tests: compile
	@$(PYTHON_OF_TESTS) -m pytest -n 0 --collect-only -qq >/dev/null 2>&1 || :

compile: $(VENV)/.dev ## compile the rules now, so that the first run need not wait
	@COPROD_SIM_FAST_START=0 $(BIN)/coprod-sim run power_sharing --months 1 --json >/dev/null

lock: $(VENV)/.dev ## choose the newest versions that are allowed, write them to locks/, and print what changes
	@$(BIN)/python scripts/lock.py

sbom: $(VENV)/.dev ## write sbom.json: all that is installed, in CycloneDX, with versions and licences
	@$(BIN)/python -m uv tool run --quiet --from $(SBOM_WRITER) cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --output-format JSON --output-file sbom.json $(BIN)/python
	@$(BIN)/python scripts/licences.py
	@echo "The list of parts is $$(pwd)/sbom.json."

test: $(VENV)/.dev $(BROWSER_TOOLS)/.installed ## check, then run all tests but the long studies
	@sh scripts/find_python.sh --tell $(VENV) $(PYTHON)
	@$(MAKE) -j 2 check read-tests
	@$(FIND_CHROMIUM) && $(PYTEST)

test-quick: $(VENV)/.dev ## run a part of the tests, of all libraries, without a browser (two minutes)
	@sh scripts/find_python.sh --tell $(VENV) $(PYTHON)
	@$(PYTEST) -m 'not study and not browser' $(QUICK)

test-bounds: $(VENV)/.dev ## run that part with the oldest and the newest versions that are allowed, in fresh folders
	@sh scripts/test_bounds.sh "$(BIN)/python -m uv" $(QUICK)

wasm: $(VENV)/.dev ## compile the rules for browsers, after a change of any rule (two minutes)
	@test -d $(VENV)/zig || $(BIN)/python -m uv pip install --quiet --target $(VENV)/zig $(LINKER)
	@PYTHONPATH=$(VENV)/zig $(PYTHON_OF_TESTS) scripts/make_wasm.py

docs: $(VENV)/.dev ## build the site of all documents, site/index.html; any warning fails
	@$(BIN)/mkdocs build --strict
	@echo "The site is $$(pwd)/site/index.html: open it in a browser."

study: $(VENV)/.dev ## run the long studies, and write validation.html; with AREAS=table.csv it compares areas, too
	@set --; test -z "$(AREAS)" || set -- --areas "$(AREAS)" --scale "$(SCALE)"; \
	$(BIN)/coprod-sim validate "$$@" --out validation.html
	@echo "The validation is $$(pwd)/validation.html: open it in a browser."
	@$(PYTEST) -m study

dashboard: $(VENV)/.dashboard ## open the dashboard in a browser
	@$(BIN)/coprod-sim dashboard

bench: $(VENV)/.base ## measure speed, and race other tools with the same rules (some minutes)
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.peers

bench-england: $(VENV)/.base ## measure a place of 1.92 million families (some minutes, 1.5 GB)
	@$(BIN)/python -m benchmarks.england

bench-dashboard: $(VENV)/.dev ## measure the dashboard against its budget, in Chromium (three minutes)
	@$(FIND_CHROMIUM) && $(BIN)/python -m benchmarks.dashboard

mutate: $(VENV)/.dev ## delete each term of each rule, and see that some test fails (an hour or two)
	@$(BIN)/python scripts/mutate_rules.py

clean: ## remove what the other commands made, except .venv
	@rm -rf demo_report.html sbom.json validation.html validation.json site build dist htmlcov .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -path './.venv*' -prune -o -path ./.git -prune -o -name __pycache__ -type d -exec rm -rf {} +

# A stamp says what the folder holds; a changed pyproject.toml or lock makes it out of date.

$(VENV)/.base: pyproject.toml $(LOCKS) $(VENV)/bin/python
	@echo "Installing coprod_sim into $(VENV) (the first time this takes a few minutes) ..."
	@$(INSTALL) '.[fast-start]'
	@touch $(VENV)/.base

$(VENV)/.dashboard: pyproject.toml $(LOCKS) $(VENV)/bin/python
	@echo "Installing coprod_sim and its dashboard into $(VENV) (the first time this takes a few minutes) ..."
	@$(INSTALL) '.[dashboard,fast-start]'
	@touch $(VENV)/.base $(VENV)/.dashboard

$(VENV)/.dev: pyproject.toml $(LOCKS) $(VENV)/bin/python
	@echo "Installing coprod_sim, its dashboard and its tools into $(VENV) (the first time this takes a few minutes) ..."
	@$(INSTALL) '.[dev,dashboard]'
	@touch $(VENV)/.base $(VENV)/.dashboard $(VENV)/.dev

$(BROWSER_TOOLS)/.installed: $(VENV)/.dev scripts/browser/package-lock.json
	@sh scripts/install_browser_tools.sh $(VENV)
	@touch $(BROWSER_TOOLS)/.installed

$(VENV)/bin/python:
	@python=$$(sh scripts/find_python.sh $(PYTHON)) || exit 1; \
	"$$python" -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

.PHONY: help setup demo check compile lock sbom test test-quick test-bounds docs wasm study dashboard bench bench-england bench-dashboard mutate clean
