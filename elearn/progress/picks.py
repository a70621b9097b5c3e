"""What `/my` puts forward: where to go on, what fits into 20 minutes, which day is near. Pure.

These are suggestions, not rules: they may read hints, and completion never asks them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from elearn.content.model import Language, Media, Outline
from elearn.ids import EnrolmentId, SnapshotId
from elearn.plans.crediting import CreditView
from elearn.plans.queries import Asked
from elearn.progress.rules import Mark, Standing, Step

SHORT_MINUTES = 20
SHORT_MOST = 3
SOON_DAYS = 7


class Due(StrEnum):
    """How near the last day is."""

    LATE = "late"
    SOON = "soon"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Deadline:
    """`days` until the named day, 0 on the day itself, negative when it has passed."""

    day: date
    days: int

    @property
    def kind(self) -> Due:
        if self.days < 0:
            return Due.LATE
        return Due.SOON if self.days <= SOON_DAYS else Due.AHEAD


@dataclass(frozen=True, slots=True)
class MyCourse:
    """One enrolment as its learner sees it.

    `standing` is judged by the edition published now (`snapshot_id`), except of a withdrawn course; of a completed
    one nothing is wanted any more, nor of one in whose place something stands (`credit`). It was completed at
    `completed_at` against `completed_snapshot_id`. `read_last` is a hint.
    """

    enrolment_id: EnrolmentId
    outline: Outline
    snapshot_id: SnapshotId
    withdrawn: bool
    standing: Standing
    enrolled_at: datetime
    deadline: Deadline | None
    late: bool
    completed_at: datetime | None
    completed_snapshot_id: SnapshotId | None
    credit: CreditView | None
    read_last: str | None
    read_at: datetime | None

    @property
    def open(self) -> bool:
        """Still to be worked on."""
        return self.completed_at is None and self.credit is None and not self.withdrawn


@dataclass(frozen=True, slots=True)
class Pick:
    """A step put forward, with its course."""

    course: MyCourse
    step: Step


def in_order(courses: Sequence[MyCourse], asked: Mapping[EnrolmentId, Asked]) -> Sequence[MyCourse]:
    """As they are, but for the courses of one plan, which stand together in its order where the first of them stood."""
    first: dict[int, int] = {}
    places = {}
    for number, course in enumerate(courses):
        plan = asked.get(course.enrolment_id)
        places[course.enrolment_id] = (first.setdefault(plan.plan_id, number), plan.position) if plan else (number, 0)
    return sorted(courses, key=lambda course: places[course.enrolment_id])


def deadline(due: date | None, today: date) -> Deadline | None:
    return Deadline(due, (due - today).days) if due is not None else None


def go_on(courses: Iterable[MyCourse]) -> Pick | None:
    """The lesson read last if it is not done yet, else the next step of the course read last; None if nothing is left.

    Among courses never opened the one with the nearest deadline comes first, then the one enrolled in first.
    """
    for course in sorted((course for course in courses if course.open), key=_freshness):
        step = resume(course)
        if step is not None:
            return Pick(course, step)
    return None


def resume(course: MyCourse) -> Step | None:
    """Where to go on in one course."""
    read = course.standing.step(course.read_last) if course.read_last else None
    if read is not None and read.mark in {Mark.OPEN, Mark.STARTED}:
        return read
    return course.standing.next


def short(courses: Iterable[MyCourse], besides: Step | None) -> Sequence[Pick]:
    """Open steps of at most SHORT_MINUTES, at most two a course in their order, shortest first."""
    picks: list[Pick] = []
    for course in courses:
        if course.open:
            fitting = [step for step in course.standing.left if _fits(step) and step != besides]
            picks += [Pick(course, step) for step in fitting[:2]]
    return sorted(picks, key=lambda pick: pick.step.minutes)[:SHORT_MOST]


def with_deadlines(courses: Iterable[MyCourse]) -> Sequence[MyCourse]:
    """Open courses that have a last day, nearest first."""
    due = [(course.deadline.day, course) for course in courses if course.open and course.deadline is not None]
    return [course for _, course in sorted(due, key=lambda pair: pair[0])]


def papers(courses: Iterable[MyCourse], language: str) -> Sequence[Media]:
    """The checklists and templates of one's courses, each file once, by name.

    A course that speaks the language shows those attached in it; another shows those it has.
    """
    found = {media.sha256: media for course in courses for media in _attached(course.outline, Language(language))}
    return sorted(found.values(), key=lambda media: media.name.get(Language(language), ""))


def _attached(outline: Outline, language: Language) -> Iterable[Media]:
    spoken = language if language in outline.languages else outline.language
    return (media for media in outline.media if media.attachment and (spoken in media.name or not media.name))


def _fits(step: Step) -> bool:
    return step.minutes <= SHORT_MINUTES and step.mark in {Mark.OPEN, Mark.STARTED}


def _freshness(course: MyCourse) -> tuple[bool, float, date, datetime]:
    read = course.read_at.timestamp() if course.read_at is not None else 0.0
    last_day = course.deadline.day if course.deadline is not None else date.max
    return (course.read_at is None, -read, last_day, course.enrolled_at)
