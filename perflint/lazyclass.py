"""Dataclasses that are worked out as far as a run needs them: it makes values of few of all classes.

Most of the time that the standard library takes for a class goes into compiling six methods and describing its fields.
Here a class gets its slots at once, each method is compiled at its first call, `__init__` after a few, and
`dataclasses` makes its description when somebody asks for it. The methods are those of the standard library, except
that the fields of a frozen value are set by its slots, which takes half the time.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import MISSING, FrozenInstanceError
from typing import TYPE_CHECKING, Any, Literal, cast

Field = dataclasses.Field[Any]
# To write an __init__ takes as long as so many calls without one, and more.
_FEW = 4
_OF_NO_SLOTS = ("__dict__", "__weakref__")
_CLASS_VARIABLE = ("ClassVar", "typing.ClassVar")
_DESCRIPTION = ("__dataclass_fields__", "__dataclass_params__", "__match_args__")


def _lazily(
    *, slots: Literal[True], frozen: bool = False, eq: bool = True, unsafe_hash: bool = False
) -> Callable[[type], type]:
    """`dataclasses.dataclass` with those of its options that are used here, for classes without dataclasses above."""

    def decorate(cls: type) -> type:
        named = [n for n, kind in cls.__annotations__.items() if not str(kind).startswith(_CLASS_VARIABLE)]
        given = {name: cls.__dict__[name] for name in named if name in cls.__dict__}
        facts = _Facts(named, given, frozen)
        options = {"frozen": frozen, "eq": eq, "unsafe_hash": unsafe_hash}
        body: dict[str, Any] = {"__init__": _early(facts), "__repr__": _first(facts, "__repr__")}
        if eq:
            body["__eq__"] = _first(facts, "__eq__")
            body["__hash__"] = _first(facts, "__hash__") if frozen or unsafe_hash else None
        if frozen:
            body |= {"__setattr__": _no_change, "__delattr__": _no_removal}
            body |= {"__getstate__": _stating(named), "__setstate__": _restoring(named)}
        body |= {name: _Asked(name, facts, options) for name in _DESCRIPTION}
        # What a class has of its own stays.
        body |= {name: value for name, value in cls.__dict__.items() if name not in given and name not in _OF_NO_SLOTS}
        body |= {"__slots__": tuple(named), "__qualname__": cls.__qualname__}
        facts.cls = type(cls)(cls.__name__, cls.__bases__, body)
        return cast(type, facts.cls)

    return decorate


class _Facts:
    """What the methods of a class are written from: the names of its fields in order, what it gives for them."""

    cls: Any

    def __init__(self, named: list[str], given: Mapping[str, Any], frozen: bool) -> None:
        self.frozen = frozen
        self._named = named
        self._given = given
        self._fields: dict[str, Field] = {}

    @property
    def fields(self) -> dict[str, Field]:
        """Its fields by name, which do not know their own."""
        if not self._fields:
            for name in self._named:
                value = self._given.get(name, MISSING)
                self._fields[name] = value if isinstance(value, dataclasses.Field) else dataclasses.field(default=value)
        return self._fields

    def described(self, options: Mapping[str, bool]) -> type:
        """A class that the standard library has made of the same fields."""
        body = {
            "__module__": self.cls.__module__,
            "__annotations__": self.cls.__annotations__,
            "__doc__": "-",
            **self._given,
        }
        bare: Any = dataclasses.dataclass(init=False, repr=False, eq=False)(type(self.cls.__name__, (), body))
        # Who asks what the class is, or derives from it, is told what it would be told otherwise.
        bare.__dataclass_params__.init = bare.__dataclass_params__.repr = True
        for name, value in options.items():
            setattr(bare.__dataclass_params__, name, value)
        return cast(type, bare)


class _Asked:
    """A fact of the standard library's description of a class, which is made when the first of them is asked for."""

    def __init__(self, name: str, facts: _Facts, options: Mapping[str, bool]) -> None:
        self._name = name
        self.facts = facts
        self._options = options

    def __get__(self, value: object, cls: type) -> Any:
        bare = self.facts.described(self._options)
        for name in _DESCRIPTION:
            setattr(self.facts.cls, name, getattr(bare, name))
        return getattr(bare, self._name)


def fields_of(cls: type) -> Mapping[str, Field]:
    """The fields of a dataclass by name, with what they are given; their type is for the class's annotations to say."""
    told = cls.__dict__.get("__dataclass_fields__")
    return told.facts.fields if isinstance(told, _Asked) else {field.name: field for field in dataclasses.fields(cls)}


def _first(facts: _Facts, name: str) -> Callable[..., Any]:
    """A method that at its first call puts the real one in its place."""

    def method(self: Any, *args: Any, **options: Any) -> Any:
        written = _WRITERS[name](facts)
        setattr(facts.cls, name, written)
        return written(self, *args, **options)

    return method


def _early(facts: _Facts) -> Callable[..., Any]:
    """An `__init__` that makes a few values by itself before the real one is worth being written."""
    left = _FEW

    def method(self: Any, *args: Any, **options: Any) -> None:
        nonlocal left
        left -= 1
        values = _bound(facts.fields, args, options) if left >= 0 else None
        if values is None:
            facts.cls.__init__ = _init(facts)
            facts.cls.__init__(self, *args, **options)
            return
        for name, value in values.items():
            object.__setattr__(self, name, value)
        if hasattr(facts.cls, "__post_init__"):
            self.__post_init__()

    return method


def _bound(fields: Mapping[str, Field], args: tuple[Any, ...], options: dict[str, Any]) -> dict[str, Any] | None:
    """The value of each field of an `__init__`, None where it would raise TypeError."""
    taken = {name: field for name, field in fields.items() if field.init}
    values = dict(zip(taken, args, strict=False))
    if len(args) > len(taken) or not options.keys() <= taken.keys() - values.keys():
        return None
    values |= options
    for name, field in taken.items():
        if name in values:
            continue
        if field.default_factory is not MISSING:
            values[name] = field.default_factory()
        elif field.default is not MISSING:
            values[name] = field.default
        else:
            return None
    return values


def _write(cls: type, name: str, arguments: str, body: list[str], names: dict[str, Any]) -> Callable[..., Any]:
    source = "\n ".join([f"def {name}({arguments}):", *(body or ["pass"])])
    exec(source, names)
    method: Callable[..., Any] = names[name]
    method.__qualname__ = f"{cls.__qualname__}.{name}"
    return method


def _init(facts: _Facts) -> Callable[..., Any]:
    names: dict[str, Any] = {"_MISSING": MISSING}
    arguments, body = ["self"], []
    for name, field in facts.fields.items():
        value, default = name, ""
        if field.default_factory is not MISSING:
            names[f"_make_{name}"] = field.default_factory
            value, default = f"_make_{name}() if {name} is _MISSING else {name}", " = _MISSING"
        elif field.default is not MISSING:
            names[f"_default_{name}"] = field.default
            default = f" = _default_{name}"
        if not field.init:
            # Left to __post_init__.
            continue
        arguments.append(name + default)
        if facts.frozen:
            names[f"_set_{name}"] = facts.cls.__dict__[name].__set__
            body.append(f"_set_{name}(self, {value})")
        else:
            body.append(f"self.{name} = {value}")
    if hasattr(facts.cls, "__post_init__"):
        body.append("self.__post_init__()")
    return _write(facts.cls, "__init__", ", ".join(arguments), body, names)


def _repr(facts: _Facts) -> Callable[..., Any]:
    shown = ", ".join(f"{name}={{self.{name}!r}}" for name, field in facts.fields.items() if field.repr)
    return _write(facts.cls, "__repr__", "self", [f"return f'{{self.__class__.__qualname__}}({shown})'"], {})


def _values(of: str, facts: _Facts) -> str:
    return "(" + "".join(f"{of}.{name}, " for name, field in facts.fields.items() if field.compare) + ")"


def _eq(facts: _Facts) -> Callable[..., Any]:
    body = [
        "if other.__class__ is self.__class__:",
        f" return {_values('self', facts)} == {_values('other', facts)}",
        "return NotImplemented",
    ]
    return _write(facts.cls, "__eq__", "self, other", body, {})


def _hash(facts: _Facts) -> Callable[..., Any]:
    return _write(facts.cls, "__hash__", "self", [f"return hash({_values('self', facts)})"], {})


_WRITERS = {"__init__": _init, "__repr__": _repr, "__eq__": _eq, "__hash__": _hash}


def _no_change(self: Any, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_removal(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _stating(named: list[str]) -> Callable[[Any], list[Any]]:
    return lambda self: [getattr(self, name) for name in named]


def _restoring(named: list[str]) -> Callable[[Any, list[Any]], None]:
    def restore(self: Any, state: list[Any]) -> None:
        for name, value in zip(named, state, strict=True):
            object.__setattr__(self, name, value)

    return restore


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _lazily

__all__ = ["dataclass", "fields_of"]
