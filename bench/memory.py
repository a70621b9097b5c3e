"""Memory of what `elearn serve` runs: the web processes with all courses loaded, and a worker that made a paper."""

import time

from sqlalchemy import create_engine, func, select

from bench import load, servers
from bench.browsers import Browsers
from bench.load import Supply
from bench.seeding import Seeded
from bench.table import Row
from bench.traffic import Arena
from elearn import serve
from elearn.certificates.models import Certificate

MOST_MB = 260.0
PATIENCE_SECONDS = 60


def measure(at: Arena) -> list[Row]:
    """PSS after the run's whole traffic and a look at every page of the course."""
    _look_around(at)
    before = _rendered(at.seeded)
    variables = serve.TWO_ARENAS | servers.environment(at.seeded.settings)
    with servers.running(serve.worker_command(), variables) as worker:
        _wait_for_papers(at.seeded, before + 1)
        web, work = servers.pss_mb(at.process), servers.pss_mb(worker)
    total = web + work
    words = f"{total:.0f} MB: web {web:.0f} (with granian's main process), worker {work:.0f}"
    return [Row("memory, two web processes and the worker (PSS, MB)", words, "", total, MOST_MB, most=True)]


def _look_around(at: Arena) -> None:
    """Ask for the course's pages until both processes hold all of it."""
    lesson = Browsers(at.seeded.settings).lessons(at.seeded.crew.savers[:1])[0]
    base = lesson.path.rsplit("/", 2)[0]
    names = [
        *("foundations/why", "foundations/actors", "foundations/classes", "class-v/ordinance", "class-v/procedure"),
        *("class-v/land-control", "first-response/enquiry", "first-response/sites", "first-response/aftercare"),
    ]
    requests = [type(lesson)(f"{base}/{name}", lesson.cookie) for name in names]
    load.run(Supply(at.product, at.folder / "around.tsv", requests, "</html>"), 16)


def _rendered(seeded: Seeded) -> int:
    engine = create_engine(seeded.settings.database)
    with engine.connect() as connection:
        found = connection.execute(select(func.count()).where(Certificate.sha256.is_not(None))).scalar_one()
    engine.dispose()
    return int(found)


def _wait_for_papers(seeded: Seeded, wanted: int) -> None:
    for _ in range(PATIENCE_SECONDS * 2):
        if _rendered(seeded) >= wanted:
            return
        time.sleep(0.5)
    raise RuntimeError("the worker has made no paper")
