"""A checker that is kept: what it was made of is read once, the day is that of each check, and a check can be ended."""

from datetime import date

import pytest

from benchmarks.corpus import as_text, projects
from perflint import api
from perflint.api import Checker, Options, check_bytes, checking, fix_with

DATA = as_text(list(projects(6, seed=2)))


def test_it_finds_what_a_check_of_its_own_finds(monkeypatch):
    checker = Checker.of(Options(profile="strict"))
    monkeypatch.setattr(checking, "rulebook", None)
    assert checker.check(DATA, "a.txt").diagnostics
    again = checker.check(DATA, "a.txt")
    monkeypatch.undo()
    assert again == check_bytes(DATA, "a.txt", Options(profile="strict"))


def test_suppressions_expire_while_it_is_kept(monkeypatch):
    text = (
        "一级指标\t二级指标\t三级指标\t指标值\t备注\n"
        "产出指标\t质量指标\t渠道质量\t明显改善\tperflint:忽略 VAG001 原因=议定 到期=2026-06-30\n"
    )
    checker = Checker.of(Options(select=("VAG001",)))

    class Day(date):
        now = date(2026, 6, 30)

        @classmethod
        def today(cls):
            return cls.now

    monkeypatch.setattr(checking, "date", Day)
    assert not checker.check(text.encode(), "a.txt").diagnostics
    Day.now = date(2026, 7, 1)
    assert [d.rule for d in checker.check(text.encode(), "a.txt").diagnostics] == ["VAG001"]


class Enough(Exception):
    pass


def test_a_pulse_ends_a_check_and_its_error_comes_through():
    beats = []

    def pulse():
        beats.append(1)
        if len(beats) == 5:
            raise Enough

    checker = Checker.of(Options())
    with pytest.raises(Enough):
        checker.check(DATA, "a.txt", pulse)
    assert len(beats) == 5
    with pytest.raises(Enough):
        fix_with(checker, DATA, "a.txt", lambda: (_ for _ in ()).throw(Enough))
    assert checker.check(DATA, "a.txt").diagnostics


def test_fixes_are_those_of_a_run_of_their_own():
    data = "2025年绩效目标表\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t养护里程\t≥=12公里\n".encode()
    options = Options(select=("UNT005",))
    assert fix_with(Checker.of(options), data, "a.txt").after == api.fix_bytes(data, "a.txt", options).after
    assert "≥12公里".encode() in fix_with(Checker.of(options), data, "a.txt").after
