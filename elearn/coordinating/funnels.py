"""A course from enrolled to certified: how many come how far, and at which step those under way have stopped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, case, exists, func
from sqlalchemy.orm import Session

from elearn.certificates.models import Certificate
from elearn.content.model import ModuleOutline, Outline
from elearn.coordinating.queries import Circle, standings, state_of
from elearn.coordinating.rules import State, Tally
from elearn.enrolment.models import Enrolment
from elearn.ids import CourseSlug
from elearn.progress import models as progress
from elearn.progress import rules as steps
from elearn.progress.models import Progress
from elearn.progress.rules import Step


class Stage(StrEnum):
    """In the order in which they are reached. There is a `MODULE` for each module that asks for anything."""

    ENROLLED = "enrolled"
    BEGUN = "begun"
    MODULE = "module"
    EXAM = "exam"
    DONE = "done"
    CERTIFIED = "certified"


@dataclass(frozen=True, slots=True)
class Reached:
    """How many have come so far. `module` is None but for a module."""

    stage: Stage
    count: int
    module: ModuleOutline | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """How many who have begun have this as the next step: a lesson or a test not done."""

    step: Step
    count: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """The exempt are left out of all but the tally; `elsewhere` were credited with a completion and not taken here."""

    tally: Tally
    stages: tuple[Reached, ...]
    stops: tuple[Stop, ...]
    elsewhere: int


@dataclass(frozen=True, slots=True)
class _Alike:
    """So many stand exactly here: the same steps done, the same state."""

    done: frozenset[str]
    begun: bool
    state: State
    completed: bool
    certified: bool
    count: int


def funnel(session: Session, circle: Circle, outline: Outline, today: date) -> Funnel:
    """One SELECT, in which those who stand alike are one row. Judged by the outline of the edition published now."""
    alike = list(_alike(session, circle, outline.slug, today))
    asked = [one for one in alike if one.state is not State.EXEMPT]
    return Funnel(
        tally=Tally.of((one.state, one.count) for one in alike),
        stages=tuple(_stages(outline, asked)),
        stops=tuple(_stops(outline, asked)),
        elsewhere=sum(one.count for one in asked if one.state is State.DONE and not one.completed),
    )


def _alike(session: Session, circle: Circle, slug: CourseSlug, today: date) -> Iterator[_Alike]:
    live = (Certificate.superseded_at.is_(None), Certificate.revoked_at.is_(None))
    certified = case((exists().where(Certificate.enrolment_id == Enrolment.id, *live), 1), else_=0)
    completed = case((and_(Progress.state == progress.State.COMPLETED), 1), else_=0)
    begun = case((Progress.state == progress.State.IN_PROGRESS, 1), else_=completed)
    columns: tuple[Any, ...] = (Progress.done, begun, state_of(today), completed, certified)
    labelled = [column.label(f"c{at}") for at, column in enumerate(columns)]
    rows = session.execute(
        standings(circle, today, *labelled, func.count()).where(Enrolment.course_slug == slug).group_by(*labelled)
    )
    for done, has_begun, state, is_completed, has_paper, count in rows:
        yield _Alike(frozenset(done or ()), bool(has_begun), State(state), bool(is_completed), bool(has_paper), count)


def _stages(outline: Outline, asked: Sequence[_Alike]) -> Iterator[Reached]:
    yield Reached(Stage.ENROLLED, _sum(asked))
    yield Reached(Stage.BEGUN, sum(one.count for one in asked if one.begun))
    standing = [(steps.standing(outline, one.done), one) for one in asked]
    for module in outline.modules:
        through = (one.count for where, one in standing if one.completed or _through(where.of_module(module.id)))
        yield Reached(Stage.MODULE, sum(through), module)
    if outline.exam is not None and outline.completion.exam:
        exam = steps.known(outline, [outline.exam.id])
        yield Reached(
            Stage.EXAM, sum(one.count for one in asked if one.completed or exam <= steps.known(outline, one.done))
        )
    yield Reached(Stage.DONE, sum(one.count for one in asked if one.state is State.DONE))
    yield Reached(Stage.CERTIFIED, sum(one.count for one in asked if one.certified))


def _through(module: Sequence[Step]) -> bool:
    """Something of the module was done, and nothing of it is wanted any more."""
    return any(step.mark is steps.Mark.DONE for step in module) and not any(step.wanted for step in module)


def _stops(outline: Outline, asked: Sequence[_Alike]) -> Iterator[Stop]:
    counts: dict[str, int] = {}
    for one in asked:
        if one.begun and one.state is not State.DONE:
            left = steps.standing(outline, one.done).left
            for step in left[:1]:
                counts[step.id] = counts.get(step.id, 0) + one.count
    for step in steps.standing(outline, ()).steps:
        if step.id in counts:
            yield Stop(step, counts[step.id])


def _sum(some: Sequence[_Alike]) -> int:
    return sum(one.count for one in some)
