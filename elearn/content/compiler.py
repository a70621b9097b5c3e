"""The compiler: a tree of courses in, courses and problems out. Phases from top to bottom."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from elearn.content import assembly, drafts, ledger, revision, tree, workers
from elearn.content.cache import Cache, key
from elearn.content.drafts import CourseDraft
from elearn.content.model import Course
from elearn.content.problems import Place, Problems, Severity
from elearn.content.unit import Job, Unit

Progress = Callable[[int, int], None]
"""How many units are ready, of how many."""


@dataclass(frozen=True)
class Compiled:
    """`courses` are those without errors; `files` their media by SHA-256 (hex), as paths or bytes."""

    courses: tuple[Course, ...]
    problems: Problems
    files: Mapping[str, bytes | Path]
    names: tuple[str, ...]
    """The folders that were compiled, with errors or without."""
    unfinished: tuple[Course, ...] = ()
    """Courses with errors, as far as they could be read: to be looked at, never to be published."""


def compile_tree(
    root: Path,
    today: date,
    *,
    only: Sequence[str] | None = None,
    processes: int = 2,
    cache: Cache | None = None,
    progress: Progress | None = None,
) -> Compiled:
    """Compile the courses under `root`, or those in the folders named in `only`.

    `today` decides which reviews are due. `cache` makes a second run cheap. Never raises for what authors write.
    """
    kept = cache if cache is not None else Cache()
    problems = Problems()
    bench = drafts.Bench(root, ledger.load(root, today, problems), today, kept)
    names = _names(root, only, problems)
    found = [draft for name in names if (draft := drafts.draft(bench, name)) is not None]
    units = _units(found, processes, kept, progress)
    courses: list[Course] = []
    unfinished: list[Course] = []
    files: dict[str, bytes | Path] = {}
    for draft, own in zip(found, units, strict=True):
        course = assembly.assemble(draft, own, today)
        problems.extend(draft.problems)
        files |= _files(root, draft, own)
        if draft.problems.has_errors:
            unfinished.append(course)
        else:
            courses.append(revision.stamped(course, root / draft.files.folder))
    kept.close()
    return Compiled(tuple(courses), problems, files, tuple(names), tuple(unfinished))


def _names(root: Path, only: Sequence[str] | None, problems: Problems) -> list[str]:
    known = tree.courses(root)
    if only is None:
        if not known:
            problems.error(Place(PurePosixPath()), "tree.no-courses")
        return known
    for name in only:
        if name not in known:
            problems.error(Place(PurePosixPath(name)), "tree.unknown-course", name=name)
    return [name for name in known if name in only]


def _units(
    found: Sequence[CourseDraft], processes: int, cache: Cache, progress: Progress | None
) -> list[dict[str, Unit]]:
    """Every course's units by id: those the cache knows, and the others compiled now."""
    named: list[tuple[int, Job, str]] = []
    for at, draft in enumerate(found):
        named += [(at, job, _job_key(draft.setting_key, job)) for job in draft.jobs()]
    units: dict[str, Unit] = {}
    for _, _, name in named:
        if (unit := cache.find(name)) is not None:
            units[name] = unit
    missing = [(at, job, name) for at, job, name in named if name not in units]
    ready = len(named) - len(missing)

    def done(more: int) -> None:
        nonlocal ready
        ready += more
        if progress is not None:
            progress(ready, len(named))

    made = workers.run([(found[at].setting, job) for at, job, _ in missing], processes, done)
    for (_, _, name), unit in zip(missing, made, strict=True):
        units[name] = unit
        cache.keep(name, unit)
    return [{job.id: units[name] for at, job, name in named if at == position} for position in range(len(found))]


def _job_key(setting: str, job: Job) -> str:
    files = [f"{language} {file.path} {file.digest}" for language, file in job.files.items()]
    confirmed = [f"{language} {','.join(digests)}" for language, digests in job.confirmed.items()]
    return key(setting, job.kind, job.id, job.number, ",".join(job.objectives), *files, *confirmed)


def _files(root: Path, draft: CourseDraft, units: Mapping[str, Unit]) -> dict[str, bytes | Path]:
    """What publishing must store: the course's media, and the diagrams drawn while compiling."""
    found: dict[str, bytes | Path] = {
        file.sha256: root / draft.files.folder / path for path, file in draft.setting.places.media.items()
    }
    for unit in units.values():
        found |= {hashlib.sha256(data).hexdigest(): data for data in unit.drawn.values()}
    return found


def counts(problems: Problems) -> tuple[int, int]:
    """How many errors and how many warnings."""
    found = [problem.severity for problem in problems]
    return found.count(Severity.ERROR), found.count(Severity.WARNING)
