"""The way through a course: which lesson or test stands before and after another. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from elearn.content.model import Language, LessonOutline, LessonText, ModuleOutline, Outline, Source
from elearn.errors import NotFound
from elearn.ids import LessonId, ModuleId


class StopKind(StrEnum):
    LESSON = "lesson"
    QUIZ = "quiz"
    EXAM = "exam"


@dataclass(frozen=True, slots=True)
class Stop:
    """A lesson or test on the way; its address is `/learn/<course>/<id>`."""

    kind: StopKind
    id: str
    title: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Spot:
    """A lesson in its place: `before` and `after` are None at the ends of the course."""

    module: ModuleOutline
    lesson: LessonOutline
    before: Stop | None
    after: Stop | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as a lesson's list of sources names it, with the places cited, in the order of their numbers."""

    source: Source
    loci: tuple[str, ...]


def way(outline: Outline) -> tuple[Stop, ...]:
    """Every lesson and test in the order in which a learner meets them."""
    stops: list[Stop] = []
    for module in outline.modules:
        stops += [Stop(StopKind.LESSON, lesson.id, lesson.title) for lesson in module.lessons]
        if module.quiz is not None:
            stops.append(Stop(StopKind.QUIZ, module.quiz.id, module.quiz.title))
    if outline.exam is not None:
        stops.append(Stop(StopKind.EXAM, outline.exam.id, outline.exam.title))
    return tuple(stops)


def spot(outline: Outline, lesson_id: LessonId) -> Spot:
    """Where the lesson stands. Raises NotFound("lesson_unknown")."""
    for module in outline.modules:
        for lesson in module.lessons:
            if lesson.id == lesson_id:
                stops = way(outline)
                at = next(i for i, stop in enumerate(stops) if stop.id == lesson_id)
                after = stops[at + 1] if at + 1 < len(stops) else None
                return Spot(module, lesson, stops[at - 1] if at else None, after)
    raise NotFound("lesson_unknown", course=outline.slug)


def today_name(outline: Outline, lesson_id: LessonId) -> LessonId | None:
    """What a lesson that has moved is called today; None when it has not moved, or never was."""
    lessons = outline.lessons()
    if any(lesson.id == lesson_id for lesson in lessons):
        return None
    return next((lesson.id for lesson in lessons if lesson_id in lesson.formerly), None)


def module_of(outline: Outline, module_id: ModuleId) -> ModuleOutline:
    """Raises NotFound("module_unknown")."""
    found = next((module for module in outline.modules if module.id == module_id), None)
    if found is None:
        raise NotFound("module_unknown", course=outline.slug)
    return found


def references(outline: Outline, text: LessonText) -> tuple[Reference, ...]:
    """The sources a text cites, each once, with the places cited in it."""
    loci: dict[str, list[str]] = {}
    for citation in text.citations:
        places = loci.setdefault(citation.source, [])
        if citation.locus and citation.locus not in places:
            places.append(citation.locus)
    sources = {source.key: source for source in outline.sources}
    return tuple(
        Reference(sources[key], tuple(sorted(places, key=_numbers))) for key, places in loci.items() if key in sources
    )


def _numbers(locus: str) -> list[tuple[int, str]]:
    """чл. 9 before чл. 18, and чл. 19 before чл. 19а."""
    pieces = re.findall(r"(\d+)([^\d]*)", locus)
    return [(int(number), rest.strip()) for number, rest in pieces]
