# Two commands do everything on a bare machine:
#   make demo    set up, and run the whole job on the demo study
#   make test    set up, and pass the checks and tests
# Nothing outside this folder is touched. uv is used where it exists, else venv and pip.

PYTHON ?= $(shell for one in python3 python3.13 python3.12 python3.11; do \
	command -v $$one >/dev/null 2>&1 && \
	$$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && \
	echo $$one && break; done)
BIN := .venv/bin
STUDY ?= demo-study
WORKERS ?= 2

.PHONY: demo test check tests coverage benchmarks screenshots clean

demo: .venv/.ready
	@test ! -e $(STUDY) || mv $(STUDY) $(STUDY).$$(date +%Y%m%d%H%M%S)
	$(BIN)/qualcode demo $(STUDY)

test: check tests

check: .venv/.ready-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

tests: .venv/.ready-for-tests
	$(BIN)/python -m pytest -n $(WORKERS)

# Apart from the tests, as it doubles their time.
coverage: .venv/.ready-for-tests
	$(BIN)/python -m pytest -n $(WORKERS) --cov --cov-report=term:skip-covered

benchmarks: .venv/.ready-for-tests
	for one in $(basename $(notdir $(wildcard tests/benchmarks/*.py))); do $(BIN)/python -m tests.benchmarks.$$one; done

screenshots: .venv/.ready
	$(BIN)/python docs/screenshots/make.py

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "qualcode needs Python 3.11 or newer: install it, or say make PYTHON=/path/to/python3" >&2; exit 1; }
	@if command -v uv >/dev/null 2>&1; then uv venv --quiet --allow-existing --python $(PYTHON) .venv; \
	else $(PYTHON) -m venv .venv; fi

.venv/.ready: .venv/bin/python pyproject.toml
	@$(call install,.[analysis])
	@touch $@

.venv/.ready-for-tests: .venv/bin/python pyproject.toml
	@$(call install,.[dev])
	@touch $@ .venv/.ready

define install
echo "Setting up .venv ..." >&2; \
if command -v uv >/dev/null 2>&1; then uv pip install --quiet --python $(BIN)/python -e '$(1)'; \
else $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '$(1)'; fi
endef

clean:
	rm -rf .venv dist build htmlcov .coverage
