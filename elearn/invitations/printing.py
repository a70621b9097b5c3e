"""Having slips printed by a process of its own: the web never renders papers, and no slip is ever stored."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from elearn.errors import Conflict, Refusal
from elearn.ids import PersonId
from elearn.invitations.holders import Holder
from elearn.web import turnstile

SECONDS = 60
WAIT_SECONDS = 20

_PACKAGE_ROOT = Path(__file__).resolve().parents[2]
_START = (
    "import sys, runpy; sys.path.insert(0, sys.argv.pop(1)); "
    "runpy.run_module('elearn.invitations.slip_paper', run_name='__main__')"
)
_turn = threading.BoundedSemaphore(1)


class NotPrinted(Refusal):
    """It took too long or failed: a defect, and no slip has changed."""

    status = 500


def render(
    found: Sequence[Holder], codes: Mapping[PersonId, str], *, issuer: str, address: str, last_day: str
) -> bytes:
    """The slips as PDF, in this order. Never call this inside a transaction.

    `address` is that of the page that asks for a slip. Raises Conflict("printing_busy") when others are printing, and
    NotPrinted("printing_failed").
    """
    slips = [{"name": one.name, "unit": one.unit, "number": one.sign_in_name, "code": codes[one.id]} for one in found]
    told = {"issuer": issuer, "address": address, "last_day": last_day, "slips": slips}
    with turnstile.aside(), _taking_turns():
        return _run(json.dumps(told).encode())


@contextmanager
def _taking_turns() -> Iterator[None]:
    if not _turn.acquire(timeout=WAIT_SECONDS):
        raise Conflict("printing_busy")
    try:
        yield
    finally:
        _turn.release()


def _run(told: bytes) -> bytes:
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module; no shell reads the arguments
        [sys.executable, "-I", "-c", _START, str(_PACKAGE_ROOT)],
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        printed, _ = child.communicate(told, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        printed = b""
    if child.returncode != 0 or not printed.startswith(b"%PDF"):
        raise NotPrinted("printing_failed")
    return printed
