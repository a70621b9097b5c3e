"""Every address that changes something leaves its entry in the record, or says why none is due.

The way from a view to `record(…)` is read in the code, so that an entry that somebody takes out is missed at once; that
it is written when the address is used, with the right person, the features' own tests show.
"""

import inspect
from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.audit.models import AuditEntry
from elearn.db import begin_writing
from elearn.operations.acts import ACTS
from elearn.permissions import Grant, Role
from tests.architecture.entries import ENTRIES, ByJob
from tests.architecture.reaching import Module, acts, modules
from tests.factories.people import a_person, an_organisation

SAFE = {"GET", "HEAD", "OPTIONS"}
NEVER = {"certificates.correct_name": "attempt.submit", "people.rename_unit": "organisation_moved"}
"""Acts that these do not come to: the reading of the code tells one act from another."""


@pytest.fixture(scope="module")
def code() -> Mapping[str, Module]:
    return modules()


def changing(app: Flask) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules() if (rule.methods or set()) - SAFE}


def test_every_changing_address_stands_in_the_table(app: Flask) -> None:
    assert changing(app) - set(ENTRIES) == set(), "say in tests/architecture/entries.py what it leaves in the record"
    assert set(ENTRIES) - changing(app) == set(), "these addresses are gone"


@pytest.mark.parametrize("endpoint", sorted(name for name, said in ENTRIES.items() if not isinstance(said, str)))
def test_a_changing_address_comes_to_its_entry(app: Flask, code: Mapping[str, Module], endpoint: str) -> None:
    said = ENTRIES[endpoint]
    view = inspect.unwrap(app.view_functions[endpoint])
    begin = (view.__module__, view.__name__)
    if isinstance(said, ByJob):
        begin, said = (said.module, said.handler), (said.action,)
    assert set(said) <= set(ACTS)
    assert set(said) - acts(code, [begin]) == set()


@pytest.mark.parametrize(("endpoint", "act"), NEVER.items())
def test_an_address_does_not_seem_to_come_to_just_any_entry(
    app: Flask, code: Mapping[str, Module], endpoint: str, act: str
) -> None:
    view = inspect.unwrap(app.view_functions[endpoint])
    assert act not in acts(code, [(view.__module__, view.__name__)])


def test_no_changing_address_lets_the_neighbour_touch_anybody_of_ours(
    app: Flask, session: Session, client, sign_in
) -> None:
    """A coordinator of another municipality, at every address under /coordinate with the numbers of our people."""
    ours, theirs = an_organisation(session, "Наша"), an_organisation(session, "Съседна")
    anna = a_person(session, organisation_id=ours)
    neighbour = a_person(session, organisation_id=theirs, roles=(Grant(Role.COORDINATOR, theirs),))
    session.commit()
    sign_in(client, neighbour)
    app.config["WTF_CSRF_ENABLED"] = False
    asked = 0
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/coordinate/") and rule.methods and rule.methods - SAFE and rule.arguments:
            values = {"person_id": anna, "unit_id": ours, "slug": "sample", "what": "credits"}
            _, address = rule.build({name: values.get(name, 1) for name in rule.arguments}) or ("", rule.rule)
            answer = client.post(address, data={"person": str(anna), "unit": str(ours), "reason": "x", "name": "x"})
            assert answer.status_code in {400, 403, 404, 409}, address
            asked += 1
    assert asked > 20
    begin_writing(session)
    touched = select(func.count()).select_from(AuditEntry).where(AuditEntry.person_id == neighbour)
    assert session.scalar(touched.where((AuditEntry.about_id == anna) | (AuditEntry.unit_id == ours))) == 0
