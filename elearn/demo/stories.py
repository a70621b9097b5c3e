"""How far the demo's learners have come: every fact stored by the verb that stores real ones."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy.orm import Session

from elearn import clock, ids
from elearn.content.model import ModuleOutline, Outline
from elearn.content.questions import (
    ChoiceQuestion,
    EssayQuestion,
    NumberQuestion,
    Question,
    SurveyQuestion,
    TextQuestion,
)
from elearn.enrolment import queries as enrolments
from elearn.enrolment.models import Origin
from elearn.enrolment.service import enrol
from elearn.ids import CourseSlug, LessonId, PersonId, QuizId, SnapshotId
from elearn.lessons import service as lessons
from elearn.people.queries import own_names
from elearn.people.service import confirm_names
from elearn.permissions import Actor, Via
from elearn.publishing import library
from elearn.publishing.queries import current
from elearn.questions import opinions
from elearn.questions.answers import Answer
from elearn.questions.fields import plain
from elearn.questions.parts import full
from elearn.quizzes import queries, saving
from elearn.quizzes import service as quizzes

WEEK_DAYS = 7


class Story:
    """One learner in one course. Each method is one step, in the caller's transaction."""

    def __init__(self, session: Session, person_id: PersonId, slug: CourseSlug, secret: str) -> None:
        self.session, self.slug, self.secret = session, slug, secret
        self.actor = Actor(person_id=person_id, via=Via.CLI)
        self.person_id = person_id
        self.snapshot_id: SnapshotId = current(session, slug)
        self.outline: Outline = library.outline(session, self.snapshot_id)

    @property
    def is_enrolled(self) -> bool:
        return enrolments.active(self.session, self.person_id, self.slug) is not None

    def enrol(self, days: int) -> None:
        """Enrolled by a coordinator, due in so many days."""
        due = clock.today() + timedelta(days=days)
        enrol(self.session, self.actor, self.person_id, self.slug, due=due, source=Origin.COORDINATOR)

    def enrol_until(self, due: date) -> None:
        """Enrolled by a coordinator, due on a day, which may be over."""
        enrol(self.session, self.actor, self.person_id, self.slug, due=due, source=Origin.COORDINATOR)

    def read(self, lesson_ids: Iterable[LessonId]) -> None:
        """Read lessons to their end: self-checks answered, others marked."""
        for lesson_id in lesson_ids:
            questions = library.lesson_questions(self.session, self.snapshot_id, lesson_id)
            for question in questions:
                answer = right_answer(question)
                lessons.answer_self_check(self.session, self.actor, self.slug, lesson_id, question.id, answer)
            if not questions:
                lessons.mark_done(self.session, self.actor, self.slug, lesson_id)

    def take(self, quiz_id: QuizId, *, right: bool = True) -> None:
        """Take a test, all right or all empty."""
        attempt_id = quizzes.start(self.session, self.actor, self.slug, quiz_id, secret=self.secret)
        asked = queries.sitting(self.session, self.actor, attempt_id).asked
        for one in asked if right else ():
            sent = saving.Save(one.position, right_answer(one.question), ids.new_uuid(), 0)
            saving.save(self.session, self.actor, attempt_id, sent)
        quizzes.submit(self.session, self.actor, attempt_id)

    def finish_module(self, module: ModuleOutline) -> None:
        self.read(lesson.id for lesson in module.lessons)
        if module.quiz is not None:
            self.take(module.quiz.id)

    def confirm_names(self) -> None:
        names = own_names(self.session, self.person_id)
        confirm_names(self.session, self.actor, cyrillic=names.cyrillic, latin=names.latin)


def halfway(story: Story) -> None:
    """Due in a week."""
    story.enrol(days=WEEK_DAYS)
    go_half_way(story)


def go_half_way(story: Story) -> None:
    """The first module finished at the second try, one lesson of the next."""
    first, *rest = story.outline.modules
    story.read(lesson.id for lesson in first.lessons)
    if first.quiz is not None:
        story.take(first.quiz.id, right=False)
        story.take(first.quiz.id)
    for module in rest[:1]:
        story.read(lesson.id for lesson in module.lessons[:1])


def finished(story: Story) -> None:
    """Due in four weeks."""
    story.enrol(days=4 * WEEK_DAYS)
    finish(story)


def finish(story: Story) -> None:
    """Everything, to the certificate."""
    for module in story.outline.modules:
        story.finish_module(module)
    take_exam(story)


def finish_modules_knowing(story: Story) -> None:
    """As who knows the field: the first module read, the others passed by their tests where these spare the lessons."""
    first, *rest = story.outline.modules
    story.finish_module(first)
    for module in rest:
        if module.quiz is not None and story.outline.completion.test_out:
            story.take(module.quiz.id)
        else:
            story.finish_module(module)


def take_exam(story: Story) -> None:
    """Names confirmed, the exam passed where there is one."""
    story.confirm_names()
    if story.outline.exam is not None:
        story.take(story.outline.exam.id)


def enrolled(story: Story) -> None:
    """Enrolled, nothing done."""
    story.enrol(days=10 * WEEK_DAYS)


STORIES = {"halfway": halfway, "finished": finished, "enrolled": enrolled}


def right_answer(question: Question) -> Answer:
    """An answer that earns every point; to an essay its model answer, to a survey the most favourable opinion."""
    if isinstance(question, ChoiceQuestion):
        right = [choice.position for choice in question.choices if choice.right]
        return {"choices": right} if question.kind == "multiple" else {"choice": right[0]}
    if isinstance(question, TextQuestion):
        forms = [form for forms in question.accepted.values() for form in forms if form.share == 100]
        return {"text": forms[0].text}
    if isinstance(question, NumberQuestion):
        best = max(question.ranges, key=lambda found: found.share)
        return {"text": str(best.low)}
    if isinstance(question, EssayQuestion):
        return {"text": next(iter(plain(question.explanation_html or question.title).values()))}
    if isinstance(question, SurveyQuestion):
        return _opinion(question)
    return full(question)


def _opinion(question: SurveyQuestion) -> Answer:
    if question.form == "text":
        return {"text": "Примерите са от нашата работа."}
    best = opinions.points(question)[-1 if question.form == "scale" else 0]
    return {"choices": [best]} if question.form == "multiple" else {"choice": best}
