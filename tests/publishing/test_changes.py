"""What changed since an edition: every lesson that differs, and nothing that does not."""

from dataclasses import replace

from sqlalchemy.orm import Session

from elearn.content.model import Course, Language
from elearn.ids import LessonId
from elearn.publishing import changes
from elearn.publishing.changes import What
from elearn.publishing.differences import differences
from tests.factories.content import a_choice_question, a_course, a_lesson_text, with_lesson_text
from tests.factories.publishing import a_snapshot


def changed(session: Session, course: Course) -> list[tuple[str | None, str | None, set[str]]]:
    old, new = a_snapshot(session), a_snapshot(session, course)
    return [(one.lesson_id, one.before, set(one.what)) for one in changes.between(session, old, new)]


def with_lesson(course: Course, at: int, **fields: object) -> Course:
    """The course whose first module's lesson `at` has other fields in the outline; a new id takes the body along."""
    module = course.outline.modules[0]
    lessons = list(module.lessons)
    before = lessons[at]
    lessons[at] = replace(before, **fields)  # type: ignore[arg-type]  # fields of an outline
    bodies = {name: body for name, body in course.lessons.items() if name != before.id}
    bodies[lessons[at].id] = replace(course.lessons[before.id], id=lessons[at].id)
    modules = (replace(module, lessons=tuple(lessons)), *course.outline.modules[1:])
    return replace(course, outline=replace(course.outline, modules=modules), lessons=bodies)


def test_nothing_changed_between_an_edition_and_itself(session: Session) -> None:
    snapshot_id = a_snapshot(session)
    assert changes.between(session, snapshot_id, snapshot_id) == ()
    assert changes.quizzes_between(session, snapshot_id, snapshot_id) == ()


def test_a_changed_text_names_its_language(session: Session) -> None:
    old = a_snapshot(session)
    new = a_snapshot(session, with_lesson_text(a_course(), "basics/why", "Other.", lang=Language("en")))
    [change] = changes.between(session, old, new)
    assert (change.lesson_id, change.what, change.languages) == ("basics/why", {What.TEXT}, ("en",))


def test_changed_self_checks_are_told_apart_from_the_text(session: Session) -> None:
    course = a_course()
    how = LessonId("basics/how")
    lesson = replace(course.lessons[how], questions=(a_choice_question("basics/how#check-1", right=(0,)),))
    assert changed(session, replace(course, lessons={**course.lessons, how: lesson})) == [(how, how, {"questions"})]


def test_a_renumbered_lesson_has_not_changed(session: Session) -> None:
    assert changed(session, with_lesson(a_course(), 0, number=9)) == []


def test_a_lesson_that_left_and_one_that_came(session: Session) -> None:
    found = changed(session, with_lesson(a_course(), 0, id=LessonId("basics/new")))
    assert found == [("basics/new", None, {"added"}), (None, "basics/why", {"removed"})]


def test_a_renamed_lesson_is_the_same_lesson(session: Session) -> None:
    renamed = with_lesson(a_course(), 0, id=LessonId("basics/new"), formerly=(LessonId("basics/why"),))
    assert changed(session, renamed) == []
    again = a_course()
    assert changed(session, with_lesson_text(renamed, "basics/new", "Друг.")) == [
        ("basics/new", "basics/why", {"text"})
    ]
    assert again == a_course()


def test_a_test_changes_by_its_questions_or_by_its_terms(session: Session) -> None:
    course = a_course()
    module = course.outline.modules[0]
    assert module.quiz is not None
    quiz = replace(module.quiz, rules=replace(module.quiz.rules, pass_percent=60))
    modules = (replace(module, quiz=quiz), *course.outline.modules[1:])
    old, new = (
        a_snapshot(session),
        a_snapshot(session, replace(course, outline=replace(course.outline, modules=modules))),
    )
    [change] = changes.quizzes_between(session, old, new)
    assert (change.what, change.module_title) == (What.QUESTIONS, module.title)


def test_the_differing_blocks_are_shown_as_plain_words() -> None:
    old = a_lesson_text("Заглавие", "Срокът е <b>14</b> дни &amp; тече от подаването.", segments=2)
    new = replace(old, lead_html='<p data-block="1">Срокът е <script>30</script> дни.</p>')
    [difference] = differences(old, new)
    assert difference.before == ("Срокът е 14 дни & тече от подаването.",)
    assert difference.after == ("Срокът е 30 дни.",)
    assert differences(old, old) == ()


def test_a_mark_of_the_language_of_words_is_no_change_of_the_text() -> None:
    old = a_lesson_text("Title", "The aid (минимална помощ).")
    new = a_lesson_text("Title", 'The aid (<span lang="bg">минимална помощ</span>).')
    assert differences(old, new) == ()
