"""A decorator for values of which a run makes hundreds of thousands: frozen for who reads and types the code only."""

from __future__ import annotations

from typing import Any, TypeVar, dataclass_transform

from perflint.lazyclass import dataclass

T = TypeVar("T")


@dataclass_transform(eq_default=False, frozen_default=True)
def lean(cls: type[T]) -> type[T]:
    """A slotted dataclass without comparison that the type checker takes for frozen: to freeze it for the interpreter
    too would make it twice as slow to make."""
    made: Any = dataclass(slots=True, eq=False)(cls)
    return made  # type: ignore[no-any-return]


@dataclass_transform(frozen_default=True)
def lean_value(cls: type[T]) -> type[T]:
    """The same with comparison and hash by the fields, for values of results."""
    made: Any = dataclass(slots=True, unsafe_hash=True)(cls)
    return made  # type: ignore[no-any-return]
