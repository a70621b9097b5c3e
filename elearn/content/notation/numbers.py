"""Numbers as civil servants write them: `14`, `14,5`, `1 000`, `13 до 15`, `14 ± 1`, `(50 %)`."""

import re
from decimal import Decimal

_SPACES = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]"
NUMBER = rf"[-+−]?\d+(?:{_SPACES}\d{{3}})*(?:[.,]\d+)?"
_RANGE = re.compile(rf"^(?:от|from)?\s*({NUMBER})\s*(?:до|to|–|…|\.\.)\s*({NUMBER})$", re.IGNORECASE)
_TOLERANCE = re.compile(rf"^({NUMBER})\s*(?:±|\+-|\+/-)\s*({NUMBER})$")
_SHARE = re.compile(r"\s*\(\s*(\d+)\s*%\s*\)\s*$")


def decimal(text: str) -> Decimal | None:
    """One number, or None."""
    if not re.fullmatch(NUMBER, text.strip()):
        return None
    plain = re.sub(_SPACES, "", text.strip()).replace(",", ".").replace("−", "-")
    return Decimal(plain)


def split_share(text: str) -> tuple[str, int]:
    """`13 до 15 (50 %)` -> (`13 до 15`, 50); 100 where no share is stated."""
    match = _SHARE.search(text)
    return (text[: match.start()], int(match.group(1))) if match else (text, 100)


def interval(text: str, unit: str = "") -> tuple[Decimal, Decimal] | None:
    """Both ends, included, low first as typed; a trailing unit is passed over. None for what is no number."""
    plain = text.strip()
    if unit and plain.lower().endswith(unit.lower()):
        plain = plain[: -len(unit)].rstrip()
    if match := _RANGE.match(plain):
        low, high = decimal(match.group(1)), decimal(match.group(2))
        return (low, high) if low is not None and high is not None else None
    if match := _TOLERANCE.match(plain):
        middle, spread = decimal(match.group(1)), decimal(match.group(2))
        return (middle - spread, middle + spread) if middle is not None and spread is not None else None
    exact = decimal(plain)
    return None if exact is None else (exact, exact)


def hundredths(text: str) -> int | None:
    """`0,5` points -> 50; None for what is no number with at most two decimals."""
    number = decimal(text)
    if number is None or number * 100 != int(number * 100):
        return None
    return int(number * 100)
