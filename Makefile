# The commands of the project. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

DATA ?= data/demo
PORT ?= 8080
PROGRAM := .build/debug/waymark
PYTHON := .venv/bin/python

.PHONY: help run test check lint format seed setup setup-tests build unit browser clean-data
.PHONY: bench-linkage bench-journeys fuzz-linkage fuzz-journeys

help: ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: build ## Install what is missing, build, load the demo and serve it on http://127.0.0.1:8080
	@$(PROGRAM) seed --demo --data $(DATA) > /dev/null
	@exec $(PROGRAM) serve --data $(DATA) --port $(PORT)

test: setup-tests unit browser ## Install what is missing, then run every test, browser tests included

check: setup-tests lint unit browser ## What CI runs: lint, then every test

setup: ## Install the packages and assets that building and serving need
	@scripts/install-packages.sh libsqlite3-dev libargon2-dev zlib1g-dev graphviz pkg-config python3-pip
	@python3 scripts/install-assets.py

setup-tests: setup ## Also install the browser and the tools that the tests need
	@scripts/install-packages.sh chromium fonts-liberation python3-venv
	@scripts/install-test-tools.sh

build: setup ## Build for development
	swift build

unit: setup ## Run the Swift tests
	swift test --parallel

browser: build setup-tests ## Run the browser tests against a hub of their own
	$(PYTHON) BrowserTests/run.py

lint: build setup-tests ## Check format, imports, markup, content and schemas
	swift format lint --strict --recursive Sources Tests Package.swift
	python3 scripts/check-house.py
	$(PYTHON) scripts/check-schemas.py --self-test
	$(PYTHON) scripts/check-schemas.py
	$(PROGRAM) framework check Content/frameworks/*.yaml
	$(PROGRAM) library check
	$(PROGRAM) link check-model Content/link-models/*.yaml

format: ## Put the Swift files in the house's form
	swift format --in-place --recursive Sources Tests Package.swift

seed: build ## Load the demo into an empty folder (DATA=data/demo)
	$(PROGRAM) seed --demo --data $(DATA)

clean-data: ## Throw the demo away
	rm -rf $(DATA)

bench-linkage: setup ## Bench record linkage beside Splink (BENCH="--sizes 10k --only people")
	@scripts/install-packages.sh python3-venv
	@scripts/install-bench-tools.sh
	swift build -c release --product waymark
	.bench/venv/bin/python Benchmarks/linkage/run.py $(BENCH)

fuzz-linkage: setup ## Feed broken bytes to the readers of records and models (FUZZ_SECONDS=60 each)
	scripts/fuzz-linkage.sh $(or $(FUZZ_SECONDS),60)

bench-journeys: setup ## Time `journeys analyse` beside PM4Py (installed into .bench; takes minutes)
	swift build -c release --product waymark
	python3 Benchmarks/journeys/run.py

fuzz-journeys: setup ## Feed mutated event logs to the readers for a minute (SECONDS_TO_RUN=60)
	scripts/fuzz-journeys.sh
