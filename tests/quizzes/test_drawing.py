"""What an attempt asks: the same for the same seed, fair over many, and never what the rules do not want."""

from collections import Counter
from dataclasses import replace

import pytest

from elearn.content import draws
from elearn.content.model import Case, Group, Quiz
from elearn.content.terms import QuizRules
from elearn.ids import QuizId
from elearn.quizzes import drawing
from tests.factories.content import a_choice_question, a_course, both, html
from tests.factories.surveys import a_survey_question

OWN = QuizId("t/quiz")
OTHER = QuizId("u/quiz")


def questions(prefix: str, count: int, objectives: tuple[str, ...] = ("a",)) -> tuple:
    return tuple(a_choice_question(f"{prefix}#q{n}", objective=objectives[n % len(objectives)]) for n in range(count))


def a_case(prefix: str, count: int) -> Case:
    return Case(both("Казус", "Case"), html("Писмо.", "Letter."), questions(prefix, count))


def a_group(items: tuple, draw: int | None, *, pool: QuizId | None = None, objective: str | None = None) -> Group:
    return Group(both("Група", "Group"), draw, objective, pool, items)


def quiz(*items: object, quiz_id: QuizId = OWN) -> Quiz:
    return Quiz(quiz_id, {}, tuple(items))


def drawn(own: Quiz, rules: QuizRules | None = None, seed: str = "s", *others: Quiz) -> list[str]:
    sources = (OWN, *(other.id for other in others)) if rules and rules.draw else (OWN,)
    quizzes = {own.id: own, **{other.id: other for other in others}}
    return [sheet.question for sheet in drawing.draw(rules or QuizRules(), OWN, sources, quizzes, seed)]


def test_without_a_draw_all_questions_come_in_the_author_s_order() -> None:
    assert drawn(quiz(*questions("t/quiz", 5))) == [f"t/quiz#q{n}" for n in range(5)]


def test_the_same_seed_draws_the_same_and_another_seed_does_not() -> None:
    own = quiz(*questions("t/quiz", 20))
    rules = QuizRules(draw=8)
    assert drawn(own, rules, "one") == drawn(own, rules, "one")
    assert len({tuple(drawn(own, rules, f"seed {n}")) for n in range(20)}) == 20


def test_no_question_is_drawn_twice_or_more_than_asked_for() -> None:
    own, other = quiz(*questions("t/quiz", 4)), quiz(*questions("u/quiz", 4), quiz_id=OTHER)
    for n in range(50):
        found = drawn(own, QuizRules(draw=6), f"seed {n}", other)
        assert len(found) == len(set(found)) == 6


def test_a_draw_by_objective_covers_each_as_evenly_as_it_can() -> None:
    own = quiz(*questions("t/quiz", 30, ("a", "b", "c")))
    by_id = {question.id: question for question in own.items}
    for n in range(30):
        found = drawn(own, QuizRules(draw=7, draw_by="objective"), f"seed {n}")
        counts = Counter(by_id[question].objective for question in found)
        assert sorted(counts.values()) == [2, 2, 3]


def test_a_group_draws_in_its_place_and_from_another_pool() -> None:
    first, last = questions("t/quiz", 1), questions("t/last", 1)
    other = quiz(*questions("u/quiz", 6, ("a", "b")), quiz_id=OTHER)
    own = quiz(*first, a_group((), 2, pool=OTHER, objective="b"), *last)
    sheets = drawing.draw(QuizRules(), OWN, (OWN,), {OWN: own, OTHER: other}, "s")
    assert [sheet.quiz for sheet in sheets] == [OWN, OTHER, OTHER, OWN]
    assert {sheet.question for sheet in sheets[1:3]} <= {"u/quiz#q1", "u/quiz#q3", "u/quiz#q5"}


def test_two_groups_on_one_pool_do_not_ask_the_same() -> None:
    other = quiz(*questions("u/quiz", 4), quiz_id=OTHER)
    own = quiz(a_group((), 2, pool=OTHER), a_group((), 2, pool=OTHER))
    for n in range(20):
        sheets = drawing.draw(QuizRules(), OWN, (OWN,), {OWN: own, OTHER: other}, f"seed {n}")
        assert len({sheet.question for sheet in sheets}) == 4


def test_a_question_that_two_ways_lead_to_is_asked_once() -> None:
    shared = questions("u/quiz", 2)
    other = quiz(*shared, quiz_id=OTHER)
    own = quiz(a_group((), None, pool=OTHER), *shared)
    sheets = drawing.draw(QuizRules(), OWN, (OWN,), {OWN: own, OTHER: other}, "s")
    assert len({sheet.question for sheet in sheets}) == len(sheets) == 2


@pytest.mark.parametrize("by_group", [True, False])
def test_no_draw_takes_an_opinion_out_of_another_test(by_group: bool) -> None:
    opinion, graded = a_survey_question("u/quiz#opinion"), questions("u/quiz", 1)
    case = replace(a_case("u/quiz-case", 2), questions=(a_survey_question("u/quiz#in-case"), *questions("v", 1)))
    other = quiz(opinion, case, *graded, quiz_id=OTHER)
    own = quiz(a_group((), 3, pool=OTHER) if by_group else a_survey_question("t/quiz#own"))
    rules = QuizRules() if by_group else QuizRules(draw=4, pool=(OWN, OTHER))
    asked = {name for n in range(20) for name in drawn(own, rules, f"seed {n}", other)}
    assert asked == {"u/quiz#q0", "v#q0"} | (set() if by_group else {"t/quiz#own"})
    refused: list[str] = []
    known = {OWN: own, OTHER: other}
    outline = draws.outline(own, rules, {}, known, (), lambda _at, code, **_details: refused.append(code))
    assert set(outline.question_ids) == asked
    assert (outline.points, refused) == (200, ["quiz.group-draw-too-large" if by_group else "quiz.draw-too-large"])


@pytest.mark.parametrize(
    ("items", "rules", "vary"),
    [
        (questions("t/quiz", 3), QuizRules(), False),
        (questions("t/quiz", 3), QuizRules(draw=2), False),
        ((*questions("t/quiz", 3), a_case("case", 2)), QuizRules(draw=2), True),
        ((*questions("t/quiz", 1), a_case("case", 2)), QuizRules(draw=2), False),
        ((a_case("case", 2), a_group(questions("t/quiz", 3), 2)), QuizRules(), False),
        ((a_group((*questions("t/quiz", 3), a_case("case", 2)), 2),), QuizRules(), True),
        ((a_group((*questions("t/quiz", 3), a_case("case", 2)), None),), QuizRules(), False),
    ],
)
def test_points_vary_only_where_what_is_drawn_is_unevenly_worth(items: tuple, rules: QuizRules, vary: bool) -> None:
    assert drawing.points_vary(rules, OWN, (OWN,), {OWN: quiz(*items)}) is vary


def test_opinions_are_counted_where_every_attempt_asks_them() -> None:
    opinion, one, two = a_survey_question("t/quiz#opinion"), *questions("t/quiz", 2)
    own = quiz(opinion, a_group((one, two), 1), a_group((a_survey_question("t/quiz#other"),), None))
    assert drawing.opinions(QuizRules(), own) == 2
    assert drawing.opinions(QuizRules(), quiz(a_group((opinion, one), 1))) == 0
    assert drawing.opinions(QuizRules(draw=1), own) == 0


def test_a_pool_without_a_draw_asks_all_of_it() -> None:
    own, other = quiz(*questions("t/quiz", 2)), quiz(*questions("u/quiz", 3), quiz_id=OTHER)
    rules = QuizRules(pool=(OWN, OTHER))
    sheets = drawing.draw(rules, OWN, (OWN, OTHER), {OWN: own, OTHER: other}, "s")
    assert [sheet.quiz for sheet in sheets] == [OWN, OWN, OTHER, OTHER, OTHER]


def test_a_case_is_drawn_whole_or_not_at_all() -> None:
    own = quiz(a_case("case", 2), *questions("t/quiz", 5))
    for n in range(50):
        found = drawn(own, QuizRules(draw=3), f"seed {n}")
        of_case = [question for question in found if question.startswith("case")]
        assert (len(found), of_case) in [(3, []), (4, ["case#q0", "case#q1"])]


def test_a_case_that_is_always_asked_comes_first_and_its_objectives_wait() -> None:
    """Of seven places the case takes one and serves two of eight objectives: each of them is asked all the same."""
    objectives = tuple("abcdefgh")
    case = replace(a_case("case", 2), questions=questions("case", 2, ("a", "b")), always=True)
    own = quiz(case, *questions("t/quiz", 40, objectives))
    by_id = {question.id: question for unit in own.items for question in drawing.questions(unit)}
    for n in range(50):
        found = drawn(own, QuizRules(draw=7, draw_by="objective"), f"seed {n}")
        assert found[:2] == ["case#q0", "case#q1"]
        assert len(found) == 8
        assert {by_id[name].objective for name in found} == set(objectives)
    assert drawn(own, QuizRules(draw=1))[:2] == ["case#q0", "case#q1"]


def test_a_test_that_borrows_a_case_is_not_bound_to_ask_it() -> None:
    other = quiz(replace(a_case("u/quiz", 2), always=True), quiz_id=OTHER)
    own = quiz(*questions("t/quiz", 9))
    papers = [drawn(own, QuizRules(draw=3), f"seed {n}", other) for n in range(50)]
    assert any("u/quiz#q0" not in paper for paper in papers)


def test_a_case_that_the_pool_leaves_out_is_refused_and_counted_nowhere() -> None:
    own, refused = quiz(replace(a_case("case", 2), always=True)), list[str]()
    known, rules = {OWN: own, OTHER: quiz(*questions("u/quiz", 4), quiz_id=OTHER)}, QuizRules(draw=3, pool=(OTHER,))
    outline = draws.outline(own, rules, {}, known, (), lambda _at, code, **_details: refused.append(code))
    assert refused == ["quiz.always-outside-pool"]
    assert (outline.question_count, outline.points) == (3, sum(one.points for one in questions("u/quiz", 3)))


def test_a_question_of_a_case_is_found_with_its_case() -> None:
    own = quiz(a_case("case", 2))
    question, case = drawing.find(own, own.items[0].questions[1].id)
    assert question.id == "case#q1"
    assert case is own.items[0]


def test_choices_change_places_only_where_the_test_says_so() -> None:
    items = (a_choice_question("t/quiz#s"), a_choice_question("t/quiz#f", "true-false", right=(0,)))
    own = quiz(*items)
    orders = {
        tuple(sheet.order for sheet in drawing.draw(QuizRules(), OWN, (OWN,), {OWN: own}, f"seed {n}"))
        for n in range(40)
    }
    assert {order[0] for order in orders} == {(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)}
    assert {order[1] for order in orders} == {(0, 1)}
    fixed = drawing.draw(QuizRules(shuffle=False), OWN, (OWN,), {OWN: own}, "s")
    assert fixed[0].order == (0, 1, 2)


def test_the_order_does_not_depend_on_the_key() -> None:
    for n in range(30):
        orders = set()
        for right in range(3):
            own = quiz(a_choice_question("t/quiz#s", right=(right,)))
            orders.add(drawing.draw(QuizRules(), OWN, (OWN,), {OWN: own}, f"seed {n}")[0].order)
        assert len(orders) == 1


def test_a_paper_survives_json() -> None:
    sheet = drawing.Sheet("t#q", OWN, (2, 0, 1))
    assert drawing.Sheet.of_json(sheet.as_json()) == sheet


def test_an_exam_names_its_pools() -> None:
    outline = a_course().outline
    assert drawing.pools(outline, QuizId("exam")) == ("exam", "basics/quiz", "practice/quiz")
    assert drawing.pools(outline, QuizId("basics/quiz")) == ("basics/quiz",)


def test_seeds_differ_by_attempt_and_cannot_be_made_without_the_secret() -> None:
    seeds = {drawing.seed_of(secret, attempt) for secret in ("one", "two") for attempt in (1, 2, 11, 12)}
    assert len(seeds) == 8


@pytest.mark.parametrize("draw", [1, 3, 5])
def test_a_draw_larger_than_what_fits_takes_what_there_is(draw) -> None:
    own = quiz(*questions("t/quiz", 2))
    assert len(drawn(own, QuizRules(draw=draw))) == min(draw, 2)
    assert replace(own).items == own.items
