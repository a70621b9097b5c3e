"""Numbers as civil servants write them: `14`, `14,5`, `1 000`, `13 до 15`, `14 ± 1`, `(50 %)`."""

import re
from decimal import Decimal
from typing import NamedTuple

_SPACES = "[ \u00a0\u202f\u2009]"
NUMBER = rf"[-+−]?\d+(?:{_SPACES}\d{{3}})*(?:[.,]\d+)?"
_RANGE = re.compile(rf"^(?:(?:от|from)\s+)?({NUMBER})\s*(?:до|to|–|…|\.\.\.?)\s*({NUMBER})$", re.IGNORECASE)
_TOLERANCE = re.compile(rf"^({NUMBER})\s*(?:±|\+-|\+/-)\s*({NUMBER})$")
_SHARE = re.compile(r"\s*\(\s*(?P<share>[^()]*?)\s*%\s*\)\s*$")
_THOUSANDS = re.compile(r"(?<!\d)[1-9]\d{0,2}[.,]\d{3}(?!\d)")
WORDS = frozenset(
    {
        "едно", "един", "една", "два", "две", "двама", "три", "трима", "четири", "пет", "шест", "седем", "осем",
        "девет", "десет", "единадесет", "дванадесет", "петнадесет", "двадесет", "тридесет", "сто", "половин", "one",
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "fifteen", "twenty",
        "thirty", "fourteen", "четиринадесет", "тринадесет", "thirteen", "eleven", "hundred", "half", "хиляда",
        "thousand",
    }
)  # fmt: skip


class Interval(NamedTuple):
    """Both ends included, as typed: `low` may be above `high` where the author reversed them."""

    low: Decimal
    high: Decimal


class Share(NamedTuple):
    """Whole percents; None where what stands before `%` is no whole number."""

    value: int | None
    typed: str


def decimal(text: str) -> Decimal | None:
    """One number with a decimal comma or point and spaces between thousands, or None."""
    if not re.fullmatch(NUMBER, text.strip()):
        return None
    return Decimal(re.sub(_SPACES, "", text.strip()).replace(",", ".").replace("−", "-"))


def ambiguous(text: str) -> bool:
    """Whether a comma or point may separate thousands as well as decimals: `1.500`."""
    return _THOUSANDS.search(text) is not None


def in_words(text: str) -> bool:
    """Whether a number is written out: `четиринадесет`."""
    return any(word in WORDS for word in re.findall(r"[^\W\d_]+", text.lower()))


def split_share(text: str) -> tuple[str, Share]:
    """`13 до 15 (50 %)` -> `13 до 15` and 50; 100 where no share is stated."""
    match = _SHARE.search(text)
    if match is None:
        return text.strip(), Share(100, "")
    typed = match["share"]
    return text[: match.start()].strip(), Share(int(typed) if typed.isdecimal() else None, match.group().strip())


def interval(text: str) -> Interval | None:
    """`14`, `13 до 15`, `14 ± 1`; None for what is no number."""
    typed = text.strip()
    if match := _RANGE.match(typed):
        return _ends(match.group(1), match.group(2))
    if match := _TOLERANCE.match(typed):
        middle, spread = decimal(match.group(1)), decimal(match.group(2))
        return Interval(middle - spread, middle + spread) if middle is not None and spread is not None else None
    return _ends(typed, typed)


def _ends(low: str, high: str) -> Interval | None:
    first, second = decimal(low), decimal(high)
    return Interval(first, second) if first is not None and second is not None else None


def hundredths(text: str) -> int | None:
    """`0,5` points -> 50; None for what is no number with at most two decimals."""
    number = decimal(text)
    if number is None or number * 100 != int(number * 100):
        return None
    return int(number * 100)
