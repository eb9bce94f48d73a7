"""The acceptance figures over the reference tables: extraction, findings, places, and the same bytes twice."""

import importlib.util
import json
import os
import sys
from argparse import Namespace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from perflint.cli import cli

REFERENCE = Path(os.environ["PERFLINT_REFERENCE"])
SEEDS, GOLD = REFERENCE / "seeds", REFERENCE / "gold"


def load_scorer():
    spec = importlib.util.spec_from_file_location("score", REFERENCE / "tools" / "score.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


SCORE = load_scorer()


def run_perflint(*args):
    result = CliRunner().invoke(cli, [*args, str(SEEDS)], prog_name="perflint")
    assert result.exit_code == 0, result.output[-2000:]
    return result.stdout


@pytest.fixture(scope="module")
def parsed(tmp_path_factory):
    path = tmp_path_factory.mktemp("reference") / "parsed.json"
    path.write_text(run_perflint("parse", "--format", "json"), encoding="utf-8")
    return path


CHECK = ("check", "--profile", "strict", "--exit-zero", "--format", "json")


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    path = tmp_path_factory.mktemp("reference") / "checked.json"
    path.write_text(run_perflint(*CHECK), encoding="utf-8")
    return path


def exact_share(parsed, documents, capsys):
    """Exact indicators, all indicators and extra ones of the documents, counted with the scorer's own keys."""
    SCORE.score_parse(Namespace(gold=str(GOLD / "indicators.jsonl"), result=str(parsed), list=False))
    lines = capsys.readouterr().out.splitlines()
    rows = [line.split() for line in lines if line[:3] in documents]
    total, exact = sum(int(r[1]) for r in rows), sum(int(r[3]) for r in rows)
    extra = int(next(line for line in lines if "extra indicators" in line).rsplit(":", 1)[1])
    return exact / total, extra


def test_lists_are_extracted(parsed, capsys):
    share, extra = exact_share(parsed, {"000", "001", "002", "004"}, capsys)
    assert share >= 0.99 and extra == 0


def test_forms_are_extracted(parsed, capsys):
    share, extra = exact_share(parsed, {"003"}, capsys)
    assert share >= 0.95 and extra == 0


def tables_by_document(parsed):
    files = json.loads(parsed.read_text(encoding="utf-8"))["files"]
    return {Path(f["path"]).name[:3]: f["tables"] for f in files}


def test_projects_and_sums(parsed):
    tables = tables_by_document(parsed)
    counts = {d: sum(len(t["projects"]) for t in ts) for d, ts in tables.items()}
    assert counts == {"000": 12, "001": 5, "002": 5, "003": 14, "004": 46}
    totals = {"000": "3759.57", "001": "1250.00", "002": "333.81", "004": "13074.48"}
    for document, total in totals.items():
        money = [
            {
                a["source"]: Decimal(str(a["value"]).replace(",", ""))
                for a in p["amounts"]
                if a["value"] not in (None, "")
            }
            for t in tables[document]
            for p in t["projects"]
        ]
        assert all(sum(list(m.values())[1:]) == next(iter(m.values())) for m in money)
        assert sum(next(iter(m.values())) for m in money) == Decimal(total)


def number(text):
    return Decimal(str(text).replace(",", ""))


def test_forms_add_up(parsed):
    forms = [p for t in tables_by_document(parsed)["003"] for p in t["projects"]]
    assert len(forms) == 14
    readable = 0
    for form in forms:
        execution = form["execution"]
        assert form["goal"] and form["amounts"]
        assert abs(
            number(execution["executed"]) / number(execution["budget"]) * 100 - number(execution["rate"])
        ) < Decimal("0.01")
        scores = sum(number(i["score"]) for i in form["indicators"]) + number(execution["score"])
        try:
            total = number(form["total"]["score"])
        except (ArithmeticError, TypeError):
            continue
        readable += 1
        assert total == scores
    assert readable == 13


def test_findings(checked, capsys):
    labels = Namespace(labels=str(GOLD / "labels.jsonl"), result=str(checked), list=False, families=None)
    SCORE.score_rules(labels)
    lines = capsys.readouterr().out.splitlines()
    figures = dict(
        zip(
            ("precision", "recall", "f1", "macro"),
            map(float, (w for w in lines[-1].split() if w[0].isdigit())),
            strict=True,
        )
    )
    assert lines[-2] == "rules never right: none"
    assert figures["precision"] >= 0.97 and figures["recall"] >= 0.95 and figures["macro"] >= 0.95


def test_places(checked):
    gold = Namespace(gold=str(GOLD / "indicators.jsonl"), seeds=str(SEEDS), result=str(checked), list=False)
    assert SCORE.score_places(gold) == 1.0


def test_two_runs_give_the_same_bytes(checked):
    assert run_perflint(*CHECK) == checked.read_text(encoding="utf-8")


def without_places(diagnostic):
    kept = ("rule", "severity", "message", "help", "subject", "field", "values", "indicator", "evidence")
    return {k: diagnostic[k] for k in kept}


def test_parsed_lists_give_the_same_diagnostics(parsed, checked, tmp_path):
    """check(parse(x)) equals check(x), places aside: file by file, each under its own name."""
    want = json.loads(checked.read_text(encoding="utf-8"))
    for entry in json.loads(parsed.read_text(encoding="utf-8"))["files"]:
        folder = tmp_path / Path(entry["path"]).stem
        folder.mkdir()
        path = folder / (Path(entry["path"]).stem + ".json")
        path.write_text(
            json.dumps({"schema": "perflint-parse/1", "files": [entry]}, ensure_ascii=False), encoding="utf-8"
        )
        result = CliRunner().invoke(cli, [*CHECK, str(path)])
        got = sorted(map(str, map(without_places, json.loads(result.stdout)["diagnostics"])))
        assert got == sorted(str(without_places(d)) for d in want["diagnostics"] if d["file"] == entry["path"])
