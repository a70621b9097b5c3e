"""Posts by their official names: one list for all organisations, added to as people are given them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.errors import Conflict, Invalid, NotFound
from elearn.people.models import Person, Position
from elearn.people.queries import within_scope
from elearn.people.reach import require_place
from elearn.people.roster import present
from elearn.people.rules import same
from elearn.permissions import Actor, Permission

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Post:
    """`people` counts those within the reader's reach who hold it and have not left."""

    id: int
    name: str
    people: int


def find_or_add(session: Session, actor: Actor, name: str) -> int | None:
    """The post of that name, whatever its capitals and quotes; a new one is added; None for an empty name.

    Raises Invalid("position_name_long", most).
    """
    name = _normal(name)
    if not name:
        return None
    found = _find(session, name)
    if found is not None:
        return found
    row = Position(name=name, created_at=clock.now())
    session.add(row)
    session.flush()
    record(session, actor, "position_added", ("position", row.id), name=name)
    return row.id


def rename(session: Session, actor: Actor, position_id: int, name: str) -> None:
    """For everybody who holds it, whatever the organisation, so for those alone whose reach has no end.

    Raises NotAllowed("not_permitted"), NotFound("position_unknown"), Invalid("position_unnamed"),
    Conflict("position_exists", name).
    """
    require_place(session, actor, Permission.PEOPLE_MANAGE, None)
    row = session.get(Position, position_id)
    if row is None:
        raise NotFound("position_unknown")
    name = _normal(name)
    if not name:
        raise Invalid("position_unnamed")
    if _find(session, name) not in {None, row.id}:
        raise Conflict("position_exists", name=name)
    before, row.name = row.name, name
    record(session, actor, "position_renamed", ("position", row.id), before=before, name=name)
    session.flush()


def names(session: Session) -> Sequence[tuple[int, str]]:
    """All posts in alphabetical order."""
    rows = session.execute(select(Position.id, Position.name)).all()
    return sorted(((row.id, row.name) for row in rows), key=lambda one: one[1].casefold())


def by_spelling(session: Session) -> dict[str, tuple[int, str]]:
    """Every post with its official name, by what its spellings have in common; of two alike the first added.

    No database folds Cyrillic by itself; there are hundreds of posts, not thousands.
    """
    rows = session.execute(select(Position.id, Position.name).order_by(Position.id.desc()))
    return {same(name): (position_id, name) for position_id, name in rows}


def held(session: Session, actor: Actor) -> list[Post]:
    """All posts in alphabetical order, with how many in reach hold each."""
    post = func.coalesce(Person.position_id, 0)  # not the column: people are read by their units, not by all posts
    mine = (within_scope(actor, Permission.PEOPLE_MANAGE), present(), Person.merged_into_id.is_(None))
    counted = select(post, func.count()).where(*mine).group_by(post)
    counts = {row[0]: row[1] for row in session.execute(counted)}
    return [Post(key, name, counts.get(key, 0)) for key, name in names(session)]


def _normal(name: str) -> str:
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME:
        raise Invalid("position_name_long", most=LONGEST_NAME)
    return name


def _find(session: Session, name: str) -> int | None:
    return by_spelling(session).get(same(name), (None, ""))[0]
