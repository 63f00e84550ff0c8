# From a fresh clone, with nothing but Python 3.11 or newer:
#
#   make run     extract the facts of seeds/: a table here, facts.jsonl, facts.csv and report.html beside it
#   make test    run the tests
#   make check   all that must hold before a change is taken; .ci/run does the same
#   make lowest  run the tests with the oldest versions that pyproject.toml allows, on Python 3.11
#   make pythons run the tests with each Python from 3.11 on that is here
#   make lock    write constraints.txt anew, after a change of what pyproject.toml asks for; also bench/peers/*.txt
#                and tools/*.txt
#   make faults  kill runs, workers and what is writing at random moments (TIMES=100) and compare what they
#                give, then try disks, folders, inputs, pipes, signals and limits in every way; make test does
#                a little of each
#   make metamorphic  change texts in ways that change nothing of what they say (TEXTS=folder) and compare the facts
#   make fuzz    throw anything at what reads and writes (SECONDS=60 for each target), guided by coverage
#   make mutants change the code of numbers, bounds, times and places in small ways, and see which changes no
#                test notices (GROUPS="numbers bounds", TENTHS=10 for all mutants; tests/mutants.toml)
#   make bench   measure speed, start-up and memory, our own and that of peers (bench/README.md)
#   make bench-record  measure our own at length, and keep it in bench/history.jsonl
#   make format  put the code into its form
#   make clean   remove what was made, the environment too
#
# Everything is installed into .venv, which is made on first use, from constraints.txt: each package in one
# version, checked by its hash. make lock UPGRADE=--upgrade takes newer ones.

PYTHON ?= python3
BIN    := .venv/bin
READY  := .venv/.ready
PIP    := -m pip --quiet --disable-pip-version-check
LOCK   := constraints.txt
UV     := build/uv/bin/uv
SEEDS   = $(sort $(wildcard $(CURDIR)/seeds/*.txt))

.PHONY: help run test lowest pythons lock check format-check lint types examples wheel fuzz fuzz-short faults \
  metamorphic mutants bench bench-record \
  format clean

help:
	@sed -n '1,/^$$/s/^# \{0,1\}//p' $(firstword $(MAKEFILE_LIST))

$(READY): pyproject.toml $(LOCK)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	  "Python 3.11 or newer is needed; name one: make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python $(PIP) install --require-hashes --requirement $(LOCK)
	$(BIN)/python $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(UV):
	$(PYTHON) -m venv build/uv
	build/uv/bin/python $(PIP) install uv

lock: $(UV)
	$(UV) pip compile pyproject.toml --quiet --extra dev --universal --python-version 3.11 --generate-hashes \
	  --custom-compile-command 'make lock' --output-file $(LOCK) $(UPGRADE)
	for peer in $(basename $(wildcard bench/peers/*.in)); do \
	  $(UV) pip compile $$peer.in --quiet --universal --python-version 3.11 --generate-hashes \
	    --custom-compile-command 'make lock' --output-file $$peer.txt $(UPGRADE) || exit; \
	done
	$(UV) pip compile tools/mutants.in --constraint $(LOCK) --quiet --universal --python-version 3.11 \
	  --generate-hashes --custom-compile-command 'make lock' --output-file tools/mutants.txt $(UPGRADE)

lowest: $(UV)
	$(UV) pip compile pyproject.toml --quiet --extra dev --resolution lowest-direct --python-version 3.11 \
	  --no-header --no-annotate --output-file build/lowest.txt
	rm -rf build/lowest
	$(PYTHON) -m venv build/lowest
	build/lowest/bin/python $(PIP) install --requirement build/lowest.txt
	build/lowest/bin/python $(PIP) install --no-deps --no-build-isolation --editable .
	build/lowest/bin/python -m pytest

PYTHONS ?= python3.11 python3.12 python3.13 python3.14
pythons:
	for python in $(PYTHONS); do \
	  command -v $$python || continue; rm -rf build/python; \
	  $$python -m venv build/python && \
	  build/python/bin/python $(PIP) install --require-hashes --requirement $(LOCK) && \
	  build/python/bin/python $(PIP) install --no-deps --no-build-isolation --editable . && \
	  build/python/bin/python -m pytest || exit; \
	done

run: $(READY)
	@$(BIN)/zhstat extract --format table seeds/*.txt
	@$(BIN)/zhstat extract seeds/*.txt --output facts.jsonl
	@$(BIN)/zhstat extract seeds/*.txt --output facts.csv --bom
	@$(BIN)/zhstat report seeds/*.txt --output report.html --title 样例报告
	@echo "facts.jsonl and facts.csv hold all fields of these $$(wc -l < facts.jsonl) facts;"
	@echo "report.html shows them in their texts: open it in a browser."

test: $(READY)
	$(BIN)/python -m pytest

check: format-check lint types test fuzz-short examples wheel

format-check: $(READY)
	$(BIN)/ruff format --check .

lint: $(READY)
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

examples: $(READY)
	$(BIN)/zhstat check

# What people install must do what the checkout does: the rules have to be in it. The wheel made of the source
# distribution must be the same file, so that nothing is missing there.
wheel: $(READY)
	rm -rf build/wheel build/sdist build/again build/clean
	$(BIN)/hatchling build --target wheel --directory build/wheel
	$(BIN)/hatchling build --target sdist --directory build/sdist
	$(BIN)/python $(PIP) wheel --no-deps --no-build-isolation --wheel-dir build/again build/sdist/*.tar.gz
	cmp build/again/*.whl build/wheel/*.whl
	$(BIN)/twine --no-color check --strict build/wheel/*.whl build/sdist/*.tar.gz
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

# What was found is kept in build/fuzz; tests/fuzz holds the inputs to begin with, which the tests try too.
SECONDS ?= 60
fuzz: $(READY)
	$(BIN)/python tools/fuzz/run.py --seconds $(SECONDS) $(TARGETS)

fuzz-short: $(READY)
	$(BIN)/python tools/fuzz/run.py --short

TIMES ?= 100
faults: $(READY)
	$(BIN)/python tools/faults.py workers --times $(TIMES)
	$(BIN)/python tools/faults.py runs --times $(TIMES)
	$(BIN)/python tools/faults.py outputs --times $(TIMES)
	$(BIN)/python -m pytest -m 'long or not long' $(wildcard tests/test_faults_*.py)

TEXTS ?= seeds
metamorphic: $(READY)
	$(BIN)/python tools/metamorphic.py $(TEXTS)

# What mutmut needs fits constraints.txt, so that it goes into the same environment.
mutants: $(READY)
	$(BIN)/python $(PIP) install --require-hashes --requirement tools/mutants.txt
	nice -n 15 $(BIN)/python tools/mutants.py $(GROUPS) $(if $(TENTHS),--tenths $(TENTHS))

bench: $(READY)
	$(BIN)/python bench/run.py
	$(BIN)/python bench/compare.py
	$(BIN)/python bench/hostile.py

bench-record: $(READY)
	$(BIN)/python bench/run.py --stream 1,8,64 --record
	$(BIN)/python bench/run.py --history

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf .venv build dist facts.jsonl facts.csv report.html .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
