"""Reading files that were asked for; each is its maker's alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.errors import NotFound
from elearn.ids import OrganisationId, PersonId
from elearn.people import reach
from elearn.people.models import Organisation, Person, RoleGrant
from elearn.people.queries import full_name, in_scope, stays
from elearn.permissions import Actor, Grant, Permission
from elearn.reports.models import ReportFile
from elearn.reports.orders import NEEDED, Order
from elearn.reports.rules import KEPT_FOR, Form, Kind, file_name
from elearn.web.numbers import whole_number


@dataclass(frozen=True, slots=True)
class FileView:
    """`name` is what it is saved under; `total` is None until the rows are counted."""

    id: int
    kind: Kind
    form: Form
    title: str
    name: str
    asked_at: datetime
    done: int
    total: int | None
    sha256: str | None
    size: int
    refused: str
    about: int | None
    """Whose yearly statement it is."""

    @property
    def ends_at(self) -> datetime:
        return self.asked_at + KEPT_FOR

    @property
    def percent(self) -> int | None:
        """Of its rows, how many are written; None while nobody knows how many there are."""
        return min(99, 100 * self.done // self.total) if self.total else None


def mine(session: Session, actor: Actor) -> Sequence[FileView]:
    """The acting person's files, the latest first."""
    query = select(ReportFile).where(_own(actor)).order_by(ReportFile.asked_at.desc(), ReportFile.id.desc())
    return [_view(row) for row in session.scalars(query)]


def one(session: Session, actor: Actor, file_id: int) -> FileView:
    """Raises NotFound("report_file_unknown"), also for another's and for one whose days are over."""
    return _view(_row(session, actor, file_id))


def to_hand_out(session: Session, actor: Actor, file_id: int) -> FileView:
    """A file for who still answers for everybody in it. Raises NotFound("report_file_unknown")."""
    row = _row(session, actor, file_id)
    if not (_of_whom(session, actor, row) if row.kind is Kind.YEAR else _still_reaches(session, actor, row.reach)):
        raise NotFound("report_file_unknown")
    return _view(row)


def _of_whom(session: Session, actor: Actor, row: ReportFile) -> bool:
    """Whether a statement is one's own, or of somebody whom one still answers for."""
    whom = whole_number(str(row.asked.get("person", "")))
    return whom == actor.person_id or in_scope(session, actor, Permission.PEOPLE_MANAGE, PersonId(whom or 0))


def _row(session: Session, actor: Actor, file_id: int) -> ReportFile:
    row = session.scalars(select(ReportFile).where(ReportFile.id == file_id, _own(actor))).one_or_none()
    if row is None:
        raise NotFound("report_file_unknown")
    return row


def _own(actor: Actor) -> ColumnElement[bool]:
    """Of `ReportFile`; the job that removes what is over runs once a day, and nobody waits for it."""
    return (ReportFile.person_id == actor.person_id) & (ReportFile.asked_at > clock.now() - KEPT_FOR)


def _still_reaches(session: Session, actor: Actor, units: Sequence[int] | None) -> bool:
    if units is None:
        return reach.everywhere(actor, NEEDED)
    reached = select(Organisation.id).where(Organisation.id.in_(units), reach.within(actor, NEEDED))
    return set(session.scalars(reached)) == set(units)


def _view(row: ReportFile) -> FileView:
    return FileView(
        id=row.id,
        kind=row.kind,
        form=row.form,
        title=row.title,
        name=file_name(row.title, row.asked_at.astimezone(clock.ZONE), row.form),
        asked_at=row.asked_at,
        done=row.rows_done,
        total=row.rows_total,
        sha256=row.sha256,
        size=row.size or 0,
        refused=row.refused or "",
        about=whole_number(str(row.asked.get("person", ""))),
    )


def maker(session: Session, person_id: PersonId) -> Actor | None:
    """Somebody as they may act now, for work that is done in their name; None for who may not sign in any more."""
    here = (stays(clock.today()), Person.merged_into_id.is_(None))
    who = session.scalars(select(Person).where(Person.id == person_id, *here))
    found = who.one_or_none()
    if found is None:
        return None
    rows = session.scalars(select(RoleGrant).where(RoleGrant.person_id == person_id))
    units = ((row.role, row.organisation_id) for row in rows)
    grants = frozenset(Grant(role, None if unit is None else OrganisationId(unit)) for role, unit in units)
    return Actor(person_id=person_id, name=full_name(found), grants=grants)


def order_of(session: Session, file_id: int) -> tuple[ReportFile, Order | None] | None:
    """The file with what its maker wants; None for a file that is not there, no order for a maker who is gone."""
    row = session.get(ReportFile, file_id)
    if row is None:
        return None
    actor = maker(session, PersonId(row.person_id))
    if actor is None:
        return row, None
    return row, Order(actor, actor.name, row.kind, row.asked, row.language, row.asked_at)


def reach_of(order: Order) -> list[int] | None:
    """What `ReportFile.reach` keeps."""
    whole = order.kind is Kind.YEAR or reach.everywhere(order.actor, NEEDED)
    return None if whole else [*reach.tops(order.actor, NEEDED)]
