"""The database's shape goes forward and back, with data, and is exactly what the models say."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, inspect, select, text
from sqlalchemy.orm import Session

from elearn import schema
from elearn.audit.models import AuditEntry
from elearn.certificates.models import Certificate
from elearn.db import NEWEST_MIGRATION, begin_writing
from elearn.demo.stories import Story, finished
from elearn.ids import CourseSlug
from elearn.settings import Settings
from tests.databases import ROOT
from tests.factories.content import a_course
from tests.factories.people import a_person
from tests.factories.publishing import a_snapshot


def config(settings: Settings) -> Config:
    made = Config()
    made.set_main_option("script_location", str(ROOT / "migrations"))
    made.attributes["address"] = settings.database
    return made


def a_finished_learner(session: Session) -> None:
    a_snapshot(session, a_course())
    finished(Story(session, a_person(session), CourseSlug("sample"), secret="a-secret-of-the-test"))
    session.commit()


def test_there_is_one_head_and_the_application_waits_for_it(settings: Settings) -> None:
    assert ScriptDirectory.from_config(config(settings)).get_heads() == [NEWEST_MIGRATION]


def test_the_application_is_ready_only_with_the_newest_shape(client: FlaskClient, session: Session) -> None:
    assert client.get("/readyz").status_code == 200
    begin_writing(session)
    session.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    session.commit()
    assert client.get("/readyz").status_code == 503
    begin_writing(session)
    session.execute(text("DROP TABLE alembic_version"))
    session.commit()
    assert client.get("/readyz").status_code == 503


def test_the_migrated_shape_is_what_the_models_say(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []


def test_every_migration_goes_back_and_forward_with_data(settings: Settings, engine: Engine, session: Session) -> None:
    a_finished_learner(session)
    session.close()
    engine.dispose()
    revisions = list(ScriptDirectory.from_config(config(settings)).walk_revisions())
    for _ in revisions:
        command.downgrade(config(settings), "-1")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    command.upgrade(config(settings), "head")
    assert set(schema.metadata.tables) <= set(inspect(engine).get_table_names())


def test_migrating_what_is_up_to_date_loses_nothing(settings: Settings, engine: Engine, session: Session) -> None:
    a_finished_learner(session)
    command.upgrade(config(settings), "head")
    with Session(engine) as later:
        assert later.scalar(select(func.count()).select_from(Certificate)) == 1
        assert later.scalar(select(func.count()).select_from(AuditEntry))


def test_entries_of_before_say_whom_they_concerned_as_far_as_it_can_be_told(
    settings: Settings, engine: Engine, session: Session
) -> None:
    a_finished_learner(session)
    session.close()
    engine.dispose()
    with Session(engine) as before:
        whole = told(before)
    command.downgrade(config(settings), "2026_11_26_test_engine")
    command.upgrade(config(settings), "head")
    with Session(engine) as later:
        assert told(later) == whole
    assert {kind for kind, _, about in whole if about is not None} >= {"person", "enrolment", "attempt", "certificate"}


def told(session: Session) -> list[tuple[str, str, int | None]]:
    """Of each entry: the kind of its subject, the act, and whom it concerned."""
    columns = (AuditEntry.subject_kind, AuditEntry.action, AuditEntry.about_id)
    return [(row[0], row[1], row[2]) for row in session.execute(select(*columns).order_by(AuditEntry.id))]
