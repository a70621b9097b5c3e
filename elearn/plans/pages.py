"""What the forms and previews of plans show: choices, and effects in the order of their tabs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock, workdays
from elearn.content.model import Language
from elearn.ids import CourseSlug, OrganisationId
from elearn.people.models import Person, Position
from elearn.people.reach import Unit, units
from elearn.permissions import Actor
from elearn.plans import effects, groups
from elearn.plans.audience import staying
from elearn.plans.effects import Affected, Change, Effect, Kind
from elearn.plans.queries import NEEDED, PlanView, Spec
from elearn.publishing import library
from elearn.publishing.queries import pointers
from elearn.web.paging import Paged, asked

ON_PAGE = 25

Titles = dict[CourseSlug, dict[Language, str]]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a plan of a unit can be made of: (id or slug, label)."""

    courses: Titles
    units: tuple[Unit, ...]
    positions: tuple[tuple[int, str], ...]
    groups: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """`shown`: the effect whose people are listed, if there is any; `unnamed`: how many of them the reader does not
    manage any more. `rest_day`: the deadline is no working day. `late`: who comes in is overdue at once."""

    effects: tuple[Effect, ...]
    shown: Effect | None
    people: Paged[Affected] | None
    unnamed: int
    digest: str
    rest_day: date | None
    late: bool

    @property
    def quiet(self) -> bool:
        return not any(one.people for one in self.effects)


def choices(session: Session, actor: Actor, unit_id: OrganisationId, kept: Sequence[CourseSlug] = ()) -> Choices:
    """For the form of a plan; `kept`: courses that it has, given or not."""
    reached = units(session, actor, NEEDED)
    top = next(one for one in reached if one.id == unit_id)
    return Choices(
        courses=titles(session, kept),
        units=tuple(one for one in reached if one.path.startswith(top.path)),
        positions=_positions(session, unit_id),
        groups=tuple(groups.within_tree(session, unit_id)),
    )


def titles(session: Session, kept: Sequence[CourseSlug] = ()) -> Titles:
    """Every course that is given, and those in `kept`."""
    return {
        one.course_slug: dict(library.outline(session, one.snapshot_id).title)
        for one in pointers(session)
        if one.withdrawn_at is None or one.course_slug in kept
    }


def preview(session: Session, actor: Actor, view: PlanView, spec: Spec, *, active: bool, who: str) -> Preview:
    """What the plan as `spec` would change; `who` is the key of the effect to list, else the first that has people."""
    change = Change(view.reach(spec, active=active), view.terms(spec), view.terms(), clock.today())
    found = effects.effects(session, change)
    shown = next((one for one in found if one.key == who and one.people), None)
    shown = shown or next((one for one in found if one.people), None)
    people, unnamed = None, 0
    if shown is not None:
        total = effects.named(session, actor, change, shown)
        first = asked(ON_PAGE, total)
        listed = effects.affected(session, actor, change, shown, first, ON_PAGE)
        people, unnamed = Paged(listed, first, total, ON_PAGE), shown.people - total
    rest = spec.due_on if spec.due_on is not None and not workdays.is_working(spec.due_on) else None
    comes_in = any(one.people for one in found if one.kind in {Kind.IN, Kind.ANEW})
    late = comes_in and spec.due_on is not None and spec.due_on < change.today
    return Preview(found, shown, people, unnamed, effects.digest(found), rest, late)


def _positions(session: Session, unit_id: OrganisationId) -> tuple[tuple[int, str], ...]:
    """Those that somebody in the tree has."""
    held = select(Person.position_id).where(staying(unit_id, clock.today()), Person.position_id.is_not(None))
    rows = session.execute(select(Position.id, Position.name).where(Position.id.in_(held)).order_by(Position.name))
    return tuple((row.id, row.name) for row in rows)
