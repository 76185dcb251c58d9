# One command for each thing one does here; `make help` lists them.
PYTHON ?= python3
PORT ?=
BIN ?=
STATE ?=
ARGS ?=

# A Python that was named is used whoever can reach it.
SETUP = $(PYTHON) -m scripts.setup $(if $(filter command environment,$(word 1,$(origin PYTHON))),--keep-python)
IN = .venv/bin
export COURSEWRIGHT_PORT := $(or $(PORT),$(COURSEWRIGHT_PORT))
export COURSEWRIGHT_STATE := $(or $(STATE),$(COURSEWRIGHT_STATE))

.DEFAULT_GOAL := help
.PHONY: help up setup setup-dev test test-quick test-postgres pictures check format bench lock reference clean

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'
	@echo "Variables: PORT (8000), STATE (.coursewright), PYTHON (python3), ARGS (more arguments for test)"

up: setup ## bring the platform up: http://127.0.0.1:8000, Ctrl-C stops it
	@exec $(IN)/coursewright up

setup: ## make the environments from the locks and build the Lab front end
	@$(SETUP)

setup-dev: ## the same, with what tests and checks need
	@$(SETUP) --dev

test: test-quick ## run the whole test suite: real PostgreSQL, real hub, real browser
	@$(IN)/python -m pytest -m journey $(ARGS)

test-quick: setup-dev ## the same without the journeys through the running platform
	@$(IN)/python -m pytest -m "not journey" -n auto --maxprocesses 4 --dist loadfile $(ARGS)

test-postgres: setup-dev ## test the data layer on the PostgreSQL whose programs are in BIN=/folder/bin
	@COURSEWRIGHT_POSTGRES_BIN=$(BIN) $(IN)/python -m pytest tests/db tests/scripts/test_reference.py $(ARGS)

pictures: setup-dev ## take the screenshots of the documents anew
	@COURSEWRIGHT_PICTURES=docs/images $(IN)/python -m pytest -q tests/coursewright_lab/test_demo_browser.py \
		tests/journeys/test_lab.py tests/journeys/test_onboarding.py tests/journeys/test_quiz.py \
		tests/journeys/test_dashboard.py tests/journeys/test_second_look.py tests/journeys/test_forum.py \
		tests/journeys/test_resources.py tests/journeys/test_guild.py

check: setup-dev ## format, lint, types, import contracts, documents
	$(IN)/ruff format --check
	$(IN)/ruff check
	$(IN)/mypy
	$(IN)/lint-imports
	$(IN)/python -m pytest -q tests/architecture

format: setup-dev ## format the code and mend what can be mended by machine
	$(IN)/ruff format
	$(IN)/ruff check --fix

bench: setup-dev ## measure everything, or ARGS="platform ..."; prints one table
	@$(IN)/python -m bench $(ARGS)

lock: setup-dev ## resolve every dependency anew and write the locks
	@$(IN)/python -m scripts.lock

reference: setup-dev ## write the reference pages that follow from the code
	@$(IN)/python -m scripts.reference

clean: ## remove the environments, tools and everything built; keeps the state folder
	rm -rf .venv .venv-student .tools dist extensions/node_modules extensions/lib
	rm -rf extensions/coursewright_lab/labextension extensions/tsconfig.tsbuildinfo
	find . -name __pycache__ -type d -not -path './.coursewright*' -prune -exec rm -rf {} +
