"""Load by wrk (a Debian package), one thread, every answer checked for its status and a marker by `load.lua`."""

import json
import statistics
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SCRIPT = Path(__file__).with_name("load.lua")
SECONDS = 2
ROUNDS = 5


class BadAnswers(RuntimeError):
    """Some answer was not what was asked for, so that its speed says nothing."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request as a browser would send it. An empty body is none."""

    path: str
    cookie: str = ""
    token: str = ""
    body: str = ""

    @property
    def line(self) -> str:
        return "\t".join((self.path, self.cookie, self.token, self.body))


@dataclass(slots=True)
class Supply:
    """Requests to send, in order. One that can be sent once only (`once`) is never sent again."""

    address: str
    file: Path
    requests: Sequence[Request]
    marker: str
    method: str = "GET"
    status: int = 200
    content: str = "application/json"
    once: bool = False
    used: int = field(default=0)

    def __post_init__(self) -> None:
        self.file.write_text("\n".join(request.line for request in self.requests) + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Run:
    """Answers a second, and latencies in milliseconds."""

    rate: float
    p50: float
    p95: float
    p99: float


def start(supply: Supply, connections: int, seconds: int = SECONDS) -> "subprocess.Popen[str]":
    """wrk over the supply, running."""
    command = [
        *(
            "wrk",
            "-t1",
            "-c",
            str(connections),
            "-d",
            f"{seconds}s",
            "--timeout",
            "30s",
            "-s",
            str(SCRIPT),
            supply.address,
            "--",
        ),
        *(str(supply.file), supply.method, str(supply.status), supply.marker, supply.content, str(supply.used)),
    ]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # noqa: S603 - our own command


def finish(supply: Supply, process: "subprocess.Popen[str]") -> Run:
    """Wait for it. Raises BadAnswers when any answer was lost, had another status or lacked the marker."""
    output, _ = process.communicate()
    lines = [line for line in output.splitlines() if line.startswith("RESULT ")]
    if not lines:
        raise BadAnswers(output[-400:])
    found = json.loads(lines[-1].removeprefix("RESULT "))
    supply.used += found["issued"]
    if supply.once and supply.used > len(supply.requests):
        raise BadAnswers(f"{supply.used} requests were sent and {len(supply.requests)} prepared")
    if found["bad"] or found["lost"]:
        raise BadAnswers(f"{supply.requests[0].path}: {found['bad']} bad, {found['lost']} lost: {found['example']}")
    return Run(found["answered"] / found["seconds"], found["p50"], found["p95"], found["p99"])


def run(supply: Supply, connections: int, seconds: int = SECONDS) -> Run:
    """One run. Raises BadAnswers."""
    return finish(supply, start(supply, connections, seconds))


def interleaved(sides: Mapping[str, Callable[[], Run]], rounds: int = ROUNDS) -> dict[str, Run]:
    """Each side once in every round, the order turning; medians by side. The first round warms up and is dropped."""
    runs: dict[str, list[Run]] = {name: [] for name in sides}
    names = list(sides)
    for turn in range(rounds + 1):
        for name in names if turn % 2 else reversed(names):
            runs[name].append(sides[name]())
    return {name: median(found[1:]) for name, found in runs.items()}


def median(runs: Sequence[Run]) -> Run:
    """The middle of each column."""
    columns = zip(*((one.rate, one.p50, one.p95, one.p99) for one in runs), strict=True)
    return Run(*(statistics.median(column) for column in columns))
