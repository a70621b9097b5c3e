"""Publishing: storing an edition, moving the pointer, withdrawing a course."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.content.model import Course
from elearn.db import insert_missing
from elearn.errors import Conflict, Invalid, NotFound
from elearn.ids import CourseSlug, SnapshotId
from elearn.permissions import Actor, Permission, require
from elearn.publishing import encoding, rules, slots
from elearn.publishing.manifest import Manifest, take_apart
from elearn.publishing.models import Change, Media, Part, Published, Snapshot, SnapshotPart
from elearn.storage.files import Files

NOTE_MAX = 2000


@dataclass(frozen=True, slots=True)
class Publication:
    """The edition that is current now. `new`: it was stored by this act; `moved`: another was current before."""

    snapshot_id: SnapshotId
    new: bool
    moved: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an edition differs from the one before, for those who have learnt from that one."""

    change: Change
    note: str


def publish(
    session: Session, actor: Actor, course: Course, files: Files, *, change: Change | str, note: str = ""
) -> Publication:
    """Store the course as an edition unless it is stored already, and make it the current one.

    The course's media must lie in `files` before (`publishing.media.store`, outside the transaction).
    Raises Invalid("publish.kind-not-playable"), Conflict("publish.id-lost"), Invalid("publish.note-long"),
    Invalid("publish.change-unknown"), NotFound("file_unknown") for a file that was not stored.
    """
    require(actor, Permission.PUBLISH)
    reason = _reason(change, note)
    _refuse_unplayable(course)
    slug, manifest = course.outline.slug, take_apart(course)
    _take_turn(session, slug)
    _refuse_lost_ids(session, course)
    new = session.get(Snapshot, manifest.snapshot_id) is None
    if new:
        _store(session, actor, course, manifest, reason)
        _store_media(session, course, files)
    moved = _point(session, slug, manifest.snapshot_id)
    if new or moved:
        facts: dict[str, Any] = {"snapshot": manifest.snapshot_id, "change": reason.change.value, "note": reason.note}
        record(session, actor, "course.published", ("course", slug), **facts)
    return Publication(manifest.snapshot_id, new, moved)


def roll_back(session: Session, actor: Actor, slug: CourseSlug, snapshot_id: SnapshotId, *, why: str = "") -> None:
    """Make a stored edition the current one again.

    Facts on lessons that it lacks stay stored and count again with an edition that has them.
    Raises NotFound("snapshot_unknown") unless it is one of the course's.
    """
    require(actor, Permission.PUBLISH)
    snapshot = session.get(Snapshot, snapshot_id)
    if snapshot is None or snapshot.course_slug != slug:
        raise NotFound("snapshot_unknown")
    if _point(session, slug, snapshot_id):
        record(session, actor, "course.rolled-back", ("course", slug), snapshot=snapshot_id, why=why)


def withdraw(session: Session, actor: Actor, slug: CourseSlug, *, why: str) -> None:
    """Stop giving the course: `why` is told to everyone who comes for it. What was earned stays."""
    require(actor, Permission.PUBLISH)
    if not why.strip():
        raise Invalid("publish.why-missing")
    published = _published(session, slug)
    if published is None:
        raise NotFound("course_unknown", course=slug)
    published.withdrawn_at, published.withdrawn_why = clock.now(), why.strip()[:NOTE_MAX]
    session.flush()
    record(session, actor, "course.withdrawn", ("course", slug), why=why)


def give_again(session: Session, actor: Actor, slug: CourseSlug) -> None:
    """Take a withdrawal back. Raises NotFound("course_unknown")."""
    require(actor, Permission.PUBLISH)
    published = _published(session, slug)
    if published is None:
        raise NotFound("course_unknown", course=slug)
    published.withdrawn_at, published.withdrawn_why = None, ""
    session.flush()
    record(session, actor, "course.given-again", ("course", slug))


def _reason(change: Change | str, note: str) -> Reason:
    if change not in set(Change):
        raise Invalid("publish.change-unknown", known=", ".join(Change))
    if len(note) > NOTE_MAX:
        raise Invalid("publish.note-long", most=NOTE_MAX)
    return Reason(Change(change), note.strip())


def _take_turn(session: Session, slug: CourseSlug) -> None:
    """Publishers of one course follow each other; SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(slug))))


def _refuse_unplayable(course: Course) -> None:
    found = rules.not_playable(course, slots.playable_kinds.call())
    if found:
        named = ", ".join(f"{question.id} ({question.kind})" for question in found)
        raise Invalid("publish.kind-not-playable", questions=named)


def _refuse_lost_ids(session: Session, course: Course) -> None:
    lost = rules.lost_ids(course, slots.facts_on_ids.call(session, course.outline.slug))
    if lost:
        raise Conflict("publish.id-lost", ids=", ".join(lost))


def _store(session: Session, actor: Actor, course: Course, manifest: Manifest, reason: Reason) -> None:
    last = session.scalar(select(func.max(Snapshot.number)).where(Snapshot.course_slug == manifest.slug))
    snapshot = Snapshot(
        id=manifest.snapshot_id,
        course_slug=manifest.slug,
        number=(last or 0) + 1,
        edition=course.outline.edition,
        digest=manifest.digest,
        revision=course.outline.revision,
        change=reason.change,
        note=reason.note,
        author_id=actor.person_id,
        created_at=clock.now(),
        manifest=encoding.pack(manifest.outline),
    )
    session.add(snapshot)
    session.flush()
    _store_parts(session, manifest)


def _store_parts(session: Session, manifest: Manifest) -> None:
    wanted = {piece.digest: piece for piece in manifest.pieces}
    stored = set(session.scalars(select(Part.digest).where(Part.digest.in_(list(wanted)))))
    rows = [
        {"digest": digest, "size": len(piece.data), "data": encoding.pack(piece.data)}
        for digest, piece in wanted.items()
        if digest not in stored
    ]
    insert_missing(session, Part, rows)
    links = [
        {
            "snapshot_id": manifest.snapshot_id,
            "kind": piece.kind,
            "item_id": piece.item_id,
            "language": piece.language,
            "part_digest": piece.digest,
        }
        for piece in manifest.pieces
    ]
    insert_missing(session, SnapshotPart, links)


def _store_media(session: Session, course: Course, files: Files) -> None:
    rows = {media.sha256: media for media in course.outline.media}
    for sha256 in rows:
        files.path(sha256)
    values = [{"sha256": digest, "mime": media.mime, "size": media.size} for digest, media in rows.items()]
    insert_missing(session, Media, values)


def _published(session: Session, slug: CourseSlug) -> Published | None:
    return session.scalar(select(Published).where(Published.course_slug == slug).with_for_update())


def _point(session: Session, slug: CourseSlug, snapshot_id: SnapshotId) -> bool:
    """Whether the pointer had to move."""
    published = _published(session, slug)
    if published is None:
        session.add(
            Published(
                course_slug=slug, snapshot_id=snapshot_id, changed_at=clock.now(), withdrawn_at=None, withdrawn_why=""
            )
        )
    elif published.snapshot_id == snapshot_id:
        return False
    else:
        published.snapshot_id, published.changed_at = snapshot_id, clock.now()
    session.flush()
    return True
