"""Promise 7 in the laboratory: the server is killed and started again twice while a class takes its test."""

from dataclasses import replace
from pathlib import Path

import pytest

from elearn.settings import Settings
from tests.databases import Databases
from tests.lab.running import enrolled, run
from tests.lab.site import PROCESSES, site
from tests.lab.verdict import Verdict, verdict

TAKERS = {"sqlite": 300, "postgresql": 60}


@pytest.fixture
def takers(databases: Databases) -> int:
    return TAKERS[databases.kind]


def test_killed_twice_the_server_keeps_every_acknowledged_answer_and_counts_it_once(
    settings: Settings, takers: int, built: Path, tmp_path: Path
) -> None:
    browsers = enrolled(settings, takers)
    with site(replace(settings, data=built), tmp_path / "server.log") as served:
        found = run(served, browsers)
        assert served.stop() == 0, served.last_words()
    assert verdict(settings, found) == Verdict(lost=[], twice=[], graded=[])
    first, second = found.kills
    assert 0 < first.told <= first.told_later < second.told <= second.told_later < found.told
    assert first.cut_off < first.cut_off_later, "nobody was saving at the first kill"
    assert second.cut_off < second.cut_off_later, "nobody was saving at the second kill"
    assert found.asked, "no two pages ever disagreed"
    assert found.processes == PROCESSES, served.last_words()
    assert "database is locked" not in served.last_words()


def test_a_web_process_and_a_worker_that_die_alone_come_back(settings: Settings, built: Path, tmp_path: Path) -> None:
    with site(replace(settings, data=built), tmp_path / "server.log") as served:
        web, worker = served.whole()[0].children()
        dead = {web.children()[-1], worker}
        for process in dead:
            process.kill()
        served.until(lambda processes: len(processes) == PROCESSES and dead.isdisjoint(processes))
        assert served.stop() == 0, served.last_words()
