"""Statistics of a test: 10,000 attempts at some ten questions, as many answers as 5,000 attempts at twenty.

`python -m bench.statistics` measures this alone.
"""

import random
import tempfile
import time
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bench import seeding, servers, table
from bench.seeding import COURSE, TEN_QUESTIONS
from bench.table import Row
from elearn import wiring
from elearn.ids import CourseSlug, QuizId
from elearn.operations.cli import upgrade_database
from elearn.permissions import Via
from elearn.quizzes.models import Attempt, Response
from elearn.statistics import queries
from elearn.work import Work, open_work

COUNT = 10_000
MOST_SECONDS = 5.0
"""Of a core: the clock tells as much of what else runs."""


def measure(folder: Path) -> list[Row]:
    """Rows for the first look and for the next, over a database of its own."""
    settings = servers.settings_for(folder, folder / "statistics.db")
    upgrade_database(settings)
    wiring.connect(settings)
    with open_work(settings, Via.CLI) as work:
        template = seeding._template(work)
        with work.writing() as session:
            maker = seeding._Maker(session, template)
            for _ in range(COUNT):
                maker.member(opened=[], answered=False, graded=[TEN_QUESTIONS])
            maker.write()
            _spread(session)
            session.connection().exec_driver_sql("ANALYZE")
        first, busy, questions = _look(work)
        again, *_ = _look(work)
    what = f"statistics of {COUNT:,} attempts × {questions} questions"
    return [
        Row(what, f"{busy:.2f} s of a core, {first:.2f} s by the clock", "", busy, MOST_SECONDS, most=True),
        Row("the same again, remembered", f"{again * 1000:.1f} ms"),
    ]


def _spread(session: Session) -> None:
    """Each attempt fails some questions, so that results differ and nothing is left out."""
    dice = random.Random(7)  # noqa: S311 - the same data in every run
    lost = [one for one in session.scalars(select(Response.id)) if dice.random() < 0.3]
    for at in range(0, len(lost), 500):
        session.execute(update(Response).where(Response.id.in_(lost[at : at + 500])).values(points=0, answer=None))
    earned = select(func.sum(Response.points)).where(Response.attempt_id == Attempt.id)
    session.execute(update(Attempt).values(points=earned.scalar_subquery()))


def _look(work: Work) -> tuple[float, float, int]:
    """Seconds by the clock, and of a core; how many questions there are."""
    start, busy = time.perf_counter(), time.process_time()
    with work.reading() as session:
        found = queries.of_quiz(session, CourseSlug(COURSE), QuizId(TEN_QUESTIONS))
    assert found.summary.attempts >= COUNT
    return time.perf_counter() - start, time.process_time() - busy, len(found.versions)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="elearn-bench-") as name:
        print(table.text(measure(Path(name))))
