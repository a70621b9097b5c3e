"""Units by their path from the root: `Municipality / Department`."""

from sqlalchemy.orm import Session

from elearn.errors import NotFound
from elearn.ids import OrganisationId
from elearn.people import tree
from elearn.permissions import Actor


def find_or_add(session: Session, actor: Actor, path: str, *, add: bool) -> OrganisationId | None:
    """The unit at the path, None for an empty one; units that lack are added where that is allowed.

    Raises NotFound("organisation_not_there", name) and what `tree.add` raises.
    """
    unit: OrganisationId | None = None
    for name in filter(None, (" ".join(part.split()) for part in path.split("/"))):
        found = tree.find(session, name, unit)
        if found is None:
            if not add:
                raise NotFound("organisation_not_there", name=name)
            found = tree.add(session, actor, name=name, parent_id=unit)
        unit = found
    return unit
