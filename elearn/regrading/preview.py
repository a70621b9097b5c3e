"""What a regrade would change, computed and not stored: who passes, who loses, which completions are touched."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.certificates.models import Certificate
from elearn.enrolment.models import Enrolment
from elearn.ids import AttemptId, EnrolmentId, SnapshotId
from elearn.permissions import Actor
from elearn.progress import rules as progress
from elearn.progress.models import Progress, State
from elearn.publishing import library
from elearn.publishing.queries import pointer
from elearn.quizzes.models import Attempt
from elearn.regrading import scope
from elearn.regrading.judging import Judge, Judged
from elearn.regrading.naming import Who, batches, named
from elearn.regrading.rules import Verdict
from elearn.regrading.service import Plan
from elearn.regrading.versions import History, Version


@dataclass(frozen=True, slots=True)
class Completing:
    """`unsupported`: completions that would be marked for review, with the numbers of their certificates."""

    added: tuple[EnrolmentId, ...] = ()
    unsupported: Mapping[EnrolmentId, str] | None = None
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """`names`: of those whose pass changes; of others only the number is told.

    `lost`: versions whose answers the key cannot judge. `mended`: words then and now that are read as the same, since
    they stand in one place. `own`: how many attempts of the actor's are left out.
    """

    judged: tuple[Judged, ...]
    completing: Completing
    names: Mapping[AttemptId, Who]
    lost: tuple[Version, ...]
    mended: tuple[tuple[str, str], ...]
    own: int

    def of(self, verdict: str) -> list[Judged]:
        """The attempts with this verdict."""
        return [one for one in self.judged if one.verdict == verdict]

    @property
    def changed(self) -> list[Judged]:
        return self.of(Verdict.CHANGED)

    @property
    def newly_passed(self) -> list[Judged]:
        return [one for one in self.judged if one.newly_passed]

    @property
    def no_longer_passed(self) -> list[Judged]:
        return [one for one in self.judged if one.no_longer_passed]

    @property
    def waiting(self) -> int:
        return sum(not one.met.graded for one in self.judged)

    @property
    def completes(self) -> list[Judged]:
        """Those whose course would be completed, each enrolment once."""
        return _of_enrolments(self.newly_passed, self.completing.added)

    @property
    def to_review(self) -> list[tuple[Judged, str]]:
        """Those whose completion would no longer be supported, with the number of the certificate."""
        held = self.completing.unsupported or {}
        return [(one, held[one.met.enrolment_id]) for one in _of_enrolments(self.no_longer_passed, held)]


def preview(session: Session, actor: Actor, history: History, plan: Plan) -> Preview:
    """Reads only; the job computes all of it again. Raises what `scope.meant` does."""
    judge = Judge(session, history, history.newest, plan.policy, never_worse=plan.never_worse)
    meant = scope.meant(session, actor, history, plan.scope)
    judged = tuple(judge.judge([attempt_id for attempt_id, _ in meant.attempts]))
    versions = history.chosen(plan.scope.versions)
    return Preview(
        judged=judged,
        completing=completing(session, history, judged),
        names=named(session, (one.met.attempt_id for one in judged if one.newly_passed or one.no_longer_passed)),
        lost=tuple(version for version in versions if not judge.covers(version)),
        mended=tuple(dict.fromkeys(pair for version in versions for pair in judge.mended(version))),
        own=meant.own,
    )


def completing(session: Session, history: History, judged: Sequence[Judged]) -> Completing:
    """What becomes of completions once these attempts are changed: from progress as it is kept, and passes."""
    moved = {one.met.enrolment_id for one in judged if one.newly_passed or one.no_longer_passed}
    changed = {one.met.enrolment_id for one in judged if one.verdict is Verdict.CHANGED}
    rows = _progress(session, changed | moved)
    passes = _passes(session, judged, moved)
    current = _current(session, history)
    added, unsupported = [], []
    for row, withdrawn in rows:
        enrolment_id = EnrolmentId(row.enrolment_id)
        if enrolment_id not in moved:
            continue
        completed = row.state is State.COMPLETED
        edition = current if current is not None and not completed else SnapshotId(row.snapshot_id)
        outline = library.outline(session, edition)
        tests = {name for quiz in outline.quizzes() for name in (quiz.id, *quiz.formerly)}
        done = {one for one in row.done if one not in tests} | passes.get(enrolment_id, set())
        complete = progress.standing(outline, done).complete
        if complete and not completed and not withdrawn:
            added.append(enrolment_id)
        elif completed and not complete:
            unsupported.append(enrolment_id)
    kept = sum(row.state is State.COMPLETED for row, _ in rows) - len(unsupported)
    return Completing(tuple(added), numbers(session, unsupported), kept)


def _current(session: Session, history: History) -> SnapshotId | None:
    """The edition that learners under way are judged by; of a withdrawn course each by her own."""
    found = pointer(session, history.slug)
    return found.snapshot_id if found is not None and found.withdrawn_at is None else None


def _progress(session: Session, enrolments: Iterable[EnrolmentId]) -> list[tuple[Progress, bool]]:
    """The rows kept, each with whether its learner has left the course."""
    found: list[tuple[Progress, bool]] = []
    for batch in batches(sorted(enrolments)):
        query = select(Progress, Enrolment.withdrawn_at).join(Enrolment, Enrolment.id == Progress.enrolment_id)
        rows = session.execute(query.where(Progress.enrolment_id.in_(batch)))
        found += [(row, withdrawn is not None) for row, withdrawn in rows]
    return found


def _passes(
    session: Session, judged: Sequence[Judged], enrolments: Iterable[EnrolmentId]
) -> dict[EnrolmentId, set[str]]:
    """The tests each would have passed: by attempts that stay as they are, and by those that change."""
    after = {one.met.attempt_id: one.after.passed for one in judged}
    found: dict[EnrolmentId, set[str]] = {}
    for batch in batches(sorted(enrolments)):
        query = select(Attempt.id, Attempt.enrolment_id, Attempt.quiz_id, Attempt.passed)
        for attempt_id, enrolment_id, quiz_id, passed in session.execute(query.where(Attempt.enrolment_id.in_(batch))):
            if after.get(AttemptId(attempt_id), bool(passed)):
                found.setdefault(EnrolmentId(enrolment_id), set()).add(quiz_id)
    return found


def numbers(session: Session, enrolments: Sequence[EnrolmentId]) -> Mapping[EnrolmentId, str]:
    """The number of the certificate that stands for each enrolment; empty where none does."""
    found = dict.fromkeys(enrolments, "")
    for batch in batches(enrolments):
        live = select(Certificate.enrolment_id, Certificate.number).where(
            Certificate.enrolment_id.in_(batch),
            Certificate.superseded_at.is_(None),
            Certificate.revoked_at.is_(None),
        )
        found |= {EnrolmentId(row[0]): row[1] for row in session.execute(live)}
    return found


def _of_enrolments(judged: Iterable[Judged], enrolments: Iterable[EnrolmentId]) -> list[Judged]:
    wanted = set(enrolments)
    return list({one.met.enrolment_id: one for one in judged if one.met.enrolment_id in wanted}.values())
