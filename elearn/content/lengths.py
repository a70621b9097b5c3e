"""Lengths of time in a front matter: minutes, months, working days."""

import re

from elearn.content.node import Node
from elearn.content.schema import Reader, Reading, text

_DURATION_UNITS = {
    "m": ("мин", "минута", "минути", "min", "minute", "minutes", ""),
    "h": ("ч", "час", "часа", "h", "hour", "hours"),
    "d": ("д", "ден", "дни", "day", "days"),
}
_IN_MINUTES = {"m": 1, "h": 60, "d": 24 * 60}


def duration(*, least: int) -> Reader:
    """`30`, `30 мин`, `24 часа`, `2 дни` -> whole minutes, `least` of them or more."""

    def reader(node: Node, reading: Reading) -> int | None:
        typed = text(node, reading)
        if typed is None:
            return None
        match = re.fullmatch(r"([-−]?\d+)\s*([^\W\d]*)\.?", typed)
        unit = next(
            (name for name, forms in _DURATION_UNITS.items() if match and match.group(2).lower() in forms), None
        )
        if match is None or unit is None:
            reading.wrong(node, "front.not-duration")
            return None
        found = int(match.group(1).replace("−", "-")) * _IN_MINUTES[unit]
        if found < least:
            reading.wrong(node, "front.too-short", least=least)
            return None
        return found

    return reader


def months(node: Node, reading: Reading) -> int | None:
    """`24`, `24 месеца`, `2 години` -> whole months; `безсрочно` has no place here: leave the key out."""
    typed = text(node, reading)
    if typed is None:
        return None
    match = re.fullmatch(r"(\d+)\s*(месец|месеца|month|months|година|години|year|years)?", typed)
    if match is None or int(match.group(1)) == 0:
        reading.wrong(node, "front.not-duration")
        return None
    years = (match.group(2) or "").startswith(("год", "year"))
    return int(match.group(1)) * (12 if years else 1)


_WORKING_DAYS = re.compile(r"(-?\d+)\s*(?:(?:работ(?:ен|ни)|working)?\s*(?:д\.?|ден|дена|дни|days?))?", re.IGNORECASE)
MOST_WORKING_DAYS = 60


def working_days(node: Node, reading: Reading) -> int | None:
    """`5`, `5 дни`, `5 работни дни`, `1 working day` -> whole working days, from 1 to MOST_WORKING_DAYS."""
    typed = text(node, reading)
    if typed is None:
        return None
    match = _WORKING_DAYS.fullmatch(typed)
    if match is None:
        reading.wrong(node, "front.not-working-days")
        return None
    if not 1 <= int(match.group(1)) <= MOST_WORKING_DAYS:
        reading.wrong(node, "front.out-of-bounds", low=1, high=MOST_WORKING_DAYS)
        return None
    return int(match.group(1))
