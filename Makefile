# The doors of the project. Needs Python 3.11 or newer and make; everything else is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PICTURES := $(VENV)/pictures

.PHONY: help chat test coverage check bench soak cards docs pictures lock audit sbom clean

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 10

$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

chat: $(VENV)/ready ## load the data and open the desk in this terminal
	@$(BIN)/summitdesk

test: $(VENV)/ready-dev ## run the tests
	$(BIN)/pytest --numprocesses=auto --dist=loadfile $(ARGS)

coverage: $(VENV)/ready-dev ## run the tests, and say which lines they do not reach
	$(BIN)/coverage run -m pytest $(ARGS)
	$(BIN)/coverage report

check: $(VENV)/ready-dev ## linters, types, contracts, the dataset
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/summitdesk check-data

bench: $(VENV)/ready-dev ## speed and memory, beside raw sqlite3
	$(BIN)/python -m tests.bench

soak: $(VENV)/ready-dev ## workers killed by the hundred, and a year of odd time zones (an hour or more; SOAK_ROUNDS=10 for less)
	PYTHONPATH=tests $(BIN)/python -m tests.soak
	PYTHONPATH=tests $(BIN)/python -m tests.fuzz

cards: $(VENV)/ready-dev ## write the cards in tests/cards/ anew
	$(BIN)/python tests/cards.py

docs: $(VENV)/ready-dev ## write the generated tables of the README anew
	$(BIN)/python tests/readme.py

pictures: $(VENV)/ready ## draw the cards in docs/pictures/ anew
	@for one in chromium node npm; do command -v $$one >/dev/null || \
		{ echo "make pictures needs $$one (on Debian: apt-get install chromium nodejs npm)" >&2; exit 1; }; done
	@$(MAKE) --no-print-directory $(PICTURES)/ready
	$(PICTURES)/bin/python tests/pictures/make.py

$(PICTURES)/ready: tests/pictures/requirements.lock $(wildcard tests/node/pictures/* tests/node/pictures/.npmrc)
	$(PYTHON) -m venv $(PICTURES)
	$(PICTURES)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	mkdir -p $(PICTURES)/node
	cp $(filter tests/node/pictures/%,$^) $(PICTURES)/node
	npm ci --prefix $(PICTURES)/node --ignore-scripts --silent
	touch $@

lock: $(VENV)/ready-dev ## resolve and lock the dependencies anew, with hashes
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --group build --generate-hashes --no-header \
		--no-emit-index-url --universal --python-version 3.11 -o requirements.lock -q
	$(BIN)/uv pip compile pyproject.toml --group build --group dev --generate-hashes --no-header --no-emit-index-url \
		--universal --python-version 3.11 -c requirements.lock -o requirements-dev.lock -q
	$(BIN)/uv pip compile tests/pictures/requirements.in --generate-hashes --no-header --no-emit-index-url \
		--universal --python-version 3.11 -o tests/pictures/requirements.lock -q

audit: $(VENV)/ready ## ask whether a locked package has a known weakness (needs the network)
	$(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(VENV)/audit/bin/pip-audit --strict --require-hashes --disable-pip --progress-spinner off -r requirements.lock

sbom: $(VENV)/ready-dev ## write dist/summitdesk.cdx.json, what the desk is made of
	mkdir -p dist
	$(BIN)/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible -o dist/summitdesk.cdx.json requirements.lock

clean: ## remove what was installed and made
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage dist build
