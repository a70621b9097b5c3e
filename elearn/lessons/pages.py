"""What the lesson's templates are given: the text with its self-checks in their places, and the way around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup
from sqlalchemy.orm import Session

from elearn.content.model import LessonText, ModuleOutline, Outline
from elearn.content.questions import EssayQuestion, Question, SurveyQuestion
from elearn.db import dumps
from elearn.ids import LessonId, SnapshotId
from elearn.lessons import rules
from elearn.lessons.rules import Reference, Spot
from elearn.lessons.slots import Place
from elearn.publishing import library
from elearn.questions import essays
from elearn.questions.answers import Answer
from elearn.questions.keyless import keyless
from elearn.questions.review import Review, review
from elearn.surveys import queries as surveys
from elearn.surveys.rules import Totals
from elearn.web.locale import language


@dataclass(frozen=True, slots=True)
class Check:
    """A self-check as shown: without its key until it has been answered, with its review from then on."""

    number: int
    answer: Answer | None
    asked: Question = field(repr=False)
    """With its key: for `question` and `review` alone."""
    totals: Totals | None = None
    """Of a survey, once its learner has answered it."""

    @property
    def name(self) -> str:
        return f"check-{self.number}"

    @property
    def key(self) -> tuple[int, str]:
        """What its looks depend on, within a lesson of an edition."""
        return self.number, dumps(self.answer)

    @property
    def question(self) -> Question:
        return keyless(self.asked) if self.answer is None else self.asked

    @property
    def hint(self) -> Mapping[str, str]:
        """A self-check gives no mark, so its hint may be opened before it is answered."""
        return self.asked.hint_html

    @property
    def essay(self) -> bool:
        """Whether its learner compares it herself, with a model answer and by criteria, instead of a review."""
        return isinstance(self.asked, EssayQuestion)

    @property
    def ticked(self) -> tuple[int, ...]:
        """The criteria that its learner finds met, of those the essay has today."""
        known = {one.position for one in self.asked.criteria} if isinstance(self.asked, EssayQuestion) else set()
        return tuple(position for position in essays.ticked(self.answer) if position in known)

    @property
    def compared(self) -> bool:
        return essays.compared(self.answer)

    @property
    def review(self) -> Review | None:
        if self.answer is None or self.essay:
            return None
        return review(self.asked, self.answer, show_key=True, language=language())


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the self-check that follows it, if one does."""

    html: Markup
    check: Check | None


@dataclass(frozen=True, slots=True)
class LessonPage:
    """`spoken` is the language of the text: the base language where the page's own has no translation."""

    snapshot_id: SnapshotId
    outline: Outline
    spot: Spot
    text: LessonText
    spoken: str
    lead: Markup
    pieces: Sequence[Piece]

    @property
    def key(self) -> tuple[SnapshotId, LessonId]:
        """What its looks depend on for everybody: the lesson of the edition."""
        return self.snapshot_id, self.spot.lesson.id

    @property
    def references(self) -> Sequence[Reference]:
        return rules.references(self.outline, self.text)

    @property
    def checks(self) -> Sequence[Check]:
        return [piece.check for piece in self.pieces if piece.check is not None]

    @property
    def unanswered(self) -> Sequence[Check]:
        return [check for check in self.checks if check.answer is None]


def lesson_page(
    session: Session, snapshot_id: SnapshotId, outline: Outline, lesson_id: LessonId, place: Place | None
) -> LessonPage:
    """The lesson for its learner; with no `place`, as printed: questions without answers.

    Raises NotFound("lesson_unknown").
    """
    spot = rules.spot(outline, lesson_id)
    text = library.lesson_text(session, snapshot_id, lesson_id, language())
    questions = library.lesson_questions(session, snapshot_id, lesson_id)
    checks = [_check(session, outline, i, question, place) for i, question in enumerate(questions, 1)]
    return LessonPage(
        snapshot_id=snapshot_id,
        outline=outline,
        spot=spot,
        text=text,
        spoken=language() if language() in outline.languages else outline.language,
        lead=_trusted(text.lead_html),
        pieces=_pieces(text, checks),
    )


def module_pages(
    session: Session, snapshot_id: SnapshotId, outline: Outline, module: ModuleOutline, lessons: Sequence[LessonId]
) -> list[LessonPage]:
    """The lessons of a module to print: those named, or all of them when none is."""
    wanted = [lesson.id for lesson in module.lessons if not lessons or lesson.id in lessons]
    pages = (lesson_page(session, snapshot_id, outline, lesson_id, None) for lesson_id in wanted)
    return [_printed(page, number) for number, page in enumerate(pages, 1)]


def _printed(page: LessonPage, number: int) -> LessonPage:
    """Its citations lead to the list of its own sources, as several lists stand on one page."""

    def own(html: Markup) -> Markup:
        return _trusted(str(html).replace('href="#source-', f'href="#lesson-{number}-source-'))

    pieces = [replace(piece, html=own(piece.html)) for piece in page.pieces]
    return replace(page, lead=own(page.lead), pieces=pieces)


def _check(session: Session, outline: Outline, number: int, question: Question, place: Place | None) -> Check:
    answer = _stored(question, place)
    if answer is None or not isinstance(question, SurveyQuestion):
        return Check(number, answer, question)
    return Check(number, answer, question, surveys.of_question(session, outline.slug, question))


def _stored(question: Question, place: Place | None) -> Answer | None:
    """The stored answer, also one given before the question was renamed."""
    if place is None:
        return None
    names = (question.id, *question.formerly)
    return next((place.answers[name] for name in names if name in place.answers), None)  # type: ignore[index]  # former ids are ids


def _pieces(text: LessonText, checks: Sequence[Check]) -> list[Piece]:
    """Self-check i stands between segments i and i + 1; what one side has too many of comes at the end."""
    count = max(len(text.segments), len(checks))
    return [
        Piece(
            _trusted(text.segments[i]) if i < len(text.segments) else Markup(),
            checks[i] if i < len(checks) else None,
        )
        for i in range(count)
    ]


def _trusted(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - nh3 has cleaned every fragment a snapshot holds
