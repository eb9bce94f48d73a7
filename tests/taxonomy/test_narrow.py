"""Which schemes and ways of scoring count: what a choice changes, and what it leaves alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perflint.errors import DefinitionError, Message, Problem
from perflint.taxonomy import Taxonomy, load_taxonomy
from perflint.taxonomy.narrow import narrowed


def at(path: tuple[str | int, ...], message: Message) -> Problem:
    return Problem(".".join(map(str, path)), 0, 0, message)


def choose(*schemes: str, scoring: tuple[str, ...] = (), base: Taxonomy | None = None) -> Taxonomy:
    return narrowed(base or load_taxonomy(), schemes, scoring, at)


def test_without_a_choice_every_known_scheme_counts() -> None:
    taxonomy = load_taxonomy()
    assert {"产出指标", "成本指标"} <= taxonomy.expected_parents("成本指标") == taxonomy.parents("成本指标")


def test_a_scheme_that_is_followed_says_where_a_second_level_belongs() -> None:
    assert choose("财预〔2015〕88号").expected_parents("成本指标") == {"产出指标"}
    assert choose("成本单列").expected_parents("成本指标") == {"成本指标"}
    assert choose("财预〔2015〕88号", "成本单列").expected_parents("成本指标") == {"产出指标", "成本指标"}


def test_what_no_scheme_that_is_followed_has_is_where_any_known_one_has_it() -> None:
    taxonomy = choose("财预〔2015〕88号")
    assert taxonomy.expected_parents("经济成本指标") == taxonomy.parents("经济成本指标")
    assert taxonomy.expected_parents("维修次数") == frozenset()


def test_parents_that_no_scheme_knows_always_count() -> None:
    base = load_taxonomy({"categories": [{"name": "成本指标", "level": 2, "parents": ["效益指标"]}]})
    assert choose("财预〔2015〕88号", base=base).expected_parents("成本指标") == {"产出指标", "效益指标"}


def test_reading_knows_all_schemes() -> None:
    taxonomy = choose("财预〔2015〕88号")
    assert taxonomy.schemes == load_taxonomy().schemes
    assert taxonomy.parents("成本指标") == load_taxonomy().parents("成本指标")


def test_ways_of_scoring_are_those_that_are_chosen() -> None:
    own = {
        "name": "本县",
        "total": 120,
        "execution": 12.5,
        "points": {"产出指标": 60},
        "steps": {0: 0, 90: 1, "75": 0.5},
    }
    base = load_taxonomy({"scorings": [own]})
    assert [s.name for s in choose(base=base).scorings] == [*(s.name for s in load_taxonomy().scorings), "本县"]
    (chosen,) = choose(scoring=("本县",), base=base).scorings
    assert (chosen.total, chosen.execution, chosen.points) == (120, Decimal("12.5"), {"产出指标": 60})
    assert chosen.steps == ((90, 1), (75, Decimal("0.5")), (0, 0))


def test_an_own_way_of_scoring_of_a_known_name_takes_its_place() -> None:
    known = load_taxonomy().scorings[0].name
    taxonomy = load_taxonomy({"scorings": [{"name": known, "execution": 5}]})
    assert [s.execution for s in taxonomy.scorings if s.name == known] == [5]


def test_names_that_there_are_not() -> None:
    with pytest.raises(DefinitionError) as caught:
        choose("88号", "成本单独列", scoring=("执行率20",))
    first, second, third = ((p.file, p.message.en) for p in caught.value.problems)
    assert first[0] == "schemes.0" and first[1].startswith("there is no scheme '88号'; use 财预〔2015〕88号 ")
    assert second == ("schemes.1", "there is no scheme '成本单独列'; did you mean '成本单列'?")
    assert third == ("scoring.0", "there is no way of scoring '执行率20'; did you mean '执行率20分'?")
