"""What a worker of the tests makes once and uses for every test: an engine and an application for each address.

An engine keeps the statements it has compiled, an application its routes: making them takes as long as many a test.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import Engine, create_engine

from elearn import wiring
from elearn.app import create_app
from elearn.db import engine_options, prepare
from elearn.people import passwords
from elearn.settings import Settings


@dataclass(frozen=True)
class Lasting:
    """Engines by their address, applications by their settings with the configuration they began with."""

    engines: dict[str, Engine] = field(default_factory=dict)
    apps: dict[Settings, tuple[Flask, dict[str, object]]] = field(default_factory=dict)

    def engine(self, address: str) -> Engine:
        """Ready for its first connection; dispose of its connections after the test."""
        if address not in self.engines:
            self.engines[address] = create_engine(address, **engine_options(address))
            prepare(self.engines[address])
        return self.engines[address]

    @contextmanager
    def app(self, settings: Settings) -> Iterator[Flask]:
        """The application of these settings, as if it had just been created."""
        if settings not in self.apps:
            app = create_app(settings)
            self.apps[settings] = app, dict(app.config)
        app, config = self.apps[settings]
        wiring.connect(settings)
        passwords.configure(settings)
        yield app
        app.config.clear()
        app.config.update(config)
        app.extensions["fragments"].clear()
        with app.app_context():
            for engine in app.extensions["sqlalchemy"].engines.values():
                engine.dispose()
