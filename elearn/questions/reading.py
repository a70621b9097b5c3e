"""How typed answers are read: text by its letters, numbers in the way people here write them."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

_QUOTES = dict.fromkeys(map(ord, "„“”‟«»‹›‚‘’‛'`´″′"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣"), "-")
_LOOK_ALIKES = str.maketrans("abcehkmoptxy", "авсенкмортху")
_LETTERS = {**_QUOTES, **_DASHES}

_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>\d{1,3}(?: \d{3})+|\d+)(?:[.,](?P<part>\d+))?")

LONGEST = 500
"""Characters of a typed answer that are kept."""


def normalised(text: str) -> str:
    """The text as it is compared: accepted forms and answers alike, so equal means accepted.

    Unicode NFKC, invisible characters dropped, case folded, white space collapsed, quotes and dashes of
    every style made one, and Latin letters that look like Cyrillic ones (а/a, с/c, в/B …) taken as Cyrillic.
    """
    visible = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    plain = unicodedata.normalize("NFKC", visible).translate(_LETTERS).casefold()
    return " ".join(plain.split()).translate(_LOOK_ALIKES)


def number(text: str, units: Iterable[str] = ()) -> Decimal | None:
    """The number a person typed, or None when it is none.

    `14`, `14,5` and `14.5` read alike: comma and point both begin the decimal part, so `1.000` is one.
    Spaces may part thousands (`12 000`); a stated unit may stand before or after the number.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split())
    found = _NUMBER.fullmatch(_without_unit(plain, units))
    if found is None:
        return None
    whole = found["whole"].replace(" ", "")
    return Decimal(f"{found['sign']}{whole}.{found['part'] or '0'}")


def _without_unit(text: str, units: Iterable[str]) -> str:
    for unit in units:
        plain = " ".join(unicodedata.normalize("NFKC", unit).split())
        if not plain:
            continue
        folded, ending = text.casefold(), plain.casefold()
        if folded.rstrip(".").endswith(ending.rstrip(".")):
            kept = len(text.rstrip(".")) - len(ending.rstrip("."))
            return text[:kept].strip()
        if folded.startswith(ending):
            return text[len(plain) :].strip()
    return text.strip()
