"""Which text a translation was made from: `translations.lock`, stale blocks, missing files.

The lock holds a line `file TAB digest` for each block of the base text that the translation `file`
reflects, in the order of the base; it is compared as a sequence, so that an inserted block stales only itself.
"""

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from elearn.content import blocks, frontmatter, keywords
from elearn.content.notation.spans import spans
from elearn.content.problems import Place, Problems
from elearn.content.source import BASE, SourceFile
from elearn.content.tidying import tidy

LOCK = "translations.lock"
_ENTRY = re.compile(r"^(?P<file>[^\t]+)\t(?P<digest>[0-9a-f]{16})$")
_STAMP = re.compile(r"\s*\{#[^{}]*\}")
_SILENT = frozenset({"comment", "rule"})

Lock = Mapping[str, tuple[str, ...]]
"""Path inside the course of a translation -> digests of the base's blocks that it reflects."""


@dataclass(frozen=True, slots=True)
class Part:
    """A block that is translated as one: a front-matter key (canonical in `key`), a top-level block, a question."""

    line: int
    digest: str
    key: str = ""


# --- the lock --------------------------------------------------------------------------------------


def read_lock(root: Path, folder: PurePosixPath, problems: Problems) -> Lock:
    """The lock of the course in `folder`; empty where there is none. A line that is no entry is a problem."""
    path = root / folder / LOCK
    found: dict[str, tuple[str, ...]] = {}
    if not path.is_file():
        return found
    for number, text in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), start=1):
        entry = _ENTRY.match(text)
        if entry is None:
            if text.strip():
                problems.error(Place(folder / LOCK, number), "translation.unreadable-lock")
            continue
        if not (root / folder / entry["file"]).is_file() and entry["file"] not in found:
            problems.warning(Place(folder / LOCK, number), "translation.lock-without-file", file=entry["file"])
        found[entry["file"]] = (*found.get(entry["file"], ()), entry["digest"])
    return found


def written(lock: Lock) -> str:
    """The lock as text: sorted by file, the blocks of a file in their order."""
    return "".join(f"{file}\t{digest}\n" for file in sorted(lock) for digest in lock[file])


# --- blocks ----------------------------------------------------------------------------------------


def parts(file: SourceFile) -> list[Part]:
    """The blocks of a text in order. Spelling, ids and white space do not count."""
    head = frontmatter.split(file, Problems())
    body = head.body_line - 1
    return [*_keys(file, head), *_body(tidy(file.lines, body), body, in_lesson=is_lesson(file.path))]


def is_lesson(path: PurePosixPath) -> bool:
    """Whether `---` ends a question in this file: everywhere but in tests."""
    return path.name.partition(".")[0] not in {"quiz", "exam"}


def _keys(file: SourceFile, head: frontmatter.Head) -> list[Part]:
    entries = sorted((key.line, name) for name, (key, _) in (head.root.entries if head.root else {}).items())
    ends = [line for line, _ in entries[1:]] + [head.body_line - 1] if entries else []
    found = []
    for (line, name), end in zip(entries, ends, strict=True):
        text = "\n".join(file.lines[line - 1 : end - 1])
        canonical = keywords.canonical(keywords.KEYS, name) or name
        found.append(Part(line, digest(f"{canonical}:{text.partition(':')[2]}"), canonical))
    return found


def _body(lines: Sequence[str], start: int, *, in_lesson: bool) -> list[Part]:
    """Questions whole; the heading and text of a case or group before its questions; other blocks one by one."""
    found: list[Part] = []
    at = start
    for span in spans(lines, in_lesson=in_lesson, start=start):
        found.extend(_blocks(lines, at, span.first))
        at = span.first
        if span.kind != "question":
            found.extend(_body_of_container(lines, span.first, span.last))
        else:
            found.append(_part(lines, span.first, span.last))
        at = span.last + 1
    return [*found, *_blocks(lines, at, len(lines))]


def _body_of_container(lines: Sequence[str], first: int, last: int) -> list[Part]:
    inner = spans(lines, in_lesson=False, start=first + 1, end=last + 1)
    head_end = inner[0].first - 1 if inner else last
    found = [_part(lines, first, head_end)]
    for span in inner:
        if span.kind == "question":
            found.append(_part(lines, span.first, span.last))
        else:
            found.extend(_body_of_container(lines, span.first, span.last))
    return found


def _blocks(lines: Sequence[str], first: int, end: int) -> list[Part]:
    part = lines[first:end]
    return [
        _part(lines, first + block.first, first + block.last)
        for block in blocks.split(part)
        if block.kind not in _SILENT
    ]


def _part(lines: Sequence[str], first: int, last: int) -> Part:
    return Part(first + 1, digest("\n".join(lines[first : last + 1])))


def digest(text: str) -> str:
    """Sixteen hex digits of SHA-256 over NFC with white space collapsed, stamped ids left out."""
    plain = " ".join(_STAMP.sub("", unicodedata.normalize("NFC", text)).split())
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


# --- checking --------------------------------------------------------------------------------------


def check_missing(
    folder: PurePosixPath, siblings: Mapping[str, PurePosixPath], others: Iterable[str], problems: Problems
) -> None:
    """Report each language that the course promises and this text has no file for; `siblings` by language."""
    base = siblings.get(BASE)
    for language in others:
        if base is not None and language not in siblings:
            lost = base.with_name(f"{base.name.removesuffix('.md')}.{language}.md")
            problems.error(Place(folder / lost), "translation.missing-file", file=lost.name, base=base.name)


def check_stale(base: SourceFile, translation: SourceFile, confirmed: Sequence[str], problems: Problems) -> None:
    """Warn of each block whose base has changed since the translation was confirmed, at the translated block."""
    if not confirmed:
        problems.warning(translation.place(), "translation.unconfirmed", file=translation.path.name)
        return
    mine = parts(base)
    if [part.digest for part in mine] == list(confirmed):
        return
    theirs = parts(translation)
    for tag, old, old_end, new, new_end in _differences(confirmed, mine):
        if tag != "delete":
            for at in range(new, new_end):
                line = _counterpart(mine, theirs, at, min(old + at - new, old_end), len(confirmed))
                _warn_stale(mine[at], line, translation, problems)
        elif len(_bodies(theirs)) > len(_bodies(mine)):
            for at in range(old, old_end):
                problems.warning(translation.place(_nearest(theirs, at, len(confirmed))), "translation.block-removed")


def _warn_stale(part: Part, line: int | None, translation: SourceFile, problems: Problems) -> None:
    if line is not None:
        problems.warning(translation.place(line), "translation.stale", line=part.line)


def _differences(confirmed: Sequence[str], mine: Sequence[Part]) -> Iterator[tuple[str, int, int, int, int]]:
    """What was replaced, inserted or deleted between the blocks confirmed and those of today."""
    matcher = difflib.SequenceMatcher(None, list(confirmed), [part.digest for part in mine], autojunk=False)
    return (opcode for opcode in matcher.get_opcodes() if opcode[0] != "equal")


def _bodies(found: Sequence[Part]) -> list[Part]:
    return [part for part in found if not part.key]


def _counterpart(mine: Sequence[Part], theirs: Sequence[Part], at: int, old: int, confirmed: int) -> int | None:
    """The line of the translated block: of a key by its name, of a block by its position now or, where the
    translation has not followed yet, by the position it had. None for a key that is not translated.
    """
    if mine[at].key:
        return next((part.line for part in theirs if part.key == mine[at].key), None)
    ours, bodies = _bodies(mine), _bodies(theirs)
    if bodies and len(bodies) == len(ours):
        return bodies[at - (len(mine) - len(ours))].line
    return _nearest(theirs, old, confirmed)


def _nearest(theirs: Sequence[Part], old: int, confirmed: int) -> int:
    """The line of the block that stood at `old` among as many as were confirmed, or of the last one."""
    bodies = _bodies(theirs)
    keys = max(0, confirmed - len(bodies))
    return bodies[max(0, min(old - keys, len(bodies) - 1))].line if bodies else 1


# --- confirming ------------------------------------------------------------------------------------


def confirm(lock: Lock, name: str, base: SourceFile) -> Lock:
    """The lock with the translation `name` (path inside the course) reflecting the base as it stands."""
    return {**lock, name: tuple(part.digest for part in parts(base))}
