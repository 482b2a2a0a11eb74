# The commands a newcomer needs. Each does its own set-up; only Python 3.11 or later is needed.
#
#   make run      the desk with demonstration data on http://127.0.0.1:8501
#   make test     the whole test suite
#   make check    ruff, mypy --strict, the layer test, the audit of the packages
#   make bench    the figures the docs quote: SHARED=../shared [ONLY=topic]
#   make install  only the set-up; .venv/bin/workbench is ready afterwards
#
# PYTHON names another interpreter, HOST and PORT another address for `make run`, WORKERS how many
# processes test at once. On Linux without a graphics card torch comes from its index of CPU builds,
# gigabytes smaller; TORCH_INDEX names another.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501
SHARED ?= ../shared
ONLY ?=
WORKERS ?= 2
# whoever told pip where to look has chosen already
TORCH_INDEX ?= $(shell [ "$$(uname -s)" = Linux ] && ! command -v nvidia-smi >/dev/null \
	&& [ -z "$$PIP_INDEX_URL$$PIP_FIND_LINKS" ] && echo https://download.pytorch.org/whl/cpu)

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALLED := $(VENV)/installed
INSTALLED_FOR_TESTS := $(VENV)/installed-for-tests

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run test check bench

help:
	@sed -n '2,10s/^# \{0,1\}//p' Makefile

install: $(INSTALLED_FOR_TESTS)

run: $(INSTALLED)
	@$(BIN)/workbench --database var/demo.duckdb demo --host $(HOST) --port $(PORT)

test: $(INSTALLED_FOR_TESTS)
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile

check: $(INSTALLED_FOR_TESTS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/python -m pytest tests/unit/test_layers.py
	$(BIN)/python -m tools.dependency_audit

bench: $(INSTALLED_FOR_TESTS)
	@$(BIN)/python -m tests.benchmarks $(SHARED) $(ONLY)

# The stamps are written last: an interrupted installation starts again where it was.
$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or later is needed; name one with make PYTHON=..."; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "installing into $(VENV) (the first time takes a few minutes) ..."
	@torch="$$(grep '^torch==' constraints.txt)"; index="$(TORCH_INDEX)"; \
		{ [ -n "$$index" ] && $(PIP) install -qq --timeout 15 --retries 1 --index-url "$$index" "$$torch"; } \
		|| $(PIP) install -qq "$$torch"
	@$(PIP) install -qq --constraint constraints.txt --editable .
	@touch $@

$(INSTALLED_FOR_TESTS): $(INSTALLED)
	@$(PIP) install -qq --constraint constraints.txt --editable '.[test]'
	@touch $@
