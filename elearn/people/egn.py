"""Telling the personal number of Bulgaria (ЕГН) by its head and by its digits, so that it is never stored. Pure."""

import re
from calendar import monthrange
from collections.abc import Iterable

WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6)
MASK = "••••••••••"
"""What stands in the place of a number that was taken out."""

_LOOKALIKES = str.maketrans("aceehkmoptxy", "асеенкмортху")
_HEADS = re.compile(
    r"\b(егн|лнч|лнчг|единен граждански|граждански номер|личен номер на чужденец|национален идентификатор)\b"
    r"|\b(egn|ucn|lnch|national id|civil number|personal identification number)\b"
)
_TEN = re.compile(r"(?<!\d)\d{6}[ ./–-]?\d{4}(?!\d)")
_NO_DIGITS = re.compile(r"\D")


def head_names_it(head: str) -> bool:
    """Whether a column says of itself that it holds ЕГН or the number of a foreigner, also in letters of the other
    alphabet that look the same."""
    folded = " ".join(re.sub(r"[^\w ]", " ", head.casefold().replace(".", "")).split())
    return bool(_HEADS.search(folded) or _HEADS.search(folded.translate(_LOOKALIKES)))


def is_egn(digits: str) -> bool:
    """Ten digits with a date and a check digit that are right.

    The month is raised by 20 for births before 1900 and by 40 for those from 2000 on; the last digit is the weighted
    sum of the others modulo 11, and 0 for 10 (Ordinance RD-02-20-9 of 21 May 2012 on the register of the population).
    """
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()):
        return False
    year, month, day = (int(digits[at : at + 2]) for at in (0, 2, 4))
    century = 1900 if month < 20 else 1800 if month < 40 else 2000
    month %= 20
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(century + year, month)[1]:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=False))
    return total % 11 % 10 == int(digits[9])


def most_are(cells: Iterable[str]) -> bool:
    """Whether most of the filled cells of a column are such numbers; spreadsheets may have lost a leading zero."""
    filled = [cell.strip().strip("'") for cell in cells if cell.strip()]
    found = sum(is_egn(cell.zfill(10) if len(cell) == 9 else cell) for cell in filled)
    return found * 2 > len(filled)


def masked(text: str) -> str:
    """The text without any such number that stands in it on its own."""
    if len(text) < 10 or not _TEN.search(text):
        return text
    return _TEN.sub(lambda found: MASK if is_egn(_NO_DIGITS.sub("", found.group())) else found.group(), text)
