# From a fresh clone, with nothing but Python 3.11 or newer:
#
#   make run     extract the facts of seeds/: a table here, facts.jsonl, facts.csv and report.html beside it
#   make test    run the tests
#   make check   all that must hold before a change is taken; .ci/run does the same
#   make bench   measure speed, start-up and memory (bench/README.md)
#   make format  put the code into its form
#   make clean   remove what was made, the environment too
#
# Everything is installed into .venv, which is made on first use.

PYTHON ?= python3
BIN    := .venv/bin
READY  := .venv/.ready
PIP    := -m pip --quiet --disable-pip-version-check
SEEDS   = $(sort $(wildcard $(CURDIR)/seeds/*.txt))

.PHONY: help run test check format-check lint types examples wheel bench format clean

help:
	@sed -n '1,/^$$/s/^# \{0,1\}//p' $(firstword $(MAKEFILE_LIST))

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	  "Python 3.11 or newer is needed; name one: make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python $(PIP) install --editable '.[dev]'
	@touch $@

run: $(READY)
	@$(BIN)/zhstat extract --format table seeds/*.txt
	@$(BIN)/zhstat extract seeds/*.txt --output facts.jsonl
	@$(BIN)/zhstat extract seeds/*.txt --output facts.csv --bom
	@$(BIN)/zhstat report seeds/*.txt --output report.html --title 样例报告
	@echo "facts.jsonl and facts.csv hold all fields of these $$(wc -l < facts.jsonl) facts;"
	@echo "report.html shows them in their texts: open it in a browser."

test: $(READY)
	$(BIN)/python -m pytest

check: format-check lint types test examples wheel

format-check: $(READY)
	$(BIN)/ruff format --check .

lint: $(READY)
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

examples: $(READY)
	$(BIN)/zhstat check

# What people install must do what the checkout does: the rules have to be in it.
wheel: $(READY)
	rm -rf build/wheel build/clean
	$(BIN)/python $(PIP) wheel --no-deps --wheel-dir build/wheel .
	$(PYTHON) -m venv build/clean
	build/clean/bin/python $(PIP) install build/wheel/*.whl
	cd build && clean/bin/zhstat check
	cd build && clean/bin/zhstat extract $(SEEDS) --output installed.jsonl
	$(BIN)/zhstat extract $(SEEDS) --output build/checkout.jsonl
	test -s build/installed.jsonl
	cmp build/installed.jsonl build/checkout.jsonl
	cd build && clean/bin/zhstat report $(SEEDS) --output installed.html
	$(BIN)/zhstat report $(SEEDS) --output build/checkout.html
	cmp build/installed.html build/checkout.html

bench: $(READY)
	$(BIN)/python bench/run.py
	$(BIN)/python bench/hostile.py

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf .venv build dist facts.jsonl facts.csv report.html .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
