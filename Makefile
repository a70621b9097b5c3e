# elearn: `make run` shows it, `make test` proves it. Needs make, a POSIX shell and, on Debian, apt.

.DEFAULT_GOAL := help
.PHONY: help setup setup-test setup-bench run test check bench locks translations clean

VENV := .venv
PY := $(VENV)/bin/python
ELEARN := $(VENV)/bin/elearn
DEMO := var/demo
DEMO_ENV := ELEARN_MODE=demo ELEARN_DATA=$(DEMO) ELEARN_DATABASE=sqlite:///$(DEMO)/elearn.db

help: ## say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-22s %s\n", $$1, $$2}'

setup: ## install what running needs (again and again without harm)
	@sh deploy/setup.sh run

setup-test: ## install what testing needs
	@sh deploy/setup.sh test

setup-bench: ## install what measuring needs
	@sh deploy/setup.sh bench

run: setup ## show the demo on http://127.0.0.1:8000 (RESET=1 starts anew)
	@if [ -n "$(RESET)" ]; then rm -rf $(DEMO); fi
	@$(DEMO_ENV) $(ELEARN) demo

test: setup-test ## check and test everything
	@$(PY) -m tests.run all

check: setup-test ## the fast part: style, types, layers, sizes, translations, unit tests
	@$(PY) -m tests.run check

bench: setup-bench ## measure speed and memory against floors in the same run
	@$(PY) -m bench

locks: ## renew the hash-locked requirements (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml -o requirements/run.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra test -c requirements/run.lock pyproject.toml -o requirements/test.lock

translations: setup-test ## collect new interface texts into both catalogues and compile them
	@$(PY) -m tests.catalogues

clean: ## remove what was installed and built, and the demo's data
	rm -rf $(VENV) var
