"""Dataclasses whose methods are written when they are first called: a run makes values of few of all classes.

Most of the time that the standard library takes for a class goes into compiling six methods. Here the class comes from
there, too, with its fields, slots and what else a dataclass is told by, but each method is compiled at its first call,
`__init__` after a few. They are the same methods, except that the fields of a frozen value are set by its slots, which
takes half the time.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, cast

Field = dataclasses.Field[Any]
# To write an __init__ takes as long as so many calls without one, and more.
_FEW = 4


def _lazily(
    *, frozen: bool = False, slots: bool = False, eq: bool = True, unsafe_hash: bool = False
) -> Callable[[type], type]:
    """`dataclasses.dataclass` with those of its options that are used here, for classes without dataclasses above."""

    def decorate(cls: type) -> type:
        made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
        # Who asks what the class is, or derives from it, is told what it would be told otherwise.
        made.__dataclass_params__.init = made.__dataclass_params__.repr = True
        made.__dataclass_params__.frozen, made.__dataclass_params__.eq = frozen, eq
        made.__dataclass_params__.unsafe_hash = unsafe_hash
        methods: dict[str, Any] = {"__init__": _early(made), "__repr__": _first(made, "__repr__")}
        if eq:
            methods["__eq__"] = _first(made, "__eq__")
            methods["__hash__"] = _first(made, "__hash__") if frozen or unsafe_hash else None
        if frozen:
            methods |= {"__setattr__": _no_change, "__delattr__": _no_removal}
        if frozen and slots:
            methods |= {"__getstate__": _state, "__setstate__": _restore}
        for name, method in methods.items():
            if name not in made.__dict__:
                setattr(made, name, method)
        return cast(type, made)

    return decorate


def _first(cls: type, name: str) -> Callable[..., Any]:
    """A method that at its first call puts the real one in its place."""

    def method(self: Any, *args: Any, **options: Any) -> Any:
        written = _WRITERS[name](cls, dataclasses.fields(cls))
        setattr(cls, name, written)
        return written(self, *args, **options)

    return method


def _early(cls: Any) -> Callable[..., Any]:
    """An `__init__` that makes a few values by itself before the real one is worth being written."""
    left = _FEW

    def method(self: Any, *args: Any, **options: Any) -> None:
        nonlocal left
        left -= 1
        values = _bound(dataclasses.fields(cls), args, options) if left >= 0 else None
        if values is None:
            cls.__init__ = _init(cls, dataclasses.fields(cls))
            cls.__init__(self, *args, **options)
            return
        for name, value in values.items():
            object.__setattr__(self, name, value)
        if hasattr(cls, "__post_init__"):
            self.__post_init__()

    return method


def _bound(fields: tuple[Field, ...], args: tuple[Any, ...], options: dict[str, Any]) -> dict[str, Any] | None:
    """The value of each field of an `__init__`, None where it would raise TypeError."""
    taken = {field.name: field for field in fields if field.init}
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


def _init(cls: Any, fields: tuple[Field, ...]) -> Callable[..., Any]:
    frozen = cls.__dataclass_params__.frozen
    names: dict[str, Any] = {"_MISSING": MISSING, "_set": object.__setattr__}
    arguments, body = ["self"], []
    for field in fields:
        name = value = field.name
        default = ""
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
        slot = cls.__dict__.get(name)
        if not frozen:
            body.append(f"self.{name} = {value}")
        elif isinstance(slot, MemberDescriptorType):
            names[f"_set_{name}"] = slot.__set__
            body.append(f"_set_{name}(self, {value})")
        else:
            body.append(f"_set(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    return _write(cls, "__init__", ", ".join(arguments), body, names)


def _repr(cls: type, fields: tuple[Field, ...]) -> Callable[..., Any]:
    shown = ", ".join(f"{field.name}={{self.{field.name}!r}}" for field in fields if field.repr)
    return _write(cls, "__repr__", "self", [f"return f'{{self.__class__.__qualname__}}({shown})'"], {})


def _values(of: str, fields: tuple[Field, ...]) -> str:
    return "(" + "".join(f"{of}.{field.name}, " for field in fields if field.compare) + ")"


def _eq(cls: type, fields: tuple[Field, ...]) -> Callable[..., Any]:
    body = [
        "if other.__class__ is self.__class__:",
        f" return {_values('self', fields)} == {_values('other', fields)}",
        "return NotImplemented",
    ]
    return _write(cls, "__eq__", "self, other", body, {})


def _hash(cls: type, fields: tuple[Field, ...]) -> Callable[..., Any]:
    return _write(cls, "__hash__", "self", [f"return hash({_values('self', fields)})"], {})


_WRITERS = {"__init__": _init, "__repr__": _repr, "__eq__": _eq, "__hash__": _hash}


def _no_change(self: Any, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_removal(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _lazily

__all__ = ["dataclass"]
