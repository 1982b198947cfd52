"""Plain values back into the domain's: the way back of what an act is written down as."""

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, TypeVar

T = TypeVar("T")


def restored(kind: type[T], value: Any) -> T:
    """A value of a domain type from plain ones; the type itself refuses what is not allowed.

    Raises ``ValueError`` for what is no such value: a missing or unknown field, a wrong kind.
    """
    made: T = _restored(kind, value)
    return made


def _restored(kind: Any, value: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass(kind, value)
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _one_of(typing.get_args(kind), value)
    if origin is tuple:
        return _tuple(typing.get_args(kind), value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is date:
        return date.fromisoformat(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(kind, type) or type(value) is not kind:
        raise ValueError(f"{value!r} is no {getattr(kind, '__name__', kind)}")
    return value


def _dataclass(kind: type, value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise ValueError(f"{kind.__name__} is written as fields")
    hints = typing.get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}
    if unknown := set(value) - set(known):
        raise ValueError(f"{kind.__name__} has no {min(unknown)}")
    for name, field in known.items():
        if name not in value and field.default is MISSING and field.default_factory is MISSING:
            raise ValueError(f"{kind.__name__} lacks {name}")
    return kind(**{name: _restored(hints[name], one) for name, one in value.items()})


def _one_of(kinds: tuple[Any, ...], value: Any) -> Any:
    if value is None:
        if type(None) in kinds:
            return None
        raise ValueError("a value is missing")
    reasons = []
    for kind in kinds:
        if kind is not type(None):
            try:
                return _restored(kind, value)
            except (ValueError, TypeError) as error:
                reasons.append(str(error))
    raise ValueError("; ".join(reasons))


def _tuple(kinds: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ValueError(f"{value!r} is no list")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_restored(kinds[0], one) for one in value)
    if len(kinds) != len(value):
        raise ValueError(f"{len(kinds)} parts were expected, not {len(value)}")
    return tuple(_restored(kind, one) for kind, one in zip(kinds, value, strict=True))
