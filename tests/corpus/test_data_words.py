"""Labels and units of the taxonomy's data, each written down once more: what one of them means must not get lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from data_mutants import category_of, label_cases, meaning_of, unit_cases, unnoticed_synonyms, unnoticed_units
from witnesses import folded

from perflint.checks.support.names import unit_key
from perflint.taxonomy import load_taxonomy

UNITS = unit_cases()


def test_labels_name_their_categories() -> None:
    taxonomy = load_taxonomy()
    wrong = {
        (label, level): category_of(label, level, taxonomy)
        for label, level, category in label_cases()
        if category_of(label, level, taxonomy) != category
    }
    assert wrong == {}


@pytest.mark.parametrize("dimension", UNITS["dimension"])
def test_units_have_their_dimension_behind_a_number_or_declared(dimension: str) -> None:
    units = load_taxonomy().units
    wrong = {
        unit: meaning
        for unit in map(folded, UNITS["dimension"][dimension].split())
        if (meaning := meaning_of(unit, units)) not in ((dimension, dimension), (None, dimension))
    }
    assert wrong == {}


@pytest.mark.parametrize("text", UNITS["classes"])
def test_units_of_one_class_are_the_same(text: str) -> None:
    assert len({unit_key(unit, load_taxonomy()) for unit in text.split()}) == 1


def test_units_have_their_scale() -> None:
    scale = load_taxonomy().units.scale
    wrong = {}
    for text in UNITS["scale"]:
        *units, factor = text.split()
        wrong.update({u: scale.get(folded(u)) for u in units if scale.get(folded(u)) != Decimal(factor)})
    assert wrong == {}


def test_no_label_or_unit_goes_unnoticed() -> None:
    assert [str(mutant) for mutant in (*unnoticed_synonyms(), *unnoticed_units())] == []
