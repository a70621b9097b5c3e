"""Compiled values as canonical, versioned JSON and back: what publishing stores and digests are taken over.

Keys are sorted and sets are lists in order, so equal values give equal bytes.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import PurePath
from typing import Any, TypeVar

from pydantic import TypeAdapter

VERSION = 1

T = TypeVar("T")


class WrongVersion(ValueError):
    """The bytes were written by another version of the codec."""


def dump(value: object) -> bytes:
    """Any value of `model.py` as canonical JSON (UTF-8)."""
    document = {"version": VERSION, "value": plain(value)}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(value: object) -> str:
    """SHA-256 (hex) of what a value says, leaving out what is as it would be by itself.

    A field that a later release adds, with a default, changes no fingerprint; `digest` is for what must be whole.
    """
    text = json.dumps(plain(value, sparse=True), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def load(kind: type[T], data: bytes) -> T:
    """The value of type `kind` that `dump` wrote. WrongVersion, or pydantic's ValidationError for other bytes."""
    document = json.loads(data)
    if not isinstance(document, dict) or document.get("version") != VERSION:
        raise WrongVersion(f"expected version {VERSION}")
    value: T = _adapter(kind).validate_python(document["value"])
    return value


def digest(value: object) -> str:
    """SHA-256 (hex) of a value's canonical bytes."""
    return hashlib.sha256(dump(value)).hexdigest()


_adapters: dict[Any, TypeAdapter[Any]] = {}
_names: dict[type, tuple[str, ...]] = {}
_said: dict[type, tuple[Field[Any], ...]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def _names_of(value: Any) -> tuple[str, ...]:
    kind = type(value)
    if kind not in _names:
        _names[kind] = tuple(field.name for field in fields(value))
    return _names[kind]


def _names_said(value: Any) -> tuple[str, ...]:
    """The fields that are not as they would be by themselves."""
    kind = type(value)
    if kind not in _said:
        _said[kind] = fields(value)
    return tuple(field.name for field in _said[kind] if getattr(value, field.name) != _by_itself(field))


def _by_itself(field: Field[Any]) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def plain(value: Any, *, sparse: bool = False) -> Any:  # noqa: C901 - one line a kind of value
    """A value in the types of JSON; `sparse` leaves out fields that have their default."""
    if value is None or isinstance(value, bool | int | float) or type(value) is str:
        return value
    if is_dataclass(value):
        names = _names_said(value) if sparse else _names_of(value)
        return {name: plain(getattr(value, name), sparse=sparse) for name in names}
    if isinstance(value, Mapping):
        return {str(key): plain(part, sparse=sparse) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part, sparse=sparse) for part in value]
    if isinstance(value, frozenset | set):
        return sorted(plain(part, sparse=sparse) for part in value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | PurePath | str):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in compiled content")
