"""`elearn serve`: the web processes and one worker, started, watched and stopped together."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import FrameType

import click

from elearn.command import command_work
from elearn.settings import Settings

ROOT = Path(__file__).parent.parent
PAUSE_SECONDS = 1.0
PATIENCE_SECONDS = 15
TWO_ARENAS = {"MALLOC_ARENA_MAX": "2"}
"""For glibc: a heap for each of many threads would hold tens of megabytes that nobody uses again."""


def web_command(settings: Settings) -> list[str]:
    """granian over `wsgi:app`; any other WSGI server would do."""
    return [
        *(sys.executable, "-m", "elearn.webserver", "--interface", "wsgi", "--no-ws"),
        *("--host", settings.host, "--port", str(settings.port)),
        *("--workers", str(settings.workers), "--blocking-threads", str(settings.threads)),
        *("--log-level", settings.log_level.lower(), "--respawn-failed-workers", "wsgi:app"),
    ]


def worker_command() -> list[str]:
    return [sys.executable, "-m", "elearn.main", "worker"]


def static_files_command() -> list[str]:
    """Nothing to do when set-up has built them; a process of its own, so that its libraries do not stay."""
    return [sys.executable, "-m", "elearn.web.assets"]


def serve(settings: Settings) -> int:
    """Run until Ctrl-C, SIGTERM or the end of the web server; the web server's exit code."""
    stop = threading.Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, on_signal)
    subprocess.run(static_files_command(), check=True)  # noqa: S603 - our own command
    web = _start(web_command(settings))
    worker = _start(worker_command())
    while not stop.wait(PAUSE_SECONDS) and web.poll() is None:
        if worker.poll() is not None:
            worker = _start(worker_command())
    code = 0 if stop.is_set() else (web.returncode or 1)
    for process in (web, worker):
        _end(process)
    return code


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """In a process group of its own, so that Ctrl-C reaches it once, through us; `wsgi` is found from any folder."""
    environment = {**TWO_ARENAS, **os.environ, "PYTHONPATH": str(ROOT)}  # noqa: TID251 - children inherit the settings
    return subprocess.Popen(command, start_new_session=True, env=environment)  # noqa: S603 - our own command


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


@click.command("serve")
def command() -> None:
    """Serve the web pages and run the worker, until Ctrl-C."""
    with command_work() as work:
        settings = work.settings
    sys.exit(serve(settings))
