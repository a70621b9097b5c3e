"""The product as a new user meets it: the demo, served by its own command, met in Debian's Chromium."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from elearn.content.compiler import compile_tree
from elearn.content.questions import Question
from elearn.demo.cast import PASSWORD
from tests.journeys.answering import Key, questions_by_title

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Demo:
    """The served demo; `questions` by their titles in Bulgarian, with their keys."""

    address: str
    questions: Mapping[Key, Question]

    def sign_in(self, context: BrowserContext, who: str) -> Page:
        page = context.new_page()
        page.goto(f"{self.address}/sign-in")
        page.fill("[name=email]", f"{who}@demo.example")
        page.fill("[name=password]", PASSWORD)
        page.click("main form button[type=submit]")
        page.wait_for_url("**/my")
        return page


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE_SECONDS * 5):
        if process.poll() is not None:
            raise RuntimeError("the demo ended before it listened")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise RuntimeError("the demo does not listen")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """`elearn demo` on a port of its own with a folder of its own; stopped as Ctrl-C stops it."""
    data, port = tmp_path_factory.mktemp("demo"), _free_port()
    environment = {
        **os.environ,  # noqa: TID251 - the demo needs PATH and the like
        "ELEARN_MODE": "demo",
        "ELEARN_DATA": str(data),
        "ELEARN_DATABASE": f"sqlite:///{data}/elearn.db",
        "ELEARN_PORT": str(port),
        "ELEARN_ADDRESS": f"http://127.0.0.1:{port}",
        "ELEARN_LOG_LEVEL": "WARNING",
    }
    process = subprocess.Popen([sys.executable, "-m", "elearn.main", "demo"], cwd=ROOT, env=environment)
    try:
        _wait(port, process)
        courses = compile_tree(ROOT / "courses", date(2026, 11, 23)).courses
        yield Demo(f"http://127.0.0.1:{port}", questions_by_title(courses))
    finally:
        process.terminate()
        assert process.wait(60) == 0


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser in Bulgarian; any error in a script or a violated policy fails the test."""
    context = browser.new_context(locale="bg-BG", viewport={"width": 1280, "height": 900})
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on("console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None)
    yield context
    context.close()
    assert errors == []
