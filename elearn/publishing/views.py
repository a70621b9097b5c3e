"""The pages of courses, as one blueprint."""

from flask import Flask
from flask.blueprints import BlueprintSetupState

from elearn.publishing import author_views, check_views, course_views, media_views, wording
from elearn.publishing.blueprint import bp

PAGES = (author_views, check_views, course_views, media_views)


@bp.record_once
def _install(state: BlueprintSetupState) -> None:
    app = state.app
    assert isinstance(app, Flask)  # noqa: S101 - a blueprint's state says only "some app"
    wording.install(app)


__all__ = ["bp"]
