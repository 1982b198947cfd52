# make run     the dashboard on http://127.0.0.1:8501, with a demo cohort when there is no store (DEMO=0: empty)
# make check   format, lint, types, walls and the quick tests: before every push
# make test    everything, as CI runs it
# make coverage  which lines the quick tests do not reach (at least 80 % are)
# make bench   what is fast, beside what it could be
# make crash   kill -9 in a loop: nothing acknowledged may be missing
# make pins    compile requirements.txt and requirements-dev.txt from their .in files

SHELL := /bin/sh
.DELETE_ON_ERROR:
.PHONY: help run check test coverage bench crash pins lint quick environment environment-dev environment-duckdb2 python

PORT ?= 8501
DEMO ?= 1
MTB_HOME ?= $(CURDIR)/.mtb
MTB_AUTH ?= demo
export MTB_HOME MTB_AUTH

PY := .venv/bin/python
# The first Python on the path that is new enough; versions the pins were tried on first.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& { echo $$p; break; }; done)

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer was not found, so nothing was started: install it" \
	"(on Debian: apt-get install python3 python3-venv) and run make again." >&2; exit 1; }

environment: python
	@$(PYTHON) -m commands.environment run

environment-dev: python
	@$(PYTHON) -m commands.environment dev

environment-duckdb2: environment-dev
	@$(PYTHON) -m commands.environment duckdb2

run: environment
ifeq ($(DEMO),1)
	@test -e "$(MTB_HOME)/journal.sqlite" || $(PY) -m commands.demo
endif
	@exec $(PY) -m streamlit run server.py --server.port $(PORT)

lint: environment-dev
	@echo "== Format";  $(PY) -m ruff format --check --quiet . || { $(PY) -m ruff format --check .; exit 1; }
	@echo "== Lint";    $(PY) -m ruff check --quiet .
	@echo "== SQL and types"; $(PY) -m mypy --no-error-summary & types=$$!; \
	$(PY) -m sqlfluff lint --nocolor --disable-progress-bar --processes 0 queries data/schema; sql=$$?; \
	wait $$types && exit $$sql
	@echo "== Walls";   $(PY) -c "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c(['--no-logo']))"

quick:
	@echo "== Quick tests"; $(PY) -m pytest -q -n auto --dist loadfile --no-loadscope-reorder -m "not browser and not slow"

check: lint quick

# One process more than CI has cores: a quarter of the time they wait for readers' processes and the disk.
test: export MTB_NO_SKIPS = 1
test: lint environment-duckdb2
	@echo "== Quick tests"; $(PY) -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder -m "not browser and not slow"
	@echo "== The store's tests on DuckDB 2.0"
	@PYTHONPATH=.venv/duckdb2 $(PY) -c "import duckdb, sys; v = duckdb.__version__; print('DuckDB', v); sys.exit(v[:2] != '2.')"
	@PYTHONPATH=.venv/duckdb2 $(PY) -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder -m "store and not browser and not slow" \
	tests/data tests/queries tests/commands --ignore=tests/data/ingest --ignore=tests/data/record --ignore=tests/data/reference
	@echo "== Browser stories and the slow tests, in three processes: each file has a server and a store of its own"
	@MTB_CHROMIUM="$$($(PY) -m commands.chromium)" && test -n "$$MTB_CHROMIUM" && export MTB_CHROMIUM \
	&& echo "$$MTB_CHROMIUM" && $(PY) -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder -m "browser or slow" \
	tests/browser $$(grep -rl --include='*.py' 'mark\.slow' tests | grep -v '^tests/browser/')

# Apart from make test: counting lines doubles the processor time of the quick tests.
coverage: environment-dev
	@$(PY) -m pytest -q -n auto --dist loadfile --no-loadscope-reorder -m "not browser and not slow" --cov --cov-report=term:skip-covered

bench: environment-dev
	@$(PY) -m benchmarks

crash: environment-dev
	@$(PY) -m benchmarks.crash

pins: environment-dev
	@for name in requirements requirements-dev; do $(PY) -m uv pip compile --quiet --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links --universal --python-version 3.11 $$name.in -o $$name.txt || exit 1; done
