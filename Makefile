# make run    sets everything up and checks the sample list
# make test   sets everything up and runs the tests
# make test-postgres  the ledger on a PostgreSQL server of its own (make setup-system installs one)
# make lint   format, lint and types
# make test-history  audits of large histories whose truth is known
# make test-browser  opens the report in headless Chromium (make setup-system installs it)
# make proofs  lists the proofs; make proofs NAME=ledger runs one of them whole
# make proofs-short  a short slice of every proof, minutes altogether
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
WORKERS ?= auto
# Some systems set NAME in the environment: only what stands on the command line names a proof.
ifeq ($(origin NAME),environment)
NAME :=
endif

# Tests rewrite their modules when they are loaded: kept, that is done once and not by every worker.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup setup-system run test test-postgres test-history test-browser test-wheel lint format proofs proofs-short bench bench-short clean

help:
	@sed -n '1,8s/^# //p' Makefile

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "listcheck needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(READY)

run: $(READY)
	@status=0; $(BIN)/listcheck samples/european-b2b/campaign.csv || status=$$?; \
	case $$status in \
	  0) echo "(exit status 0: the list may be sent as it is)";; \
	  1) echo "(exit status 1: something was found: send the clean list, not the list as given)";; \
	  *) exit $$status;; \
	esac

test: $(READY)
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

test-postgres: $(READY)
	$(BIN)/python -m pytest -n $(WORKERS) -m postgres

test-history: $(READY)
	$(BIN)/python -m pytest -n $(WORKERS) -m history

test-browser: $(READY)
	$(BIN)/python -m pytest tests/browser

# What some tests need besides Python, from Debian or Ubuntu.
SYSTEM := postgresql chromium fonts-liberation
setup-system:
	@missing=; for package in $(SYSTEM); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || \
	    missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  as=; [ "$$(id -u)" = 0 ] || as=sudo; \
	  $$as apt-get update -q && \
	  $$as env DEBIAN_FRONTEND=noninteractive \
	    apt-get install -q -y --no-install-recommends $$missing; \
	fi

test-wheel: $(READY)
	$(BIN)/python -m tests.support.wheel

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

proofs: $(READY)
	@$(BIN)/python -m benchmarks $(NAME)

proofs-short: $(READY)
	@$(BIN)/python -m benchmarks --short

# Ratios to a copy and to an earlier state, an hour; nothing else should run meanwhile.
bench: $(READY)
	@$(BIN)/python -m benchmarks.speed.goals

bench-short: $(READY)
	@$(BIN)/python -m benchmarks.speed.goals --short

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
