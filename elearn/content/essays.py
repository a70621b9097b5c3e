"""Essays in a test: before anybody starts it, it is known who marks them and by when."""

from collections.abc import Mapping, Sequence

from elearn.content.draws import Wrong
from elearn.content.model import Group, Quiz, QuizOutline
from elearn.content.notation.parsed import ParsedItem, questions_of
from elearn.content.problems import Place

_FOR_ESSAYS = ("marker", "marking_days")


def place(items: Sequence[ParsedItem]) -> dict[str, Place]:
    """Where the first essay of a file stands, under `essay`."""
    found = [question.place for question in questions_of(items) if question.head.options.kind == "essay"]
    return {"essay": found[0]} if found else {}


def check(asked: QuizOutline, own: Quiz, typed: Mapping[str, Place], wrong: Wrong, doubt: Wrong) -> None:
    """What a test that may ask an essay, its own or one it draws from another test, must state; and what says
    nothing where no essay is asked. `typed`: where its keys stand."""
    rules = asked.rules
    if "essay" not in asked.kinds:
        for key in (key for key in _FOR_ESSAYS if key in typed):
            doubt(key, "quiz.marker-without-essay")
        if rules.anonymous:
            doubt("anonymous", "quiz.anonymous-without-essay")
        return
    if not rules.marker:
        wrong(_where(own, typed), "quiz.essay-without-marker")
    if rules.marking_days is None:
        wrong(_where(own, typed), "quiz.essay-without-days")


def _where(own: Quiz, typed: Mapping[str, Place]) -> str:
    """The key of `typed` that brings an essay in: its own first, a pool, or a group that draws from another test."""
    borrowing = (item for item in own.items if isinstance(item, Group) and item.pool is not None)
    groups = (f"group:{title}" for item in borrowing for title in item.title.values())
    return next((key for key in ("essay", "pool", *groups) if key in typed), "title")
