"""Which of the known schemes and ways of scoring count in a run: the choice of a pack or a user."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from perflint.errors import DefinitionError, Message, Problem, did_you_mean
from perflint.taxonomy.additions import ProblemAt
from perflint.taxonomy.model import Taxonomy


def narrowed(taxonomy: Taxonomy, schemes: Sequence[str], scoring: Sequence[str], problem: ProblemAt) -> Taxonomy:
    """The taxonomy with only these schemes followed and only these scorings counted; an empty list means all.

    Raises DefinitionError for names that there are not; `problem` makes one of the path ("schemes", 0) and a message.
    """
    known = {
        "schemes": (schemes, [scheme.name for scheme in taxonomy.schemes], Message("指标体系", "scheme")),
        "scoring": (scoring, [scoring.name for scoring in taxonomy.scorings], Message("计分办法", "way of scoring")),
    }
    problems: list[Problem] = []
    for key, (chosen, names, what) in known.items():
        for index, name in enumerate(chosen):
            if name not in names:
                near, listed = did_you_mean(name, names), " ".join(names)
                zh = f"没有{what.zh}“{name}”{near.zh or f'，可用：{listed}'}"
                en = f"there is no {what.en} '{name}'{near.en or f'; use {listed}'}"
                problems.append(problem((key, index), Message(zh, en)))
    if problems:
        raise DefinitionError(problems)
    counted = tuple(s for s in taxonomy.scorings if s.name in scoring) if scoring else taxonomy.scorings
    return replace(taxonomy, followed=frozenset(schemes), scorings=counted)
