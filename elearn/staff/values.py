"""Reading names, numbers and days as people type them in spreadsheets. Pure."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache

from elearn.errors import Invalid
from elearn.people import rules

LONGEST_POST = 200
EARLIEST = date(1940, 1, 1)
AHEAD = timedelta(days=366)
"""How far ahead a day of joining may lie."""
REMEMBERED = 4096
"""Names, days, posts and units come again and again in a table: what was made of the last ones is kept."""

_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y.%m.%d", "%Y/%m/%d")
_PATRONYMIC = re.compile(r"(ов|ев|ова|ева|ски|ска|ov|ev|ova|eva|ski|ska)\Z", re.IGNORECASE)
_LATIN_LIKE = str.maketrans("ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху")

_PLAIN = re.compile(r"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*")

Names = tuple[str, str, str]
"""Given, middle and family name; the middle one may be empty."""


def full_name(text: str, *, family_first: bool = False) -> Names:
    """The three parts of a whole name.

    Two words are given and family name; three are given name, father's name and family name, as the Act on Civil
    Registration (articles 9, 12 to 14) has them. Of more, what ends like a father's name in the third place makes the
    first two one given name, and everything after the father's name is the family name. `Иванова, Мария Петрова` and
    columns that say so begin with the family name. Raises Invalid("name_parts").
    """
    tidy = re.sub(r"\s*[-‐‑–]\s*", "-", text.strip())
    before, comma, after = tidy.partition(",")
    if comma and "," not in after:
        tidy, family_first = f"{before} {after}", True
    words = tidy.replace(",", " ").split()
    if not 2 <= len(words) <= 6:
        raise Invalid("name_parts")
    if family_first:
        words = [*words[1:], words[0]]
    if len(words) == 2:
        return words[0], "", words[1]
    double = len(words) > 3 and not _PATRONYMIC.search(words[1]) and bool(_PATRONYMIC.search(words[2]))
    at = 2 if double else 1
    return " ".join(words[:at]), words[at], " ".join(words[at + 1 :])


@lru_cache(maxsize=REMEMBERED)
def name_part(text: str) -> str:
    """One part, its spaces folded, not in capitals alone, and all of it in one alphabet.

    Raises Invalid: `name_characters` (character), `name_too_long` (most), `name_alphabets`.
    """
    part = rules.normal_name(re.sub(r"\s*[-‐‑–]\s*", "-", text.strip()), "")
    if part.isupper() or part.islower():
        part = re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), part)
    if {"CYRILLIC", "LATIN"} <= _alphabets(part):
        part = part.translate(_LATIN_LIKE)
        if "LATIN" in _alphabets(part):
            raise Invalid("name_alphabets")
    return part


def _alphabets(text: str) -> set[str]:
    return {unicodedata.name(character, "").partition(" ")[0] for character in text if character.isalpha()}


def email(text: str) -> str:
    """Like `people.rules.normal_email`, which judges each domain once. Raises Invalid("email_invalid")."""
    local, _, domain = text.strip().rpartition("@")
    if len(local) <= 64 and len(text) <= 200 and _PLAIN.fullmatch(local):
        return f"{local.lower()}@{_domain(domain)}"
    return rules.normal_email(text)


@lru_cache(maxsize=REMEMBERED)
def _domain(domain: str) -> str:
    return rules.normal_email(f"a@{domain}").partition("@")[2]


@lru_cache(maxsize=REMEMBERED)
def day(text: str, today: date) -> date:
    """`2024-03-01`, `01.03.2024 г.`, `1/3/2024` (the day first), with or without an hour.

    Raises Invalid: `date_unreadable` (text), `date_unlikely` (text) before 1940 or more than a year ahead.
    """
    words = text.replace("г.", " ").split()
    for pattern in _FORMATS:
        try:
            found = datetime.strptime(words[0] if words else "", pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if not EARLIEST <= found <= today + AHEAD:
            raise Invalid("date_unlikely", text=text)
        return found
    raise Invalid("date_unreadable", text=text[:40])


@lru_cache(maxsize=REMEMBERED)
def tidy(text: str, most: int = LONGEST_POST) -> str:
    """A post or a unit: spaces and line breaks folded. Raises Invalid("text_long", most) and ("cell_formula")."""
    found = " ".join(unicodedata.normalize("NFC", text).split())
    if found.startswith(("=", "+", "@", "\t")):
        raise Invalid("cell_formula")
    if len(found) > most:
        raise Invalid("text_long", most=most)
    return found
