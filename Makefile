# Everything that is done with the project, by one name each; `make help` lists them.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
ARGS ?=
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PYTEST := $(BIN)/python -m pytest -n $(WORKERS)
# Where a database, a cache or a search engine makes a difference: what `make test-services`
# runs by itself (EVERYTHING=1: all but the browser tests).
ON_SERVICES := tests/services tests/reliability tests/search tests/moderation \
	tests/feedback_forms tests/initiatives tests/test_leaks.py
export PYTHONPATH := .:site
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test test-services coverage lint format audit bench messages lock clean \
	art documents pictures environment test-environment assets

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' Makefile

run: export BASE_URL ?= http://localhost:$(PORT)
run: environment ## serve the site with its demo content on http://127.0.0.1:8000/ (PORT=8080 HOST=0.0.0.0)
	@$(BIN)/python scripts/serve.py --check $(HOST) $(PORT)
	@$(BIN)/python scripts/prepare.py
	@exec $(BIN)/python scripts/serve.py $(HOST) $(PORT)

test: test-environment assets ## run every test (ARGS="tests/core -x", WORKERS=0)
	@$(PYTHON) scripts/environment.py browser
	@$(PYTHON) scripts/environment.py libraries
ifdef ARGS
	$(PYTEST) --ignore=tests/services $(ARGS)
else
	failed=; $(PYTEST) --ignore=tests/services --ignore=tests/browser || failed=1; \
	$(PYTEST) tests/browser || failed=1; test -z "$$failed"
endif

test-services: test-environment assets ## run tests on PostgreSQL, Redis and Elasticsearch (EVERYTHING=1: all)
	@$(PYTHON) scripts/environment.py libraries
	scripts/with_services --elasticsearch $(PYTEST) --ignore=tests/browser \
		$(or $(ARGS),$(if $(EVERYTHING),,$(ON_SERVICES)))

coverage: test-environment assets ## report the lines and branches that none but the browser tests runs
	@$(PYTHON) scripts/environment.py libraries
	$(PYTEST) --ignore=tests/services --ignore=tests/browser --cov --cov-report=term --cov-report=html $(ARGS)

lint: test-environment assets ## check style, types, layers, templates, migrations and settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports --no-logo --cache-dir var/import-linter
	$(BIN)/djhtml --check templates
	$(BIN)/djlint --lint --quiet templates
	DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run
	$(BIN)/python scripts/check_deployment.py

format: test-environment ## format Python and templates
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	$(BIN)/djhtml templates

audit: test-environment assets ## dependencies, code, and accessibility in every language; before a release
	@$(PYTHON) scripts/environment.py browser
	$(BIN)/python scripts/audit.py $(ARGS)
	EVERY_LOOK=1 $(PYTEST) tests/browser

bench: test-environment assets ## queries and milliseconds of the main pages
	$(BIN)/python scripts/bench.py $(ARGS)

art: test-environment ## draw the demo's stories and the share picture anew (ARGS="tarina-osoite-1")
	@$(PYTHON) scripts/environment.py browser
	PYTHONPATH=scripts $(BIN)/python -m art.draw $(ARGS)

documents: test-environment ## print the demo's documents anew, from HTML to PDF (ARGS="ikaihmisten-suunnitelma")
	@$(PYTHON) scripts/environment.py browser
	$(BIN)/python scripts/print_documents.py $(ARGS)

pictures: test-environment assets ## photograph the desk for docs/moderators/ anew (ARGS="queue message")
	@$(PYTHON) scripts/environment.py browser
	PYTHONPATH=.:site $(BIN)/python scripts/pictures.py $(ARGS)

messages: environment ## gather the texts to translate into locale/
	@$(PYTHON) scripts/environment.py gettext
	$(MANAGE) makemessages --locale fi --locale sv --locale en --locale fi_Simple \
		--add-location file --no-wrap --ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*'

lock: environment ## choose the newest versions that pyproject.toml allows (ARGS="--upgrade")
	scripts/lock $(ARGS)

clean: ## remove what the other commands made, but not the database and its files
	rm -rf .venv .coverage .hypothesis var/{audit,build,coverage,import-linter,mypy,pytest,ruff,static,test}
	find . -name __pycache__ -prune -exec rm -rf {} +

environment:
	@$(PYTHON) scripts/environment.py base

test-environment:
	@$(PYTHON) scripts/environment.py test

assets:
	@$(BIN)/python scripts/prepare.py assets
