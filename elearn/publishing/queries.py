"""What is published: the pointer, the catalogue, a course's editions."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import Session, defer

from elearn.content.model import Outline
from elearn.db import Base
from elearn.errors import NotFound
from elearn.ids import CourseSlug, SnapshotId
from elearn.people.models import Person
from elearn.publishing import library
from elearn.publishing.models import Change, Media, Published, Snapshot

MOST_EDITIONS = 1_000_000
"""More than any course will have; what is larger is no number of an edition."""


_published = Base.metadata.tables[Published.__tablename__].c
_POINTER = select(_published.snapshot_id, _published.withdrawn_at, _published.withdrawn_why).where(
    _published.course_slug == bindparam("slug")
)
"""Built once and without the ORM: every page of a course begins with it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A course that can be taken up now."""

    snapshot_id: SnapshotId
    outline: Outline


@dataclass(frozen=True, slots=True)
class Edition:
    """A stored edition. `author` is empty where nobody was signed in: the command line."""

    id: SnapshotId
    course_slug: CourseSlug
    number: int
    edition: str
    digest: str
    revision: str
    change: Change
    note: str
    author: str
    created_at: datetime

    @property
    def short_digest(self) -> str:
        """Enough of the digest to compare by eye."""
        return self.digest[:12]


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which edition is current, and since when the course has been withdrawn, if it has been."""

    course_slug: CourseSlug
    snapshot_id: SnapshotId
    withdrawn_at: datetime | None
    withdrawn_why: str


def current(session: Session, slug: CourseSlug) -> SnapshotId:
    """The current edition of a course; one SELECT.

    Raises NotFound("course_unknown"), or NotFound("course_withdrawn") for a course that is no longer given.
    """
    found = pointer(session, slug)
    if found is None:
        raise NotFound("course_unknown", course=slug)
    if found.withdrawn_at is not None:
        raise NotFound("course_withdrawn", course=slug, why=found.withdrawn_why)
    return found.snapshot_id


def pointer(session: Session, slug: CourseSlug) -> Pointer | None:
    """The pointer of a course, withdrawn or not; None for a course never published."""
    row = session.execute(_POINTER, {"slug": slug}).one_or_none()
    return Pointer(slug, SnapshotId(row[0]), row[1], row[2]) if row is not None else None


def pointers(session: Session) -> list[Pointer]:
    """Every course that was ever published, by slug."""
    query = select(Published).order_by(Published.course_slug)
    return [
        Pointer(CourseSlug(row.course_slug), SnapshotId(row.snapshot_id), row.withdrawn_at, row.withdrawn_why)
        for row in session.scalars(query)
    ]


def catalogue(session: Session) -> list[Offer]:
    """Every course that is given now, by slug."""
    return [
        Offer(found.snapshot_id, library.outline(session, found.snapshot_id))
        for found in pointers(session)
        if found.withdrawn_at is None
    ]


def editions(session: Session, slug: CourseSlug) -> list[Edition]:
    """A course's editions, newest first."""
    rows = session.execute(_editions().where(Snapshot.course_slug == slug).order_by(Snapshot.number.desc()))
    return [_edition(row) for row in rows]


def edition(session: Session, snapshot_id: SnapshotId) -> Edition:
    """One edition. Raises NotFound("snapshot_unknown")."""
    row = session.execute(_editions().where(Snapshot.id == snapshot_id)).one_or_none()
    if row is None:
        raise NotFound("snapshot_unknown")
    return _edition(row)


def edition_by_number(session: Session, slug: CourseSlug, number: int) -> Edition:
    """A course's edition by its number. Raises NotFound("snapshot_unknown")."""
    query = _editions().where(Snapshot.course_slug == slug, Snapshot.number == max(0, min(number, MOST_EDITIONS)))
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound("snapshot_unknown")
    return _edition(row)


def media(session: Session, sha256: str) -> Media:
    """A published file. Raises NotFound("file_unknown")."""
    found = session.get(Media, sha256)
    if found is None:
        raise NotFound("file_unknown")
    return found


def _editions() -> Select[Snapshot, str, str]:
    query = select(Snapshot, Person.given, Person.family).outerjoin(Person, Person.id == Snapshot.author_id)
    return query.options(defer(Snapshot.manifest, raiseload=True))


def _edition(row: Row[Snapshot, str, str]) -> Edition:
    snapshot, given, family = row
    return Edition(
        id=SnapshotId(snapshot.id),
        course_slug=CourseSlug(snapshot.course_slug),
        number=snapshot.number,
        edition=snapshot.edition,
        digest=snapshot.digest,
        revision=snapshot.revision,
        change=snapshot.change,
        note=snapshot.note,
        author=f"{given} {family}" if given else "",
        created_at=snapshot.created_at,
    )
