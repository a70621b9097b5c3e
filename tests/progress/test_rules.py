"""Rules of progress, tried on outlines."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.content.model import CompletionRule, Outline
from elearn.ids import LessonId, ModuleId
from elearn.progress.rules import Mark, standing
from tests.factories.content import a_course

OUTLINE = a_course().outline
EVERYTHING = frozenset(
    {*(lesson.id for lesson in OUTLINE.lessons()), *(quiz.id for quiz in OUTLINE.quizzes())},
)


def asking(**rule: bool) -> Outline:
    return replace(OUTLINE, completion=replace(CompletionRule(), **rule))


def requiring() -> Outline:
    first, second = OUTLINE.modules
    return replace(OUTLINE, modules=(first, replace(second, requires=(ModuleId("basics"),))))


def practising() -> Outline:
    first, second = requiring().modules
    assert first.quiz
    quiz = replace(first.quiz, rules=replace(first.quiz.rules, practice=True))
    return replace(OUTLINE, modules=(replace(first, quiz=quiz), second))


def marks(outline: Outline, *done: str) -> dict[str, Mark]:
    return {step.id: step.mark for step in standing(outline, done).steps}


def test_nothing_done_is_not_complete() -> None:
    where = standing(OUTLINE, ())
    assert (where.done, where.total, where.percent, where.complete, where.begun) == (0, 7, 0, False, False)


def test_everything_done_is_complete() -> None:
    where = standing(OUTLINE, EVERYTHING)
    assert (where.percent, where.complete, where.minutes_left, where.next) == (100, True, 0, None)


@pytest.mark.parametrize("missing", sorted(EVERYTHING))
def test_one_missing_fact_keeps_a_course_incomplete(missing: str) -> None:
    where = standing(OUTLINE, EVERYTHING - {missing})
    assert not where.complete
    assert where.percent < 100


@given(st.sets(st.sampled_from(sorted(EVERYTHING))), st.sampled_from(sorted(EVERYTHING)), st.booleans(), st.booleans())
def test_a_new_fact_never_lowers_progress(done: set[str], more: str, test_out: bool, quizzes: bool) -> None:
    outline = asking(test_out=test_out, quizzes=quizzes)
    before, after = standing(outline, done), standing(outline, {*done, more})
    assert after.percent >= before.percent
    assert after.complete >= before.complete
    assert len(after.left) <= len(before.left)


@given(st.sets(st.sampled_from(sorted(EVERYTHING))), st.booleans())
def test_hundred_percent_means_complete_and_nothing_else_does(done: set[str], test_out: bool) -> None:
    where = standing(asking(test_out=test_out), done)
    assert (where.percent == 100) == where.complete


def test_ids_that_no_lesson_has_count_for_nothing() -> None:
    assert standing(OUTLINE, {"basics/ghost", "quiz", ""}).done == 0


def test_a_course_that_wants_nothing_is_never_complete_by_wanting_nothing() -> None:
    outline = asking(lessons=False, quizzes=False, exam=False)
    where = standing(outline, ())
    assert not where.complete
    assert where.percent == 0


def test_passing_the_modules_test_first_spares_its_lessons_and_no_others() -> None:
    found = marks(asking(test_out=True), "basics/quiz")
    assert found["basics/why"] is found["basics/how"] is Mark.SPARED
    assert found["practice/start"] is Mark.OPEN


def test_a_lesson_done_before_the_test_stays_done() -> None:
    found = marks(asking(test_out=True), "basics/why", "basics/quiz")
    assert (found["basics/why"], found["basics/how"]) == (Mark.DONE, Mark.SPARED)


def test_without_test_out_a_passed_test_spares_nothing() -> None:
    assert marks(OUTLINE, "basics/quiz")["basics/why"] is Mark.OPEN


@given(st.sets(st.sampled_from(sorted(EVERYTHING))), st.booleans(), st.booleans())
def test_that_a_test_may_also_be_practised_changes_nothing(done: set[str], test_out: bool, quizzes: bool) -> None:
    rule = CompletionRule(test_out=test_out, quizzes=quizzes)
    graded, practised = replace(requiring(), completion=rule), replace(practising(), completion=rule)
    assert standing(practised, done) == standing(graded, done)


def test_a_module_that_requires_another_is_shut_until_that_one_is_finished() -> None:
    outline = requiring()
    shut = standing(outline, {"basics/why", "basics/how"}).step("practice/start")
    assert shut
    assert shut.shut
    assert shut.after == (outline.modules[0].title,)
    opened = standing(outline, {"basics/why", "basics/how", "basics/quiz"}).step("practice/start")
    assert opened
    assert not opened.shut


def test_testing_out_of_a_required_module_opens_the_next() -> None:
    outline = replace(requiring(), completion=CompletionRule(test_out=True))
    assert marks(outline, "basics/quiz")["practice/start"] is Mark.OPEN


def test_a_required_module_of_which_nothing_is_wanted_must_still_be_gone_through() -> None:
    outline = replace(requiring(), completion=CompletionRule(lessons=False, quizzes=False))
    step = standing(outline, ()).step("practice/start")
    assert step
    assert step.shut


def test_the_exam_opens_when_the_modules_tests_are_passed() -> None:
    assert marks(OUTLINE, "basics/quiz")["exam"] is Mark.CLOSED
    assert marks(OUTLINE, "basics/quiz", "practice/quiz")["exam"] is Mark.OPEN
    assert marks(asking(quizzes=False))["exam"] is Mark.OPEN


def test_what_was_done_before_a_module_was_shut_stays_open() -> None:
    step = standing(requiring(), {"practice/start"}).step("practice/start")
    assert step
    assert not step.shut


def test_a_lesson_that_was_renamed_keeps_its_tick() -> None:
    first, second = OUTLINE.modules
    renamed = replace(first.lessons[0], id=LessonId("basics/reasons"), formerly=(LessonId("basics/why"),))
    outline = replace(OUTLINE, modules=(replace(first, lessons=(renamed, first.lessons[1])), second))
    assert marks(outline, "basics/why")["basics/reasons"] is Mark.DONE


def test_a_lesson_begun_is_marked_and_comes_next() -> None:
    where = standing(OUTLINE, {"basics/why"}, {"basics/how"})
    assert where.next is not None
    assert (where.next.id, where.next.mark) == ("basics/how", Mark.STARTED)


def test_a_test_that_waits_for_marking_is_wanted_and_not_what_comes_next() -> None:
    done = {lesson.id for lesson in OUTLINE.modules[0].lessons}
    found = standing(OUTLINE, done, waiting={"basics/quiz"})
    waiting = found.step("basics/quiz")
    assert waiting is not None
    assert (waiting.mark, waiting.wanted, waiting.shut) == (Mark.WAITING, True, False)
    assert found.next is not None
    assert found.next.id == "practice/start"
    assert found.total == standing(OUTLINE, done).total


def test_what_was_passed_before_never_waits() -> None:
    found = standing(OUTLINE, {"basics/quiz"}, waiting={"basics/quiz"})
    assert [step.mark for step in found.steps if step.id == "basics/quiz"] == [Mark.DONE]
