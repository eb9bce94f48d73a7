"""Dataclasses whose methods are written at first use are those of the standard library."""

import ast
import dataclasses
import importlib
import inspect
import pickle
import pkgutil
from pathlib import Path
from typing import ClassVar

import pytest

import perflint
from perflint import lazyclass
from perflint.lazyclass import dataclass, fields_of
from perflint.model.lean import lean_value

ROOT = Path(perflint.__file__).parent


def members():
    class Sample:
        """A value."""

        name: str
        count: int = 0
        parts: list = dataclasses.field(default_factory=list)
        note: str = dataclasses.field(default="", compare=False, repr=False)

    return Sample


@dataclass(frozen=True, slots=True)
class Sent:
    """A value that another process gets."""

    a: int
    b: str = "b"


@dataclass(slots=True)
class Counted:
    """A value that changes, with a member of its own making."""

    a: int
    b: int = dataclasses.field(init=False, compare=False)

    def __post_init__(self):
        self.b = self.a + 1


KINDS = [{"frozen": f, "slots": True, "eq": e} for f in (False, True) for e in (False, True)]
KINDS += [{"slots": True, "unsafe_hash": True}]


@pytest.mark.parametrize("options", KINDS, ids=str)
def test_it_does_what_a_dataclass_does(options):
    ours, theirs = dataclass(**options)(members()), dataclasses.dataclass(**options)(members())
    for cls in (ours, theirs):
        a, b = cls("甲", parts=["x"]), cls("甲", 0, ["x"], note="y")
        assert (a == b) is options.get("eq", True)
        assert a != cls("乙") and a != "甲"
        assert dataclasses.replace(a, count=3).count == 3
        assert cls("丙").parts is not cls("丙").parts
        with pytest.raises(TypeError):
            cls()
        if options.get("frozen"):
            with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'name'"):
                a.name = "乙"
            with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'name'"):
                del a.name
        else:
            a.name = "乙"
            assert a.name == "乙"
    assert repr(ours("甲")) == repr(theirs("甲"))
    assert repr(ours.__dataclass_params__) == repr(theirs.__dataclass_params__)
    assert (ours.__hash__ is None) is (theirs.__hash__ is None)
    assert hasattr(ours("甲"), "__dict__") is hasattr(theirs("甲"), "__dict__")
    assert list(inspect.signature(ours.__init__).parameters) == list(inspect.signature(theirs.__init__).parameters)
    assert ours.__match_args__ == theirs.__match_args__


@lean_value
class Lean:
    """A value that is frozen for the reader only."""

    a: int
    b: str = "b"


def test_frozen_values_are_keys():
    assert {Lean(1): "x"}[Lean(1, "b")] == "x"
    assert pickle.loads(pickle.dumps(Lean(1, "c"))) == Lean(1, "c") != Lean(1)
    assert {Sent(1): "x"}[Sent(1, "b")] == "x"
    assert Sent(1) != Sent(2)


def test_it_can_be_sent():
    assert pickle.loads(pickle.dumps(Sent(1, "c"))) == Sent(1, "c")
    assert pickle.loads(pickle.dumps(Counted(1))).b == 2


def test_a_class_keeps_its_own_methods():
    @dataclass(frozen=True, slots=True)
    class Own:
        """A value with a word of its own."""

        a: int

        def __repr__(self):
            return "own"

    assert repr(Own(1)) == "own"


def test_a_dataclass_may_derive_from_it():
    @dataclasses.dataclass(frozen=True)
    class Longer(Sent):
        """A value with more members."""

        c: int = 0

    assert Longer(1, c=2) == Longer(1, "b", 2)
    assert repr(Sent(1)) == "Sent(a=1, b='b')"


def test_methods_are_written_when_they_are_called(monkeypatch):
    written = []
    genuine = lazyclass._write
    monkeypatch.setattr(lazyclass, "_write", lambda cls, name, *rest: written.append(name) or genuine(cls, name, *rest))
    made = dataclass(frozen=True, slots=True)(members())
    assert written == []
    value = made("甲")
    assert value.count == 0 and value.parts == []
    assert written == []
    for _ in range(9):
        assert made("乙", 1, note="x") != value
    assert written == ["__eq__", "__init__"]
    assert made("甲") == value


def test_a_class_is_described_when_that_is_asked_for(monkeypatch):
    described = []
    genuine = lazyclass._Facts.described
    monkeypatch.setattr(
        lazyclass._Facts, "described", lambda facts, options: described.append(facts.cls) or genuine(facts, options)
    )
    made, theirs = dataclass(slots=True)(members()), dataclasses.dataclass(slots=True)(members())
    assert made("甲") == made("甲") and made("甲") != made("乙")
    assert list(fields_of(made)) == list(fields_of(theirs)) == ["name", "count", "parts", "note"]
    assert not described
    for _ in range(2):
        assert dataclasses.asdict(made("甲")) == dataclasses.asdict(theirs("甲"))
        assert list(map(repr, dataclasses.fields(made))) == list(map(repr, dataclasses.fields(theirs)))
    assert described == [made]


def test_class_variables_are_no_fields():
    @dataclass(slots=True)
    class Sized:
        """A value with a size that all have."""

        size: ClassVar[int] = 3
        name: str = ""

    assert Sized("甲").size == Sized.size == 3
    assert Sized.__slots__ == Sized.__match_args__ == ("name",)


@pytest.mark.parametrize("wrong", [(), ("甲", 0, [], "", 1)])
def test_a_wrong_call_says_what_is_wrong(wrong):
    for cls in (dataclass(slots=True, frozen=True)(members()), dataclasses.dataclass(frozen=True)(members())):
        with pytest.raises(
            TypeError, match=r"__init__\(\) (missing 1 required positional|takes from 2 to 5 positional)"
        ):
            cls(*wrong)
        with pytest.raises(TypeError, match="got multiple values for argument 'name'"):
            cls("甲", name="乙")
        with pytest.raises(TypeError, match="got an unexpected keyword argument 'nome'"):
            cls("甲", nome="乙")


def test_all_our_dataclasses_are_such():
    """Those of the standard library would cost every start again."""
    found = []
    for path in ROOT.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            names = [a.name for a in node.names] if isinstance(node, ast.ImportFrom) else []
            eager = getattr(node, "module", "") == "dataclasses" and "dataclass" in names
            if eager or (isinstance(node, ast.Attribute) and ast.unparse(node) == "dataclasses.dataclass"):
                found.append(str(path.relative_to(ROOT)))
    assert set(found) == {"lazyclass.py"}


def test_all_methods_can_be_written():
    names = [m.name for m in pkgutil.walk_packages(perflint.__path__, "perflint.") if m.name != "perflint.__main__"]
    modules = [importlib.import_module(name) for name in names]
    classes = {v for m in modules for v in vars(m).values() if isinstance(v, type) and dataclasses.is_dataclass(v)}
    assert len(classes) > 200
    for cls in classes:
        given = {field.name: field for field in dataclasses.fields(cls)}
        assert list(fields_of(cls)) == list(given)
        facts = lazyclass._Facts(list(given), given, cls.__dataclass_params__.frozen)
        facts.cls = cls
        for method, writer in lazyclass._WRITERS.items():
            assert writer(facts).__name__ == method
