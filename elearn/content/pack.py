"""A file of packed results by key: new ones are added at its end, and it is written anew when most of it is stale."""

import os
import pickle
import struct
from collections.abc import Mapping, Set
from pathlib import Path

_MAGIC = b"elearn-pack-1\n"
_HEAD = struct.Struct(">64sQ")
"""A key of 64 letters and the length of what follows."""


class Pack:
    """Reads the file once, whole. One that is damaged or cannot be read is empty; one that cannot be written stays."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._data = _read(file)
        self._places = _index(self._data)
        self._size = len(self._data)
        self._lengths = {name: length for name, (_, length) in self._places.items()}

    def __contains__(self, name: str) -> bool:
        return name in self._lengths

    def get(self, name: str) -> bytes | None:
        """What was in the file when it was opened."""
        place = self._places.get(name)
        return self._data[place[0] : place[0] + place[1]] if place is not None else None

    def store(self, new: Mapping[str, object], used: Set[str]) -> None:
        """Add `new` results; keep only `used` ones when they are less than half of the file."""
        packed = {name: pickle.dumps(result) for name, result in new.items()}
        live = sum(length for name, length in self._lengths.items() if name in used)
        try:
            if not self._size or live * 2 < self._size:
                self._rewrite(packed, used)
            elif packed:
                with self._file.open("ab") as end:
                    self._size += end.write(b"".join(_record(name, data) for name, data in packed.items()))
                self._lengths |= {name: len(data) for name, data in packed.items()}
        except OSError:
            return

    def _rewrite(self, packed: Mapping[str, bytes], used: Set[str]) -> None:
        data = _read(self._file)
        kept = {name: data[at : at + length] for name, (at, length) in _index(data).items() if name in used}
        records = {**kept, **packed}
        part = self._file.with_suffix(f".{os.getpid()}")
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._size = part.write_bytes(b"".join([_MAGIC, *(_record(name, body) for name, body in records.items())]))
        part.replace(self._file)
        self._lengths = {name: len(body) for name, body in records.items()}


def _record(name: str, packed: bytes) -> bytes:
    return _HEAD.pack(name.encode(), len(packed)) + packed


def _read(file: Path) -> bytes:
    try:
        data = file.read_bytes()
    except OSError:
        return b""
    return data if data.startswith(_MAGIC) else b""


def _index(data: bytes) -> dict[str, tuple[int, int]]:
    """Key -> where its packed result begins and how long it is; a record cut short ends the index."""
    places: dict[str, tuple[int, int]] = {}
    at = len(_MAGIC)
    while at + _HEAD.size <= len(data):
        name, length = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        if at + length > len(data):
            break
        places[name.decode("ascii", "replace")] = (at, length)
        at += length
    return places
