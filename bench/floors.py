"""The floors: a bare Flask application with the product's own server, engine and transaction settings.

`GET /page` is one indexed SELECT through SQLAlchemy and a 40 KB template; `POST /commit` inserts a row and commits.
`hash_rate` is the password hash alone on all cores.
"""

import os
import secrets
import time
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from elearn.db import begin_reading, begin_writing, engine_options, prepare
from elearn.settings import Settings

MARKER = "floor-marker"
ADDRESS = "BENCH_FLOOR_DATABASE"
PARAGRAPHS = 72
PAGE = (
    "<!doctype html><html><body><h1>{{ row.name }}</h1>"
    "{% for n in range(paragraphs) %}<p>{{ n }} {{ text }}</p>{% endfor %}<p>" + MARKER + "</p></body></html>"
)
TEXT = "Кметът уведомява заявителя за пропуските в срок до 14 дни. " * 5


class Base(DeclarativeBase):
    """The floor's own tables."""


class Row(Base):
    """Something to look up and something to insert."""

    __tablename__ = "row"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), index=True)


def create_app(address: str) -> Flask:
    """The two views over a database that `fill` has made."""
    app = Flask(__name__)
    engine = create_engine(address, **engine_options(address))
    prepare(engine)
    template = app.jinja_env.from_string(PAGE)

    @app.get("/page")
    def page() -> str:
        with Session(engine) as session:
            begin_reading(session)
            row = session.scalars(select(Row).where(Row.name == "row-500")).one()
            return template.render(row=row, paragraphs=PARAGRAPHS, text=TEXT)

    @app.post("/commit")
    def commit() -> str:
        with Session(engine) as session:
            begin_writing(session)
            session.add(Row(name=secrets.token_hex(8)))
            session.commit()
        return MARKER

    return app


def fill(address: str) -> None:
    """A thousand rows."""
    engine = create_engine(address, **engine_options(address))
    Base.metadata.create_all(engine)
    prepare(engine)
    with Session(engine) as session:
        begin_writing(session)
        session.add_all(Row(name=f"row-{n}") for n in range(1000))
        session.commit()
    engine.dispose()


def hash_rate(settings: Settings, seconds: float) -> float:
    """Verified passwords a second with one thread for each core."""
    hasher = PasswordHasher(settings.argon2_time, settings.argon2_memory_kib, 1)
    stored = hasher.hash("a password")
    cores = len(os.sched_getaffinity(0))
    end = time.monotonic() + seconds

    def work(_: int) -> int:
        done = 0
        while time.monotonic() < end:
            hasher.verify(stored, "a password")
            done += 1
        return done

    start = time.monotonic()
    with ThreadPoolExecutor(cores) as pool:
        done = sum(pool.map(work, range(cores)))
    return done / (time.monotonic() - start)


app = create_app(os.environ[ADDRESS]) if ADDRESS in os.environ else None  # noqa: TID251 - the measured floor, not the product
