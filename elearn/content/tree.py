"""The folder of a course as files by their place: modules, lessons, tests and their siblings in other languages."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from elearn.content import source
from elearn.content.problems import Place, Problems
from elearn.content.source import BASE

MEDIA = "media"
IGNORED = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini", "translations.lock", "README.md", "LICENSE", "LICENSE.md"})

Siblings = Mapping[str, PurePosixPath]
"""Language -> path inside the course; the base language under BASE."""

TAKEN = frozenset({"quiz", "print"})
"""Names of a module's own addresses, which no lesson may have: its test, and itself on paper."""


@dataclass(frozen=True, slots=True)
class LessonFiles:
    id: str
    number: int
    files: Siblings


@dataclass(frozen=True, slots=True)
class ModuleFiles:
    """`folder` is the name on disk, `01-foundations`; `id` without its number."""

    id: str
    number: int
    folder: str
    files: Siblings
    lessons: tuple[LessonFiles, ...]
    quiz: Siblings


@dataclass(frozen=True, slots=True)
class CourseFiles:
    slug: str
    folder: PurePosixPath
    files: Siblings
    glossary: Siblings
    exam: Siblings
    modules: tuple[ModuleFiles, ...]
    media: tuple[PurePosixPath, ...]
    pages: Mapping[str, str] = field(default_factory=dict)
    """Path inside the course -> the id of what it is: `01-foundations/01-why.md` -> `foundations/why`."""


def courses(root: Path) -> list[str]:
    """The names of the folders that hold a course, sorted."""
    return sorted(path.parent.name for path in root.glob("*/course.md"))


def walk(root: Path, name: str, problems: Problems) -> CourseFiles:
    """Read the folder `name` under `root`; what does not belong there is a problem."""
    walker = _Walker(root, PurePosixPath(name), problems)
    return walker.course()


class _Walker:
    def __init__(self, root: Path, folder: PurePosixPath, problems: Problems) -> None:
        self._root = root
        self._folder = folder
        self._problems = problems
        self._pages: dict[str, str] = {}

    def course(self) -> CourseFiles:
        files, folders = self._listed(PurePosixPath())
        named = self._siblings(files, {"course", "glossary", "exam"}, PurePosixPath())
        for path in files:
            if source.split_language(path.stem)[0] not in named or path.suffix != ".md":
                self._stray(path)
        modules = self._modules(folders)
        media = tuple(self._files_below(PurePosixPath(MEDIA))) if any(p.name == MEDIA for p in folders) else ()
        self._pages |= dict.fromkeys((str(path) for path in named.get("course", {}).values()), "")
        self._pages |= dict.fromkeys((str(path) for path in named.get("exam", {}).values()), "exam")
        slug = source.slug(self._folder.name)
        if not slug or slug != self._folder.name:
            self._problems.error(Place(self._folder / "course.md"), "course.bad-folder", name=self._folder.name)
        return CourseFiles(
            slug,
            self._folder,
            named.get("course", {}),
            named.get("glossary", {}),
            named.get("exam", {}),
            modules,
            media,
            self._pages,
        )

    def _modules(self, folders: Iterable[PurePosixPath]) -> tuple[ModuleFiles, ...]:
        found = []
        for folder in folders:
            number = source.number(folder.name)
            if folder.name == MEDIA:
                continue
            if number is None:
                if any(path.suffix == ".md" for path in self._files_below(folder)):
                    self._problems.error(self._place(folder), "module.no-number", name=folder.name)
                else:
                    self._stray(folder)
                continue
            found.append(self._module(folder, number))
        self._distinct([(m.number, m.id, PurePosixPath(m.folder)) for m in found])
        return tuple(sorted(found, key=lambda module: (module.number, module.id)))

    def _module(self, folder: PurePosixPath, number: int) -> ModuleFiles:
        files, folders = self._listed(folder)
        for stray in folders:
            self._stray(stray)
        name = source.slug(folder.name)
        if not name:
            self._problems.error(self._place(folder), "id.empty", name=folder.name)
        named = self._siblings(files, {"module", "quiz"}, folder)
        lessons = self._lessons(name, [path for path in files if source.number(path.name) is not None])
        for path in files:
            stem = source.split_language(path.stem)[0]
            if source.number(path.name) is None and (path.suffix != ".md" or stem not in {"module", "quiz"}):
                self._unnumbered(path)
        self._pages |= dict.fromkeys((str(path) for path in named.get("module", {}).values()), name)
        self._pages |= dict.fromkeys((str(path) for path in named.get("quiz", {}).values()), f"{name}/quiz")
        if not named.get("module"):
            self._problems.error(self._place(folder / "module.md"), "module.no-file", name=folder.name)
        return ModuleFiles(name, number, folder.name, named.get("module", {}), lessons, named.get("quiz", {}))

    def _lessons(self, module: str, files: list[PurePosixPath]) -> tuple[LessonFiles, ...]:
        by_stem: dict[str, dict[str, PurePosixPath]] = {}
        for path in files:
            if path.suffix != ".md":
                self._stray(path)
                continue
            stem, language = source.split_language(path.stem)
            by_stem.setdefault(stem, {})[language or BASE] = path
        found = []
        for stem, siblings in by_stem.items():
            own = source.slug(stem)
            if not own:
                self._problems.error(self._place(next(iter(siblings.values()))), "id.empty", name=stem)
                continue
            if own in TAKEN:
                self._problems.error(self._place(next(iter(siblings.values()))), "id.reserved", id=own)
                continue
            self._pages |= dict.fromkeys((str(path) for path in siblings.values()), f"{module}/{own}")
            found.append(LessonFiles(f"{module}/{own}", source.number(stem) or 0, siblings))
        whole = [lesson for lesson in found if self._has_base(lesson.files)]
        self._distinct([(lesson.number, lesson.id, lesson.files[BASE]) for lesson in whole])
        return tuple(sorted(whole, key=lambda lesson: (lesson.number, lesson.id)))

    def _siblings(
        self, files: Iterable[PurePosixPath], stems: set[str], folder: PurePosixPath
    ) -> dict[str, dict[str, PurePosixPath]]:
        found: dict[str, dict[str, PurePosixPath]] = {}
        for path in files:
            stem, language = source.split_language(path.stem)
            if path.suffix == ".md" and stem in stems:
                found.setdefault(stem, {})[language or BASE] = path
        return {stem: siblings for stem, siblings in found.items() if self._has_base(siblings)}

    def _has_base(self, siblings: Siblings) -> bool:
        if BASE in siblings:
            return True
        path = next(iter(siblings.values()))
        base = source.split_language(path.stem)[0] + ".md"
        self._problems.error(self._place(path), "translation.orphan", base=base)
        return False

    def _distinct(self, numbered: list[tuple[int, str, PurePosixPath]]) -> None:
        numbers: dict[int, PurePosixPath] = {}
        ids: dict[str, PurePosixPath] = {}
        for number, name, path in sorted(numbered, key=lambda entry: str(entry[2])):
            if number in numbers:
                self._problems.error(self._place(path), "number.doubled", number=number, other=numbers[number].name)
            if name in ids:
                self._problems.error(self._place(path), "id.doubled", id=name, other=ids[name].name)
            numbers.setdefault(number, path)
            ids.setdefault(name, path)

    # --- reading folders ---------------------------------------------------------------------------

    def _listed(self, folder: PurePosixPath) -> tuple[list[PurePosixPath], list[PurePosixPath]]:
        """Files and folders, by name; hidden ones and what systems leave behind are passed over."""
        files, folders = [], []
        with os.scandir(self._root / self._folder / folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
        for entry in entries:
            if entry.name.startswith((".", "~$")) or entry.name in IGNORED:
                continue
            path = folder / entry.name
            if entry.is_symlink():
                self._problems.error(self._place(path), "file.link", name=entry.name)
            elif entry.is_dir():
                folders.append(path)
            else:
                files.append(path)
        return files, folders

    def _files_below(self, folder: PurePosixPath) -> list[PurePosixPath]:
        files, folders = self._listed(folder)
        return files + [path for below in folders for path in self._files_below(below)]

    def _stray(self, path: PurePosixPath) -> None:
        self._problems.warning(self._place(path), "file.stray", name=path.name)

    def _unnumbered(self, path: PurePosixPath) -> None:
        if path.suffix == ".md":
            self._problems.error(self._place(path), "lesson.no-number", name=path.name)
        else:
            self._stray(path)

    def _place(self, path: PurePosixPath) -> Place:
        return Place(self._folder / path)
