"""The whole policy on one screen: roles, permissions, who is granted what, and who is acting."""

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from elearn.errors import NotAllowed
from elearn.ids import OrganisationId, PersonId


class Role(StrEnum):
    LEARNER = "learner"
    TRAINER = "trainer"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """Grammar: `<scope>:<action>`. A view declares exactly one."""

    PUBLIC = "public:read"
    """Anyone, signed in or not. Said aloud, so that a view without a guard is a mistake."""
    OWN_ACCOUNT = "own:account"
    LEARN = "own:learn"
    ATTEMPT_GRANT = "attempt:grant"
    """More attempts and more time for a person."""
    ATTEMPT_MARK = "attempt:mark"
    """Marking essays, answering objections, regrading."""
    ATTEMPT_OPEN = "attempt:open"
    """Opening somebody's answers for an audit, with a reason that the learner can read."""
    AUTHOR = "course:author"
    PUBLISH = "course:publish"
    PEOPLE_MANAGE = "people:manage"
    OPERATE = "system:operate"


_EVERYONE: Final = frozenset({Permission.PUBLIC, Permission.OWN_ACCOUNT, Permission.LEARN})

GRANTS: Final = MappingProxyType(
    {
        Role.LEARNER: _EVERYONE,
        Role.TRAINER: _EVERYONE
        | {Permission.AUTHOR, Permission.PUBLISH, Permission.ATTEMPT_MARK, Permission.ATTEMPT_GRANT},
        Role.COORDINATOR: _EVERYONE | {Permission.ATTEMPT_GRANT, Permission.ATTEMPT_OPEN, Permission.PEOPLE_MANAGE},
        Role.ADMINISTRATOR: _EVERYONE
        | {
            Permission.PEOPLE_MANAGE,
            Permission.OPERATE,
            Permission.PUBLISH,
            Permission.AUTHOR,
            Permission.ATTEMPT_GRANT,
            Permission.ATTEMPT_OPEN,
        },
    }
)


PLATFORM_WIDE: Final = frozenset({Permission.AUTHOR, Permission.PUBLISH, Permission.ATTEMPT_MARK, Permission.OPERATE})
"""Asked for alone, whatever unit the role was given for: courses, marking and operation belong to no unit."""


class Via(StrEnum):
    """Through which door an act came in; stands in every audit entry."""

    WEB = "web"
    JOB = "job"
    CLI = "cli"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, and the organisation (with all below it) for which it holds; None means everywhere."""

    role: Role
    organisation_id: OrganisationId | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `person_id` is None for a visitor, for a job and for the command line."""

    person_id: PersonId | None = None
    sign_in_session_id: int | None = None
    organisation_id: OrganisationId | None = None
    name: str = ""
    address: str = ""
    via: Via = Via.WEB
    grants: frozenset[Grant] = field(default_factory=frozenset)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    @property
    def signed_in(self) -> bool:
        return self.person_id is not None


def may(actor: Actor, permission: Permission) -> bool:
    """Whether the policy grants it. Jobs and the command line act for the operator and may do all."""
    if permission is Permission.PUBLIC or actor.via is not Via.WEB:
        return True
    return any(permission in GRANTS[role] for role in actor.roles)


def reaches_beyond_units(role: Role) -> bool:
    """Whether some of what the role may do holds for the whole platform, wherever it was given."""
    return not PLATFORM_WIDE.isdisjoint(GRANTS[role])


def require(actor: Actor, permission: Permission) -> None:
    """Raises NotAllowed("not_permitted") unless the policy grants it."""
    if not may(actor, permission):
        raise NotAllowed("not_permitted", permission=permission.value)
