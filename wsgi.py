"""The WSGI entry: any server runs `wsgi:app`."""

from elearn.app import create_app
from elearn.settings import Settings

app = create_app(Settings.from_env())
