PYTHON ?= python3
BIN = .venv/bin

.PHONY: setup test lint types docs bench peers fuzz corpus-diff vscode

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

# Writes benchmarks/RESULTS.md; BENCH="--quick" or BENCH="--only start,throughput" prints instead.
bench:
	$(BIN)/python -m benchmarks.run $(BENCH)

# Other tools with the same ten checks, for bench; each may be missing. Takes npm and a network.
peers:
	npm install --no-package-lock --no-audit --no-fund --prefix benchmarks/peers/spectral
	npm install --no-package-lock --no-audit --no-fund --prefix benchmarks/peers/textlint
	$(PYTHON) -m venv benchmarks/peers/semgrep/.venv
	benchmarks/peers/semgrep/.venv/bin/pip install -q -r benchmarks/peers/semgrep/requirements.txt

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
