"""Starting what is measured, as `elearn serve` starts it, and how much memory its processes hold."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path

import psutil

from elearn import serve
from elearn.settings import Settings

PATIENCE_SECONDS = 60


def environment(settings: Settings) -> dict[str, str]:
    """The settings as the variables that a child reads them from."""
    values = {f"ELEARN_{field.name.upper()}": getattr(settings, field.name) for field in fields(settings)}
    return {name: ",".join(value) if isinstance(value, tuple) else str(value) for name, value in values.items()}


@contextmanager
def serving(settings: Settings, target: str = "wsgi:app", **more: str) -> Iterator[tuple[str, psutil.Process]]:
    """granian by the product's own command over `target`: its address and its main process."""
    own = replace(settings, port=_free_port(), log_level="ERROR")
    command = [*serve.web_command(own)[:-1], target]
    with running(command, serve.TWO_ARENAS | environment(own) | more) as process:
        _wait(own.port)
        yield f"http://127.0.0.1:{own.port}", process


@contextmanager
def running(command: Sequence[str], variables: Mapping[str, str]) -> Iterator[psutil.Process]:
    """A process of ours with these variables added to our own; ended with all its children."""
    merged = {**os.environ, **variables}  # noqa: TID251 - the measured processes inherit ours
    process = subprocess.Popen(command, cwd=serve.ROOT, env=merged, start_new_session=True)  # noqa: S603 - our own
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def pss_mb(*processes: psutil.Process) -> float:
    """Proportional set size of the processes and their children, in megabytes."""
    everyone = {child for process in processes for child in (process, *process.children(recursive=True))}
    return float(sum(one.memory_full_info().pss for one in everyone)) / 1e6


def settings_for(folder: Path, database: Path) -> Settings:
    """Production's settings over one database; limits of requests for one e-mail and address stay in force."""
    return Settings(
        secret="a-secret-of-the-bench-alone-and-long-enough",  # noqa: S106 - guards nothing
        database=f"sqlite:///{database}",
        data=folder,
        address="http://localhost",
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int) -> None:
    for _ in range(PATIENCE_SECONDS * 10):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"nothing listens on port {port}")
