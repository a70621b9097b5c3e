"""What a batch asks for, as values; and the judge that fits it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from elearn import clock
from elearn.ids import OrganisationId
from elearn.staff.fields import Field
from elearn.staff.judging import Judge
from elearn.staff.models import Batch, Verdict
from elearn.staff.units import Tree

ACTING = (Verdict.NEW, Verdict.CHANGED, Verdict.LEFT, Verdict.RETURNED)
"""Verdicts that change something."""

_DAYS = frozenset({"joined_on", "left_on"})


@dataclass(frozen=True, slots=True)
class Options:
    """`leavers`: who is not in the table is marked as having left; `units`: units that are not there are added;
    `everywhere`: people may come from any unit and hold any role. `rows`: how many the table has; `nameless`: how many
    of them do not say whom they mean, so that nobody can be told to be missing. `made`: units that applying added."""

    leavers: bool = False
    units: bool = False
    everywhere: bool = False
    rows: int = 0
    nameless: int = 0
    made: tuple[int, ...] = ()

    @classmethod
    def of(cls, batch: Batch) -> "Options":
        kept = batch.options
        return cls(**kept | {"made": tuple(kept["made"])})

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"made": list(self.made)}


def fields_of(columns: Mapping[str, int]) -> dict[Field, int]:
    """What a batch keeps of its columns, as a value."""
    return {Field(name): column for name, column in columns.items()}


def judge_for(session: Session, organisation_id: int, options: Options) -> Judge:
    tree = Tree(session, OrganisationId(organisation_id))
    return Judge(session, tree, clock.today(), units=options.units, everywhere=options.everywhere)


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by column, as JSON holds them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def lively(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The other way round."""
    return {name: _lively(name, value) for name, value in kept.items()}


def _lively(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name in _DAYS and value is not None else value
