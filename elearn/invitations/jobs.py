"""Sending invitations, in parts."""

from typing import Any

from elearn.ids import PersonId
from elearn.invitations import service
from elearn.work import Work


def send_invitations(work: Work, payload: dict[str, Any]) -> None:
    """Invite `payload["people"]` for the coordinator `payload["by"]`, a few in each transaction: what is written when
    the worker ends stays written, and is not written again."""
    for part in service.in_small_parts(payload["people"]):
        with work.writing() as session:
            service.send(session, work.settings, PersonId(payload["by"]), part)
