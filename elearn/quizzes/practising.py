"""Practising a test without a grade: a draw of its own, one question at a time, told at once; nothing is stored.

The address holds all there is: the seed of the draw, and `done`, a letter for how each question so far went.
"""

from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from elearn.content.model import Case, Outline, QuizOutline
from elearn.content.questions import Question, Texts
from elearn.enrolment.service import require_active
from elearn.errors import Conflict, NotFound
from elearn.ids import CourseSlug, QuizId, SnapshotId
from elearn.permissions import Actor
from elearn.publishing import library
from elearn.publishing.queries import current
from elearn.questions import forms
from elearn.questions.answers import Answer, repeats
from elearn.questions.keyless import keyless
from elearn.questions.review import Review, review
from elearn.quizzes import drawing, meeting, pool, service, slots
from elearn.quizzes.drawing import Sheet
from elearn.web import locale

RIGHT, PARTLY, WRONG, SKIPPED, WRITTEN = "rpwse"
STEPS: Final = frozenset("rpwse")
"""How a question went, as the address says it; an essay was written and judged by nobody."""


@dataclass(frozen=True, slots=True)
class Practised:
    """A question of the practice. `keyed` never reaches the page before its answer; `question` is without its key.

    The hint stands beside it: in practice it may be opened before answering. `step` is empty before the answer.
    """

    position: int
    name: str
    keyed: Question
    question: Question
    hint_html: Texts
    sheet: Sheet
    case: Case | None
    answer: Answer | None = None
    review: Review | None = None

    @property
    def step(self) -> str:
        if self.review is None:
            return ""
        if self.keyed.kind == "essay":
            return WRITTEN
        return RIGHT if self.review.grade.right else PARTLY if self.review.grade.partial else WRONG


@dataclass(frozen=True, slots=True)
class Practice:
    """`one` is None once every question was seen.

    `missed`: sent without an answer. `repeated`: an ordering, sent with one place for two of its items.
    """

    outline: Outline
    quiz: QuizOutline
    seed: str
    done: str
    titles: tuple[Texts, ...]
    one: Practised | None
    missed: bool = False
    repeated: bool = False

    @property
    def total(self) -> int:
        return len(self.titles)

    @property
    def seen(self) -> list[tuple[int, Texts, str]]:
        """Position, title and letter of each question so far."""
        return [(at, title, step) for at, (title, step) in enumerate(zip(self.titles, self.done, strict=False), 1)]


def offered(quiz: QuizOutline) -> bool:
    """Whether the test may be practised: it says so, and asks more than opinions."""
    return quiz.rules.practice and bool(quiz.kinds - {"survey"})


def steps_of(text: str | None) -> str:
    """The `done` of an address; what no page has written counts as nothing."""
    return text if text and set(text) <= STEPS else ""


def practice(session: Session, actor: Actor, slug: CourseSlug, quiz_id: QuizId, seed: str, done: str) -> Practice:
    """The practice at its next question.

    Raises NotAllowed("not_enrolled"), NotFound("quiz_unknown" | "practice_unknown"), Conflict("comes_first") and
    Conflict("practice_busy") while an attempt is open that can ask one of the same questions: promise 5.
    """
    snapshot_id = current(session, slug)
    outline = library.outline(session, snapshot_id)
    quiz = drawing.outline_of(outline, quiz_id)
    enrolment = require_active(session, actor, slug)
    if not offered(quiz):
        raise NotFound("practice_unknown")
    if slots.shut_by.call(session, enrolment, outline, quiz_id):
        raise Conflict("comes_first", course=slug)
    questions = pool.questions(session, snapshot_id, outline, quiz)
    met = meeting.met_in(session, enrolment.person_id, outline, quiz, questions)
    if met is not None:
        raise Conflict("practice_busy", attempt=met)
    drawn = _drawn(session, snapshot_id, outline, quiz, seed)
    one = _asked(drawn, len(done)) if len(done) < len(drawn) else None
    titles = tuple(question.title for question, _, _ in drawn)
    return Practice(outline, quiz, seed, done[: len(drawn)], titles, one)


def answered(page: Practice, form: MultiDict[str, str]) -> Practice:
    """The practice with its question judged, right answers told. Raises Invalid("answer_malformed")."""
    one = page.one
    if one is None:
        return page
    answer = forms.parse(one.keyed, form, one.name, one.sheet.order)
    if forms.is_empty(answer):
        return replace(page, missed=True)
    if repeats(one.keyed, answer):
        return replace(page, one=replace(one, answer=answer), repeated=True)
    told = review(one.keyed, answer, show_key=True, language=locale.language())
    return replace(page, one=replace(one, answer=answer, review=told))


Drawn = tuple[Question, Case | None, Sheet]


def _drawn(
    session: Session, snapshot_id: SnapshotId, outline: Outline, quiz: QuizOutline, seed: str
) -> tuple[Drawn, ...]:
    """What the seed draws from the test's own pool; opinions are asked where they are counted."""
    found = [
        (*drawing.find(library.quiz(session, snapshot_id, sheet.quiz), sheet.question), sheet)
        for sheet in service.draw(session, snapshot_id, outline, quiz, seed)
    ]
    return tuple((question, case, sheet) for question, case, sheet in found if question.kind != "survey")


def _asked(drawn: tuple[Drawn, ...], at: int) -> Practised:
    question, case, sheet = drawn[at]
    bare = None if case is None else Case(title=case.title, html=case.html, questions=())
    return Practised(at + 1, f"q-{at + 1}", question, keyless(question), question.hint_html, sheet, bare)
