"""Work and a letter that were given up, so that the administrator's pages show how they look."""

from elearn import clock
from elearn.jobs.models import Job, JobState
from elearn.mail.models import Letter, LetterState
from tests.journeys.served import Demo


def given_up(demo: Demo) -> dict[str, str]:
    """Nothing of it stands in an address."""
    now = clock.now()
    times = {"run_at": now, "created_at": now, "finished_at": now}
    error = "OSError: no space left on device"
    letter = {"to": "nobody@demo.example", "subject": "–", "text": "–", "message_id": "<given-up@elearn>"}
    tried = {"attempts": 10, "possibly_twice": True, "not_before": now, "created_at": now}
    with demo.work() as work, work.writing() as session:
        session.add(Job(kind="render_certificate", payload={}, state=JobState.DEAD, attempts=8, error=error, **times))
        session.add(Letter(key="link:given-up", state=LetterState.FAILED, error="TimeoutError", **letter, **tried))
    return {}
