"""Which questions an attempt asks, and in which order its choices stand: pure, and the same for the same seed.

Things are put in order by the SHA-256 of seed and name: every permutation is equally likely, and no
generator of a language's library decides what a replay shows. What was drawn is stored in the attempt all the same.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from elearn.content.draws import lent
from elearn.content.model import Case, Group, Outline, Quiz, QuizOutline
from elearn.content.questions import Question
from elearn.content.terms import QuizRules
from elearn.errors import NotFound
from elearn.ids import AttemptId, QuestionId, QuizId
from elearn.questions import labels

Unit = Question | Case
"""What is drawn as one."""

Source = tuple[QuizId, Unit]
"""A unit with the test it comes from."""

Seen = Sequence[Set[str]]
"""For each earlier attempt of the person at the test, the ids of the questions it asked."""

Chosen = Callable[[list[Source]], list[Source]]
"""Puts what can be drawn in the order in which it is taken."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One question of an attempt: its id, the test it comes from, the positions of its choices as shown."""

    question: QuestionId
    quiz: QuizId
    order: tuple[int, ...]

    def as_json(self) -> dict[str, Any]:
        return {"question": self.question, "quiz": self.quiz, "order": list(self.order)}

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> "Sheet":
        return cls(QuestionId(stored["question"]), QuizId(stored["quiz"]), tuple(stored["order"]))


def seed_of(secret: str, attempt_id: AttemptId) -> str:
    """The seed of an attempt, 64 hexadecimal digits: nobody without the secret can foresee a draw."""
    return hmac.new(secret.encode(), f"attempt|{attempt_id}".encode(), hashlib.sha256).hexdigest()


def outline_of(outline: Outline, quiz_id: QuizId) -> QuizOutline:
    """Raises NotFound("quiz_unknown")."""
    for quiz in outline.quizzes():
        if quiz.id == quiz_id:
            return quiz
    raise NotFound("quiz_unknown", quiz=quiz_id)


def pools(outline: Outline, quiz_id: QuizId) -> tuple[QuizId, ...]:
    """The tests that `quiz_id` asks from, in order: its own unless its rules name others."""
    named = outline_of(outline, quiz_id).rules.pool
    if not named:
        return (quiz_id,)
    found: list[QuizId] = []
    for name in named:
        if name == "modules":
            found += [module.quiz.id for module in outline.modules if module.quiz is not None]
        else:
            found.append(QuizId(name))
    return tuple(dict.fromkeys(found))


def borrowed(quiz: Quiz) -> tuple[QuizId, ...]:
    """The tests that groups of this one draw from."""
    return tuple(dict.fromkeys(i.pool for i in quiz.items if isinstance(i, Group) and i.pool is not None))


def draw(
    rules: QuizRules,
    quiz_id: QuizId,
    sources: Sequence[QuizId],
    quizzes: Mapping[QuizId, Quiz],
    seed: str,
    seen: Seen = (),
) -> tuple[Sheet, ...]:
    """The paper of an attempt. `quizzes` holds the test, its sources and what its groups borrow from.

    Without a draw, questions keep the author's order and groups their place in it; drawn ones come as drawn: what
    fewer of the earlier attempts asked first (`seen`), and what is alike in that in the seed's order. A case is drawn
    as one and comes whole; one that is always asked comes first. `rules.shuffle` decides whether choices change
    places, see labels.shuffled.
    """

    def chosen(choice: list[Source]) -> list[Source]:
        ordered = labels.in_order_of(seed, choice, lambda pair: _name(pair[1]))
        return sorted(ordered, key=lambda pair: times_seen(pair[1], seen))

    if rules.draw is None and not rules.pool:
        asked = _written(quiz_id, quizzes, chosen)
    else:
        asked = [(source, unit) for source in sources for unit in _offered(source, quiz_id, quizzes)]
        if rules.draw is not None:
            fixed = [pair for pair in asked if _is_always(pair, quiz_id)]
            others = chosen([pair for pair in asked if not _is_always(pair, quiz_id)])
            if rules.draw_by == "objective":
                others = _in_turns(others, seed, seen, _served(fixed))
            asked = [*fixed, *others][: rules.draw]
    return tuple(_sheets(_once(asked), seed, shuffle=rules.shuffle))


def points_vary(rules: QuizRules, quiz_id: QuizId, sources: Sequence[QuizId], quizzes: Mapping[QuizId, Quiz]) -> bool:
    """Whether the draw decides how much an attempt can earn: some of what it chooses among is worth more."""
    if rules.draw is not None:
        offered = [(source, unit) for source in sources for unit in _offered(source, quiz_id, quizzes)]
        others = [unit for source, unit in offered if not _is_always((source, unit), quiz_id)]
        return _uneven(others, rules.draw - (len(offered) - len(others)))
    groups = (item for item in quizzes[quiz_id].items if isinstance(item, Group) and item.draw is not None)
    return any(_uneven([unit for _, unit in _choice(group, quiz_id, quizzes)], group.draw) for group in groups)


def opinions(rules: QuizRules, quiz: Quiz) -> int:
    """How many survey questions of its own every attempt asks, whatever else is drawn."""
    if rules.draw is not None or rules.pool:
        return 0
    always = [item for item in quiz.items if not isinstance(item, Group) or item.draw is None]
    return sum(
        question.kind == "survey" for unit in units(replace(quiz, items=tuple(always))) for question in questions(unit)
    )


def _uneven(offered: Sequence[Unit], taken: int | None) -> bool:
    worth = {sum(question.points for question in questions(unit)) for unit in offered}
    return taken is not None and taken < len(offered) and len(worth) > 1


def units(quiz: Quiz) -> list[Unit]:
    """Everything that can be drawn from a test, groups opened."""
    found: list[Unit] = []
    for item in quiz.items:
        if isinstance(item, Group):
            found += item.items
        else:
            found.append(item)
    return found


def questions(unit: Unit) -> tuple[Question, ...]:
    return unit.questions if isinstance(unit, Case) else (unit,)


def times_seen(unit: Unit, seen: Seen) -> int:
    """In how many earlier attempts it was asked, under former ids too: a case where any of its questions was."""
    ids = {name for question in questions(unit) for name in (question.id, *question.formerly)}
    return sum(not ids.isdisjoint(earlier) for earlier in seen)


def find(quiz: Quiz, question_id: QuestionId) -> tuple[Question, Case | None]:
    """A question of the test, with the case it belongs to. Raises NotFound("question_unknown")."""
    for unit in units(quiz):
        for question in questions(unit):
            if question.id == question_id:
                return question, unit if isinstance(unit, Case) else None
    raise NotFound("question_unknown", question=question_id)


def _written(quiz_id: QuizId, quizzes: Mapping[QuizId, Quiz], chosen: Chosen) -> list[Source]:
    """The test's own items in order, groups replaced by what they draw."""
    asked: list[Source] = []
    for item in quizzes[quiz_id].items:
        if not isinstance(item, Group):
            asked.append((quiz_id, item))
            continue
        already = {_name(unit) for _, unit in asked}
        fresh = [pair for pair in _choice(item, quiz_id, quizzes) if _name(pair[1]) not in already]
        asked += fresh if item.draw is None else chosen(fresh)[: item.draw]
    return asked


def _offered(source: QuizId, quiz_id: QuizId, quizzes: Mapping[QuizId, Quiz]) -> list[Unit]:
    """What a test gives to itself, or lends to another."""
    return units(quizzes[source]) if source == quiz_id else lent(quizzes[source])


def _choice(group: Group, quiz_id: QuizId, quizzes: Mapping[QuizId, Quiz]) -> list[Source]:
    """What a group draws from: its own items, and of the pool it names what serves its objective or none."""
    own: list[Source] = [(quiz_id, unit) for unit in group.items]
    if group.pool is None:
        return own
    wanted = {None, group.objective}
    return own + [
        (group.pool, unit)
        for unit in _offered(group.pool, quiz_id, quizzes)
        if group.objective is None or objective(unit) in wanted
    ]


def _once(asked: list[Source]) -> list[Source]:
    """Nothing is asked twice, whatever the pools share."""
    return list({_name(unit): (source, unit) for source, unit in reversed(asked)}.values())[::-1]


def _is_always(pair: Source, quiz_id: QuizId) -> bool:
    """Whether the test asks it in every attempt; what it lends to another is drawn there like all else."""
    source, unit = pair
    return source == quiz_id and isinstance(unit, Case) and unit.always


def _served(fixed: Iterable[Source]) -> Counter[str]:
    """How many questions each objective has already."""
    return Counter(question.objective or "" for _, unit in fixed for question in questions(unit))


def _in_turns(ordered: list[Source], seed: str, seen: Seen, served: Counter[str]) -> list[Source]:
    """One of each objective, then the second of each, and so on, so that a draw covers all it can.

    An objective that is `served` already waits for so many turns. Inside a turn too, what was seen less comes first:
    the last turn of a draw seldom reaches every objective.
    """
    by_objective: dict[str, list[Source]] = {}
    for pair in ordered:
        by_objective.setdefault(objective(pair[1]) or "", []).append(pair)
    names = labels.in_order_of(seed, by_objective, lambda name: f"objective|{name}")
    rows = [[*[None] * served[name], *by_objective[name]] for name in names]
    turns = ([pair for pair in turn if pair is not None] for turn in zip_longest(*rows))
    return [pair for turn in turns for pair in sorted(turn, key=lambda pair: times_seen(pair[1], seen))]


def objective(unit: Unit) -> str | None:
    """The objective that a unit serves: of a case, the first that its questions name."""
    return next((question.objective for question in questions(unit) if question.objective is not None), None)


def _name(unit: Unit) -> str:
    return questions(unit)[0].id


def _sheets(asked: Iterable[Source], seed: str, *, shuffle: bool) -> Iterable[Sheet]:
    for quiz_id, unit in asked:
        for question in questions(unit):
            yield Sheet(question.id, quiz_id, _order(question, seed, shuffle=shuffle))


def _order(question: Question, seed: str, *, shuffle: bool) -> tuple[int, ...]:
    return labels.shuffled(question, seed, choices=shuffle)
