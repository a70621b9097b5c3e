"""What views ask of their request: whose it is, and with which settings."""

import pytest
from flask import Flask

from elearn.errors import NotAllowed
from elearn.settings import Settings
from elearn.web.guard import person
from elearn.web.settings import settings as current


def test_a_visitor_is_nobody_whose_things_a_page_could_show(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(NotAllowed):
        person()


@pytest.mark.own_app
def test_views_read_the_settings_of_their_own_application(app: Flask, settings: Settings) -> None:
    with app.app_context():
        assert current() is settings
