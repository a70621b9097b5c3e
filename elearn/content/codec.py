"""Compiled values as canonical, versioned JSON and back: what publishing stores and digests are taken over.

Keys are sorted and sets are lists in order, so equal values give equal bytes.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
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


def _adapter(kind: Any) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def _names_of(value: Any) -> tuple[str, ...]:
    kind = type(value)
    if kind not in _names:
        _names[kind] = tuple(field.name for field in fields(value))
    return _names[kind]


def plain(value: Any) -> Any:  # noqa: C901 - one line a kind of value
    """A value in the types of JSON."""
    if value is None or isinstance(value, bool | int | float) or type(value) is str:
        return value
    if is_dataclass(value):
        return {name: plain(getattr(value, name)) for name in _names_of(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if isinstance(value, frozenset | set):
        return sorted(plain(part) for part in value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | PurePath | str):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in compiled content")
