"""How typed answers are read: text by its letters, numbers in the way people here write them."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

_QUOTES = dict.fromkeys(map(ord, "„“”‟«»‹›‚‘’‛'`´ʼ′″‴‵‶"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−⁃⸺⸻﹘﹣－"), "-")
_MARKS = {**_QUOTES, **_DASHES}
_UNSEEN = dict.fromkeys((0x034F, *range(0xFE00, 0xFE10)))  # joiners of graphemes, selectors of variants
_LOOK_ALIKES = str.maketrans("abcehijkmopstxy", "авсеніјкморѕтху")

_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>\d{1,3}(?: \d{3})+|\d+)(?:[.,](?P<part>\d+))?")

LONGEST = 500
"""Characters of a typed answer that are kept."""


def normalised(text: str) -> str:
    """The text as it is compared: accepted forms and answers alike, so equal means accepted.

    Unicode NFKC, invisible characters dropped, case folded, white space collapsed, quotes and dashes of
    every style made one, and Latin letters that look like Cyrillic ones (а/a, с/c, в/B …), with an accent or
    without, taken as Cyrillic. Doing it twice changes nothing.
    """
    visible = "".join(letter for letter in text if unicodedata.category(letter) != "Cf").translate(_UNSEEN)
    marked = unicodedata.normalize("NFKC", visible.translate(_MARKS)).translate(_MARKS)
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", marked.casefold())).translate(_LOOK_ALIKES)
    return " ".join(unicodedata.normalize("NFC", letters).split())


def number(text: str, units: Iterable[str] = ()) -> Decimal | None:
    """The number a person typed, or None when it is none.

    `14`, `14,5` and `14.5` read alike: comma and point both begin the decimal part, so `1.000` is one.
    Spaces of every kind may part thousands (`12 000`); a stated unit, compared as texts are, may stand
    before or after the number. A raised or circled figure is none of its digits: `14²` is not 142.
    """
    if _has_raised(text):
        return None
    plain = normalised(text)
    for rest in (plain, *_without(plain, units)):
        found = _NUMBER.fullmatch(rest)
        if found is not None:
            whole = found["whole"].replace(" ", "")
            return Decimal(f"{found['sign']}{whole}.{found['part'] or '0'}")
    return None


def _has_raised(text: str) -> bool:
    """Whether a raised, lowered or circled figure stands beside another: Unicode's plain form would join them."""
    visible = [letter for letter in text if unicodedata.category(letter) != "Cf"]
    return any(
        one.isnumeric() and other.isnumeric() and not (one.isdecimal() and other.isdecimal())
        for one, other in pairwise(visible)
    )


def _without(plain: str, units: Iterable[str]) -> Iterable[str]:
    """What is left of the text without each unit that stands at its end or beginning; a unit's own full stop may
    be left out or added."""
    for unit in units:
        whole = normalised(unit)
        name = whole.rstrip(".")
        if not name:
            continue
        ended = plain.rstrip(". ")
        if ended.endswith(name):
            yield ended.removesuffix(name).strip()
        yield from (plain.removeprefix(form).strip() for form in (whole, name) if plain.startswith(form))
