"""Addresses for the machines that watch: is the process alive, may it be sent people."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from elearn.operations.cli import MIGRATIONS
from elearn.permissions import Permission
from elearn.web.guard import needs
from elearn.web.transaction import reading

bp = Blueprint("operations", __name__)

NEWEST = ScriptDirectory(str(MIGRATIONS)).get_current_head()


@bp.get("/healthz")
@needs(Permission.PUBLIC)
def healthz() -> ResponseReturnValue:
    """200 while the process answers; it asks nothing of the database."""
    return jsonify(status="ok")


@bp.get("/readyz")
@needs(Permission.PUBLIC)
def readyz() -> ResponseReturnValue:
    """200 when the database answers and has the newest shape; 503 with the reason otherwise."""
    connection = reading().connection()
    connection.execute(text("SELECT 1"))
    present = MigrationContext.configure(connection).get_current_revision()
    if present != NEWEST:
        return jsonify(status="not ready", reason="the database has another shape: elearn db upgrade"), 503
    return jsonify(status="ready")
