# make run    sets everything up and checks the sample list
# make test   sets everything up and runs the tests
# make lint   format, lint and types
# make bench  measures speed and memory against other tools, in one run
# make differential  a million addresses and numbers against the reference libraries
# make test-browser  opens the report in headless Chromium (make setup-system installs it)
# make roles  how well generic mailboxes are told from people's, on a labelled set
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
WORKERS ?= auto

.PHONY: help setup setup-system run test test-browser test-wheel lint format bench differential roles clean

help:
	@sed -n '1,7s/^# //p' Makefile

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
	$(BIN)/python -m pytest -n $(WORKERS)

# What the browser tests need of Debian; everything else needs nothing but Python.
setup-system:
	@if ! command -v chromium >/dev/null && ! command -v google-chrome >/dev/null; then \
	  sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$sudo apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends \
	    chromium fonts-liberation; \
	fi

test-browser: $(READY)
	$(BIN)/python -m pytest tests/browser

test-wheel: $(READY)
	$(BIN)/python -m tests.wheel

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)
	$(BIN)/python -m benchmarks.check
	$(BIN)/python -m benchmarks.validation
	$(BIN)/python -m benchmarks.reading

differential: $(READY)
	$(BIN)/python -m differential.emails
	$(BIN)/python -m differential.numbers

roles: $(READY)
	$(BIN)/python -m benchmarks.roles

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
