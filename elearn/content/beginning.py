"""Beginning a course, module, lesson or test: files that compile, with the next free number."""

from dataclasses import dataclass
from pathlib import Path
from string import Template

from elearn.content import source

_SKELETONS = Path(__file__).parent / "skeletons"


class CannotBegin(Exception):
    """The message says why, in English; `path` is what stands in the way or is missing."""

    def __init__(self, reason: str, path: Path) -> None:
        super().__init__(reason)
        self.reason = reason
        self.path = path


@dataclass(frozen=True, slots=True)
class Words:
    """What goes into a skeleton: the language of its keys, the title, and who is responsible."""

    language: str
    title: str
    owner: str = "…"


def course(root: Path, name: str, words: Words) -> list[Path]:
    """A folder `name` under `root` with a first module and lesson, so that it can be checked at once."""
    folder = root / _own_slug(name, root)
    made = [_write(folder / "course.md", "course", words)]
    return [*made, *module(folder, "start", words), *lesson(folder / "01-start", "first", words)]


def module(course_folder: Path, name: str, words: Words) -> list[Path]:
    """The next module of a course."""
    _needs(course_folder / "course.md")
    folder = course_folder / f"{_next(course_folder):02}-{_own_slug(name, course_folder)}"
    return [_write(folder / "module.md", "module", words)]


def lesson(module_folder: Path, name: str, words: Words) -> list[Path]:
    """The next lesson of a module."""
    _needs(module_folder / "module.md")
    return [_write(module_folder / f"{_next(module_folder):02}-{_own_slug(name, module_folder)}.md", "lesson", words)]


def quiz(folder: Path, words: Words) -> list[Path]:
    """A module's test, or the exam when `folder` is a course's."""
    if (folder / "course.md").is_file():
        return [_write(folder / "exam.md", "quiz", words)]
    _needs(folder / "module.md")
    return [_write(folder / "quiz.md", "quiz", words)]


def _own_slug(name: str, where: Path) -> str:
    found = source.slug(name)
    if not found:
        raise CannotBegin("the name needs letters or digits", where / name)
    return found


def _needs(path: Path) -> None:
    if not path.is_file():
        raise CannotBegin("this file is missing", path)


def _next(folder: Path) -> int:
    return max((source.number(path.name) or 0 for path in folder.iterdir()), default=0) + 1


def _write(path: Path, skeleton: str, words: Words) -> Path:
    if path.exists():
        raise CannotBegin("this file exists already", path)
    text = (_SKELETONS / words.language / f"{skeleton}.md").read_text(encoding="utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(Template(text).substitute(title=words.title, owner=words.owner), encoding="utf-8")
    return path
