# `make help` lists what there is to make.
PYTHON ?= python3
PORT ?= 8000
PYTEST_WORKERS ?= auto
BIN := .venv/bin
# What is compiled for tests stays for the next, whatever the machine does otherwise.
PYTEST := PYTHONDONTWRITEBYTECODE= PYTHONPYCACHEPREFIX=$(CURDIR)/var/tests/bytecode $(BIN)/pytest
MOVED := $(shell [ ! -s .venv/ready ] || [ "$$(cat .venv/ready)" = "$$(pwd -P)" ] || echo moved)
COMPILE := uv pip compile --universal --generate-hashes --no-header --python-version 3.11
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/django.po)

.DEFAULT_GOAL := help
.PHONY: moved help serve demo demo-reset test browsers check lint audit messages vocabulary tables vectors screens bench faults load lock clean

help:  ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

.venv/ready: requirements-demo.lock pyproject.toml hatch_build.py tools/install.py $(CATALOGUES) $(MOVED)
	@$(PYTHON) tools/install.py requirements-demo.lock

.venv/ready-dev: requirements-dev.lock pyproject.toml hatch_build.py tools/install.py $(CATALOGUES) $(MOVED)
	@$(PYTHON) tools/install.py requirements-dev.lock

serve: .venv/ready  ## Serve a platform of one's own on PORT; an empty one shows the address at which it begins
	@$(BIN)/nadwa serve --port $(PORT)

demo: .venv/ready  ## Load Beijing 2016 and serve it on PORT (CHECK=1: try it and stop)
	@$(BIN)/nadwa demo --port $(PORT) $(if $(CHECK),--check)

demo-reset: .venv/ready  ## The same, from the beginning: what was done is thrown away
	@$(BIN)/nadwa demo --port $(PORT) --reset

test: .venv/ready-dev lint  ## All checks and tests, the browser's included
	@$(BIN)/python tools/browser.py
	@$(PYTEST) -n $(PYTEST_WORKERS) --dist worksteal

browsers: .venv/ready-dev  ## The short list in Firefox and WebKit, for every night: follow, vote, propose, check, sign in
	@$(BIN)/python tools/browser.py --others
	@$(PYTEST) tests/browsers

check: .venv/ready-dev  ## The tests for daily work: without a browser, and without those that take long
	@$(PYTEST) -n $(PYTEST_WORKERS) --dist worksteal -m "not browser and not long"

lint: .venv/ready-dev  ## Style, types, imports, templates, scripts
	@$(BIN)/ruff check src tests tools benchmarks deploy hatch_build.py
	@$(BIN)/ruff format --check src tests tools benchmarks deploy hatch_build.py
	@NADWA_SECRET_KEY=lint DATABASE_URL=dbname=lint $(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python tools/circles.py
	@$(BIN)/deptry src
	@$(BIN)/deptry --ignore DEP002,DEP004 --exclude var/ tests tools benchmarks deploy
	@$(BIN)/djlint --lint --quiet src
	@$(BIN)/python tools/house_rules.py
	@$(BIN)/python tools/scripts.py

audit: .venv/ready-dev  ## What is shipped: licences, bill of materials, known weaknesses (OFFLINE=1: without them), rules of the house; guards by mutation; two verifiers
	@$(BIN)/python -m tools.audit $(if $(OFFLINE),--without-advisories)
	@$(BIN)/python -m tools.mutants
	@$(BIN)/python tools/browser.py
	@$(BIN)/python -m tools.verifiers

messages: .venv/ready-dev  ## Bring the catalogues up to date with the code; then translate what is new
	@$(BIN)/python tools/messages.py

vocabulary: .venv/ready-dev  ## Write down the kinds of act for programs (acts.schema.json) and for people (docs/record.md)
	@$(BIN)/python -m tools.vocabulary

tables: .venv/ready-dev  ## Write down the tables that the migrations make, for new installations to begin with
	@$(BIN)/python tools/tables.py

vectors: .venv/ready-dev  ## Compute what the titles of resolutions mean; after a change of titles or encoder
	@$(BIN)/python tools/vectors.py

screens: .venv/ready-dev  ## Take the pictures in docs/screens again
	@$(BIN)/python tools/browser.py
	@$(BIN)/python tools/screens.py

bench: .venv/ready-dev  ## Print the figures of docs/figures.md, docs/performance.md, docs/method.md, docs/packages.md, docs/texts.md, docs/edition.md
	@$(BIN)/python benchmarks/live.py
	@$(BIN)/python -m benchmarks.engine
	@$(BIN)/python -m benchmarks.method
	@$(BIN)/python -m benchmarks.packages
	@$(BIN)/python -m benchmarks.texts
	@$(BIN)/python -m benchmarks.edition

faults: .venv/ready-dev  ## Kill, freeze, fill and cut everything under load; print what came of it (a quarter of an hour)
	@$(BIN)/python -m benchmarks.faults

load: .venv/ready-dev  ## 2,000 pages follow a vote of 1,000 delegates; then ever more, then an hour at a tenth
	@$(BIN)/python -m benchmarks.load

lock:  ## Choose the versions of the dependencies again (needs uv)
	$(COMPILE) --extra build pyproject.toml -o requirements.lock
	$(COMPILE) --extra build --extra demo pyproject.toml -o requirements-demo.lock
	$(COMPILE) --extra build --extra demo --extra dev pyproject.toml -o requirements-dev.lock

clean:  ## Remove what was installed and the demo's data
	@$(or $(wildcard $(BIN)/python),$(PYTHON)) tools/clean.py
