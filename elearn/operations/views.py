"""Addresses for the machines that watch: is the process alive, may it be sent people."""

from flask import jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from elearn.db import NEWEST_MIGRATION
from elearn.operations import job_views, record_views
from elearn.operations.blueprint import bp
from elearn.permissions import Permission
from elearn.web.guard import needs
from elearn.web.transaction import reading

__all__ = ["bp", "job_views", "record_views"]

REVISION = text("SELECT version_num FROM alembic_version")
"""Read without alembic itself, which would take 10 MB of every web process."""


@bp.get("/healthz")
@needs(Permission.PUBLIC)
def healthz() -> ResponseReturnValue:
    """200 while the process answers; it asks nothing of the database."""
    return jsonify(status="ok")


@bp.get("/readyz")
@needs(Permission.PUBLIC)
def readyz() -> ResponseReturnValue:
    """200 when the database answers and has the newest shape; 503 with the reason otherwise."""
    try:
        present = reading().scalar(REVISION)
    except DatabaseError:
        return jsonify(status="not ready", reason="the database does not answer, or was never set up"), 503
    if present != NEWEST_MIGRATION:
        return jsonify(status="not ready", reason="the database has another shape: elearn db upgrade"), 503
    return jsonify(status="ready")
