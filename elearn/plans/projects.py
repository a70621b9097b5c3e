"""Funded projects on whose behalf plans train: kept within one's reach, and printed on papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.content.phrases import N_
from elearn.enrolment.models import Enrolment
from elearn.errors import Conflict, Invalid, NotFound
from elearn.ids import EnrolmentId, OrganisationId
from elearn.people.models import Organisation
from elearn.people.reach import require_unit, within
from elearn.permissions import Actor
from elearn.plans.logos import EU, MOST_LOGOS
from elearn.plans.models import Plan, Project
from elearn.plans.queries import NEEDED
from elearn.publishing.models import Media

LONGEST: Final[Mapping[str, int]] = {"code": 40, "name": 200, "funder": 100, "statement": 100, "basis": 100}
"""So that all of it fits on one certificate."""
REQUIRED: Final = ("code", "name", "funder", "statement")

Texts = Mapping[str, str]
"""By language: `bg` and `en`."""


@dataclass(frozen=True, slots=True)
class ProjectTexts:
    """What papers say of a project. `logos`: `eu`, or the SHA-256 of a picture."""

    code: str
    name: Texts
    funder: Texts
    statement: Texts
    basis: Texts
    logos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project as its coordinators see it; `plans` counts those that it pays for, `pictures` are its logos' types."""

    id: int
    organisation_id: OrganisationId
    unit: str
    texts: ProjectTexts
    plans: int
    pictures: Mapping[str, str]


def listing(session: Session, actor: Actor, first: int, size: int) -> Sequence[ProjectView]:
    """Those of the units in reach, by code."""
    rows = session.execute(_seen(actor).order_by(Project.code, Project.id).offset(first).limit(size)).all()
    return [_view(session, row) for row in rows]


def count(session: Session, actor: Actor) -> int:
    return session.scalar(select(func.count()).select_from(_seen(actor).subquery())) or 0


def one(session: Session, actor: Actor, project_id: int) -> ProjectView:
    """Raises NotFound("project_unknown"), also for one out of reach."""
    row = session.execute(_seen(actor).where(Project.id == project_id)).one_or_none()
    if row is None:
        raise NotFound("project_unknown")
    return _view(session, row)


def project_of(session: Session, enrolment_id: EnrolmentId) -> ProjectTexts | None:
    """What papers about an enrolment print as it stands today: the project of the plan that asks for the course.

    None where no plan asks for it, or a plan without a project: then the course's own is printed. One SELECT.
    """
    row = session.scalar(
        select(Project)
        .join(Plan, Plan.project_id == Project.id)
        .join(Enrolment, Enrolment.plan_id == Plan.id)
        .where(Enrolment.id == enrolment_id)
    )
    return None if row is None else texts(row)


def lines(project: ProjectTexts, language: str) -> Sequence[tuple[str, str]]:
    """What a letter or a table in that language says of a project: names, to be translated, and texts; none empty."""

    def said(texts: Texts) -> str:
        return texts.get(language) or texts.get("bg", "")

    found = (
        (N_("Project"), f"{said(project.name)} ({project.code})"),
        (N_("Funder"), said(project.funder)),
        (N_("Funding"), said(project.statement)),
        (N_("Basis"), said(project.basis)),
    )
    return [(name, text) for name, text in found if text]


def of_plan(session: Session, plan_id: int) -> ProjectTexts | None:
    """What papers about a plan print as it stands today. One SELECT."""
    row = session.scalar(select(Project).join(Plan, Plan.project_id == Project.id).where(Plan.id == plan_id))
    return None if row is None else texts(row)


def pictures(session: Session, logos: Sequence[str]) -> Mapping[str, str]:
    """The type of each logo that is a picture, by SHA-256."""
    wanted = [logo for logo in logos if logo != EU]
    found = session.scalars(select(Media).where(Media.sha256.in_(wanted))) if wanted else ()
    types = {media.sha256: media.mime for media in found}
    return {sha256: types[sha256] for sha256 in wanted if sha256 in types}


def make(session: Session, actor: Actor, organisation_id: OrganisationId, wish: ProjectTexts) -> int:
    """A new project of a unit in reach. Raises NotAllowed("not_permitted") and what `require_whole` raises."""
    require_unit(session, actor, NEEDED, organisation_id)
    require_whole(wish)
    row = Project(organisation_id=organisation_id, created_at=clock.now())
    _write(row, wish)
    session.add(row)
    session.flush()
    record(session, actor, "project.made", ("project", row.id), unit=organisation_id, code=row.code)
    return row.id


def change(session: Session, actor: Actor, project_id: int, wish: ProjectTexts) -> None:
    """Papers issued from now on say it anew; those issued before stay as they are. The same again changes nothing.

    Raises NotFound("project_unknown") and what `require_whole` raises.
    """
    row = _held(session, actor, project_id)
    require_whole(wish)
    before = _columns(texts(row))
    changed = {name: value for name, value in before.items() if value != _columns(wish)[name]}
    if not changed:
        return
    _write(row, wish)
    session.flush()
    record(
        session, actor, "project.changed", ("project", row.id), unit=row.organisation_id, code=row.code, before=changed
    )


def remove(session: Session, actor: Actor, project_id: int) -> None:
    """Raises NotFound("project_unknown"), Conflict("project_used") while a plan names it."""
    row = _held(session, actor, project_id)
    if session.scalar(select(Plan.id).where(Plan.project_id == project_id).limit(1)) is not None:
        raise Conflict("project_used")
    session.delete(row)
    record(session, actor, "project.removed", ("project", project_id), unit=row.organisation_id, code=row.code)
    session.flush()


def require_whole(wish: ProjectTexts) -> None:
    """Whether papers in both languages can say it all.

    Raises Invalid: `project_text_missing` (field), `project_text_long` (field, most), `project_english_missing`
    (field), `logos_many` (most).
    """
    for field, language, text in _all(wish):
        if not text and language == "bg" and field in REQUIRED:
            raise Invalid("project_text_missing", field=field)
        if len(text) > LONGEST[field]:
            raise Invalid("project_text_long", field=f"{field}_{language}", most=LONGEST[field])
        if not text and language == "en" and getattr(wish, field).get("bg"):
            raise Invalid("project_english_missing", field=field)
    if len(wish.logos) > MOST_LOGOS + 1:
        raise Invalid("logos_many", most=MOST_LOGOS)


def texts(row: Project) -> ProjectTexts:
    """A row as papers read it."""
    both = {name: _both(row, name) for name in ("name", "funder", "statement", "basis")}
    return ProjectTexts(code=row.code, logos=tuple(row.logos), **both)


def _both(row: Project, name: str) -> Texts:
    return {language: getattr(row, f"{name}_{language}") for language in ("bg", "en")}


def _all(wish: ProjectTexts) -> Sequence[tuple[str, str, str]]:
    yielded = [("code", "bg", wish.code)]
    for field in ("name", "funder", "statement", "basis"):
        yielded += [(field, language, getattr(wish, field).get(language, "")) for language in ("bg", "en")]
    return yielded


def _columns(wish: ProjectTexts) -> dict[str, Any]:
    columns = {f"{field}_{language}": text for field, language, text in _all(wish) if field != "code"}
    return columns | {"code": wish.code, "logos": list(wish.logos)}


def _write(row: Project, wish: ProjectTexts) -> None:
    for name, value in _columns(wish).items():
        setattr(row, name, value)


def _seen(actor: Actor) -> Select[tuple[Project, str, int]]:
    plans = select(func.count()).where(Plan.project_id == Project.id).correlate(Project).scalar_subquery()
    return (
        select(Project, Organisation.name.label("unit"), plans.label("plans"))
        .join(Organisation, Organisation.id == Project.organisation_id)
        .where(within(actor, NEEDED))
    )


def _held(session: Session, actor: Actor, project_id: int) -> Project:
    query = select(Project).join(Organisation, Organisation.id == Project.organisation_id)
    row = session.scalar(query.where(Project.id == project_id, within(actor, NEEDED)).with_for_update(of=Project))
    if row is None:
        raise NotFound("project_unknown")
    return row


def _view(session: Session, row: Any) -> ProjectView:
    return ProjectView(
        id=row.Project.id,
        organisation_id=OrganisationId(row.Project.organisation_id),
        unit=row.unit,
        texts=texts(row.Project),
        plans=row.plans,
        pictures=pictures(session, row.Project.logos),
    )
