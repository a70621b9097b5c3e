"""The settings that this application was made with."""

from flask import current_app

from elearn.settings import Settings


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found
