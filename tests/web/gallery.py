"""A small application with two pages: every component at once, and a lesson to read. Only tests serve it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from flask import Flask, render_template
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader

from elearn.ids import PersonId
from elearn.permissions import Actor, Grant, Role
from elearn.settings import Settings
from elearn.web import fragments, headers, locale, staticfiles

PAGES = ("gallery", "reading")
FUNDING = "Платформата е създадена по проект на Община Стара Загора, финансиран от Европейския съюз."
OURS = Path(locale.__file__).parent / "templates"
TESTS = Path(__file__).parent / "templates"


def trainer() -> Actor:
    """Who sees the longest menu."""
    return Actor(person_id=PersonId(1), name="Александър Образцов", grants=frozenset({Grant(Role.TRAINER)}))


def gallery_app(settings: Settings) -> Flask:
    """What every view shares and nothing of the features."""
    app = Flask("gallery", static_folder=None, root_path=str(OURS.parents[1]))
    app.config["SECRET_KEY"] = settings.secret
    app.config["SESSION_COOKIE_SECURE"] = False
    app.jinja_env.loader = ChoiceLoader([FileSystemLoader(OURS), FileSystemLoader(TESTS)])
    app.jinja_env.globals.update(settings=replace(settings, funding_bg=FUNDING), actor=trainer)
    CSRFProtect(app)
    locale.install(app)
    fragments.install(app)
    staticfiles.install(app, settings)
    headers.install(app, https=False)
    for name in PAGES:
        app.add_url_rule(f"/{name}", name, lambda name=name: render_template(f"{name}.html"))
    return app


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Tests are silent."""


class _Threads(ThreadingMixIn, WSGIServer):
    """A browser opens connections ahead of need; one that stays silent must not hold up the others."""

    daemon_threads = True
    request_queue_size = 128  # of the system's default of 5, what comes sixth is tried again after seconds


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of the running application."""
    server = make_server("127.0.0.1", 0, app, _Threads, _Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
