"""Hostile archives: refused before anything of them is used, and never outside their folder."""

import io
import stat
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from itertools import product
from pathlib import Path

import pytest

from elearn.errors import Invalid
from elearn.publishing import archives, drafts
from elearn.publishing.drafts import Sent

Build = Callable[[zipfile.ZipFile], None]


def a_zip(build: Build) -> io.BytesIO:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        build(archive)
    return io.BytesIO(data.getvalue())


def named(*names: str) -> io.BytesIO:
    def build(archive: zipfile.ZipFile) -> None:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "text")

    return a_zip(build)


def refusal_of(data: io.BytesIO, folder: Path) -> str:
    target = folder / "target"
    target.mkdir()
    with pytest.raises(Invalid) as refusal:
        archives.unpack(data, target)
    outside = [path for path in folder.rglob("*") if path != target and target not in path.parents]
    assert outside == []
    return refusal.value.code


def test_a_plain_archive_is_unpacked_as_it_was(tmp_path: Path) -> None:
    archives.unpack(named("курс/course.md", "курс/01-модул/01-урок.md"), tmp_path)
    assert (tmp_path / "курс/01-модул/01-урок.md").read_text() == "text"


@pytest.mark.parametrize(
    "name",
    [
        "../evil.md",
        "a/../../evil.md",
        "a/..",
        "/etc/passwd",
        "//host/share",
        "C:\\evil.md",
        "..\\evil.md",
        "a\\..\\..\\evil.md",
        "a//b.md",
        "я" * 128 + ".md",
        "./a.md",
        "a/./b.md",
        "a\nb.md",
        "a\x1bb.md",
        "a\u202eb.md",
        "trailing ",
        "a/ b/c.md",
        "x" * 201,
        "/".join("abcdefghi"),
        "what?.md",
        "a:stream",
    ],
)
def test_names_that_lead_out_or_that_disks_refuse(name: str, tmp_path: Path) -> None:
    assert refusal_of(named("course.md", name), tmp_path) == "archive.bad-name"


def test_a_name_cut_short_by_a_null_byte_is_refused_or_harmless(tmp_path: Path) -> None:
    data = named("course.mdX.png").getvalue().replace(b"course.mdX.png", b"course.md\x00.png")
    assert refusal_of(io.BytesIO(data), tmp_path) in {"archive.bad-name", "archive.broken"}


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK])
def test_links_and_devices(kind: int, tmp_path: Path) -> None:
    def build(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("course.md")
        info.create_system, info.external_attr = 3, (kind | 0o777) << 16
        archive.writestr(info, "/etc/passwd")

    assert refusal_of(a_zip(build), tmp_path) == "archive.link"


def test_a_file_where_a_folder_is_needed(tmp_path: Path) -> None:
    assert refusal_of(named("a", "a/b.md"), tmp_path) == "archive.doubled"


@pytest.mark.parametrize("names", [("a.md", "A.md"), ("й.md", "и\u0306.md")])
def test_names_that_some_disks_take_for_one(names: tuple[str, str], tmp_path: Path) -> None:
    assert refusal_of(named(*names), tmp_path) == "archive.doubled"


def test_a_bomb(tmp_path: Path) -> None:
    bomb = a_zip(lambda archive: archive.writestr("course.md", b"\0" * 30_000_000))
    assert len(bomb.getvalue()) < 60_000
    assert refusal_of(bomb, tmp_path) == "archive.bomb"


def test_many_files_that_are_large_together(tmp_path: Path) -> None:
    def build(archive: zipfile.ZipFile) -> None:
        for n in range(80):
            archive.writestr(f"{n}.md", b"abcdefgh" * 125_000)

    assert refusal_of(a_zip(build), tmp_path) == "archive.too-large"


def test_an_archive_that_lies_about_its_sizes(tmp_path: Path) -> None:
    data = bytearray(a_zip(lambda archive: archive.writestr("course.md", b"a" * 300_000)).getvalue())
    central = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, central + 24, 10)
    target = tmp_path / "target"
    target.mkdir()
    with pytest.raises(Invalid):
        archives.unpack(io.BytesIO(bytes(data)), target)
    assert sum(path.stat().st_size for path in target.rglob("*") if path.is_file()) <= 10


def test_too_many_files(tmp_path: Path) -> None:
    assert refusal_of(named(*(f"{n}.md" for n in range(archives.MOST_FILES + 1))), tmp_path) == "archive.too-many-files"


@pytest.mark.parametrize("name", ["more.zip", "more.ZIP", "a/b.tar.gz", "x.7z", "x.rar"])
def test_archives_within_archives(name: str, tmp_path: Path) -> None:
    assert refusal_of(named("course.md", name), tmp_path) == "archive.nested"


def test_a_locked_archive(tmp_path: Path) -> None:
    data = bytearray(named("course.md").getvalue())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(signature)
        data[at + offset] |= 1
    assert refusal_of(io.BytesIO(bytes(data)), tmp_path) == "archive.encrypted"


def test_an_unusual_method(tmp_path: Path) -> None:
    def build(archive: zipfile.ZipFile) -> None:
        archive.writestr("course.md", "text", zipfile.ZIP_LZMA)

    assert refusal_of(a_zip(build), tmp_path) == "archive.method"


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + b"\0" * 40, b"not a zip at all", b"%PDF-1.7"])
def test_what_is_no_archive(data: bytes, tmp_path: Path) -> None:
    assert refusal_of(io.BytesIO(data), tmp_path) == "archive.broken"


def test_a_damaged_file(tmp_path: Path) -> None:
    data = bytearray(a_zip(lambda archive: archive.writestr("course.md", "text" * 500)).getvalue())
    data[60] ^= 0xFF
    assert refusal_of(io.BytesIO(bytes(data)), tmp_path) == "archive.broken"


def test_damage_anywhere_is_refused_in_words(tmp_path: Path) -> None:
    """Each byte of a small archive is damaged in turn, in memory and on disk as large uploads lie."""
    whole = named("course.md", "01/урок.md").getvalue()
    for place, value in product(range(len(whole)), (0, 255)):
        damaged = whole[:place] + bytes((value,)) + whole[place + 1 :]
        on_disk = (tmp_path / "upload").open("w+b")
        on_disk.write(damaged)
        for number, data in enumerate((io.BytesIO(damaged), on_disk)):
            target = tmp_path / f"{place}-{value}-{number}"
            target.mkdir()
            with suppress(Invalid), data:
                archives.unpack(data, target)


def test_packed_bytes_that_cannot_be_unpacked(tmp_path: Path) -> None:
    data = a_zip(lambda archive: archive.writestr("course.md", "Курс " * 100)).getvalue()
    start = data.index(b"course.md") + len(b"course.md")
    assert refusal_of(io.BytesIO(data[:start] + b"\xff" * 8 + data[start + 8 :]), tmp_path) == "archive.broken"


def test_a_course_sent_under_an_endless_name_is_taken(tmp_path: Path) -> None:
    draft = drafts.lay_out("а" * 300 + ".zip", named("course.md"), tmp_path, None)
    assert [path.name for path in draft.root.iterdir()] == ["a" * drafts.LONGEST_SLUG]


def test_names_of_old_windows_archives_are_read_in_their_code_page(tmp_path: Path) -> None:
    data = named("xxxx.md").getvalue().replace(b"xxxx.md", "урок.md".encode("cp866"))
    archives.unpack(io.BytesIO(data), tmp_path)
    assert (tmp_path / "урок.md").is_file()


def test_what_systems_leave_in_archives_is_left_out(tmp_path: Path) -> None:
    archives.unpack(named("__MACOSX/._course.md", "k/.DS_Store", "k/course.md", ".git/config"), tmp_path)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["course.md"]


@pytest.mark.parametrize(("names", "slug"), [(["course.md"], "moy-kurs"), (["deep/er/kurs/course.md"], "kurs")])
def test_a_course_is_found_wherever_it_stands(names: list[str], slug: str, tmp_path: Path) -> None:
    draft = drafts.lay_out("Мой курс.zip", named(*names), tmp_path, None)
    assert draft.kind is Sent.COURSE
    assert (draft.root / slug / "course.md").is_file()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("курс.zip", named("readme.md"), "draft.no-course"),
        ("курс.docx", io.BytesIO(b"PK"), "draft.type"),
        ("курс", io.BytesIO(b"text"), "draft.type"),
        ("урок.md", io.BytesIO(b"a" * 3_000_000), "draft.file-large"),
    ],
)
def test_what_is_no_draft_is_refused_with_a_reason(name: str, data: io.BytesIO, code: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refusal:
        drafts.lay_out(name, data, tmp_path, None)
    assert refusal.value.code == code


def test_a_file_is_laid_out_under_a_name_of_ours(tmp_path: Path) -> None:
    draft = drafts.lay_out("../../../evil.md", io.BytesIO("Текст".encode()), tmp_path, None)
    assert str(draft.shown) == "draft/01-draft/01-lesson.md"
    assert (draft.root / str(draft.shown)).read_text() == "Текст"


def test_the_platforms_ledger_is_lent_where_the_upload_brings_none(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.yml"
    ledger.write_text("ours:")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    without = drafts.lay_out("k.zip", named("k/course.md"), tmp_path / "a", ledger)
    bringing = drafts.lay_out("k.zip", named("k/course.md", "sources.yml"), tmp_path / "b", ledger)
    assert (without.root / "sources.yml").read_text() == "ours:"
    assert (bringing.root / "sources.yml").read_text() == "text"
