"""Every view says who may see it, or the application does not start."""

from collections.abc import Iterable

import pytest
from flask import Flask

from elearn import events, wiring
from elearn.permissions import GRANTS, Permission, Role
from elearn.settings import Settings
from elearn.web import guard


@pytest.mark.own_app
def test_a_view_without_a_permission_refuses_start_up(app: Flask) -> None:
    app.view_functions["forgotten"] = lambda: ""
    with pytest.raises(guard.Undeclared, match="forgotten"):
        guard.require_declared(app)


def test_every_view_declares_a_permission(app: Flask) -> None:
    assert all(guard.declared_permission(app, name) for name in app.view_functions)


def test_every_address_that_changes_something_needs_a_token(app: Flask) -> None:
    csrf = app.extensions["csrf"]
    exempt: Iterable[str] = {*csrf._exempt_views, *(blueprint.name for blueprint in csrf._exempt_blueprints)}
    assert not exempt


def test_every_permission_is_granted_to_someone() -> None:
    granted = set().union(*GRANTS.values())
    assert granted == set(Permission)


def test_every_role_has_its_grants() -> None:
    assert set(GRANTS) == set(Role)


def test_every_event_is_wired() -> None:
    assert set(wiring.handlers(Settings(mode="test"))) == events.known()


def test_an_unwired_event_refuses_start_up() -> None:
    with pytest.raises(events.Unwired, match="LessonMarked"):
        events.connect({events.EnrolmentChanged: ()})
    wiring.connect(Settings(mode="test"))


def test_default_settings_are_refused_in_production() -> None:
    with pytest.raises(RuntimeError, match="ELEARN_SECRET"):
        Settings().check()


def production(address: str | None) -> Settings:
    """Production's settings from an environment that gives this address, or none."""
    given = {} if address is None else {"ELEARN_ADDRESS": address}
    return Settings.from_env({"ELEARN_SECRET": "32-random-characters-or-even-more", **given})


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "http://127.0.0.1:8000/",
        "http://elearn.example.bg",
        "http://localhost.example.bg",
        "elearn.bg",
        "https://",
    ],
)
def test_production_refuses_an_address_that_nobody_chose_or_that_is_not_safe(address: str | None) -> None:
    with pytest.raises(RuntimeError, match="ELEARN_ADDRESS"):
        production(address)


@pytest.mark.parametrize("address", ["https://elearn.example.bg", "http://localhost:8000", "http://127.0.0.1:9000"])
def test_a_public_address_is_kept_without_its_last_stroke(address: str) -> None:
    assert production(address).address == production(f"{address}/").address == address


def test_the_demo_needs_no_address() -> None:
    assert Settings.from_env({"ELEARN_MODE": "demo"}).address == "http://127.0.0.1:8000"
