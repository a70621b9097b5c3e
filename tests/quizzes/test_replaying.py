"""`elearn attempt replay`: the paper built anew from seed, edition and earlier papers, and what it finds wrong."""

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from elearn.errors import NotFound
from elearn.ids import AttemptId
from elearn.quizzes import replaying, service
from elearn.quizzes.cli import command
from elearn.quizzes.models import Attempt
from elearn.quizzes.replaying import Replay
from tests.factories.content import a_course
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import (
    BASICS,
    SECRET,
    Taker,
    a_graded_attempt,
    a_taker,
    a_test_with,
    an_attempt,
    with_rules,
)


@pytest.fixture
def run(settings, monkeypatch) -> Callable[..., Result]:
    """`run("replay", 1)`: the command on the test's database."""
    for name, value in {"MODE": "test", "DATABASE": settings.database, "SECRET": settings.secret}.items():
        monkeypatch.setenv(f"ELEARN_{name}", value)
    return lambda *arguments: CliRunner().invoke(command, [str(argument) for argument in arguments])


def replayed(session: Session, attempt_id: int) -> Replay:
    return replaying.replay(session, AttemptId(attempt_id), secret=SECRET)


def three_attempts(session: Session, taker: Taker) -> list[Attempt]:
    """Two graded ones and an open one, each drawing two of five."""
    found = [a_graded_attempt(session, taker, right=0) for _ in range(2)]
    return [session.get_one(Attempt, attempt_id) for attempt_id in (*found, an_attempt(session, taker))]


def test_every_attempt_of_a_person_is_built_anew_exactly(session) -> None:
    a_test_with(session, draw=2)
    for attempt in three_attempts(session, a_taker(session)):
        found = replayed(session, attempt.id)
        assert found.equal
        assert found.earlier == attempt.number - 1
        assert [line.question for line in found.rebuilt] == [sheet["question"] for sheet in attempt.paper]


def test_fifty_snapshots_later_it_is_still_the_same(session) -> None:
    a_test_with(session, draw=2)
    taker = a_taker(session)
    attempts = three_attempts(session, taker)
    before = [replayed(session, attempt.id) for attempt in attempts]
    pinned = attempts[0].snapshot_id
    for n in range(50):
        rules = {"draw": 1 + n % 5, "shuffle": n % 2 == 0}
        later = a_snapshot(session, with_rules(a_course(edition=f"2.{n}"), BASICS, **rules))
    assert later != pinned
    service.submit(session, taker.actor, attempts[-1].id)
    newer = session.get_one(Attempt, an_attempt(session, taker))
    assert [replayed(session, attempt.id) for attempt in attempts] == before
    assert all(found.equal and found.snapshot == pinned for found in before)
    assert replayed(session, newer.id).equal


@pytest.mark.parametrize(
    "spoil",
    [
        lambda paper: paper[::-1],
        lambda paper: paper[:1],
        lambda paper: [*paper[:-1], paper[-1] | {"order": paper[-1]["order"][::-1] or [1]}],
        lambda paper: [*paper[:-1], paper[-1] | {"question": "basics/quiz#gone"}],
    ],
)
def test_a_paper_that_was_changed_is_found_out(session, spoil) -> None:
    a_test_with(session, draw=3)
    attempt = session.get_one(Attempt, an_attempt(session, a_taker(session)))
    attempt.paper = spoil(attempt.paper)
    session.flush()
    assert not replayed(session, attempt.id).equal


def test_an_earlier_paper_that_was_changed_is_found_out_by_the_retry(session) -> None:
    a_test_with(session, draw=2)
    first, second, _ = three_attempts(session, a_taker(session))
    first.paper = second.paper
    session.flush()
    assert not replayed(session, second.id).equal


def test_a_seed_that_somebody_chose_is_found_out(session) -> None:
    attempt = session.get_one(Attempt, an_attempt(session, a_taker(session)))
    assert replayed(session, attempt.id).seed_ours
    attempt.seed = "0" * 64
    session.flush()
    assert not replayed(session, attempt.id).seed_ours


def test_an_attempt_that_nobody_made_is_not_found(session) -> None:
    with pytest.raises(NotFound, match="attempt_unknown"):
        replayed(session, 1)


def test_the_command_prints_the_paper_and_that_it_is_equal(session, run) -> None:
    a_test_with(session, draw=3)
    attempt = session.get_one(Attempt, an_attempt(session, a_taker(session)))
    session.commit()
    told = run("replay", attempt.id)
    assert (told.exit_code, told.output.splitlines()[-1]) == (0, "equal to what was stored")
    assert "the seed is of the secret in use now" in told.output
    lines = told.output.splitlines()[3:6]
    for position, (line, sheet) in enumerate(zip(lines, attempt.paper, strict=True), 1):
        assert line.startswith(f"{position:>3}. {sheet['question']}  ")
        assert line.endswith(f"[{' '.join(str(place + 1) for place in sheet['order'])}]") or not sheet["order"]


def test_the_command_prints_json(session, run) -> None:
    a_test_with(session, draw=3)
    attempt = session.get_one(Attempt, an_attempt(session, a_taker(session)))
    session.commit()
    told = run("replay", attempt.id, "--format", "json")
    found = json.loads(told.output)
    assert (told.exit_code, found["equal"], found["seed"]) == (0, True, attempt.seed)
    assert [line["question"] for line in found["rebuilt"]] == [sheet["question"] for sheet in attempt.paper]
    assert found["rebuilt"] == found["stored"]
    assert all(line["title"] for line in found["rebuilt"])


def test_the_command_fails_where_the_stored_paper_is_another(session, run) -> None:
    attempt = session.get_one(Attempt, an_attempt(session, a_taker(session)))
    attempt.paper = attempt.paper[::-1]
    session.commit()
    told = run("replay", attempt.id)
    assert told.exit_code == 1
    assert "NOT equal to what was stored" in told.output
    assert (run("replay", attempt.id + 1).exit_code, run("replay", "x").exit_code) == (1, 2)
