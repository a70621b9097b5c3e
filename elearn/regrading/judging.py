"""What each chosen attempt has before and after a regrade: the preview and the job ask the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from elearn.content.questions import EssayQuestion, Question
from elearn.ids import AttemptId, SnapshotId
from elearn.publishing import library
from elearn.questions.grading import grade
from elearn.quizzes import regrades
from elearn.quizzes.drawing import outline_of
from elearn.quizzes.regrades import Change, Met
from elearn.regrading import rules
from elearn.regrading.carrying import Carried, Unmatched, carried
from elearn.regrading.models import Policy
from elearn.regrading.rules import Standing, Terms, Verdict
from elearn.regrading.versions import History, Version

AT_ONCE = 500
"""Attempts read by one statement."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An attempt with what it had and what it would have. Where nothing changes, both are alike."""

    met: Met
    verdict: Verdict
    before: Standing
    after: Standing

    @property
    def newly_passed(self) -> bool:
        return self.after.passed and not self.before.passed

    @property
    def no_longer_passed(self) -> bool:
        return self.before.passed and not self.after.passed

    def change(self) -> Change:
        after = self.after
        return Change(self.met, after.question, after.points, after.max_points, after.passed)


class Judge:
    """Judges attempts at a question by a policy; each version's key is carried over once."""

    def __init__(self, session: Session, history: History, key: Version, policy: Policy, *, never_worse: bool) -> None:
        self._session, self._history = session, history
        self._key, self._policy, self._never_worse = key, policy, never_worse
        self._versions = {edition: version for version in history.versions for edition in version.snapshots}
        self._keys: dict[str, Carried | None] = {}
        self._negative: dict[tuple[int, str], bool] = {}

    def judge(self, attempt_ids: Sequence[AttemptId], *, lock: bool = False) -> list[Judged]:
        """Those of the attempts that are finished, by id."""
        found: list[Met] = []
        for at in range(0, len(attempt_ids), AT_ONCE):
            batch = attempt_ids[at : at + AT_ONCE]
            found += regrades.met(self._session, self._history.slug, self._history.ids, batch, lock=lock)
        return [self._judged(met) for met in found]

    def covers(self, version: Version) -> bool:
        """Whether the policy can judge answers to this version at all."""
        return self._policy in {Policy.DROP, Policy.FULL_MARKS} or self._carried(version) is not None

    def mended(self, version: Version) -> tuple[tuple[str, str], ...]:
        """Words of this version and of the newest that the policy reads as the same, since they stand in one place."""
        found = self._carried(version) if self._policy in {Policy.NEW_KEY, Policy.BOTH_KEYS} else None
        return found.mended if found is not None else ()

    def _judged(self, met: Met) -> Judged:
        version = self._versions[met.snapshot_id]
        before = _standing(met)
        if isinstance(version.question, EssayQuestion) and not met.graded:
            return Judged(met, Verdict.LATER, before, before)  # its marker has the word first
        try:
            earned = self._earned(version, met)
        except Unmatched:
            return Judged(met, Verdict.UNGRADABLE, before, before)
        waiting = 0 if met.graded else regrades.essays_worth(self._session, met)
        terms = Terms(version.question.points, met.pass_percent, met.graded, waiting)
        verdict, after = rules.regraded(before, terms, earned, never_worse=self._never_worse)
        return Judged(met, verdict, before, after)

    def _earned(self, version: Version, met: Met) -> int | None:
        """What the question earns by the policy; None where it is dropped. Raises Unmatched."""
        if self._policy is Policy.DROP:
            return None
        if self._policy is Policy.FULL_MARKS:
            return version.question.points
        key, negative = self._carried(version), self._is_negative(met)
        if key is None:
            raise Unmatched
        by_new = key.points(met.answer, negative=negative)
        if self._policy is Policy.NEW_KEY:
            return by_new
        return max(by_new, grade(version.question, met.answer, negative=negative).points)

    def _carried(self, version: Version) -> Carried | None:
        if version.digest not in self._keys:
            self._keys[version.digest] = carried(version.question, self._key.question, version.language)
        return self._keys[version.digest]

    def _is_negative(self, met: Met) -> bool:
        place = (met.snapshot_id, met.quiz_id)
        if place not in self._negative:
            outline = library.outline(self._session, SnapshotId(met.snapshot_id))
            self._negative[place] = outline_of(outline, met.quiz_id).rules.negative
        return self._negative[place]


def has_key(question: Question) -> bool:
    """Whether a new key can regrade it: an essay has marks instead."""
    return not isinstance(question, EssayQuestion)


def _standing(met: Met) -> Standing:
    """An attempt that waits for marking stands at what it has without its essays."""
    points = met.points if met.points is not None else max(0, met.total)
    return Standing(met.question_points, met.total, points, met.max_points, bool(met.passed))
