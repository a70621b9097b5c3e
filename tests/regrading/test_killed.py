"""kill -9 in the middle of a regrade: what was committed stands, the rest follows, nothing is done or written twice."""

import subprocess
import sys
import time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.audit.models import AuditEntry
from elearn.mail.models import Letter
from elearn.progress import rebuild
from elearn.quizzes.models import Attempt
from elearn.regrading import jobs
from elearn.regrading.models import Regrade, Regraded
from elearn.work import Work
from tests.factories.quizzes import a_taker
from tests.factories.regrading import a_plan, a_trainer, answered, corrected, decided, the_history

COUNT = 6
PATIENCE_SECONDS = 60
PROGRAM = """
import sys
from elearn import wiring
from elearn.permissions import Via
from elearn.regrading import jobs
from elearn.settings import Settings
from elearn.work import open_work

settings = Settings(mode="test", secret="a-secret-for-tests-only-of-enough-length", database=sys.argv[1])
wiring.connect(settings)
jobs.PAUSE_SECONDS = 0.3
real = jobs.batches
jobs.batches = lambda chosen: real(chosen, 1)
with open_work(settings, Via.JOB) as work:
    jobs.regrade(work, {"regrade_id": int(sys.argv[2])})
"""


def done(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Regraded)) or 0


def killed_in_the_middle(session: Session, database: str, regrade_id: int) -> int:
    """How many attempts were regraded when the process died."""
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, database, str(regrade_id)])  # noqa: S603 - ourselves
    end = time.monotonic() + PATIENCE_SECONDS
    while done(session) < 2 and time.monotonic() < end and process.poll() is None:
        time.sleep(0.02)
    process.kill()
    process.wait()
    return done(session)


def test_a_killed_worker_leaves_nothing_half_done(session: Session, settings, engine) -> None:
    for _ in range(COUNT):
        answered(session, a_taker(session), 2)
    corrected(session)
    regrade_id = decided(session, a_trainer(session), a_plan(the_history(session)))
    session.commit()
    before = killed_in_the_middle(session, settings.database, regrade_id)
    assert 0 < before < COUNT
    row = session.get_one(Regrade, regrade_id)
    assert (row.state, row.done) == ("running", before)
    assert session.scalar(select(func.count()).select_from(Letter)) == before
    session.rollback()
    jobs.regrade(Work(settings, engine), {"regrade_id": regrade_id})
    assert done(session) == COUNT
    session.expire_all()
    assert session.scalars(select(Attempt.points)).all() == [100] * COUNT
    assert session.scalar(select(func.count()).select_from(Letter)) == COUNT
    told = (AuditEntry.action == "attempt.regraded", AuditEntry.about_id.is_not(None))
    assert session.scalar(select(func.count()).select_from(AuditEntry).where(*told)) == COUNT
    row = session.get_one(Regrade, regrade_id)
    assert (row.state, row.done, row.total) == ("done", COUNT, COUNT)
    batches = rebuild.batches(session)
    assert [found for batch in batches for one in batch if (found := rebuild.difference(session, one))] == []
