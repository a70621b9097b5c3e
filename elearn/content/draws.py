"""The questions that a test may draw, and the proof that every draw it asks for is possible."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from elearn.content.model import Case, Group, Language, Quiz, QuizOutline
from elearn.content.questions import Question
from elearn.content.terms import QuizRules
from elearn.ids import QuestionId, QuizId

Wrong = Callable[..., None]
"""Front-matter key, code, details."""

_MINUTES = {"single": 1.0, "true-false": 0.75, "survey": 0.5, "essay": 10.0, "text": 1.0, "number": 1.5}
_OTHER_MINUTES = 2.0


def units(quiz: Quiz) -> list[Question | Case]:
    """What a draw chooses among: questions and whole cases, groups opened."""
    found: list[Question | Case] = []
    for item in quiz.items:
        found += item.items if isinstance(item, Group) else [item]
    return found


def always(quiz: Quiz) -> list[Question | Case]:
    """The cases that every draw of this test takes first."""
    return [unit for unit in units(quiz) if isinstance(unit, Case) and unit.always]


def lent(quiz: Quiz) -> list[Question | Case]:
    """What another test may draw. Opinions stay where they are asked: drawn, they would take the place of points."""
    found: list[Question | Case] = []
    for unit in units(quiz):
        graded = tuple(question for question in questions(unit) if question.kind != "survey")
        if graded:
            found.append(replace(unit, questions=graded) if isinstance(unit, Case) else unit)
    return found


def questions(unit: Question | Case) -> tuple[Question, ...]:
    return unit.questions if isinstance(unit, Case) else (unit,)


def pool(quiz_id: str, rules: QuizRules, quizzes: Mapping[str, Quiz], wrong: Wrong) -> list[Question | Case]:
    """What the pools of a test's front matter hold, without doubles; its own questions where it names none."""
    if not rules.pool:
        return units(quizzes[quiz_id])
    names: list[str] = []
    for name in rules.pool:
        if name == "modules":
            names += [key for key in quizzes if key != "exam"]
        elif name in quizzes:
            names.append(name)
        else:
            wrong("pool", "quiz.unknown-pool", name=name, known=", ".join(["exam", "modules", *quizzes]))
    asked = ((units if name == quiz_id else lent)(quizzes[name]) for name in dict.fromkeys(names))
    return [unit for found in asked for unit in found]


def outline(
    quiz: Quiz,
    rules: QuizRules,
    title: Mapping[Language, str],
    quizzes: Mapping[str, Quiz],
    formerly: Sequence[str],
    wrong: Wrong,
) -> QuizOutline:
    """A test as the catalogue sees it. What cannot be drawn is reported through `wrong`."""
    available = pool(quiz.id, rules, quizzes, wrong)
    _check_always(quiz, rules, wrong)
    if rules.draw is not None:
        fixed = always(quiz) if _asks_its_own(quiz, rules) else []
        _prove(rules, available, fixed, wrong)
        others = sorted((unit for unit in available if unit not in fixed), key=_points, reverse=True)
        chosen = [*fixed, *others][: rules.draw]
        reachable = available
    else:
        chosen, reachable = _without_draw(quiz, rules, available, quizzes, wrong)
    asked = [question for unit in chosen for question in questions(unit)]
    every = [question for unit in reachable for question in questions(unit)]
    return QuizOutline(
        id=quiz.id,
        title=title,
        rules=rules,
        question_count=len(asked),
        points=sum(question.points for question in asked),
        minutes=rules.time_minutes or max(1, math.ceil(sum(_minutes(question) for question in asked))),
        question_ids=tuple(dict.fromkeys(QuestionId(question.id) for question in every)),
        kinds=frozenset(question.kind for question in every),
        formerly=tuple(QuizId(name) for name in formerly),
    )


def _asks_its_own(quiz: Quiz, rules: QuizRules) -> bool:
    """Whether the questions of the test itself are among those that it draws from."""
    return not rules.pool or quiz.id in rules.pool or ("modules" in rules.pool and quiz.id != "exam")


def _check_always(quiz: Quiz, rules: QuizRules, wrong: Wrong) -> None:
    """A case that is always asked, in a place from which it would not be."""
    drawn = rules.draw is not None or bool(rules.pool)
    chosen = [case for item in quiz.items if isinstance(item, Group) and item.draw is not None for case in item.items]
    for number, case in enumerate(unit for unit in units(quiz) if isinstance(unit, Case)):
        if case.always and not _asks_its_own(quiz, rules):
            wrong(case_key(number), "quiz.always-outside-pool")
        elif case.always and not drawn and any(case is one for one in chosen):
            wrong(case_key(number), "quiz.always-in-group")


def case_key(number: int) -> str:
    """Under which the place of a test's case is known, counted from 0 as they are written."""
    return f"case:{number}"


def _without_draw(
    quiz: Quiz, rules: QuizRules, available: list[Question | Case], quizzes: Mapping[str, Quiz], wrong: Wrong
) -> tuple[list[Question | Case], list[Question | Case]]:
    if rules.pool:
        return available, available
    chosen: list[Question | Case] = []
    reachable: list[Question | Case] = []
    for item in quiz.items:
        if not isinstance(item, Group):
            chosen.append(item)
            reachable.append(item)
            continue
        inside = _group_units(item, quizzes, wrong)
        reachable += inside
        chosen += sorted(inside, key=_points, reverse=True)[: item.draw or len(inside)]
    return chosen, reachable


def _group_units(group: Group, quizzes: Mapping[str, Quiz], wrong: Wrong) -> list[Question | Case]:
    found: list[Question | Case] = list(group.items)
    if group.pool is not None:
        if group.pool in quizzes:
            found += lent(quizzes[group.pool])
        else:
            wrong(f"group:{next(iter(group.title.values()), '')}", "quiz.unknown-pool", name=group.pool,
                  known=", ".join(quizzes))  # fmt: skip
    if group.objective is not None:
        found = [unit for unit in found if _objective(unit) in {None, group.objective} or unit in group.items]
    if group.draw is not None and group.draw > len(found):
        name = f"group:{next(iter(group.title.values()), '')}"
        wrong(name, "quiz.group-draw-too-large", draw=group.draw, available=len(found))
    return found


def _prove(
    rules: QuizRules, available: Sequence[Question | Case], fixed: Sequence[Question | Case], wrong: Wrong
) -> None:
    draw = rules.draw or 0
    if len(fixed) > draw:
        wrong("draw", "quiz.draw-below-cases", draw=draw, cases=len(fixed))
    if draw > len(available):
        wrong("draw", "quiz.draw-too-large", draw=draw, available=len(available))
    if rules.draw_by == "objective":
        objectives = {_objective(unit) for unit in available} - {None}
        left = objectives - {question.objective for unit in fixed for question in questions(unit)}
        if not objectives:
            wrong("draw_by", "quiz.no-objectives")
        elif len(fixed) + len(left) > draw:
            wrong("draw", "quiz.draw-below-objectives", draw=draw, objectives=len(fixed) + len(left))


def _objective(unit: Question | Case) -> str | None:
    found = (question.objective for question in questions(unit))
    return next((name for name in found if name is not None), None)


def _points(unit: Question | Case) -> int:
    return sum(question.points for question in questions(unit))


def _minutes(question: Question) -> float:
    return _MINUTES.get(question.kind, _OTHER_MINUTES)
