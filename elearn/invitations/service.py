"""Asking for invitations, sending them in parts, and giving slips."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock, ids
from elearn.audit.service import record
from elearn.errors import Invalid, NotAllowed, NotFound
from elearn.ids import PersonId
from elearn.invitations import holders, queries
from elearn.invitations.holders import Holder
from elearn.invitations.people import NEEDED, acting
from elearn.invitations.rules import (
    MOST_SLIPS,
    ONCE_IN,
    PEOPLE_OF_A_JOB,
    PEOPLE_OF_A_TRANSACTION,
    Asked,
    Chosen,
    Held,
    Wish,
    in_parts,
    job_keys,
)
from elearn.jobs import service as jobs
from elearn.jobs.models import Job, JobState
from elearn.mail.models import LetterState
from elearn.people import links, slips
from elearn.people.models import LinkPurpose
from elearn.permissions import Actor, Via
from elearn.settings import Settings

SEND = "send_invitations"


@dataclass(frozen=True, slots=True)
class Sending:
    """How far a sending is: people asked for, those whose turn has been, letters by state; `stopped` where a part was
    given up by the worker."""

    asked_at: datetime
    people: int
    reached: int
    letters: Mapping[LetterState, int]
    stopped: bool

    @property
    def written(self) -> int:
        return sum(self.letters.values())

    @property
    def ended(self) -> bool:
        return self.stopped or self.reached >= self.people

    @property
    def left_out(self) -> int:
        return max(0, self.reached - self.written)


def ask(session: Session, actor: Actor, wish: Wish, asked: Asked, chosen: Chosen) -> str:
    """Have invitations sent to the people chosen, as far as they are in reach; the name of the sending, for its page.

    Raises Invalid("nobody_chosen"), also where nobody of those chosen can be invited.
    """
    if actor.person_id is None:
        raise NotAllowed("not_permitted", permission=NEEDED.value)
    people = queries.to_invite(session, actor, wish, asked, chosen.people)
    if not people:
        raise Invalid("nobody_chosen")
    sending = ids.new_uuid()
    parts = in_parts(people, PEOPLE_OF_A_JOB)
    for key, part in zip(job_keys(sending, len(parts)), parts, strict=True):
        jobs.enqueue(session, SEND, {"by": actor.person_id, "people": part, "parts": len(parts)}, key=key)
    record(session, actor, "invitations_asked", ("sending", sending), people=len(people), unit=wish.unit)
    return sending


def send(session: Session, settings: Settings, by: PersonId, people: list[int]) -> None:
    """Write the letters of a few people, each once in ONCE_IN; run twice, it writes them once.

    Who is out of reach by now, has left, was merged or has a password gets none.
    """
    since = clock.now() - ONCE_IN
    writer = Actor(person_id=by, via=Via.JOB)
    for email, language in queries.addresses(session, acting(session, by), people, since):
        purpose = LinkPurpose.INVITATION
        links.issue(session, writer, settings, email=email, purpose=purpose, language=language)


def sending(session: Session, actor: Actor, name: str) -> Sending:
    """How far it is, for who asked for it. Raises NotFound("invitations_unknown")."""
    first = session.scalars(select(Job).where(Job.key == job_keys(name, 1)[0])).one_or_none()
    if first is None or first.payload["by"] != actor.person_id:
        raise NotFound("invitations_unknown")
    parts = session.scalars(select(Job).where(Job.key.in_(job_keys(name, first.payload["parts"])))).all()
    letters: dict[LetterState, int] = {}
    for part in parts:
        for state, count in queries.letters_since(session, part.payload["people"], first.created_at).items():
            letters[state] = letters.get(state, 0) + count
    done = sum(len(part.payload["people"]) for part in parts if part.state is JobState.DONE)
    return Sending(
        asked_at=first.created_at,
        people=sum(len(part.payload["people"]) for part in parts),
        reached=max(done, sum(letters.values())),
        letters=letters,
        stopped=any(part.state is JobState.DEAD for part in parts),
    )


def to_print(session: Session, actor: Actor, wish: Wish, held: Held, chosen: Chosen) -> tuple[Holder, ...]:
    """Those of the people chosen who are in reach and have no e-mail.

    Raises Invalid("nobody_chosen"), Invalid("slips_too_many", number, most), Conflict("slips_ambiguous", number).
    """
    number = len(chosen.people) if chosen.people is not None else holders.count(session, actor, wish, held)
    if number > MOST_SLIPS:
        raise Invalid("slips_too_many", number=number, most=MOST_SLIPS)
    found = holders.to_print(session, actor, wish, held, chosen.people, MOST_SLIPS)
    if not found:
        raise Invalid("nobody_chosen")
    return found


def give_slips(session: Session, actor: Actor, codes: Mapping[PersonId, str]) -> None:
    """Let the codes that were just printed open the accounts. Raises NotAllowed("not_permitted") when somebody of them
    is out of reach by now or has an e-mail: then none of the codes opens anything."""
    if holders.allowed(session, actor, codes) != set(codes):
        raise NotAllowed("not_permitted", permission=NEEDED.value)
    for person_id, code in codes.items():
        slips.give(session, actor, person_id, code)
    session.flush()


def in_small_parts(people: list[int]) -> list[list[int]]:
    """What a job does in one transaction each."""
    return in_parts(people, PEOPLE_OF_A_TRANSACTION)
