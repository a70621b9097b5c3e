"""Whether a phrase of a translation still stands in the language of its text, told by letters and not by words."""

import re

_CYRILLIC_LANGUAGES = frozenset({"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"})
_QUOTED = re.compile(r"„[^„“”]*[“”]|“[^“”]*”|«[^«»]*»|\"[^\"]*\"|`[^`]*`")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[Ѐ-ӿ]")
_TELLING = 3
"""Letters of a word that tells a language."""
_ENOUGH = 2
"""Such words, without capitals, of a phrase that chance does not make equal."""


def left_over(base: str, other: str, language: str) -> bool:
    """Whether `other`, which should be in `language`, was left as it is in the base or mostly in another alphabet.

    Abbreviations, numbers and what stands in quotation marks may be the same everywhere.
    """
    words = [word for word in _WORD.findall(_QUOTED.sub(" ", other)) if not word.isupper()]
    telling = [word for word in words if len(word) >= _TELLING]
    cyrillic = sum(1 for word in telling if _CYRILLIC.search(word))
    same = " ".join(base.split()) == " ".join(other.split())
    if language not in _CYRILLIC_LANGUAGES and cyrillic:
        return same or cyrillic > 2 * (len(telling) - cyrillic)
    small = [word for word in telling if word.islower()]
    return same and len(small) >= _ENOUGH
