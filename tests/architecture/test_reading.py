"""Who reads what: every page and file of coordinators, with the numbers of our people, opened by a coordinator of ours,
by one of the neighbouring municipality, and by a learner."""

from collections.abc import Iterator, Mapping

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from elearn.db import begin_writing
from elearn.permissions import Grant, Role
from tests.architecture.requests import STEPS, send
from tests.architecture.scene import Scene
from tests.factories.people import a_person, an_organisation
from tests.quizzes.visiting import SignIn

LEFT_OUT = {
    "people.remove_unit",
    "plans.remove_group",
    "plans.empty_group",
    "plans.remove_project",
    "plans.end_plan",
    "staff.discard",
    "people.sign_out",
    "people.sign_in_post",
}
"""What takes away again what there is to read, and what changes whose browser it is."""
OURS = ("Липово", "maria@example.org", "silent@example.org", "Петрова Нова", "Работна група", "Нина Янева")
"""What tells a reader of our people, plans and units."""
MANY = 30


@pytest.fixture
def scene(session: Session, app: Flask, client: FlaskClient, sign_in: SignIn) -> Scene:
    """A municipality with people, plans, groups, projects, requests, imports and files."""
    app.config["WTF_CSRF_ENABLED"] = False
    scene = Scene(session)
    for step in STEPS:
        if step.endpoint not in LEFT_OUT and step.who:
            ids = scene.ids()
            sign_in(client, ids[step.who])
            send(client, step, ids)
    return scene


def read(app: Flask, client: FlaskClient, ids: Mapping[str, object]) -> Iterator[tuple[str, int, str]]:
    """Each address of coordinators and administrators that is opened by GET: its endpoint, the answer, the words."""
    values = {
        "person_id": ids["maria"],
        "unit_id": ids["office"],
        "course": "sample",
        "slug": "sample",
        "kind": "never",
        "act": "credit",
        "what": "credits",
        "number": ids["credit"],
        "quiz": "basics/quiz",
        "name": "x",
    }
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(("/coordinate", "/admin")) and "GET" in (rule.methods or ()):
            given = {name: values.get(name, ids.get(name.removesuffix("_id"), 1)) for name in rule.arguments}
            answer = client.get(_address(rule, given))
            yield rule.endpoint, answer.status_code, answer.get_data().decode("utf-8", "replace")


def _address(rule: Rule, given: Mapping[str, object]) -> str:
    built = rule.build(given)
    assert built is not None, rule.rule
    return built[1]


def test_a_coordinator_reads_her_own_and_the_neighbour_not_a_word_of_it(
    scene: Scene, app: Flask, client: FlaskClient, sign_in: SignIn, session: Session
) -> None:
    begin_writing(session)
    theirs = an_organisation(session, "Съседна")
    neighbour = a_person(session, organisation_id=theirs, roles=(Grant(Role.COORDINATOR, theirs),))
    session.commit()
    ids = scene.ids()
    sign_in(client, ids["kalina"])
    telling = {
        name for name, status, words in read(app, client, ids) if status == 200 and any(w in words for w in OURS)
    }
    assert len(telling) > MANY
    sign_in(client, neighbour)
    told = {name: [w for w in OURS if w in words] for name, _, words in read(app, client, ids)}
    assert {name: words for name, words in told.items() if words} == {}


def test_a_learner_opens_none_of_these_pages(scene: Scene, app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    ids = scene.ids()
    sign_in(client, ids["ready"])
    assert {name: status for name, status, _ in read(app, client, ids) if status not in {403, 404}} == {}
