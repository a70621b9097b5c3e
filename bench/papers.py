"""Certificates: the whole job against WeasyPrint alone over the same page, two processes against one, bytes.

`python -m bench.papers SECONDS FACTS` renders for so long in a process of its own and says how many a second.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import select, update
from weasyprint import HTML

from bench.seeding import Seeded
from bench.table import Row
from elearn import papers
from elearn.certificates import pdf, rules, template
from elearn.certificates.jobs import render_certificate
from elearn.certificates.models import Certificate
from elearn.permissions import Via
from elearn.serve import ROOT
from elearn.work import Work, open_work

ROUNDS = 15
SECONDS = 4.0
ADDRESS = "https://elearn.example"


def measure(folder: Path, seeded: Seeded) -> list[Row]:
    """Rows for one warm process, for two, and for the size of the file."""
    settings = replace(seeded.settings, address=ADDRESS)
    with open_work(settings, Via.JOB) as work:
        certificate_id, stored = _template_certificate(work)
        facts = rules.from_json(stored)
        page = template.render(facts, f"{ADDRESS}/verify", papers.font_address())
        job, alone = _interleaved(lambda: _job(work, certificate_id), lambda: _library(page))
    size = len(pdf.render(facts, ADDRESS)) / 1024
    file = folder / "facts.json"
    file.write_text(json.dumps(stored), encoding="utf-8")
    one, two = _together(1, file), _together(2, file)
    return [
        Row(
            "certificate, warm, the whole job",
            f"{job:.1f} ms",
            f"WeasyPrint {alone:.1f} ms",
            job / alone,
            1.25,
            most=True,
        ),
        Row("certificates by two workers", f"{two:.1f}/s", f"one worker {one:.1f}/s", two / one, 1.8),
        Row("size of a certificate", f"{size:.1f} KB", "", size, 25, most=True),
    ]


def _template_certificate(work: Work) -> tuple[int, dict[str, Any]]:
    with work.reading() as session:
        row = session.scalars(select(Certificate).order_by(Certificate.id).limit(1)).one()
        return row.id, row.facts


def _job(work: Work, certificate_id: int) -> None:
    """The worker's job from the stored facts to the stored file, as if it had never run."""
    render_certificate(work, {"certificate_id": certificate_id})
    with work.writing() as session:
        session.execute(update(Certificate).where(Certificate.id == certificate_id).values(sha256=None))


def _library(page: str) -> None:
    """WeasyPrint with the product's fonts, shared and already subset, over a page already written."""
    document = HTML(string=page, url_fetcher=papers.only_the_font)
    assert document.write_pdf(**papers.options())


def _interleaved(first: Callable[[], None], second: Callable[[], None]) -> tuple[float, float]:
    """Medians in milliseconds, after a warm-up."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS + 2):
        for side, work in enumerate((first, second)):
            start = time.perf_counter()
            work()
            times[side].append((time.perf_counter() - start) * 1000)
    return statistics.median(times[0][2:]), statistics.median(times[1][2:])


def _together(count: int, facts: Path) -> float:
    """Certificates a second of so many processes at once."""
    command = [sys.executable, "-m", "bench.papers", str(SECONDS), str(facts)]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(count)]  # noqa: S603 - ourselves
    return sum(float(process.communicate()[0]) for process in running)


def _for_a_while(seconds: float, facts: rules.Facts) -> float:
    pdf.render(facts, ADDRESS)
    start, done = time.perf_counter(), 0
    while time.perf_counter() - start < seconds:
        pdf.render(facts, ADDRESS)
        done += 1
    return done / (time.perf_counter() - start)


if __name__ == "__main__":
    given = rules.from_json(json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))
    print(_for_a_while(float(sys.argv[1]), given))
