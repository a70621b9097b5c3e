"""What a name, an e-mail address, a password and a return address must be, and how long a lock lasts. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from elearn.errors import Invalid
from elearn.people import egn

LONGEST_NAME = 80
LONGEST_STAFF_NUMBER = 32
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 256

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many tries are free; each is forgiven after `leak`."""

    free: int
    leak: timedelta


FOR_EMAIL = Allowance(free=5, leak=timedelta(hours=1))
FOR_ADDRESS = Allowance(free=200, leak=timedelta(seconds=12))
"""A whole office shares one address, and on its first morning many mistype."""

_QUOTES = re.compile(r"[\"'„“”«»‘’`]")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_LOOK_ALIKE = str.maketrans("АВСЕНКМРТУХ", "ABCEHKMPTYX")

COMMON_PASSWORDS = frozenset(Path(__file__).with_name("refused-passwords.txt").read_text("utf-8").split())
"""Those that people choose first, in lower case."""


def normal_email(text: str) -> str:
    """The address in its one stored form: lower case, ASCII domain. Raises Invalid("email_invalid")."""
    try:
        checked = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise Invalid("email_invalid") from None
    return (checked.ascii_email or checked.normalized).lower()


def typed_email(text: str) -> str:
    """What was typed where an e-mail is asked for, in the form in which one would be stored; else in lower case."""
    try:
        return normal_email(text)
    except Invalid:
        return text.strip().lower()


def typed_sign_in(text: str) -> str:
    """What was typed where one signs in, in its normal form: an e-mail, or else a staff number."""
    return typed_email(text) if "@" in text else normal_staff_number(text)


def normal_staff_number(text: str) -> str:
    """In capitals, without spaces, every dash a hyphen."""
    return "".join(unicodedata.normalize("NFC", text).translate(_DASHES).upper().split())[:255]


def checked_staff_number(text: str) -> str:
    """As it is stored, in its normal form; empty for an empty text.

    Raises Invalid("staff_number_egn") for one that is or holds a personal number, which nobody may be known by here,
    and Invalid("staff_number_invalid", most).
    """
    number = normal_staff_number(text)
    if egn.masked(number) != number:
        raise Invalid("staff_number_egn")
    if len(number) > LONGEST_STAFF_NUMBER or not all(sign.isalnum() or sign in "-/._" for sign in number):
        raise Invalid("staff_number_invalid", most=LONGEST_STAFF_NUMBER)
    return number


def sign_in_name(email: str | None, code: str | None, staff_number: str | None) -> str:
    """What a person signs in with: the e-mail, or the staff number behind the code of the employer: `SZ-1042`."""
    return email or "-".join(part for part in (code, staff_number) if part)


def normal_code(text: str) -> str:
    """A code as it was printed, however it was typed: capitals, no spaces or hyphens, Cyrillic letters that look Latin
    taken for them."""
    return "".join(sign for sign in text.translate(_DASHES).upper().translate(_LOOK_ALIKE) if sign not in "- ")


def has_left(left_on: date | None, today: date) -> bool:
    """From that day on a person signs in no more."""
    return left_on is not None and left_on <= today


def may_register(email: str, domains: tuple[str, ...]) -> bool:
    """Whether a normal e-mail belongs to an allowed domain. No domains listed: any."""
    return not domains or email.rpartition("@")[2] in {domain.lower().lstrip("@") for domain in domains}


def normal_name(text: str, alphabet: str) -> str:
    """One part of a name, spaces folded. `alphabet` is `CYRILLIC`, `LATIN` or empty for either.

    Allowed are letters of the alphabet, hyphen, apostrophe, full stop and space, between letters. Raises
    Invalid("name_characters", character) or Invalid("name_too_long", most).
    """
    name = " ".join(unicodedata.normalize("NFC", text).replace("’", "'").split())
    if len(name) > LONGEST_NAME:
        raise Invalid("name_too_long", most=LONGEST_NAME)
    for character in name:
        if character not in "-' ." and not _is_letter(character, alphabet):
            raise Invalid("name_characters", character=character)
    if name and not (name[0].isalpha() and any(map(str.isalpha, name))):
        raise Invalid("name_characters", character=name[0])
    return name


def sort_name(given: str, middle: str, family: str) -> str:
    """By what lists of people are ordered and searched: family name first, without capitals."""
    return " ".join(unicodedata.normalize("NFC", " ".join((family, given, middle))).casefold().split())[:255]


@lru_cache(maxsize=4096)
def same(text: str) -> str:
    """What two spellings of a post or a unit have in common: no capitals, no quotes."""
    return " ".join(_QUOTES.sub("", unicodedata.normalize("NFC", text).casefold()).split())


def _is_letter(character: str, alphabet: str) -> bool:
    script = unicodedata.name(character, "").partition(" ")[0]
    return character.isalpha() and (script == alphabet if alphabet else script in {"CYRILLIC", "LATIN"})


def require_good_password(password: str, *, email: str, names: tuple[str, ...] = ()) -> None:
    """Length, not a common one, without the person's own name or e-mail; nothing about kinds of characters.

    Raises Invalid: `password_short` (least), `password_long` (most), `password_common`, `password_personal`.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid("password_short", least=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise Invalid("password_long", most=LONGEST_PASSWORD)
    folded = password.casefold()
    if folded in COMMON_PASSWORDS or len(set(folded)) < 4:
        raise Invalid("password_common")
    own = [part.casefold() for part in (*names, email.partition("@")[0], email)]
    if any(len(part) >= 4 and part in folded for part in own):
        raise Invalid("password_personal")


def remembered(tries: int, since: timedelta, allowance: Allowance) -> int:
    """How many of the tries still count after so long without another."""
    return max(0, tries - int(since / allowance.leak))


def wait_after(tries: int, allowance: Allowance) -> timedelta:
    """How long to refuse after so many tries: nothing while they are free, then 1, 2, 4 … minutes to an hour."""
    over = tries - allowance.free
    return timedelta(0) if over < 0 else min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(over, 10))


def safe_next(target: str | None) -> str | None:
    """`target` if it is a path of this very site, else None.

    A browser reads `//host`, `/\\host` and `/<tab>/host` as another site, so those are refused with everything
    that has a scheme, a host, a backslash or a control character.
    """
    if not target or not target.startswith("/") or target.startswith("//") or len(target) > 2000:
        return None
    if "\\" in target or any(character <= " " or character == "\x7f" for character in target):
        return None
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else target
