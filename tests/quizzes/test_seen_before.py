"""A retry prefers questions not yet seen: in the draw itself, and from one attempt of a person to the next."""

from dataclasses import replace

from elearn.content.model import Case, Group, Quiz, QuizRules
from elearn.ids import QuizId
from elearn.quizzes import drawing, earlier, service
from elearn.quizzes.models import Attempt
from tests.factories.content import a_choice_question, a_course, both, html
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, Taker, a_taker, a_test_with, an_attempt, with_rules

OWN = QuizId("t/quiz")


def questions(count: int, objectives: str = "a") -> tuple:
    return tuple(a_choice_question(f"t/quiz#q{n}", objective=objectives[n % len(objectives)]) for n in range(count))


def drawn(items: tuple, rules: QuizRules, seed: str, *seen: set[str]) -> list[str]:
    own = Quiz(OWN, {}, items)
    return [sheet.question for sheet in drawing.draw(rules, OWN, (OWN,), {OWN: own}, seed, seen)]


def test_what_fewer_attempts_asked_comes_first() -> None:
    once, twice = {"t/quiz#q0", "t/quiz#q1"}, {"t/quiz#q1"}
    for n in range(50):
        found = drawn(questions(4), QuizRules(draw=3), f"seed {n}", once, twice)
        assert set(found[:2]) == {"t/quiz#q2", "t/quiz#q3"}
        assert found[2] == "t/quiz#q0"


def test_by_objective_the_unseen_come_first_inside_each() -> None:
    items = questions(12, "abc")
    seen = {items[n].id for n in range(3)}
    for n in range(50):
        found = drawn(items, QuizRules(draw=6, draw_by="objective"), f"seed {n}", seen)
        assert seen.isdisjoint(found)
        assert sorted(items[int(one.rpartition("q")[2])].objective for one in found) == list("aabbcc")


def test_every_objective_is_covered_even_if_all_of_one_was_seen() -> None:
    items = (*questions(8, "a"), a_choice_question("t/quiz#rare", objective="b"))
    for n in range(50):
        found = drawn(items, QuizRules(draw=3, draw_by="objective"), f"seed {n}", {"t/quiz#rare"})
        assert found.count("t/quiz#rare") == 1


def test_the_last_turn_takes_an_unseen_question_rather_than_a_seen_one() -> None:
    items = (
        *questions(6, "a"),
        a_choice_question("t/quiz#b0", objective="b"),
        a_choice_question("t/quiz#b1", objective="b"),
    )
    for n in range(50):
        found = drawn(items, QuizRules(draw=3, draw_by="objective"), f"seed {n}", {"t/quiz#b1"})
        assert "t/quiz#b1" not in found


def test_a_case_counts_as_seen_when_any_of_its_questions_was() -> None:
    case = Case(both("Казус", "Case"), html("Писмо.", "Letter."), (a_choice_question("c#1"), a_choice_question("c#2")))
    for n in range(50):
        assert "c#1" not in drawn((case, *questions(3)), QuizRules(draw=3), f"seed {n}", {"c#2"})


def test_a_question_counts_as_seen_under_a_former_id() -> None:
    renamed = replace(a_choice_question("t/quiz#new"), formerly=("t/quiz#old",))
    for n in range(50):
        assert "t/quiz#new" not in drawn((renamed, *questions(3)), QuizRules(draw=3), f"seed {n}", {"t/quiz#old"})


def test_a_group_prefers_the_unseen_too() -> None:
    group = Group(both("Група", "Group"), 2, None, None, questions(4))
    for n in range(50):
        found = drawn((group,), QuizRules(), f"seed {n}", {"t/quiz#q0", "t/quiz#q1"})
        assert set(found) == {"t/quiz#q2", "t/quiz#q3"}


def test_without_a_draw_nothing_changes() -> None:
    whole = Group(both("Група", "Group"), None, None, None, questions(3))
    for items, rules in ((questions(3), QuizRules()), ((whole,), QuizRules()), (questions(3), QuizRules(pool=(OWN,)))):
        plain = drawn(items, rules, "s")
        assert plain == drawn(items, rules, "s", {"t/quiz#q0"}) == [f"t/quiz#q{n}" for n in range(3)]


def papers(session, taker: Taker, times: int) -> list[set[str]]:
    """What each of several attempts, one after the other, asks."""
    found = []
    for _ in range(times):
        attempt_id = an_attempt(session, taker)
        found.append({sheet["question"] for sheet in session.get_one(Attempt, attempt_id).paper})
        service.submit(session, taker.actor, attempt_id)
    return found


def test_a_person_meets_every_question_before_any_comes_again(session) -> None:
    a_test_with(session, draw=2)
    for _ in range(8):
        first, second, third, fourth = papers(session, a_taker(session), 4)
        assert first.isdisjoint(second)
        assert len(first | second | third) == 5
        repeated = (first | second) & third
        assert len(repeated) == 1
        assert fourth.isdisjoint(repeated)


def test_what_others_saw_and_what_other_tests_asked_counts_for_nothing(session) -> None:
    a_test_with(session, draw=2)
    taker, other = a_taker(session), a_taker(session)
    first = papers(session, taker, 1)
    quizzes = {quiz.id: quiz for quiz in a_course().outline.quizzes()}
    assert earlier.asked_before(session, taker.enrolment_id, quizzes[BASICS], 2) == tuple(first)
    assert earlier.asked_before(session, other.enrolment_id, quizzes[BASICS], 2) == ()
    assert earlier.asked_before(session, taker.enrolment_id, quizzes["practice/quiz"], 2) == ()


def test_a_test_that_changed_its_name_remembers_what_was_seen(session) -> None:
    a_test_with(session, draw=2)
    taker = a_taker(session)
    (first,) = papers(session, taker, 1)
    attempt = session.query(Attempt).one()
    attempt.quiz_id = "basics/old-name"
    renamed = with_rules(a_course(edition="2.0"), BASICS, draw=3)
    modules = tuple(
        replace(m, quiz=replace(m.quiz, formerly=("basics/old-name",))) if m.id == "basics" else m
        for m in renamed.outline.modules
    )
    a_snapshot(session, replace(renamed, outline=replace(renamed.outline, modules=modules)))
    assert papers(session, taker, 1)[0].isdisjoint(first)
