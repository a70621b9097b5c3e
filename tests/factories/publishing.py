"""Published editions for tests, through the services."""

import tempfile
from pathlib import Path

from sqlalchemy.orm import Session

from elearn.content.model import Course
from elearn.ids import SnapshotId
from elearn.publishing import service
from elearn.publishing.models import Change
from elearn.storage.files import Files
from tests.factories.content import a_course
from tests.factories.people import OPERATOR


def a_snapshot(
    session: Session, course: Course | None = None, *, change: Change = Change.EDITORIAL, note: str = ""
) -> SnapshotId:
    """The course (by default `a_course()`) published as the current edition; it must have no media."""
    files = Files(Path(tempfile.gettempdir()))
    published = service.publish(session, OPERATOR, course or a_course(), files, change=change, note=note)
    return published.snapshot_id
