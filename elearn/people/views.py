"""The pages of people, as one blueprint."""

from flask import Flask
from flask.blueprints import BlueprintSetupState

from elearn.people import (
    account_views,
    link_views,
    merge_views,
    passwords,
    person_views,
    replay,
    roster_views,
    sign_in_views,
    signed_in,
    slip_views,
    tree_views,
)
from elearn.people.blueprint import bp

PAGES = (account_views, link_views, sign_in_views, slip_views, roster_views, person_views, merge_views, tree_views)


@bp.record_once
def _install(state: BlueprintSetupState) -> None:
    app = state.app
    assert isinstance(app, Flask)  # noqa: S101 - a blueprint's state says only "some app"
    passwords.configure(app.extensions["settings"])
    signed_in.install(app)
    app.add_template_global(replay.ticket_field, "replay_ticket")


__all__ = ["bp"]
