"""Reading what trainers and learners send."""

from datetime import date

from werkzeug.datastructures import MultiDict

from elearn.errors import Invalid
from elearn.regrading.models import Policy
from elearn.regrading.scope import Scope
from elearn.regrading.service import Decision, Plan
from elearn.web.numbers import whole_number

MOST_ATTEMPTS = 500


def plan(sent: MultiDict[str, str]) -> Plan:
    """The fields `version` (several), `policy`, `worse`, `since`, `until`, `attempts`.

    "Never worse" is on unless `worse=1` says otherwise. Raises Invalid("regrade_malformed").
    """
    try:
        policy = Policy(sent.get("policy", Policy.NEW_KEY))
    except ValueError:
        raise Invalid("regrade_malformed") from None
    versions = tuple(dict.fromkeys(sent.getlist("version")))
    found = Scope(versions, _day(sent.get("since")), _day(sent.get("until")), _attempts(sent.get("attempts", "")))
    return Plan(found, policy, never_worse=sent.get("worse") != "1")


def decision(sent: MultiDict[str, str]) -> Decision:
    """The plan with `reason`, `seen`, `key` and, where it follows one, `objection`."""
    seen = whole_number(sent.get("seen")) or 0
    return Decision(plan(sent), sent.get("reason", ""), seen, sent.get("key", ""), objection(sent))


def objection(sent: MultiDict[str, str]) -> int | None:
    """The number of the objection that led here."""
    return whole_number(sent.get("objection")) or None


def upheld(sent: MultiDict[str, str]) -> bool | None:
    """Whether the objection is right, None where it is not said."""
    return {"yes": True, "no": False}.get(sent.get("upheld", ""))


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("regrade_malformed") from None


def _attempts(text: str) -> tuple[int, ...]:
    """Numbers of attempts, with commas, semicolons or white space between."""
    words = text.replace(",", " ").replace(";", " ").split()
    numbers = [whole_number(word.removeprefix("№")) for word in words]
    if len(numbers) > MOST_ATTEMPTS or any(number is None for number in numbers):
        raise Invalid("regrade_malformed")
    return tuple(dict.fromkeys(number for number in numbers if number is not None))
