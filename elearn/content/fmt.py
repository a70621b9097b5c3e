"""`elearn fmt`: a text and its translations in their one spelling, every question with its id.

Works on families: a base text and its siblings in other languages, because they carry the same ids.
"""

import codecs
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from elearn.content import frontmatter, source, stamping
from elearn.content.problems import Problems
from elearn.content.source import BASE, SourceFile
from elearn.content.tidying import tidy


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file and what it should say. `before` is its bytes on disk."""

    path: Path
    before: bytes
    after: bytes

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that is no text in UTF-8: left alone."""

    path: Path


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The Markdown files named, and those below the folders named, sorted."""
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found.update(file for file in path.rglob("*.md") if not file.name.startswith(("README", ".")))
        else:
            found.add(path)
    return sorted(found)


def families(files: Iterable[Path]) -> list[dict[str, Path]]:
    """Each base text with all its siblings on disk, once, whichever of them was named."""
    bases = {}
    for file in files:
        stem, _ = source.split_language(file.stem)
        bases[file.with_name(f"{stem}.md")] = True
    return [_family(base) for base in sorted(bases)]


def _family(base: Path) -> dict[str, Path]:
    found = {BASE: base} if base.exists() else {}
    for sibling in sorted(base.parent.glob(f"{base.stem}.*.md")):
        stem, language = source.split_language(sibling.stem)
        if stem == base.stem and language is not None:
            found[language] = sibling
    return found


def format_family(family: Mapping[str, Path]) -> list[Formatted | Unreadable]:
    """What every file of a family should say. Nothing is written."""
    data = {language: path.read_bytes() for language, path in family.items()}
    texts = {language: _decoded(raw) for language, raw in data.items()}
    readable = {language: text for language, text in texts.items() if text is not None}
    after = formatted(readable)
    return [
        Formatted(path, data[language], after[language].encode()) if language in after else Unreadable(path)
        for language, path in family.items()
    ]


def _decoded(raw: bytes) -> str | None:
    try:
        text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def formatted(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts of a family, the base under BASE, in their one spelling and with the same ids."""
    bodies = {language: _Body.of(text) for language, text in texts.items()}
    at = {language: stamping.question_lines(body.lines, body.start) for language, body in bodies.items()}
    ids = {language: stamping.stamps(body.lines, at[language]) for language, body in bodies.items()}
    if BASE in bodies:
        others = [names for language, names in ids.items() if language != BASE]
        chosen = stamping.chosen((bodies[BASE].lines, at[BASE]), others)
        for language, body in bodies.items():
            given = chosen if len(at[language]) == len(chosen) else ids[language]
            own = set(ids[language])
            fresh = [name if name not in own else "" for name in given]
            body.lines = stamping.stamped(body.lines, at[language], fresh)
    return {language: body.text() for language, body in bodies.items()}


@dataclass
class _Body:
    """The lines of a text, tidied; `start` is where the front matter ends (0-based)."""

    lines: list[str]
    start: int

    @classmethod
    def of(cls, text: str) -> "_Body":
        file = SourceFile(PurePosixPath("text.md"), text)
        start = frontmatter.split(file, Problems()).body_line - 1
        return cls(tidy(file.lines, start), start)

    def text(self) -> str:
        joined = "\n".join(self.lines)
        return joined.rstrip("\n") + "\n" if joined.strip() else ""
