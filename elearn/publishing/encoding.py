"""How parts of a course are stored: the compiler's JSON, but with keys in their own order, compressed.

The order of a module's objectives is meant, so keys are not sorted; the compiler reads files in a fixed order, so the
same course gives the same bytes all the same (a test compiles twice to prove it).
"""

import json
import zlib
from typing import TypeVar

from elearn.content import codec

T = TypeVar("T")


def dump(value: object) -> bytes:
    """A value as JSON in UTF-8, with the version of its form."""
    document = {"version": codec.VERSION, "value": codec.plain(value)}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def load(kind: type[T], data: bytes) -> T:
    """The value. Raises codec.WrongVersion, or pydantic's ValidationError for bytes that `dump` did not write."""
    return codec.load(kind, data)


def pack(data: bytes) -> bytes:
    """Compressed once, when it is stored."""
    return zlib.compress(data, 9)


def unpack(data: bytes) -> bytes:
    """What `pack` was given; nothing for bytes that it did not write, which no digest then matches."""
    try:
        return zlib.decompress(data)
    except zlib.error:
        return b""
