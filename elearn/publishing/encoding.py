"""Values of a course as canonical JSON and back: the same value always gives the same bytes.

Keys keep their order, because the order of a module's objectives is meant; sets are sorted.
"""

import json
import zlib
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def dump(kind: Any, value: object) -> bytes:
    """JSON of a value of the given type, in UTF-8."""
    plain = _adapter(kind).dump_python(value)
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), default=_plain).encode()


def load(kind: type[T], data: bytes) -> T:
    """The value. Raises pydantic.ValidationError for bytes that `dump` did not write."""
    hashable: Any = kind
    value: T = _adapter(hashable).validate_json(data)
    return value


def pack(data: bytes) -> bytes:
    return zlib.compress(data, 9)


def unpack(data: bytes) -> bytes:
    """What `pack` was given; nothing for bytes that it did not write, which no digest then matches."""
    try:
        return zlib.decompress(data)
    except zlib.error:
        return b""


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)
