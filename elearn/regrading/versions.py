"""The versions of a question over the editions of its course, and how many attempts met each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.content.model import Outline
from elearn.content.questions import Question
from elearn.errors import NotFound
from elearn.ids import CourseSlug, QuestionId, QuizId, SnapshotId
from elearn.publishing import library
from elearn.publishing import queries as publishing
from elearn.publishing.manifest import questions_in
from elearn.publishing.queries import Edition
from elearn.questions.versions import version_of
from elearn.quizzes import meeting
from elearn.quizzes.models import Attempt
from elearn.quizzes.regrades import of_question


@dataclass(frozen=True, slots=True)
class Version:
    """`editions`: those that held it, the latest first; `attempts`: finished ones that met it, in any test."""

    digest: str
    question: Question
    language: str
    editions: tuple[Edition, ...]
    attempts: int

    @property
    def snapshots(self) -> frozenset[SnapshotId]:
        return frozenset(edition.id for edition in self.editions)


@dataclass(frozen=True, slots=True)
class History:
    """A question's versions, the latest first, and every id it had until the edition `snapshot_id`.

    `newest` is the version of that edition, `quiz_id` the test that holds it there.
    """

    outline: Outline
    snapshot_id: SnapshotId
    quiz_id: QuizId
    question_id: QuestionId
    ids: frozenset[str]
    newest: Version
    versions: tuple[Version, ...]

    @property
    def slug(self) -> CourseSlug:
        return self.outline.slug

    def chosen(self, digests: Iterable[str]) -> tuple[Version, ...]:
        """Those of the versions that are named."""
        wanted = set(digests)
        return tuple(version for version in self.versions if version.digest in wanted)


def question_named(session: Session, snapshot_id: SnapshotId, quiz_id: str, own: str) -> tuple[QuizId, QuestionId]:
    """The question `own` (what follows # in its id) of a test with the test that holds it.

    By its id; or by one it had formerly, as an objection of that time has it: an edition names every id that has been
    asked; or what the test draws from elsewhere under that name. Raises NotFound("question_unknown"), also where two
    fit.
    """
    whole, outline = f"{quiz_id}#{own}", library.outline(session, snapshot_id)
    held, former = {}, []
    for quiz in outline.quizzes():
        for question in questions_in(library.quiz(session, snapshot_id, quiz.id).items):
            held[question.id] = quiz.id
            former += [question.id] if whole in meeting.names(outline, [question]) else []
    asking = next((quiz for quiz in outline.quizzes() if quiz_id in (quiz.id, *quiz.formerly)), None)
    drawn = dict.fromkeys(asking.question_ids if asking is not None else ())
    fitting = [whole] if whole in held else former or [one for one in drawn if one.endswith(f"#{own}")]
    if len(fitting) != 1 or fitting[0] not in held:
        raise NotFound("question_unknown", question=whole)
    return held[QuestionId(fitting[0])], QuestionId(fitting[0])


def history(session: Session, slug: CourseSlug, quiz_id: str, own: str) -> History:
    """Raises NotFound("course_unknown") and NotFound("question_unknown") for what the current edition does not hold."""
    pointer = publishing.pointer(session, slug)
    if pointer is None:
        raise NotFound("course_unknown", course=slug)
    home, question_id = question_named(session, pointer.snapshot_id, quiz_id, own)
    return history_at(session, pointer.snapshot_id, home, question_id)


def history_at(session: Session, snapshot_id: SnapshotId, quiz_id: QuizId, question_id: QuestionId) -> History:
    """The same as an edition names the question, current or not. Raises NotFound("question_unknown")."""
    outline = library.outline(session, snapshot_id)
    held, ids = _held(session, outline.slug, snapshot_id, question_id)
    versions = _versions(held, _met(session, outline.slug, ids))
    newest = next((version for version in versions if snapshot_id in version.snapshots), None)
    if newest is None:
        raise NotFound("question_unknown", question=question_id)
    return History(outline, snapshot_id, quiz_id, question_id, frozenset(ids), newest, versions)


def _held(
    session: Session, slug: CourseSlug, current: SnapshotId, question_id: str
) -> tuple[list[tuple[Edition, str, Question]], set[str]]:
    """The question in each edition that has it, the latest first, and every id it had on the way."""
    ids = {question_id}
    found: list[tuple[Edition, str, Question]] = []
    editions = publishing.editions(session, slug)
    for edition in sorted(editions, key=lambda one: (one.id != current, -one.number)):
        outline = library.outline(session, edition.id)
        for quiz in outline.quizzes():
            for question in questions_in(library.quiz(session, edition.id, quiz.id).items):
                if question.id in ids:
                    found.append((edition, outline.language, question))
                    ids |= meeting.names(outline, [question])
    return sorted(found, key=lambda one: -one[0].number), ids


def _met(session: Session, slug: CourseSlug, ids: set[str]) -> Mapping[int, int]:
    """By edition, how many finished attempts met the question."""
    query = select(Attempt.snapshot_id, func.count()).where(*of_question(slug, ids)).group_by(Attempt.snapshot_id)
    return {row[0]: row[1] for row in session.execute(query)}


def _versions(held: list[tuple[Edition, str, Question]], met: Mapping[int, int]) -> tuple[Version, ...]:
    texts: dict[str, tuple[str, Question]] = {}
    editions: dict[str, list[Edition]] = {}
    attempts: Counter[str] = Counter()
    for edition, language, question in held:
        digest = version_of(question)
        texts.setdefault(digest, (language, question))
        editions.setdefault(digest, []).append(edition)
        attempts[digest] += met.get(edition.id, 0)
    return tuple(
        Version(digest, question, language, tuple(editions[digest]), attempts[digest])
        for digest, (language, question) in texts.items()
    )
