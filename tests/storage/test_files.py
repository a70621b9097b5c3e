"""What was stored is there, under its own hash, also after the power went."""

import os
from pathlib import Path

import pytest

from elearn.errors import NotFound
from elearn.storage.files import Files


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, frozenset[str]]]:
    """What was put on disk, in order: each file or folder, and what the folder held at that moment."""
    done: list[tuple[Path, frozenset[str]]] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        real(descriptor)
        place = Path(f"/proc/self/fd/{descriptor}").readlink()
        done.append((place, frozenset(entry.name for entry in place.iterdir()) if place.is_dir() else frozenset()))

    monkeypatch.setattr(os, "fsync", fsync)
    return done


def test_a_stored_file_has_its_name_on_disk_before_it_is_told(tmp_path: Path, flushed) -> None:
    files = Files.of(tmp_path)
    digest = files.put("удостоверение".encode())
    place = files.path(digest)
    for folder, entry in ((place.parent, place), (place.parent.parent, place.parent), (tmp_path, tmp_path / "files")):
        assert any(where == folder and entry.name in held for where, held in flushed), folder
    assert flushed[-1][0] == place.parent
    assert len(list(place.parent.iterdir())) == 1


def test_the_same_bytes_are_stored_once_and_others_are_not_found(tmp_path: Path, flushed) -> None:
    files = Files.of(tmp_path)
    digest = files.put(b"once")
    flushed.clear()
    assert files.put(b"once") == digest
    assert flushed == []
    assert files.read(digest) == b"once"
    for strange in ("0" * 64, digest.upper(), "../" + digest, ""):
        with pytest.raises(NotFound):
            files.path(strange)
