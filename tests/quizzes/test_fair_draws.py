"""Over 10,000 draws nothing is favoured: Pearson's chi-square against its critical value at p = 0.001.

Seeds are fixed, so no test flickers. Where a draw takes n of N without putting back, counts vary less than Pearson's
statistic supposes; times (N - 1) / (N - n) it follows chi-square with N - 1 degrees of freedom again.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations

from elearn.content.model import Group, Quiz, QuizRules
from elearn.ids import AttemptId, QuizId
from elearn.quizzes import drawing
from elearn.quizzes.drawing import Seen
from tests.factories.content import a_choice_question, both

ROUNDS = 10_000
OWN, OTHER = QuizId("t/quiz"), QuizId("u/quiz")
CRITICAL = {2: 13.816, 5: 20.515, 6: 22.458, 9: 27.877, 27: 55.476}
"""Degrees of freedom -> the value that chi-square exceeds once in a thousand (NIST/SEMATECH e-Handbook, 1.3.6.7.4)."""


def questions(count: int, objectives: Sequence[str] = ("a",), prefix: str = OWN) -> tuple:
    return tuple(a_choice_question(f"{prefix}#q{n}", objective=objectives[n % len(objectives)]) for n in range(count))


def ids(numbers: Iterable[int]) -> list[str]:
    return [f"{OWN}#q{n}" for n in numbers]


def paper(rules: QuizRules, quizzes: Mapping[QuizId, Quiz], n: int, seen: Seen = ()) -> tuple[drawing.Sheet, ...]:
    """The paper of attempt n, by the very seed it would have."""
    seed = drawing.seed_of("a secret", AttemptId(n))
    return drawing.draw(rules, OWN, (OWN,), quizzes, seed, seen)


def drawn(rules: QuizRules, own: Quiz, n: int, seen: Seen = ()) -> list[str]:
    return [sheet.question for sheet in paper(rules, {OWN: own}, n, seen)]


def chi_square(counts: Mapping[object, int], among: Iterable[object]) -> float:
    """Pearson's statistic of the counts against all of `among` being alike."""
    cells = list(among)
    assert set(counts) <= set(cells)
    expected = sum(counts.values()) / len(cells)
    return sum((counts.get(cell, 0) - expected) ** 2 / expected for cell in cells)


def of_n(counts: Mapping[object, int], among: Iterable[object], taken: int) -> float:
    """The same for draws of `taken` without putting back."""
    cells = list(among)
    return chi_square(counts, cells) * (len(cells) - 1) / (len(cells) - taken)


def test_a_biased_draw_would_be_found() -> None:
    loaded = Counter({**dict.fromkeys(ids(range(9)), 2_960), f"{OWN}#q9": 3_360})
    assert of_n(loaded, ids(range(10)), taken=3) > CRITICAL[9]


def test_every_question_is_drawn_as_often_as_any_other() -> None:
    own, rules = Quiz(OWN, {}, questions(10)), QuizRules(draw=3, shuffle=False)
    counts = Counter(question for n in range(ROUNDS) for question in drawn(rules, own, n))
    assert sum(counts.values()) == 3 * ROUNDS
    assert of_n(counts, ids(range(10)), taken=3) < CRITICAL[9]


def test_every_question_comes_first_as_often_as_any_other() -> None:
    own, rules = Quiz(OWN, {}, questions(10)), QuizRules(draw=10, shuffle=False)
    counts = Counter(drawn(rules, own, n)[0] for n in range(ROUNDS))
    assert chi_square(counts, ids(range(10))) < CRITICAL[9]


def test_every_order_of_choices_is_as_likely_as_any_other() -> None:
    own = Quiz(OWN, {}, questions(1))
    counts = Counter(paper(QuizRules(), {OWN: own}, n)[0].order for n in range(ROUNDS))
    assert chi_square(counts, permutations(range(3))) < CRITICAL[5]


def test_a_draw_by_objective_favours_no_question_and_no_objective() -> None:
    """Seven questions from three objectives of ten: two of each, and the seventh from one of the three."""
    own, rules = Quiz(OWN, {}, questions(30, "abc")), QuizRules(draw=7, draw_by="objective", shuffle=False)
    of = {question.id: question.objective for question in own.items}
    papers = [drawn(rules, own, n) for n in range(ROUNDS)]
    twice = Counter(question for asked in papers for question in asked[:6])
    each = [of_n({q: twice[q] for q in of if of[q] == name}, [q for q in of if of[q] == name], 2) for name in "abc"]
    assert sum(each) < CRITICAL[27]  # three independent sums of 9 degrees
    assert chi_square(Counter(of[asked[6]] for asked in papers), "abc") < CRITICAL[2]


def test_a_group_favours_none_of_its_own_and_none_of_the_pool_it_borrows_from() -> None:
    group = Group(both("Група", "Group"), 3, None, OTHER, questions(5))
    quizzes = {OWN: Quiz(OWN, {}, (group,)), OTHER: Quiz(OTHER, {}, questions(5, prefix=OTHER))}
    counts = Counter(sheet.question for n in range(ROUNDS) for sheet in paper(QuizRules(shuffle=False), quizzes, n))
    assert of_n(counts, [*ids(range(5)), *(f"{OTHER}#q{n}" for n in range(5))], taken=3) < CRITICAL[9]


def test_a_second_attempt_favours_none_of_what_it_prefers() -> None:
    own, rules = Quiz(OWN, {}, questions(10)), QuizRules(draw=3, shuffle=False)
    counts: Counter[str] = Counter()
    for n in range(ROUNDS):
        first = frozenset(drawn(rules, own, n))
        second = drawn(rules, own, ROUNDS + n, (first,))
        assert first.isdisjoint(second)
        counts.update(second)
    assert of_n(counts, ids(range(10)), taken=3) < CRITICAL[9]


def test_when_the_unseen_run_short_the_seen_ones_fill_up_without_favour() -> None:
    own, rules = Quiz(OWN, {}, questions(10)), QuizRules(draw=8, shuffle=False)
    seen, filled = frozenset(ids(range(3))), Counter[str]()
    for n in range(ROUNDS):
        asked = drawn(rules, own, n, (seen,))
        assert set(asked) >= set(ids(range(3, 10)))
        filled.update(seen.intersection(asked))
    assert sum(filled.values()) == ROUNDS
    assert chi_square(filled, seen) < CRITICAL[2]


def test_after_the_same_first_paper_the_unseen_are_alike() -> None:
    own, rules = Quiz(OWN, {}, questions(10)), QuizRules(draw=3, shuffle=False)
    seen = frozenset(ids(range(3)))
    counts = Counter(question for n in range(ROUNDS) for question in drawn(rules, own, n, (seen,)))
    assert of_n(counts, ids(range(3, 10)), taken=3) < CRITICAL[6]
