"""Learners who take one test each, saving as the page's script does (elearn/web/static/js/quiz.js)."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from elearn import ids
from tests.lab.connection import NONE, Connection, Lost
from tests.lab.connection import Answer as Reply
from tests.lab.page import Page, read
from tests.lab.paper import Answer, Known

START = "/learn/sample/basics/quiz"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Accept": "application/json"}
PAUSE_SECONDS = 0.25


class Broken(AssertionError):
    """The server answered what it must never answer."""


class Habit(StrEnum):
    PLAIN = "saves each answer once"
    REPEATS = "sends each save twice"
    CHANGES = "changes answers, also before they are acknowledged"
    HANGS_UP = "goes away before the acknowledgement and sends the same save again"
    TABS = "has the test open in two tabs"
    DEVICES = "has the test open on two devices"


TWICE = frozenset({Habit.TABS, Habit.DEVICES})
HABITS = (
    *(Habit.PLAIN, Habit.CHANGES, Habit.PLAIN, Habit.TABS, Habit.PLAIN),
    *(Habit.REPEATS, Habit.PLAIN, Habit.HANGS_UP, Habit.PLAIN, Habit.DEVICES),
)
"""Of ten learners."""


@dataclass(frozen=True, slots=True)
class Told:
    """An acknowledgement: the page showed this answer as saved."""

    position: int
    revision: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class Save:
    """One save as the page sends it, and sends again until it is acknowledged."""

    position: int
    answer: Answer
    base: int
    body: bytes


@dataclass
class Journal:
    """What one learner was told.

    `saves` counts the saves she made at each question, however often each was sent; `cut_off`, the sendings that the
    server left without an answer; `asked`, how often a page had to ask which answer stays;
    `took`, the seconds that each answer of the server to a save took.
    """

    attempt_id: int = 0
    told: list[Told] = field(default_factory=list)
    saves: dict[int, int] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    cut_off: int = 0
    asked: int = 0
    submitted: int = 0


@dataclass
class Tab:
    """One open page of the attempt."""

    connection: Connection
    journal: Journal
    habit: Habit
    keeps_own: bool
    page: Page = field(default_factory=lambda: Page("", {}))

    async def begin(self) -> None:
        """Press "Start" and look at the questions."""
        token = (await self.ask("GET", "/session-token", headers=JSON)).json()["csrf"]
        started = await self.ask("POST", START, urlencode({"csrf_token": token}).encode(), FORM)
        place = started.headers.get("location", "")
        if started.status != 303 or not place.startswith("/attempts/"):
            raise Broken(f"starting: {started.status} {place}")
        shown = await self.ask("GET", place)
        self.page = read(shown.body)
        self.journal.attempt_id = int(place.split("/")[2])
        self.journal.titles = {position: one.title for position, one in self.page.questions.items()}

    async def give(self, position: int, answer: Answer, instead: Answer | None = None) -> None:
        """Save an answer until it is acknowledged. `instead`: what she wants when the first sending was lost."""
        shown = self.page.questions[position]
        save, lost = self._save(position, answer), list[Answer]()
        hang_up = self.habit is Habit.HANGS_UP and position % 2 == 0
        while True:
            try:
                found = await self._post(save, hang_up=hang_up)
            except Lost:
                hang_up = False
                if instead is not None and save.answer != instead:
                    lost.append(save.answer)
                    save = self._save(position, instead)
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            if found.status == 200:
                return await self._acknowledged(save, found.json()["revision"])
            stands = self._newer(found)
            shown.base = stands["revision"]
            own = any(shown.sent(one) == stands["answer"] for one in lost)
            if not own and not self._keeps_own():
                return None
            lost, save = [], self._save(position, save.answer)

    async def submit(self) -> None:
        body = urlencode({"csrf_token": self.page.token}).encode()
        found = await self.ask("POST", f"/attempts/{self.journal.attempt_id}/submit", body, FORM)
        if found.status != 303 or not found.headers["location"].endswith("/result"):
            raise Broken(f"submitting: {found.status} {found.body[:300]!r}")
        self.journal.submitted += 1

    async def ask(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = NONE) -> Reply:
        """Until there is an answer, and none that says the server failed."""
        found = await self._until_answered(lambda: self.connection.send(method, path, body, headers))
        return _sound(found, path)

    def _save(self, position: int, answer: Answer) -> Save:
        self.journal.saves[position] = self.journal.saves.get(position, 0) + 1
        shown = self.page.questions[position]
        body = {"save_id": ids.new_uuid(), "base": shown.base, "answer": shown.sent(answer)}
        return Save(position, answer, shown.base, json.dumps(body).encode())

    async def _post(self, save: Save, *, hang_up: bool = False) -> Reply:
        path = f"/attempts/{self.journal.attempt_id}/answers/{save.position}"
        headers = {**JSON, "Content-Type": "application/json", "X-CSRFToken": self.page.token}
        start = time.monotonic()
        try:
            found = await self.connection.send("POST", path, save.body, headers, hang_up=hang_up)
        except Lost as lost:
            self.journal.cut_off += lost.sent and not hang_up
            raise
        self.journal.took.append(time.monotonic() - start)
        return _sound(found, path)

    async def _acknowledged(self, save: Save, revision: int) -> None:
        """An acknowledgement is of the next revision after the one that the page had seen: nothing fell between."""
        if revision != save.base + 1:
            raise Broken(f"a save upon revision {save.base} became revision {revision}")
        self.page.questions[save.position].base = revision
        self.journal.told.append(Told(save.position, revision, save.answer))
        if self.habit is Habit.REPEATS:
            again = await self._until_answered(lambda: self._post(save))
            if (again.status, again.json().get("revision")) != (200, revision):
                raise Broken(f"the same save again: {again.status} {again.body[:300]!r}, before revision {revision}")

    def _newer(self, found: Reply) -> dict[str, Any]:
        stands: dict[str, Any] = found.json() if found.status == 409 else {}
        if stands.get("code") != "newer_answer":
            raise Broken(f"saving: {found.status} {found.body[:300]!r}")
        return stands

    def _keeps_own(self) -> bool:
        """The page asks which of two answers stays. Whoever has one page only is never asked about her own."""
        if self.habit not in TWICE:
            raise Broken("the page asks about a newer answer, and there is no other page")
        self.journal.asked += 1
        return self.keeps_own

    async def _until_answered(self, send: Callable[[], Awaitable[Reply]]) -> Reply:
        while True:
            try:
                return await send()
            except Lost:
                await asyncio.sleep(PAUSE_SECONDS)


def _sound(found: Reply, path: str) -> Reply:
    if found.status >= 500:
        raise Broken(f"{path}: {found.status} {found.body[:300]!r}")
    return found


@dataclass
class Taker:
    """One learner, by the cookies of her browsers: two where she has the test open twice."""

    number: int
    habit: Habit
    tabs: list[Tab]
    journal: Journal

    async def take(self, known: Mapping[str, Known], together: asyncio.Barrier) -> None:
        """From the start to the result; nobody answers before all have the questions before them."""
        for tab in self.tabs:
            await tab.begin()
        await together.wait()
        await asyncio.gather(*(self._answer(at, tab, known) for at, tab in enumerate(self.tabs)))
        await asyncio.gather(*(tab.submit() for tab in self.tabs))
        await asyncio.gather(*(tab.connection.close() for tab in self.tabs))

    async def _answer(self, at: int, tab: Tab, known: Mapping[str, Known]) -> None:
        """Every question, each learner beginning at another; a second tab answers every other one, differently."""
        positions = sorted(tab.page.questions)
        turn = self.number % len(positions)
        for position in [*positions[turn:], *positions[:turn]]:
            if at and position % 2:
                continue
            answers = known[tab.page.questions[position].title].answers
            first = (self.number + position + at) % 3
            changes = self.habit is Habit.CHANGES
            await tab.give(position, answers[first], answers[(first + 1) % 3] if changes else None)
            if changes and position % 3 == 0:
                await tab.give(position, answers[(first + 2) % 3])
