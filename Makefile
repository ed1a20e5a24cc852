# The few commands everybody uses. `make run` needs Python 3.11 or newer, git and make; nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet

.DEFAULT_GOAL := help
.PHONY: help run install test tests lint types imports data docs docs-check format bench soak lock clean

help: ## Show these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

run: install ## Appraise this project's own repository and write the report
	@$(BIN)/gradatim run .

install: $(VENV)/.installed ## Set up the local virtual environment

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else "Gradatim needs Python 3.11 or newer; this is %d.%d. Name another: make run PYTHON=python3.12" % v[:2])'
	@echo "Creating $(VENV) ..." >&2
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing what running needs (once) ..." >&2
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q -j 0 src
	@touch $@

$(VENV)/.tested: requirements/test.txt $(VENV)/.installed
	@echo "Installing what testing needs (once) ..." >&2
	@$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

test: $(VENV)/.tested lint types imports docs-check tests ## Run everything that must hold

tests: $(VENV)/.tested
	@$(BIN)/python -m pytest -q -n $(JOBS) --dist loadfile

lint: $(VENV)/.tested
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/codespell

types: $(VENV)/.tested
	@$(BIN)/mypy

imports: $(VENV)/.tested
	@$(BIN)/lint-imports --no-cache

docs: install ## Write the generated pages and the result schema anew
	@$(BIN)/python scripts/generate_docs.py

docs-check: $(VENV)/.tested
	@$(BIN)/python scripts/generate_docs.py --check

format: $(VENV)/.tested ## Put the code into shape
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

bench: $(VENV)/.tested ## Measure speed as ratios against git and peers
	@$(PIP) install --require-hashes -r requirements/bench.txt
	@$(BIN)/python benchmarks/run.py

soak: $(VENV)/.tested ## The slower checks: long fuzzing, many seeds
	@$(BIN)/python -m pytest -q tests -m soak --hypothesis-profile=soak

lock: ## Pin and hash the requirement files anew (for maintainers)
	@$(PIP) install pip-tools
	@sh scripts/lock.sh $(BIN)

clean: ## Remove what was installed and made
	@rm -rf $(VENV) gradatim-report.html gradatim-result.json .pytest_cache .mypy_cache .ruff_cache .hypothesis
