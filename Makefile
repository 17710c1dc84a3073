# The only list of commands. `make help` prints it.
SHELL := /bin/bash
PY ?= python3
PORT ?= 8000
RUN := .venv/bin
# One more than there are cores: tests wait for servers and browsers too.
WORKERS ?= $(shell echo $$(( $$(nproc) + 1 )))
UV := .tools/bin/uv
export UV_PYTHON_DOWNLOADS := never
export TZ := UTC
# Without compiled files beside the packages each process would compile all that it imports: 8 s.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format lint types imports spelling frontend slow bench docs lock clean

help: ## print this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/ok ## make the environment and the browser files

$(UV):
	@echo "Preparing the installer…"
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name one with: make PY=/path/to/python3"; exit 1; }
	@$(PY) -m venv .tools || { echo "Python's venv module is missing: apt-get install python3-venv"; exit 1; }
	@.tools/bin/pip install --quiet --require-hashes -r requirements/tools.lock

# Built browser files and compiled loops are part of the package: a change to them installs it again.
.venv/ok: requirements/dev.lock pyproject.toml hatch_build.py $(UV) $(wildcard src/tiltyard/*/_kernel/*.[ch]) $(shell find frontend -type f -not -path '*/node_modules/*' 2>/dev/null)
	@echo "Installing the packages (a minute the first time)…"
	@$(UV) venv -q --allow-existing -p "$$(command -v $(PY))" .venv
	@$(UV) pip sync -q -p $(RUN)/python --require-hashes requirements/dev.lock
	@echo "Building the browser files and installing Tiltyard…"
	@$(UV) pip install -q -p $(RUN)/python --no-deps --no-build-isolation -e .
	@touch $@

demo: .venv/ok ## start the arena with real local models on http://127.0.0.1:8000 (PORT=… for another)
	@exec $(RUN)/tiltyard demo --port $(PORT)

test: .venv/ok ## run every test but the slow simulations
	@$(RUN)/python scripts/ensure_chromium.py
	@$(RUN)/tiltyard models fetch >/dev/null || echo "Going on without them: tests that need a real model are skipped."
	@$(RUN)/pytest -n $(WORKERS) --maxprocesses 8 --dist worksteal

check: format lint types imports spelling frontend test ## all that has to hold before a change lands

format: .venv/ok ## is the code formatted? (`make format FIX=1` does it)
	@$(RUN)/ruff format $(if $(FIX),,--check) .

lint: .venv/ok ## does ruff agree?
	@$(RUN)/ruff check $(if $(FIX),--fix) .

types: .venv/ok ## does mypy agree?
	@$(RUN)/mypy

imports: .venv/ok ## does every room import downwards only?
	@$(RUN)/lint-imports --no-logo 2>/dev/null || $(RUN)/lint-imports

spelling: .venv/ok ## is every word spelt right?
	@$(RUN)/codespell

frontend: .venv/ok ## are the browser sources typed and formatted?
	@$(RUN)/python scripts/frontend.py check

slow: .venv/ok ## statistical simulations and fault loops at full size
	@HYPOTHESIS_PROFILE=exploring $(RUN)/pytest -m slow --timeout 3600

bench: .venv/ok ## measure what we claim, as ratios
	@$(RUN)/python -m benchmarks

docs: .venv/ok ## make the screenshots and the generated pages again
	@$(RUN)/python scripts/ensure_chromium.py
	@$(RUN)/python scripts/reference.py
	@$(RUN)/python scripts/screenshots.py

lock: $(UV) ## resolve the dependencies again
	@$(UV) pip compile -q --universal --generate-hashes --all-extras --group dev pyproject.toml -p 3.11 \
	  --no-header --no-emit-index-url --no-emit-find-links -o requirements/dev.lock $(if $(UPGRADE),--upgrade)
	@echo 'uv==0.13.9' | $(UV) pip compile -q --universal --generate-hashes - -p 3.11 \
	  --no-header --no-emit-index-url --no-emit-find-links -o requirements/tools.lock

clean: ## remove all that was made, but no data
	@rm -rf .venv .tools .peers build dist src/tiltyard/web/static/dist frontend/node_modules
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
