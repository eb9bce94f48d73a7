PYTHON ?= python3
BIN = .venv/bin

.PHONY: setup test lint types docs bench fuzz corpus-diff vscode

# Everything needed, and a first look at the example tables (which have faults on purpose: status 1 is right).
setup:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -e '.[dev]'
	$(BIN)/perflint check --exit-zero examples/tables

test:
	$(BIN)/python -m pytest -n auto

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

docs:
	$(BIN)/python scripts/build_rule_docs.py

bench:
	$(BIN)/python benchmarks/start.py

# Damaged files for the readers: make fuzz SEED=2
SEED = 1
fuzz:
	$(BIN)/python fuzz/run.py --seed $(SEED) --count 20000

# What the working tree finds in the corpus, against a revision: make corpus-diff BASE=HEAD
BASE = HEAD
corpus-diff:
	-$(BIN)/python scripts/corpus.py diff $(BASE)

# The extension for VS Code, as editors/vscode/*.vsix; its tests speak to this perflint.
vscode:
	PERFLINT=$(CURDIR)/$(BIN)/perflint scripts/build_vscode.sh
