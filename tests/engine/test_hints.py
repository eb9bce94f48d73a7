"""What tells sooner that a test does not hold never says so of a text of which it holds."""

import re
from collections.abc import Callable
from random import Random

import pytest

from perflint.api.checking import Checker
from perflint.checks import brackets, mixed_width, named_bound, similar
from perflint.checks.base import Context, Hinted, Sparing
from perflint.checks.support.needed import bare
from perflint.engine.gate import Gate
from perflint.engine.sieve import Sieve
from perflint.engine.timed import timed
from perflint.model import BudgetYear, Indicator, Project, Table, Text
from perflint.options import Options
from perflint.rulebook import load_rulebook
from perflint.taxonomy import load_taxonomy
from perflint.timing import Timing
from perflint.values import likeness, parse_value
from tests.engine.test_gate import POOLS

TAXONOMY = load_taxonomy()
TEXTS = sorted({text for texts in POOLS.values() for text in texts})
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
BEFORE = ["", "≥", "≤", "=", ">=", "≥=", "不少于", "大于等于", "惠及", "增长", "提高", "约", "无", "力争", "力争≥"]
BEFORE += ["≥=惠及", "降低"]
NUMBERS = ["9", "47", "137", "3764", "1947", "86.5", "37.53"]
BEHIND = ["", "%", "个", "人次", "万元", "天", "个工作日", "次", "套", "亩", "户次", "批次", "元", "分", "%左右"]
BEHIND += ["人左右", "个以上"]


def context(fields: tuple[str, ...], year: int | None = None) -> Context:
    """What a check may ask about fields."""
    known = BudgetYear(year, "option") if year else None
    return Context(TAXONOMY, fields, lambda text: parse_value(text, TAXONOMY.units), known)


def hints(year: int | None) -> list[tuple[str, Hinted]]:
    """Every test with hints of the shipped rules."""
    found = []
    for rule in load_rulebook().rules:
        if "indicator" in rule.scope and isinstance(rule.check, Sparing):
            for occasion in rule.check.occasions(context(rule.fields_in("indicator"), year)):
                found += [(rule.code, test) for test in occasion.values() if isinstance(test, Hinted)]
    return found


def changed(random: Random) -> Callable[[str], str]:
    """One of the ways in which a text may be written otherwise."""

    def parted(text: str) -> str:
        at = random.randrange(len(text) + 1)
        return text[:at] + random.choice([" ", "\u3000", "\u200b", "\n", "（注）", "<b>", "1", "年", "="]) + text[at:]

    def joined(text: str) -> str:
        return text + random.choice(["", "，", "（", "/"]) + random.choice(TEXTS)

    def cut(text: str) -> str:
        return text[random.randrange(len(text) + 1) :]

    return random.choice([str, parted, joined, cut, str.upper, lambda text: text.translate(WIDE)])


def passing(test: Hinted) -> Sieve:
    sieve = Sieve()
    sieve.add(1, test)
    return sieve


@pytest.mark.parametrize("seed", range(4))
def test_words_are_in_every_text_of_which_the_test_holds(seed):
    random = Random(seed)
    texts = TEXTS if seed == 0 else [changed(random)(changed(random)(random.choice(TEXTS))) for _ in range(1500)]
    tests = [(code, test, passing(test)) for code, test in hints(2025 if seed % 2 else None) if test.words is not None]
    held = set()
    for code, test, sieve in tests:
        for text in texts:
            if not sieve.passing(text):
                assert not test(text), (code, text)
            elif test(text):
                held.add(code)
    assert len(held) > 10


@pytest.mark.parametrize("seed", range(4))
def test_like_values_are_told_alike(seed):
    random = Random(seed)
    tests = [(code, test, test.alike) for code, test in hints(2025) if test.alike is not None]
    compared = 0
    for _ in range(400):
        one = random.choice(BEFORE) + random.choice(NUMBERS) + random.choice(BEHIND)
        other = re.sub("[0-9]", lambda _: str(random.randrange(10)), one)
        like = likeness(one, TAXONOMY.units)
        if like is None or likeness(other, TAXONOMY.units) != like:
            continue
        compared += 1
        for code, test, alike in tests:
            assert alike(one) == alike(other), (code, one, other)
            assert alike(one) or not test(one), (code, one)
    assert compared > 100


@pytest.mark.parametrize("seed", range(3))
def test_the_factor_of_a_formula_is_no_bound(seed):
    """The quick look at names with nothing but ×100 leaves out no quantity with a unit."""
    random = Random(seed)
    pieces = [
        "合格率",
        "（",
        "）",
        "数量",
        "/",
        "÷",
        "%",
        "％",
        "每",
        "月",
        "分之",
        "天",
        "年前",
        "-",
        " ",
        "第",
        "元",
        "<b>",
        "：",
        "x",
    ]
    seen = 0
    for _ in range(4000):
        parts = [random.choice(pieces) for _ in range(random.randint(1, 6))]
        parts.insert(random.randrange(len(parts) + 1), random.choice("*×÷") + "100")
        name = "".join(parts)
        value = parse_value(name, TAXONOMY.units)
        seen += named_bound._ONLY_FACTOR.fullmatch(name) is not None
        if named_bound._ONLY_FACTOR.fullmatch(name):
            assert not [q for q in (*value.quantities, *value.note_quantities) if q.unit], name
    assert seen > 2000


def test_the_sieve():
    sieve = Sieve()
    words = {1: {"率"}, 2: {"数量"}, 4: {"完成率", "x"}}
    for bit, group in words.items():
        sieve.add(bit, Hinted(bool, frozenset(map(bare, group))))
    sieve.add(8, bool)
    assert sieve.passing("合格率") == 1 | 8
    assert sieve.passing("完成数") == 8
    assert sieve.passing("完 成率") == 1 | 4 | 8
    assert sieve.passing("数\u3000量Ｘ") == 2 | 4 | 8
    for said_nothing in ("", "。 ", "，" * 500, "人" * 401):
        assert sieve.passing(said_nothing) == 15


def test_a_test_without_hints_is_asked_of_every_text():
    rule = next(rule for rule in load_rulebook().rules if rule.code == "TXT001")
    asked = []

    class Plain:
        kind, scopes, placeholders = "plain", ("indicator",), frozenset()

        def occasions(self, context):
            yield {"name": lambda text: asked.append(text) or "甲" in text}

        def run(self, subject, context):
            return ()

    bound = [(rule.with_check(Plain()), context(("name",)))]
    indicators = tuple(Indicator(at, at, name=Text(name)) for at, name in enumerate(("甲", "乙", "甲")))
    table = Table(0, "target", "none", projects=(Project(indicators=indicators),))
    ((_, told),) = Gate(bound).table(table, bound)
    assert told == [(indicators[0], (*bound,)), (indicators[2], (*bound,))]
    assert asked == ["甲", "乙"]


def test_measured_rules_keep_their_hints():
    plan = Checker.of(Options(profile="strict")).plan
    measured = timed(plan, Timing())
    for (rule, fields), (other, _) in zip(plan.indicator, measured.indicator, strict=True):
        if isinstance(rule.check, Sparing):
            own = context(fields)
            for one, two in zip(rule.check.occasions(own), other.check.occasions(own), strict=True):
                for field, test in one.items():
                    assert isinstance(test, Hinted) == isinstance(two[field], Hinted)
                    if isinstance(test, Hinted):
                        assert test.words == two[field].words
                        assert (test.alike is test.test) == (two[field].alike is two[field].test)


@pytest.mark.parametrize("seed", range(3))
def test_quick_looks_at_marks_leave_nothing_out(seed):
    """No mark without its counterpart stands in what is taken for one pair, none of two widths in what has one."""
    random = Random(seed)
    pairs, marks = brackets.Brackets().pairs, mixed_width.MixedWidth().marks
    signs = [*"()（）[]【】“”,，;；%％:：合格率数1a一 \u3000", "⑴", "㎡", "︵", "﹙", "（合格数/总数）"]
    one_pair = one_width = 0
    for _ in range(20000):
        text = "".join(random.choice(signs) for _ in range(random.randint(1, 7)))
        if brackets._is_one_pair(text, pairs):
            one_pair += 1
            assert not brackets._single(text, pairs), text
        if not mixed_width._has_two_widths(text, mixed_width._half_widths(marks)):
            one_width += 1
            assert mixed_width._mixed(text, marks) is None, text
    assert one_pair > 300 and one_width > 3000


def test_near_names_have_the_same_sum():
    """Words in another order, and words without content, leave the sum as it is."""
    rule = next(rule for rule in load_rulebook().rules if rule.code == "DUP002")
    sum_of = similar._sums(rule.check, TAXONOMY)
    for one, other in (("培训教师人数", "教师培训人数"), ("阅读推广活动数量", "阅读推广活动开展情况")):
        assert sum_of(one) == sum_of(other) != sum_of("档案整理完成率")
