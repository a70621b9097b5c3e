"""Reads questions from text as the compiler does, with rendering that shows its input: for tests of the notation."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from elearn.content.model import QuizItem
from elearn.content.notation.context import Context
from elearn.content.notation.merge import merge
from elearn.content.notation.parsed import Side
from elearn.content.notation.parser import parse
from elearn.content.notation.spans import spans
from elearn.content.notation.strays import check_outside
from elearn.content.problems import Problem, Problems
from elearn.content.source import SourceFile

BASE, ENGLISH = PurePosixPath("course/quiz.md"), PurePosixPath("course/quiz.en.md")


def shown(text: str, _line: int) -> str:
    return f"<p>{text.strip()}</p>" if text.strip() else ""


def side(text: str, path: PurePosixPath, language: str, problems: Problems, *, in_lesson: bool = False) -> Side:
    file = SourceFile(path, text)
    context = Context(
        file, language, "basics/quiz", problems, shown, in_lesson=in_lesson, is_translation=language != "bg"
    )
    found = spans(file.lines, in_lesson=in_lesson)
    check_outside(context, found, 0)
    items = tuple(item for span in found for item in parse(context, span))
    return Side(path, language, "basics/quiz", items, len(file.lines))


def read(
    base: str, english: str | None = None, *, objectives: Sequence[str] = ("deadlines",), in_lesson: bool = False
) -> tuple[list[QuizItem], list[Problem]]:
    """The items and problems of a test, with its English translation where there is one."""
    problems = Problems()
    sides = [side(base, BASE, "bg", problems, in_lesson=in_lesson)]
    if english is not None:
        sides.append(side(english, ENGLISH, "en", problems, in_lesson=in_lesson))
    items = merge(sides[0], sides[1:], problems, objectives=objectives)
    return items, list(problems)


def codes(base: str, english: str | None = None, *, in_lesson: bool = False) -> list[tuple[int, str]]:
    """Line and code of each problem."""
    return [(problem.place.line, problem.code) for problem in read(base, english, in_lesson=in_lesson)[1]]
