# The commands of this repository. `make` alone lists them.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
ARGS ?=
.DEFAULT_GOAL := help
.PHONY: help install run test bench lint types format check diagram api lock messages clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/.installed ## make .venv from the locked requirements, development ones included

$(VENV)/.installed: requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; name one with PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "This Python cannot make virtual environments (Debian: apt install python3-venv)."; rm -rf $(VENV); exit 1; }
	@echo "Installing the locked requirements into $(VENV): a minute or two, once."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

run: install ## start the hub with sandbox, demo data and worker on http://127.0.0.1:8000 (PORT=…)
	@DEBUG=true ALLOW_PRIVATE_ADDRESSES=true exec $(BIN)/python manage.py demo $(ARGS)

test: install ## run the whole test suite (ARGS="-k board" for a part)
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

bench: install ## measure syncs, lists and webhooks beside the bare minimum (ARGS="sync --size 20000")
	@$(BIN)/python -m tests.benchmarks $(ARGS)

lint: install ## ruff, import contracts, templates
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint templates

types: install ## mypy
	$(BIN)/mypy

format: install ## let ruff write
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

check: lint types ## everything but the tests: lint, types, migrations, Django's own checks
	@DEBUG=true $(BIN)/python manage.py makemigrations --check --dry-run
	@DEBUG=true $(BIN)/python manage.py check

messages: install ## collect and compile the translations (needs gettext)
	@DEBUG=true $(BIN)/python manage.py makemessages --all --no-location --no-wrap --no-obsolete --ignore '.*' --ignore var --ignore tests
	@DEBUG=true $(BIN)/python manage.py compilemessages --ignore '.*' --ignore var

diagram: install ## draw the table of moves into candidates/README.md
	@DEBUG=true $(BIN)/python manage.py workflow_diagram

api: install ## publish what the API promises, which is then kept (tests/api/published.json)
	@DEBUG=true DJANGO_SETTINGS_MODULE=config.settings $(BIN)/python -m tests.api.publish

lock: ## resolve pyproject.toml anew into requirements*.txt, by hash, naming no index (UPGRADE=--upgrade)
	@test -x var/lock/bin/uv || { $(PYTHON) -m venv var/lock && var/lock/bin/pip install --quiet uv; }
	var/lock/bin/uv $(LOCK) --output-file requirements.txt
	var/lock/bin/uv $(LOCK) --group dev --constraint requirements.txt --output-file requirements-dev.txt

UPGRADE ?=
LOCK = pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(UPGRADE)

clean: ## remove the virtual environment and every cache, but not var/, where your data is
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
