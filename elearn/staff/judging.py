"""What each row of a table would do: compared with the people there are, with every mistake in it. Reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from elearn.errors import Refusal
from elearn.ids import PersonId
from elearn.people import positions
from elearn.people.rules import same
from elearn.permissions import Role
from elearn.staff import knowing
from elearn.staff.knowing import Known
from elearn.staff.models import Verdict
from elearn.staff.rows import Problem, Wanted
from elearn.staff.units import Place, Tree

SEPARATOR = " / "


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on a row. `sets`: values by columns of `Person`, without unit and post that are still to be added:
    those are in `place` and `post`. `shown`: field, what stands there, what it becomes, in words."""

    number: int | None
    verdict: Verdict
    person_id: PersonId | None = None
    name: str = ""
    sets: Mapping[str, Any] = field(default_factory=dict)
    place: Place | None = None
    post: str = ""
    roles: tuple[Role, ...] = ()
    shown: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def details(self) -> dict[str, Any]:
        """As a row of the batch keeps it."""
        adds = list(self.place.missing) if self.place else []
        return {
            "name": self.name,
            "problems": [problem.as_json() for problem in self.problems],
            "shown": [list(line) for line in self.shown],
            "adds": adds,
        }


@dataclass
class Judge:
    """Judges the rows of one table. `units`: units that are not there may be added; `everywhere`: whoever brings it in
    administers all, so that people may come from any unit, and not only from below the chosen one, and may hold any
    role; `today` decides who has left."""

    session: Session
    tree: Tree
    today: date
    units: bool = False
    everywhere: bool = False
    met: set[PersonId] = field(default_factory=set)
    """Everyone whom a row means, refused or not."""
    nameless: int = 0
    """How many rows do not say whom they mean: a key in them cannot be read, or none is there, and nobody was found."""
    _seen: dict[tuple[str, object], int] = field(default_factory=dict)
    _posts: dict[str, tuple[int, str]] | None = None

    def judge(self, rows: Sequence[Wanted]) -> list[Judged]:
        """Verdicts on the next few hundred rows, whose people are looked up together; a person or key that came in an
        earlier row is refused."""
        numbers = {row.staff_number for row in rows if row.staff_number}
        emails = {row.email for row in rows if row.email}
        known = knowing.by_keys(self.session, self.tree.root_id, numbers, emails)
        by_number = {one.staff_number: one for one in known if one.employer_id == self.tree.root_id}
        by_email = {one.email: one for one in known}
        return [self._row(row, by_number.get(row.staff_number), by_email.get(row.email)) for row in rows]

    def post(self, text: str) -> tuple[int | None, str]:
        """The post of that name, if it is there, with its official spelling."""
        if self._posts is None:
            self._posts = positions.by_spelling(self.session)
        return self._posts.get(same(text), (None, text))

    def forget_posts(self) -> None:
        """A post was added."""
        self._posts = None

    def _row(self, row: Wanted, numbered: Known | None, mailed: Known | None) -> Judged:
        numbered, mailed = (numbered if row.staff_number else None), (mailed if row.email else None)
        known = numbered or mailed
        self.met.update(one.id for one in (numbered, mailed) if one is not None)
        self.nameless += known is None and (not (row.staff_number or row.email) or _misspelt(row))
        problems = [*row.problems, *(self._of_keys(row, numbered, mailed) or self._repeated(row, known))]
        place = None
        try:
            place = self._place(row, known)
        except Refusal as refusal:
            problems.append(Problem(refusal.code, {k: str(v) for k, v in refusal.details.items()}, "unit"))
        if place is not None and place.missing and not self.units:
            problems.append(Problem("unit_not_there", {"name": SEPARATOR.join(place.missing)}, "unit"))
        reached = known is None or self._reaches(known)
        name = known.name if known is not None and reached else " ".join(filter(None, row.names or (row.called,)))
        if problems:
            return Judged(row.number, Verdict.REFUSED, name=name, problems=tuple(problems))
        return self._sound(row, known, place)

    def _reaches(self, known: Known) -> bool:
        return self.everywhere or known.path.startswith(self.tree.path)

    def _of_keys(self, row: Wanted, numbered: Known | None, mailed: Known | None) -> list[Problem]:
        """What is wrong with number and e-mail. Of people out of reach nothing is said but that they are."""
        if not row.staff_number and not row.email:
            told = {problem.field for problem in row.problems} & {"staff_number", "email"}
            return [] if told else [Problem("no_key", {}, "staff_number")]
        if any(one is not None and not self._reaches(one) for one in (numbered, mailed)):
            return [Problem("person_elsewhere", {}, "staff_number" if numbered else "email")]
        if numbered and mailed and numbered.id != mailed.id:
            return [Problem("keys_of_two", {}, "email")]
        if numbered is None and mailed and row.staff_number and mailed.staff_number:
            return [Problem("email_of_another_number", {"number": mailed.staff_number}, "staff_number")]
        return self._of_standing(row, numbered or mailed)

    def _of_standing(self, row: Wanted, known: Known | None) -> list[Problem]:
        """A list neither takes a way in from those with further roles nor gives one back, and adds nobody who has left
        already."""
        left = row.left_on is not None and row.left_on <= self.today
        if known is None:
            return [Problem("row_left_unknown", {}, "left_on")] if left else []
        if not known.guarded or self.everywhere:
            return []
        if row.email and row.email != known.email:
            return [Problem("person_guarded", {}, "email")]
        gone = known.left_on is not None and known.left_on <= self.today
        otherwise = row.left_on != known.left_on if row.left_on is not None else gone
        return [Problem("person_guarded", {}, "left_on")] if otherwise else []

    def _repeated(self, row: Wanted, known: Known | None) -> list[Problem]:
        keys: list[tuple[str, object]] = [("number", row.staff_number), ("email", row.email)]
        keys += [("person", known.id)] if known else []
        first = min((self._seen[key] for key in keys if key[1] and key in self._seen), default=None)
        for key in keys:
            self._seen.setdefault(key, row.number)
        return [] if first is None else [Problem("row_repeated", {"row": first}, "staff_number")]

    def _place(self, row: Wanted, known: Known | None) -> Place | None:
        """Where the row puts the person; None where it says nothing of somebody who is there."""
        if not row.units and known is not None and self.tree.holds(known.organisation_id):
            return None
        return self.tree.find(row.units)

    def _sound(self, row: Wanted, known: Known | None, place: Place | None) -> Judged:
        left = row.left_on is not None and row.left_on <= self.today
        told = _Telling(known)
        if not (left and known):
            self._tell(told, row, place)
        if row.left_on is not None:
            told.day("left_on", row.left_on, known.left_on if known else None)
        back = bool(known and known.left_on and known.left_on <= self.today and not row.left_on)
        if back and known:
            told.day("left_on", None, known.left_on)
        new_post = "position" if row.position and "position_id" not in told.sets and told.says("position") else ""
        return Judged(
            row.number,
            _verdict(known, told, left=left, back=back),
            None if known is None else known.id,
            known.name if known else " ".join(filter(None, row.names or (row.called,))),
            told.sets,
            place if told.says("unit") or known is None else None,
            row.position if new_post else "",
            row.roles,
            tuple(told.shown),
        )

    def _tell(self, told: "_Telling", row: Wanted, place: Place | None) -> None:
        known = told.known
        if row.names is not None:
            told.names(row.names)
        for name, value in (("staff_number", row.staff_number), ("email", row.email)):
            told.text(name, value, getattr(known, name) if known else "")
        if row.position:
            position_id, official = self.post(row.position)
            if known is None or same(official) != same(known.post):
                told.put("position", known.post if known else "", official, position_id=position_id)
        if place is not None and (known is None or place.missing or place.unit_id != known.organisation_id):
            target = SEPARATOR.join(filter(None, (self.tree.name(place.unit_id), *place.missing)))
            unit_id = None if place.missing else place.unit_id
            told.put("unit", self.tree.name(known.organisation_id) if known else "", target, organisation_id=unit_id)
        told.day("joined_on", row.joined_on or (known.joined_on if known else None), known.joined_on if known else None)


@dataclass
class _Telling:
    """Gathers what a row sets, and the words for it. None in `put` means: still to be added."""

    known: Known | None
    sets: dict[str, Any] = field(default_factory=dict)
    shown: list[tuple[str, str, str]] = field(default_factory=list)

    def says(self, name: str) -> bool:
        return any(line[0] == name for line in self.shown)

    def put(self, name: str, before: str, after: str, **values: object) -> None:
        self.shown.append((name, before, after))
        self.sets.update({column: value for column, value in values.items() if value is not None})

    def text(self, name: str, value: str, before: str) -> None:
        if value and value != before:
            self.put(name, before, value, **{name: value})

    def day(self, name: str, value: date | None, before: date | None) -> None:
        if value != before:
            self.shown.append((name, before.isoformat() if before else "", value.isoformat() if value else ""))
            self.sets[name] = value

    def names(self, names: tuple[str, str, str]) -> None:
        """An empty middle name takes none away, and capitals alone are no change."""
        given, middle, family = names
        if self.known is None:
            self.sets.update(given=given, middle=middle, family=family)
            return
        middle = middle or self.known.middle
        now = (self.known.given, self.known.middle, self.known.family)
        if [part.casefold() for part in now] != [part.casefold() for part in (given, middle, family)]:
            after = " ".join(filter(None, (given, middle, family)))
            self.put("full_name", self.known.name, after, given=given, middle=middle, family=family)
            self.sets["middle"] = middle


def _misspelt(row: Wanted) -> bool:
    return any(problem.field in {"staff_number", "email"} for problem in row.problems)


def _verdict(known: Known | None, told: _Telling, *, left: bool, back: bool) -> Verdict:
    if known is None:
        return Verdict.NEW
    if back:
        return Verdict.RETURNED
    if not told.sets and not told.shown:
        return Verdict.SAME
    return Verdict.LEFT if left and known.left_on is None else Verdict.CHANGED


def leaver(one: Known, today: date) -> Judged:
    """Somebody who is not in the table, marked as having left today."""
    shown = (("left_on", "", today.isoformat()),)
    return Judged(None, Verdict.LEFT, one.id, one.name, {"left_on": today}, shown=shown)
