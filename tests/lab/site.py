"""The product as an operator runs it, to be killed and started again: `elearn serve` with all its processes."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil

from bench.servers import environment
from elearn.serve import ROOT
from elearn.settings import Settings

PATIENCE_SECONDS = 120
PROCESSES = 5
"""`elearn serve`, granian's main process with two web processes, the worker."""
PORTS = range(20_000, 32_000)
"""Below those that the system gives to who connects: a client that calls again and again never meets itself."""


@dataclass
class Site:
    """`processes()` are those of the running server; `log` holds what they said."""

    settings: Settings
    log: Path
    main: psutil.Popen | None = field(default=None)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.settings.port}"

    def start(self) -> None:
        """Returns when it answers. Raises RuntimeError with the server's last words."""
        command = [sys.executable, "-m", "elearn.main", "serve"]
        merged = {**os.environ, **environment(self.settings)}  # noqa: TID251 - the server inherits ours
        with self.log.open("ab") as log:
            self.main = psutil.Popen(
                command, cwd=ROOT, env=merged, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )
        self.until(lambda _: self._answers())

    def until(self, wanted: Callable[[list[psutil.Process]], bool]) -> None:
        """Wait for what is wanted of the server's processes. Raises RuntimeError with its last words."""
        assert self.main is not None
        end = time.monotonic() + PATIENCE_SECONDS
        while not wanted(self.processes()):
            if self.main.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the server is not as it should be; its last words:\n{self.last_words()}")
            time.sleep(0.05)

    def whole(self) -> list[psutil.Process]:
        """The processes, once all of them run."""
        self.until(lambda processes: len(processes) == PROCESSES)
        return self.processes()

    def processes(self) -> list[psutil.Process]:
        """The main one first."""
        if self.main is None:
            return []
        main = psutil.Process(self.main.pid)
        return [main, *main.children(recursive=True)]

    def kill(self, processes: list[psutil.Process]) -> None:
        """kill -9, parents first, so that none of them starts what has just been killed. At once: looking for the
        processes takes so long that a class would have its answers meanwhile, so it is done before."""
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.kill()

    def bury(self, processes: list[psutil.Process]) -> None:
        """Wait for the end of those that were killed. Raises RuntimeError."""
        assert self.main is not None
        self.main.wait(PATIENCE_SECONDS)
        _, alive = psutil.wait_procs(processes, PATIENCE_SECONDS)
        self.main = None
        if alive:
            raise RuntimeError(f"these outlived kill -9: {alive}")

    def stop(self) -> int:
        """As an operator stops it; the exit code."""
        assert self.main is not None
        self.main.terminate()
        code = int(self.main.wait(PATIENCE_SECONDS))
        self.main = None
        return code

    def last_words(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")[-4000:]

    def _answers(self) -> bool:
        call = http.client.HTTPConnection("127.0.0.1", self.settings.port, timeout=PATIENCE_SECONDS)
        try:
            call.request("GET", "/healthz")
            return call.getresponse().status == 200
        except OSError:
            return False
        finally:
            call.close()


@contextmanager
def site(settings: Settings, log: Path) -> Iterator[Site]:
    """Running on a port of its own; whatever is left of it in the end is killed."""
    found = Site(replace(settings, port=_free_port(), log_level="WARNING"), log)
    found.start()
    try:
        yield found
    finally:
        if found.main is not None:
            left = found.processes()
            found.kill(left)
            found.bury(left)


def _free_port() -> int:
    for port in range(PORTS.start + os.getpid() % len(PORTS), PORTS.stop):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise RuntimeError("no port is free")
