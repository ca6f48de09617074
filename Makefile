# Loyalty Ledger. Needs Python 3.11, git and make; `make` lists what there is.
.DEFAULT_GOAL := help
.PHONY: help run test test-fast compact bench bench-checks bench-dashboards up lint lint-python lint-sql format doctor clean

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DAGSTER_PORT ?= 3000
DASHBOARDS_PORT ?= 8501
TEST_WORKERS ?= 2
SOURCE ?= var/sample/published/marts.duckdb
ACCOUNTS ?= 2000
ROWS ?= 10000000
BENCH_WORK ?= $(or $(TMPDIR),/tmp)

# Nothing phones home.
export DO_NOT_TRACK := 1
export DAGSTER_DISABLE_TELEMETRY := yes
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export GX_ANALYTICS_ENABLED := false
export STREAMLIT_BROWSER_GATHER_USAGE_STATS := false
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 is needed and was not found"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --compile -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --compile -e .
	@touch $@

run: $(STAMP)  ## land new extracts (or the sample), build, test, audit, publish, print the scorecard
	@$(BIN)/loyalty run $(if $(FULL_REFRESH),--full-refresh)

up: $(STAMP)  ## Dagster UI with its daemon, and the dashboards, on 127.0.0.1
	@$(BIN)/loyalty up --dagster-port $(DAGSTER_PORT) --dashboards-port $(DASHBOARDS_PORT)

compact: $(STAMP)  ## merge the lake's many small files; no figure changes
	@$(BIN)/loyalty compact

# A file's tests stay together, in the order of the folders: the long ones begin early.
test: $(STAMP)  ## every test
	$(BIN)/python -m pytest -n $(TEST_WORKERS) --dist loadfile --no-loadscope-reorder

test-fast: $(STAMP)  ## tests that build no warehouse and start no browser
	$(BIN)/python -m pytest -m "not slow and not browser"

bench: $(STAMP)  ## the pipeline at ACCOUNTS=2000 (or more), each stage beside its limit
	$(BIN)/python tests/benchmark/run.py --accounts $(ACCOUNTS) --work $(BENCH_WORK)

bench-checks: $(STAMP)  ## Great Expectations on ROWS=10000000 rows (or more): time and memory
	$(BIN)/python tests/benchmark/checks_scale.py --rows $(ROWS) --work $(BENCH_WORK)

bench-dashboards: $(STAMP)  ## the dashboards on a publication (SOURCE=…) scaled to a million responses
	$(BIN)/python tests/benchmark/dashboards_speed.py --source $(SOURCE)

lint: lint-python lint-sql  ## format, types, import contracts, SQL

lint-python: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The compiled SQL is linted, in a home of its own: sqlfluff cannot render dbt's adapter.dispatch.
lint-sql: $(STAMP)
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	LOYALTY_HOME="$$folder" DBT_TARGET_PATH="$$folder/target" \
	$(BIN)/dbt --quiet compile --no-introspect --project-dir dbt --profiles-dir dbt && \
	find "$$folder/target/compiled" -path '*/models/*' -name '*.sql' -not -path '*.yml/*' -print0 | \
	PYTHONWARNINGS=ignore xargs -0 $(BIN)/sqlfluff lint --disable-progress-bar --processes 2 --config .sqlfluff

format: $(STAMP)  ## rewrite the Python files in the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

doctor: $(STAMP)  ## what is configured and what is there
	@$(BIN)/loyalty doctor

clean:  ## remove what tests and tools leave behind; never data
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache dbt/target dbt/logs build
