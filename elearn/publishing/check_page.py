"""What the check of a draft shows: each file with its problems beside the lines, and the texts as learners see them."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from elearn.content.problems import Severity
from elearn.ids import CourseSlug
from elearn.publishing.compiling import Finding, Result
from elearn.publishing.drafts import Draft, Sent
from elearn.publishing.preview import CoursePreview, previews

AROUND = 3
"""Lines shown before and after a problem."""
MOST_FINDINGS = 400
LONGEST_LINE = 2_000
NEED_THE_COURSE = frozenset(
    {
        "image.lost",
        "link.lost-anchor",
        "link.lost-file",
        "link.lost-lesson",
        "objective.unknown",
        "question.unknown-objective",
        "quiz.draw-below-objectives",
        "quiz.draw-too-large",
        "quiz.no-objectives",
        "quiz.unknown-pool",
    }
)
"""What nobody can know of a single file."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source. `wrong` is the piece that is wrong, between `before` and `after`; empty if all is well."""

    number: int
    before: str
    wrong: str
    after: str
    severity: Severity | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that are shown, after `skipped` that are not."""

    skipped: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file with problems. `loose` are those of the whole file, of a picture or of a folder."""

    path: PurePosixPath
    errors: int
    warnings: int
    stretches: tuple[Stretch, ...]
    loose: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """`clean` are the Markdown files without a problem; `more` problems are not shown."""

    name: str
    kind: Sent
    files: tuple[CheckedFile, ...]
    clean: tuple[PurePosixPath, ...]
    errors: int
    warnings: int
    more: int
    previews: tuple[CoursePreview, ...]


def gather(draft: Draft, result: Result, known: Container[CourseSlug] = ()) -> CheckPage:
    """Reads the files under the draft's root again, to show their lines. The texts of `known` courses are not shown."""
    findings = _of_the_trainer(draft, result.findings)
    shown = sorted(findings, key=lambda f: f.severity is not Severity.ERROR)[:MOST_FINDINGS]
    by_file: dict[PurePosixPath, list[Finding]] = defaultdict(list)
    for finding in shown:
        by_file[finding.path].append(finding)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return CheckPage(
        name=draft.name,
        kind=draft.kind,
        files=tuple(_file(draft, path, found) for path, found in sorted(by_file.items())),
        clean=_clean(draft, by_file),
        errors=errors,
        warnings=len(findings) - errors,
        more=len(findings) - len(shown),
        previews=previews(draft, result, known),
    )


def _of_the_trainer(draft: Draft, findings: Iterable[Finding]) -> list[Finding]:
    if draft.shown is None:
        return list(findings)
    return [f for f in findings if f.path == draft.shown and f.code not in NEED_THE_COURSE]


def _file(draft: Draft, path: PurePosixPath, findings: list[Finding]) -> CheckedFile:
    texts = _lines(draft.root / path)
    placed = [f for f in findings if 1 <= f.line <= len(texts) and not _is_of_the_file(f)]
    at: dict[int, list[Finding]] = defaultdict(list)
    for finding in placed:
        at[finding.line].append(finding)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return CheckedFile(
        path=PurePosixPath(draft.name) if draft.shown is not None else path,
        errors=errors,
        warnings=len(findings) - errors,
        stretches=tuple(_stretches(texts, at)),
        loose=tuple(f for f in findings if f not in placed),
    )


def _is_of_the_file(finding: Finding) -> bool:
    """Whether no place in the file is meant."""
    return (finding.line, finding.column, finding.length) == (1, 1, 0)


def _lines(path: Path) -> list[str]:
    """The lines of a text; none for anything else. A last empty line is nobody's."""
    if path.suffix.lower() not in {".md", ".yml"} or not path.is_file():
        return []
    return path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").removesuffix("\n").split("\n")


def _stretches(texts: list[str], at: Mapping[int, list[Finding]]) -> Iterable[Stretch]:
    wanted = sorted({n for line in at for n in range(line - AROUND, line + AROUND + 1) if 1 <= n <= len(texts)})
    stretch: list[Line] = []
    last = 0
    skipped = 0
    for number in wanted:
        if number != last + 1:
            if stretch:
                yield Stretch(skipped, tuple(stretch))
            stretch, skipped = [], number - last - 1
        stretch.append(_line(number, texts[number - 1], at.get(number, [])))
        last = number
    if stretch:
        yield Stretch(skipped, tuple(stretch))


def _line(number: int, text: str, findings: list[Finding]) -> Line:
    text = text[:LONGEST_LINE]
    if not findings:
        return Line(number, text, "", "", None, ())
    worst = min(findings, key=lambda f: f.severity is not Severity.ERROR)
    start, end = _wrong_piece(text, worst)
    return Line(number, text[:start], text[start:end], text[end:], worst.severity, tuple(findings))


def _wrong_piece(text: str, finding: Finding) -> tuple[int, int]:
    """Where the wrong piece begins and ends; the whole line from the column on where its length is not known."""
    start = min(finding.column - 1, len(text))
    if finding.length:
        return start, min(start + finding.length, len(text))
    if finding.column > 1:
        return start, len(text.rstrip())
    return len(text) - len(text.lstrip()), len(text.rstrip())


def _clean(draft: Draft, with_problems: Mapping[PurePosixPath, object]) -> tuple[PurePosixPath, ...]:
    if draft.shown is not None:
        return ()
    found = (PurePosixPath(path.relative_to(draft.root)) for path in draft.root.rglob("*.md"))
    return tuple(sorted(path for path in found if path not in with_problems))
