"""The kinds `copied-indicators` and `copied-text`, and what they stand on."""

import random
from array import array
from collections import Counter
from itertools import chain
from math import floor
from zlib import crc32

import pytest
from build import context, project, subject_of, table
from hypothesis import given
from hypothesis import strategies as st

from perflint.checks.base import CrossCheck, Match
from perflint.checks.copies import CopiedIndicators, CopiedText, _shingles
from perflint.checks.support.candidates import Sets
from perflint.checks.support.lcs import Likeness

ROWS = [(f"指标{c}", f"{n}个") for n, c in enumerate("甲乙丙丁戊己庚辛", 1)]


def named(rows, name="项目一", unit=""):
    return project(*[{"name": n, "annual": v} for n, v in rows], name=name, unit=unit)


def match(*projects, check=None):
    check = check or CopiedIndicators()
    fields = ("name", "annual", "period") if isinstance(check, CopiedIndicators) else ("goal",)
    signed = [check.sign(subject_of(table(*projects), n), context(*fields)) for n in range(len(projects))]
    return check.match([s[0] for s in signed if s])


def test_both_are_cross_checks():
    assert isinstance(CopiedIndicators(), CrossCheck)
    assert isinstance(CopiedText(), CrossCheck)


def test_every_project_for_which_it_holds():
    found = match(named(ROWS[:5], "一"), named([*ROWS[:4], ("另一", "1个")], "二"))
    assert [(m.index, m.other, m.values["shared"], m.values["percent"]) for m in found] == [
        (0, 1, 4, "80"),
        (1, 0, 4, "80"),
    ]
    larger = match(named(ROWS[:5], "一"), named(ROWS, "二"))
    assert [(m.index, m.other) for m in larger] == [(0, 1)]


def test_four_indicators_or_less_than_80_percent_are_too_few():
    assert match(named(ROWS[:4], "一"), named(ROWS[:4], "二")) == []
    assert match(named([*ROWS[:3], ("x一", "1"), ("x二", "1")], "一"), named(ROWS[:5], "二")) == []


def test_rows_without_name_or_value_count_against_it():
    assert match(named([*ROWS[:4], ("", "5个"), ("", "6个")], "一"), named(ROWS, "二")) == []
    bare = [(n, "") for n, _ in ROWS]
    assert match(named(bare, "一"), named(bare, "二")) == []


def test_values_compare_bare():
    other = [(n, f"{v}（预计）") for n, v in ROWS[:5]]
    assert len(match(named(ROWS[:5], "一"), named(other, "二"))) == 2


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (("运行", "甲局"), ("运行", "甲局"), 0),
        (("运行", ""), ("运行", "甲局"), 0),
        (("运行", "甲局"), ("运行", "乙局"), 2),
        (("运行", "甲局"), ("运 行", "甲局"), 0),
        (("", ""), ("", ""), 2),
    ],
)
def test_the_same_project_again_is_no_copy(one, other, count):
    assert len(match(named(ROWS, *one), named(ROWS, *other))) == count


def test_the_message_tells_equal_names_apart():
    found = match(named(ROWS, "运行", "甲局"), named(ROWS, "运行", "乙局"))
    assert [m.values["other"] for m in found] == ["运行（乙局）", "运行（甲局）"]


def test_the_one_with_most_rows_is_named():
    found = match(named(ROWS[:6], "一"), named(ROWS[:5], "二"), named(ROWS[:6], "三"))
    assert [(m.index, m.other) for m in found] == [(0, 2), (1, 0), (2, 0)]


GOAL = "完成老旧供水管网改造，降低管网漏损，保障城区居民用水安全，提高供水服务质量和应急能力"


def goals(*texts):
    return match(*[project(name=f"项目{n}", unit="甲局", goal=t) for n, t in enumerate(texts)], check=CopiedText())


def test_goals_that_are_nearly_the_same():
    assert goals(GOAL, GOAL + "。") == [
        Match(0, 1, {"other": "项目1", "unit": "甲局", "percent": "98.8"}),
        Match(1, 0, {"other": "项目0", "unit": "甲局", "percent": "98.8"}),
    ]
    assert [m.values["percent"] for m in goals(GOAL, f" {GOAL[:9]} \n{GOAL[9:]}")] == ["100", "100"]


def test_short_or_different_goals():
    assert goals(GOAL[:29], GOAL[:29]) == []
    assert len(goals(GOAL[:30], GOAL[:30])) == 2
    assert goals(GOAL, GOAL[20:] + GOAL[:20]) == []


def test_the_limit_is_on_characters_in_order():
    letters = "".join(chr(0x4E00 + n) for n in range(100))
    ninety = letters[:90] + "一" * 10
    assert Likeness([letters, ninety], 0.9).of(0, 1) == 2 * 90 / (100 + 100)
    assert len(goals(letters, ninety)) == 2
    assert goals(letters, letters[:89] + "一" * 11) == []


@given(st.text("甲乙丙丁", max_size=30), st.text("甲乙丙丁", max_size=30))
def test_common_characters_in_order(one, other):
    row = [0] * (len(other) + 1)
    for a in one:
        following = [0]
        for index, b in enumerate(other):
            following.append(row[index] + 1 if a == b else max(following[-1], row[index + 1]))
        row = following
    expected = 2 * row[-1] / (len(one) + len(other) or 1)
    for least in (0, 0.5, 0.9):
        assert Likeness([one, other], least).of(0, 1) == (expected if expected >= least else 0)


@given(st.lists(st.text(st.sampled_from("甲乙丙丁戊a𠮷\ud800"), max_size=40)))
def test_texts_are_hashed_alike_alone_and_among_others(texts):
    assert list(_shingles(texts)) == [one for text in texts for one in _shingles([text])]


def test_texts_with_a_run_in_common_share_a_hash():
    runs = ["".join(random.Random(seed).choices("年内完成改造修缮建设提升保障居民", k=6)) for seed in range(500)]
    hashes = [next(_shingles([run])) for run in runs]
    # A single run is taken in any case; no two of them have the same hash.
    assert {len(own) for own in hashes} == {4}
    assert len(set(hashes)) == len(set(runs))
    one, other = (array("I", own) for own in _shingles([f"甲{runs[0]}乙", f"完成了{runs[0]}"]))
    assert array("I", hashes[0])[0] in set(one) & set(other)


def paired(sets, most=12, **more):
    made = Sets("Q", len(sets))
    for members in sets:
        made.add(members)
    return dict(made.candidates(most, **more))


def test_candidates_are_found_among_many():
    common = [(f"c{n}", "x", "y", f"own{n}") for n in range(400)]
    sets = [*common, ("a", "b", "c"), ("a", "b", "d"), (), ("x", "y", "own7")]
    found = paired([[crc32(word.encode()) for word in words] for words in sets])
    assert found[400] == [401]
    assert 402 not in found
    assert 7 in found[403]


def test_a_large_run_is_quick_and_the_same_each_time():
    rng = random.Random(7)
    words = ["".join(chr(0x4E00 + rng.randrange(2000)) for _ in range(3)) for _ in range(200)]
    texts = ["".join(rng.choices(words, k=20)) if n % 5 else "".join(words[:20]) + str(n) for n in range(600)]
    found = goals(*texts)
    assert [m.index for m in found] == list(range(0, 600, 5))
    assert found == goals(*texts)


def test_who_needs_more_than_others_hold_is_passed_over():
    sets = [[1, 2, 3, 4], [1, 2, 5, 6], [1, 2, 3, 7]]
    assert paired(sets) == {0: [2, 1], 1: [0, 2], 2: [0, 1]}
    assert paired(sets, needed=[3, 3, 3]) == {0: [2, 1], 2: [0, 1]}
    assert paired(sets, hopeful=lambda positions, reach: positions if 1 in positions else ()) == paired(sets)
    assert paired(sets, hopeful=lambda positions, reach: positions if 1 not in positions else ()) == {
        0: [2, 1],
        2: [0, 1],
    }


@given(st.lists(st.text("甲乙丙", max_size=20), min_size=2, max_size=8), st.sampled_from([0, 0.5, 0.8, 0.9, 1]))
def test_no_text_that_is_like_another_is_without_hope(texts, least):
    likeness = Likeness(texts, least)
    pairs = [(one, other) for one in range(len(texts)) for other in range(one) if likeness.of(one, other)]
    assert set(likeness.hopeful(range(len(texts)), len(texts))).issuperset(chain.from_iterable(pairs))


def few_rows(random):
    """Projects whose rows are mostly those of a few others."""
    pool = [[(f"指标{random.choice('甲乙丙丁戊己')}", f"{random.randrange(4)}个") for _ in range(9)] for _ in range(5)]
    for number in range(random.randrange(2, 40)):
        rows = random.sample(random.choice(pool), random.randrange(4, 9))
        changed = [("", "") if random.random() < 0.05 else row for row in rows]
        yield named(changed, f"项目{random.randrange(number + 1)}", random.choice(["", "甲局", "乙局"]))


@pytest.mark.parametrize("seed", range(60))
def test_copied_rows_equal_the_comparison_of_all_pairs(seed):
    projects = list(few_rows(random.Random(seed)))
    rows = [Counter((i.name.string, i.annual.string) for i in p.indicators if i.name.string) for p in projects]
    expected = []
    for one, p in enumerate(projects):
        common = [(rows[one] & own).total() if other != one else -1 for other, own in enumerate(rows)]
        own = (p.unit.string, p.name.string)
        for other, q in enumerate(projects):
            if q.name.string == own[1] and (q.unit.string == own[0] or not (q.unit.string and own[0])):
                common[other] = -1
        count = len(p.indicators)
        if count >= 5 and max(common) >= count * 0.8:
            expected.append((one, max(common)))
    found = match(*projects)
    assert [(m.index, m.values["shared"]) for m in found] == expected


@pytest.mark.parametrize("seed", range(30))
def test_copied_goals_equal_the_comparison_of_all_pairs(seed):
    rng = random.Random(seed)
    pool = [
        "".join(rng.choices("年内完成改造修缮建设提升保障居民用水安全", k=rng.randrange(25, 60))) for _ in range(12)
    ]
    texts = []
    for _ in range(rng.randrange(2, 30)):
        chars = list(rng.choice(pool))
        for _ in range(rng.randrange(4)):
            chars[rng.randrange(len(chars))] = rng.choice("甲乙丙 ")
        texts.append("".join(chars))
    plain = [text.replace(" ", "") for text in texts]
    likeness = Likeness(plain, 0.9)
    expected = []
    for one, text in enumerate(plain):
        most = max((likeness.of(one, at) for at, t in enumerate(plain) if at != one and len(t) >= 30), default=0)
        if most and len(text) >= 30:
            expected.append(most)
    assert [float(m.values["percent"]) for m in goals(*texts)] == [floor(most * 1000 + 1e-9) / 10 for most in expected]
