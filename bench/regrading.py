"""A wrong key: 5,000 attempts regraded by the job, all of which change and half of which newly pass.

`python -m bench.regrading` measures this alone.
"""

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bench import seeding, servers, table
from bench.seeding import COURSE, TEN_QUESTIONS
from bench.table import Row
from elearn import clock, wiring
from elearn.content.compiler import compile_tree
from elearn.content.model import Course
from elearn.content.questions import ChoiceQuestion
from elearn.ids import QuizId
from elearn.mail.models import Letter
from elearn.operations.cli import upgrade_database
from elearn.permissions import Via
from elearn.publishing.models import Change
from elearn.publishing.releasing import release
from elearn.quizzes.models import Attempt, Response
from elearn.regrading import jobs, service
from elearn.regrading.models import Policy, Regraded
from elearn.regrading.preview import preview
from elearn.regrading.scope import Scope
from elearn.regrading.service import Decision, Plan
from elearn.regrading.versions import History, history
from elearn.serve import ROOT
from elearn.work import Work, open_work

COUNT = 5_000
MOST_SECONDS = 10.0
"""Within seconds: the budget of the whole job, letters and progress of all included."""


def measure(folder: Path) -> list[Row]:
    """Rows for the preview and for the job, over a database of its own."""
    settings = servers.settings_for(folder, folder / "regrading.db")
    upgrade_database(settings)
    wiring.connect(settings)
    with open_work(settings, Via.CLI) as work:
        template = seeding._template(work)
        question = _wrongly_answered(work, template)
        _publish_corrected(work, question)
        found, plan = _plan(work, question)
        shown = _timed(lambda: _preview(work, found, plan))
        with work.writing() as session:
            decision = Decision(plan, "Ключът беше грешен.", 0, found.newest.digest)
            regrade_id = service.decide(session, work.actor, found, decision)
        busy = time.process_time()
        took = _timed(lambda: jobs.regrade(work, {"regrade_id": regrade_id}))
        busy = time.process_time() - busy
        told = _outcome(work)
    return [
        Row(f"preview of a regrade of {COUNT:,} attempts", f"{shown:.2f} s"),
        Row(
            f"regrading {COUNT:,} attempts",
            f"{took:.1f} s ({busy:.1f} s of a core), {told}",
            "",
            took,
            MOST_SECONDS,
            most=True,
        ),
    ]


def _wrongly_answered(work: Work, template: seeding.Rows) -> ChoiceQuestion:
    """People whose answer to one question was marked wrong; half of them did not pass by it."""
    found = _question()
    with work.writing() as session:
        maker = seeding._Maker(session, template)
        first = maker._largest("person")
        for _ in range(COUNT):
            maker.member(opened=[], answered=False, graded=[TEN_QUESTIONS])
        maker.write()
        crew = select(Attempt.id).where(Attempt.person_id > first)
        _answer(session, crew, found)
        _fail_half(session, first)
        session.connection().exec_driver_sql("ANALYZE")
    return found


def _question() -> ChoiceQuestion:
    """The first question of one right choice."""
    for course in _compiled():
        for item in course.quizzes[QuizId(TEN_QUESTIONS)].items:
            if isinstance(item, ChoiceQuestion) and item.kind == "single":
                return item
    raise RuntimeError("the course has no such question any more")


def _answer(session: Session, crew: Any, question: ChoiceQuestion) -> None:
    """All took the choice that will be the right one, and earned nothing for it."""
    mine = (Response.attempt_id.in_(crew), Response.question_id == question.id)
    session.execute(update(Response).where(*mine).values(answer={"choice": _corrected(question)}, points=0))
    lower = {"points": Attempt.points - question.points, "passed": True}
    session.execute(update(Attempt).where(Attempt.id.in_(crew)).values(**lower))


def _fail_half(session: Session, first: int) -> None:
    """Of every second one the test wanted everything, so that the lost point cost the pass."""
    half = (Attempt.person_id > first, Attempt.person_id % 2 == 0)
    session.execute(update(Attempt).where(*half).values(pass_percent=100, passed=False))


def _compiled() -> tuple[Course, ...]:
    return tuple(one for one in compile_tree(ROOT / "courses", clock.today()).courses if one.outline.slug == COURSE)


def _corrected(question: ChoiceQuestion) -> int:
    return next(choice.position for choice in question.choices if not choice.right)


def _publish_corrected(work: Work, question: ChoiceQuestion) -> None:
    compiled = compile_tree(ROOT / "courses", clock.today())
    right = _corrected(question)
    choices = tuple(replace(one, right=one.position == right) for one in question.choices)
    for course in compiled.courses:
        if course.outline.slug == COURSE:
            quiz = course.quizzes[QuizId(TEN_QUESTIONS)]
            items = tuple(replace(question, choices=choices) if one == question else one for one in quiz.items)
            changed = replace(course, quizzes={**course.quizzes, quiz.id: replace(quiz, items=items)})
            release(work, [changed], compiled.files, change=Change.KEY_ERROR, note="")


def _plan(work: Work, question: ChoiceQuestion) -> tuple[History, Plan]:
    quiz, _, own = question.id.partition("#")
    with work.reading() as session:
        found = history(session, COURSE, quiz, own)
    return found, Plan(Scope(tuple(version.digest for version in found.versions)), Policy.NEW_KEY)


def _preview(work: Work, found: History, plan: Plan) -> None:
    with work.reading() as session:
        assert len(preview(session, found, plan).changed) == COUNT


def _outcome(work: Work) -> str:
    with work.reading() as session:
        letters = session.scalar(select(func.count()).select_from(Letter)) or 0
        passed = session.scalar(
            select(func.count()).select_from(Regraded).where(Regraded.passed_after, ~Regraded.passed_before)
        )
    assert letters == COUNT
    return f"{passed:,} newly pass, {letters:,} letters"


def _timed(work: Callable[[], None]) -> float:
    """Seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="elearn-bench-") as name:
        print(table.text(measure(Path(name))))
